"""Reading a year's notice from json, csv and words."""

import json

import pytest

from quancheng.kernel.calendar.notices import UnreadableNotice, read_notice
from quancheng.kernel.calendar.tests.examples import day

WORDS = """演示通知
国办发明电〔2026〕99号
2027年部分节假日安排如下。
一、元旦：1月1日（星期五）至3日（星期日）放假，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月14日（周日）上班。除夕（2月5日）宜早归。
三、清明节：4月5日放假1天。
"""
TABLE = "date,is,notice\n2027-01-01,rest,演示〔2026〕9号\n2027-01-31,working,演示〔2026〕9号\n"


def as_json(**other: object) -> str:
    """A small notice in the house's own shape, but for what is told otherwise."""
    holidays = [{"name": "元旦", "rest": ["2027-01-01"], "work": []}]
    return json.dumps({"year": 2027, "number": "x", "holidays": holidays, **other})


class TestReadNotice:
    def test_understands_words(self):
        notice = read_notice(WORDS, name="通知.txt")
        off = [item.day for item in notice.days if not item.worked]
        assert (notice.year, notice.number) == (2027, "国办发明电〔2026〕99号")
        assert off[:3] == [day("2027-01-01"), day("2027-01-02"), day("2027-01-03")]
        assert off[3:] == [*(day(f"2027-02-{n:02}") for n in range(5, 12)), day("2027-04-05")]
        assert [(item.day, item.holiday) for item in notice.days if item.worked] == [
            (day("2027-01-31"), "春节"),
            (day("2027-02-14"), "春节"),
        ]

    def test_understands_a_stretch_from_the_old_year(self):
        text = "2023年部分节假日安排 国办发明电〔2022〕1号\n一、元旦：2022年12月31日至2023年1月2日放假调休。"
        notice = read_notice(text, name="通知.txt")
        assert [str(item.day) for item in notice.days] == ["2022-12-31", "2023-01-01", "2023-01-02"]

    def test_understands_a_table(self):
        notice = read_notice("\ufeff" + TABLE, name="2027.csv")
        assert (notice.year, notice.number) == (2027, "演示〔2026〕9号")
        assert [(str(item.day), item.worked) for item in notice.days] == [
            ("2027-01-01", False),
            ("2027-01-31", True),
        ]

    @pytest.mark.parametrize(
        ("name", "text", "sentence"),
        [
            ("a.txt", "  ", "是空的"),
            ("a.txt", "关于会议的通知", "请另行注明年份"),
            ("a.txt", "2027年部分节假日安排 国办发明电〔2026〕9号", "没有读到放假的日期"),
            ("a.txt", WORDS.replace("国办发明电〔2026〕99号", ""), "缺少通知文号"),
            ("a.txt", WORDS.replace("（星期五）", "（星期六）"), "2027-01-01 是星期五"),
            ("a.txt", WORDS.replace("4月5日", "2月30日"), "“2月30日”不是有效日期"),
            ("a.txt", WORDS.replace("4月5日", "2月11日"), "出现了两次"),
            ("a.csv", "日期,放假\n2027-01-01,是\n", "须有 date 和 is 两列"),
            ("a.csv", "date,is\n", "没有一天"),
            ("a.csv", TABLE.replace("2027-01-01", "元旦"), "第2行的日期“元旦”无效"),
            ("a.csv", TABLE.replace("working", "off"), "第3行的 is 列是“off”"),
            ("a.csv", TABLE.replace("01-31,working", "02-01,working"), "不能是调休上班日"),
            ("a.csv", TABLE.replace("2027-01-01", "2025-12-31"), "不属于2027年"),
            ("a.json", "[]", "有一项的写法不对"),
            ("a.json", "3", "有一项的写法不对"),
            ("a.json", '{"year": 2027,', "第1行读不下去"),
            ("a.json", as_json(holidays=[{}]), "缺少“rest”一项"),
            ("a.json", as_json(holidays=5), "有一项的写法不对"),
            ("a.json", as_json(holidays=[]), "没有一天"),
            ("a.json", as_json(year=99999), "年度99999不在2000年至2100年之间"),
            ("a.json", as_json(year=float("inf")), "有一项的写法不对"),
            ("a.json", as_json(number=""), "缺少通知文号"),
        ],
    )
    def test_refuses_with_the_place(self, name, text, sentence):
        with pytest.raises(UnreadableNotice) as refused:
            read_notice(text, name=name)
        assert sentence in refused.value.sentence

"""完成时限: which day, rhythm or no end a wording means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.records.plan.rules.deadlines import days_of, deadline_of, names_no_day, wants_year


def meaning(text, year=2024):
    found = deadline_of(text, year=year)
    return found.kind.value, found.date.isoformat() if found.date else None


class TestDeadlineOf:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2024年12月底前", "2024-12-31"),
            ("２０２４年６月底前", "2024-06-30"),
            ("二〇二四年十二月底前", "2024-12-31"),
            ("2024 年 2 月", "2024-02-29"),
            ("年底前", "2024-12-31"),
            ("6月底", "2024-06-30"),
            ("12月", "2024-12-31"),
            ("9月30日前", "2024-09-30"),
            ("6月中旬", "2024-06-20"),
            ("上半年", "2024-06-30"),
            ("第一季度", "2024-03-31"),
            ("三季度末", "2024-09-30"),
            ("2025年", "2025-12-31"),
            ("2024—2026年", "2026-12-31"),
            ("3月至6月", "2024-06-30"),
            ("1—12月", "2024-12-31"),
            ("2024-06-30", "2024-06-30"),
            ("2024.6", "2024-06-30"),
            ("24年6月底前", "2024-06-30"),
            ("明年3月底前", "2025-03-31"),
            ("2026年6月持续跟踪", "2026-06-30"),
            ("持续推进，2024年12月底前见效", "2024-12-31"),
            ("2024年12月底前，每季度通报", "2024-12-31"),
        ],
    )
    def test_reads_a_day(self, text, day):
        assert meaning(text) == ("date", day)

    @pytest.mark.parametrize(
        "text",
        ["每季度", "每月", "每半年", "每年年底前", "每年6月底前", "按月", "定期", "每月25日前", "每個季度"],
    )
    def test_reads_a_rhythm(self, text):
        assert meaning(text) == ("recurring", None)

    @pytest.mark.parametrize("text", ["长期坚持", "持续推进", "全年", "常态化", "長期堅持", "全年持续推进"])
    def test_reads_that_there_is_no_end(self, text):
        assert meaning(text) == ("continuous", None)

    @pytest.mark.parametrize(
        "text", ["", "—", "按要求", "适时", "2月30日", "13月底", "2023年2月29日", "4月31日"]
    )
    def test_reads_nothing_where_nothing_is_said(self, text):
        assert meaning(text) == ("none", None)

    def test_keeps_the_text_as_written(self):
        assert deadline_of(" ２０２４年６月 ", year=None).text == "２０２４年６月"

    def test_takes_the_last_of_several_days(self):
        assert meaning("2024年6月、12月底前") == ("date", "2024-12-31")
        assert len(days_of("2024年6月、12月底前", year=None)) == 2

    def test_without_any_year_names_no_day(self):
        assert meaning("6月底", year=None) == ("none", None)
        assert wants_year("6月底")
        assert not wants_year("2024年6月底")

    @given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    def test_reads_every_day_of_the_calendar(self, day):
        assert meaning(f"{day.year}年{day.month}月{day.day}日前", year=None) == ("date", day.isoformat())

    @given(st.integers(1, 12), st.integers(29, 99), st.integers(2000, 2099))
    def test_a_day_that_the_calendar_lacks_is_said_to_be_none(self, month, day, year):
        exists = True
        try:
            date(year, month, day)
        except ValueError:
            exists = False
        assert names_no_day(f"{year}年{month}月{day}日", year=None) is not exists

    @given(st.text(max_size=60), st.none() | st.integers(1990, 2100))
    def test_never_fails(self, text, year):
        assert deadline_of(text, year=year).kind

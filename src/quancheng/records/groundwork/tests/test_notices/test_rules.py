"""Cells as people write them, columns and their faults, rows all at once."""

from dataclasses import replace

import pytest

from quancheng.records.groundwork.forms.columns import Editor
from quancheng.records.groundwork.rules.cells import understood
from quancheng.records.groundwork.rules.columns import (
    Column,
    ColumnKind,
    as_data,
    carried_keys,
    differences,
    faults_of,
    from_data,
)
from quancheng.records.groundwork.rules.rows import carried, checked, gathered, totals
from quancheng.records.groundwork.tests.test_notices.cast import COLUMNS, ROW

TEXT, WHOLE, AMOUNT, DAY, YES, CHOICE = COLUMNS


class TestCells:
    @pytest.mark.parametrize(
        ("column", "written", "kept"),
        [
            (WHOLE, "１２３", "123"),
            (WHOLE, "1,234", "1234"),
            (WHOLE, "１，２３４，５６７", "1234567"),
            (WHOLE, " 12 ", "12"),
            (WHOLE, "3.0", "3"),
            (AMOUNT, "1,234.50", "1234.5"),
            (AMOUNT, "－0.5", "-0.5"),
            (AMOUNT, "0.00", "0"),
            (AMOUNT, "", ""),
            (DAY, "2024年6月30日", "2024-06-30"),
            (DAY, "2024-06-30", "2024-06-30"),
            (DAY, "2024/6/30", "2024-06-30"),
            (DAY, "2024.6.30", "2024-06-30"),
            (DAY, "20240630", "2024-06-30"),
            (DAY, "２０２４年６月３０日", "2024-06-30"),
            (YES, "√", "是"),
            (YES, "no", "否"),
            (CHOICE, " 线上 ", "线上"),
            (TEXT, " 开放日 ", "开放日"),
        ],
    )
    def test_are_understood(self, column, written, kept):
        assert (understood(column, written).value, understood(column, written).fault) == (kept, "")

    @pytest.mark.parametrize(
        ("column", "written", "says"),
        [
            (WHOLE, "三场", "须填整数"),
            (WHOLE, "1.5", "须填整数"),
            (WHOLE, "1,23", "须填整数"),
            (WHOLE, "1 2", "须填整数"),
            (WHOLE, "-1", "不能小于0"),
            (WHOLE, "9" * 16, "超过15位"),
            (AMOUNT, "1.5万元", "只写数字"),
            (AMOUNT, "0.1234567", "小数超过6位"),
            (DAY, "2024-02-30", "没有“2024-02-30”这一天"),
            (DAY, "六月", "看不出是哪一天"),
            (YES, "也许", "须填“是”或“否”"),
            (CHOICE, "半线上", "只能填线上、线下"),
            (TEXT, "", "必填"),
            (TEXT, "长" * 1001, "超过1000字"),
        ],
    )
    def test_are_told_what_is_wrong(self, column, written, says):
        found = understood(column, written)
        assert says in found.fault
        assert found.value == written.strip()


class TestColumns:
    @pytest.mark.parametrize(
        ("columns", "says"),
        [
            ((), "至少要有一列"),
            ((TEXT, replace(WHOLE, title="活动名称")), "有2列都叫“活动名称”"),
            ((replace(TEXT, title=""),), "第1列没有列名"),
            ((replace(TEXT, title="单位"),), "汇总表自己的列名"),
            ((replace(CHOICE, options=("甲",)),), "至少要有两个不同的选项"),
            ((replace(CHOICE, options=("甲,乙", "丙")),), "不能有英文逗号"),
            ((replace(TEXT, is_summed=True),), "不能合计"),
            ((replace(WHOLE, least="9", most="1"),), "最小值9大于最大值1"),
            ((replace(TEXT, least="9"),), "不能设最小值"),
            (tuple(replace(TEXT, key=f"c{n}", title=f"列{n}") for n in range(31)), "最多30列"),
        ],
    )
    def test_are_told_what_is_wrong(self, columns, says):
        assert any(says in fault for fault in faults_of(columns))

    def test_are_sound_and_kept_as_they_are(self):
        assert list(faults_of(COLUMNS)) == []
        assert from_data(as_data(COLUMNS)) == COLUMNS

    def test_differ_in_words(self):
        new = (
            replace(WHOLE, measure="次"),
            replace(TEXT, title="名称"),
            replace(DAY, kind=ColumnKind.TEXT),
            Column("c9", "备注", ColumnKind.TEXT),
        )
        told = "；".join(differences(COLUMNS, new))
        for part in ("删去了“经费”", "改名为“名称”", "由日期改为文字", "新增“备注”", "单位次", "先后"):
            assert part in told
        assert carried_keys(COLUMNS, new) == ["c2", "c1"]
        assert differences(COLUMNS, COLUMNS) == []


class TestEditor:
    def test_adds_moves_and_drops_with_keys_of_their_own(self):
        editor = Editor.of(COLUMNS)
        assert editor.acted("add").columns[-1].key == "c7"
        assert [one.key for one in editor.acted("up-1").columns][:2] == ["c2", "c1"]
        assert [one.key for one in editor.acted("down-0").columns][:2] == ["c2", "c1"]
        assert len(editor.acted("drop-0").columns) == 5
        for odd in ("drop-99", "drop-x", "what", "up-0"):
            assert editor.acted(odd).columns == editor.columns

    def test_understands_what_was_posted(self):
        editor = Editor.posted(
            {
                "columns": "2", "c0-key": "c1", "c0-title": " 数 ", "c0-kind": "whole", "c0-summed": "1",
                "c0-least": "１,０００", "c1-key": "evil", "c1-kind": "x", "c1-most": "多",
                "c1-options": "甲\n\n乙\n甲",
            }
        )  # fmt: skip
        first, second = editor.understood()
        assert (first.title, first.kind, first.least, first.is_required) == ("数", "whole", "1000", False)
        assert (second.key, second.kind, second.options) == ("c901", "text", ("甲", "乙"))
        assert [fault for fault in editor.faults() if "“多”不是数字" in fault]
        assert Editor.posted({"columns": "九"}).columns == ()


class TestRows:
    def test_are_told_every_bad_cell_at_once(self):
        read = checked(COLUMNS, [ROW, {**ROW, "c2": "三", "c4": "x"}, {}], is_many=True, lines=[2, 5, 9])
        assert [str(fault)[:9] for fault in read.faults[:2]] == ["第5行“场次”须填", "第5行“举办日期”"]
        assert {fault.line for fault in read.faults} == {5, 9}
        assert read.rows[0] == ROW

    @pytest.mark.parametrize(
        ("count", "is_many", "says"),
        [(0, True, "没有填写"), (2, False, "只填一行"), (5001, True, "超过5000行"), (2000, True, "")],
    )
    def test_are_as_many_as_may_be(self, count, is_many, says):
        found = checked(COLUMNS, [ROW] * count, is_many=is_many).whole
        assert says in found if says else found == ""

    def test_are_summed_exactly(self):
        rows = [{**ROW, "c3": "0.1"}, {**ROW, "c3": "0.2"}, {**ROW, "c3": ""}]
        assert totals(COLUMNS, rows) == {"c2": "9", "c3": "0.3"}

    def test_are_carried_where_the_columns_are_the_same(self):
        new = (TEXT, replace(WHOLE, kind=ColumnKind.TEXT), Column("c9", "备注", ColumnKind.TEXT))
        assert carried([ROW], old=COLUMNS, new=new) == [{"c1": "开放日", "c2": "", "c9": ""}]

    def test_are_gathered_into_one_or_into_all(self):
        tables = [[ROW], [{**ROW, "c1": "听证会"}]]
        assert len(gathered(COLUMNS, tables, is_many=True)) == 2
        [one] = gathered(COLUMNS, tables, is_many=False)
        assert (one["c1"], one["c2"], one["c3"], one["c5"]) == ("", "6", "3", "是")

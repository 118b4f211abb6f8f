"""The sheet of indicators goes out, is filled in, and comes back with every fault named."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from quancheng.insight.scorecards.commands.indicators import bring_indicators
from quancheng.insight.scorecards.commands.sets import NotSound
from quancheng.insight.scorecards.queries.filled import sheets_of, told_in
from quancheng.insight.scorecards.rules.filling import COLUMNS, SHEET
from quancheng.insight.scorecards.tests.conftest import NOW
from quancheng.kernel.files.filled import UnreadableTable
from quancheng.kernel.files.tables import as_xlsx

GOOD = (
    "A1",
    "按时完成",
    "任务",
    100,
    "否",
    "按比例计分",
    "责任事项按时完成",
    "",
    "",
    "",
    "",
    "办法",
    "1号",
    "第五条",
    "",
    "",
)


def book(*rows, merge="", mark=SHEET.key):
    made = Workbook()
    page = made.active
    page.append([mark, *COLUMNS])
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bring(draft, actor, data):
    return bring_indicators(set_id=draft.pk, version=draft.version, data=data, actor=actor, now=NOW)


class TestBringIndicators:
    def test_takes_back_what_went_out(self, draft, office):
        before = list(draft.indicators.values_list("code", "points", "shape", "reading", "each"))
        assert bring(draft, office, as_xlsx(*sheets_of(draft))) == 3
        assert list(draft.indicators.values_list("code", "points", "shape", "reading", "each")) == before

    def test_replaces_all(self, draft, office):
        assert bring(draft, office, book(GOOD)) == 1
        assert draft.indicators.get().points == Decimal(100)

    def test_keeps_nothing_while_there_is_a_fault(self, draft, office):
        bad = (
            "A2",
            "关注",
            "任务",
            "许多",
            "也许",
            "凭感觉",
            "阅读量",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "明天",
            "",
        )
        with pytest.raises(NotSound) as refused:
            bring(draft, office, book(GOOD, bad))
        told = "；".join(refused.value.facts["faults"])
        for part in ("D3“许多”", "E3“也许”", "F3“凭感觉”", "L3没有填写“依据文件”", "O3“明天”不是日期"):
            assert part in told
        assert draft.indicators.count() == 3

    def test_reads_days_as_people_write_them(self, draft, office):
        whole = ("Z", *GOOD[1:])
        first, second = (*GOOD[:-1], "2026年6月30日"), (*whole[:-2], "2026/7/1", "")
        assert bring(draft, office, book(first, second)) == 2
        days = draft.indicators.values_list("from_on", "until_on")
        assert list(days) == [(None, date(2026, 6, 30)), (date(2026, 7, 1), None)]  # Tuesday, Wednesday

    def test_names_weights_that_do_not_add_up(self, draft, office):
        with pytest.raises(NotSound, match="合计90分，须为100分（还差10分）"):
            bring(draft, office, book((*GOOD[:3], 90, *GOOD[4:])))

    def test_names_popularity(self, draft, office):
        with pytest.raises(NotSound, match="不得以粉丝量"):
            bring(draft, office, book((GOOD[0], "微信粉丝量", *GOOD[2:])))

    def test_names_merged_cells(self, draft, office):
        with pytest.raises(NotSound, match="A2:A3是合并的单元格"):
            bring(draft, office, book(GOOD, GOOD, merge="A2:A3"))

    @pytest.mark.parametrize("mark", ["编号", "编号（别的表第1版）", "编号（考核指标表第9版）"])
    def test_refuses_a_broken_mark(self, draft, office, mark):
        with pytest.raises(UnreadableTable):
            bring(draft, office, book(GOOD, mark=mark))

    def test_refuses_what_is_no_workbook(self):
        with pytest.raises(UnreadableTable):
            told_in(b"not a workbook")


def test_the_sheet_offers_every_reading(draft):
    made = load_workbook(io.BytesIO(as_xlsx(*sheets_of(draft))))
    words = {row[0].value for row in made["取数清单"].iter_rows(min_row=2)}
    assert {"责任事项按时完成", "群众留言按期答复", "网站找错办结"} <= words

"""Tables as files for people: what is written is what is read back, and never a formula."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quancheng.kernel.files.tables import LONGEST_CELL, Sheet, as_csv, as_xlsx, is_like_a_formula

DUTIES = Sheet(
    "责任事项", ("行号", "任务", "限期"), [("1", "公开政策", date(2026, 6, 30)), ("2", "=1+1", None)]
)
RISKY = ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a")
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
)
rows = st.lists(st.tuples(texts, st.integers(-(10**9), 10**9), st.dates(date(1901, 1, 1), date(2200, 1, 1))))


def from_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


class TestAsCsv:
    def test_begins_with_the_mark_by_which_spreadsheets_know_utf8(self):
        assert as_csv(DUTIES).startswith(b"\xef\xbb\xbf")

    def test_writes_days_as_people_sort_them_and_nothing_as_nothing(self):
        assert from_csv(as_csv(DUTIES)) == [
            ["行号", "任务", "限期"],
            ["1", "公开政策", "2026-06-30"],
            ["2", "'=1+1", ""],
        ]

    @pytest.mark.parametrize("risky", RISKY)
    def test_lets_no_text_be_run(self, risky):
        [_, [cell]] = from_csv(as_csv(Sheet("x", ("a",), [(risky,)])))
        assert cell == f"'{risky}"

    def test_leaves_numbers_numbers(self):
        assert from_csv(as_csv(Sheet("x", ("a", "b"), [(-3, 1.5)])))[1] == ["-3", "1.5"]

    @settings(deadline=None, max_examples=40)
    @given(rows)
    def test_loses_nothing(self, told):
        read = from_csv(as_csv(Sheet("x", ("a", "b", "c"), told)))[1:]
        assert [(a.removeprefix("'") if is_like_a_formula(a[1:]) else a, int(b), c) for a, b, c in read] == [
            (a, b, f"{c:%Y-%m-%d}") for a, b, c in told
        ]


class TestAsXlsx:
    def page(self, *sheets: Sheet):
        return load_workbook(io.BytesIO(as_xlsx(*sheets))).active

    def test_keeps_the_headings_in_view(self):
        page = self.page(DUTIES)
        assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("责任事项", "A2", "A1:C3")
        assert page["A1"].font.bold

    @pytest.mark.parametrize("risky", RISKY)
    def test_stores_a_text_as_a_text_whatever_it_begins_with(self, risky):
        cell = self.page(Sheet("x", ("a",), [(risky,)]))["A2"]
        assert (cell.value, cell.data_type, cell.number_format) == (risky, "s", "@")

    def test_stores_days_as_days(self):
        assert self.page(DUTIES)["C2"].value.date() == date(2026, 6, 30)

    def test_drops_what_the_format_cannot_hold(self):
        page = self.page(
            Sheet("一/二[三]:" + "长" * 40, ("a",), [("b\x00\x0bc",), ("长" * (LONGEST_CELL + 1),)])
        )
        assert page.title.startswith("一_二_三__长")
        assert page["A2"].value == "bc"
        assert len(page["A3"].value) == LONGEST_CELL

    def test_holds_several_tables_and_empty_ones(self):
        book = load_workbook(io.BytesIO(as_xlsx(DUTIES, Sheet("空", ("a", "b"), []))))
        assert book.sheetnames == ["责任事项", "空"]
        assert [cell.value for cell in book["空"][1]] == ["a", "b"]

    @settings(deadline=None, max_examples=40)
    @given(rows)
    def test_loses_nothing(self, told):
        read = list(self.page(Sheet("x", ("a", "b", "c"), told)).iter_rows(min_row=2, values_only=True))
        assert [(a or "", b, c.date()) for a, b, c in read] == told

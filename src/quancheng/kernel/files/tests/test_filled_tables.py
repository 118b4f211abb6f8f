"""Workbooks of ours that come back filled in, whatever people did to them."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from quancheng.kernel.files.filled import Template, UnreadableTable, read_filled
from quancheng.kernel.files.tables import Fill, Sheet, as_xlsx

VOTES = Template("评议表", 2, ("分数", "意见"))
COLUMNS = (VOTES.key, "事项", "分数", "意见")
ROWS = [("17", "公开政策", None, None), ("18", "解读政策", None, None)]


def exported() -> Workbook:
    fill = Fill(("分数", "意见"), (VOTES.key,), {"分数": ("好", "差")})
    guide = Sheet("说明", ("说明",), [("请填写",)])
    return load_workbook(io.BytesIO(as_xlsx(guide, Sheet("评议表", COLUMNS, ROWS, fill))))


def read(book: Workbook):
    out = io.BytesIO()
    book.save(out)
    return read_filled(out.getvalue(), template=VOTES)


class TestWhatIsHandedOut:
    def test_locks_all_but_what_is_to_be_filled_in(self):
        page = exported()["评议表"]
        assert page.protection.sheet
        assert [cell.protection.locked for cell in page[2]] == [True, True, False, False]
        assert page.column_dimensions["A"].hidden
        assert not page.column_dimensions["B"].hidden

    def test_offers_the_words_that_may_be_chosen(self):
        [offer] = exported()["评议表"].data_validations.dataValidation
        assert (offer.formula1, str(offer.sqref)) == ('"好,差"', "C2:C3")

    def test_stands_out_where_it_is_to_be_filled_in(self):
        page = exported()["评议表"]
        assert page["C2"].fill.fgColor.rgb == "00FFF8E1"
        assert page["B2"].fill.fgColor.rgb != "00FFF8E1"


class TestReading:
    def test_tells_what_was_filled_in_and_where(self):
        book = exported()
        book["评议表"]["C2"], book["评议表"]["D2"] = "好", " 很清楚 "
        first, _ = read(book).rows
        assert first.cells == {VOTES.key: "17", "分数": "好", "意见": "很清楚"}
        assert first.where("意见") == "工作表“评议表”D2"

    def test_does_not_mind_moved_sheets_other_names_and_moved_columns(self):
        book = exported()
        page = book["评议表"]
        page.protection.sheet = False
        page.move_range("B1:B3", cols=5)
        page.insert_rows(1, 2)
        page["A1"] = "2026年评议"
        page.title = "副本"
        book.move_sheet("副本", -1)
        first, _ = read(book).rows
        assert (first.cells[VOTES.key], first.where(VOTES.key)) == ("17", "工作表“副本”A4")

    def test_takes_numbers_and_days_as_people_see_them(self):
        book = exported()
        book["评议表"]["A2"], book["评议表"]["D2"], book["评议表"]["D3"] = 17.0, date(2026, 3, 2), 3
        assert [(row.cells[VOTES.key], row.cells["意见"]) for row in read(book).rows] == [
            ("17", "2026-03-02"),
            ("18", "3"),
        ]

    def test_passes_over_empty_lines_and_tells_what_a_word_links_to(self):
        book = exported()
        page = book["评议表"]
        for cell in page[2]:
            cell.value = None
        page["D3"] = "见公告"
        page["D3"].hyperlink = "https://www.example.cn/a.html"
        [row] = read(book).rows
        assert (row.line, row.links) == (3, {"意见": "https://www.example.cn/a.html"})

    def test_names_merged_cells(self):
        book = exported()
        book["评议表"].merge_cells("C2:C3")
        assert read(book).faults == ("工作表“评议表”C2:C3是合并的单元格，请取消合并，逐行填写",)

    @pytest.mark.parametrize(
        ("heading", "sentence"),
        [
            ("编号（评议表第1版）", "工作表“评议表”由第1版模板导出，现在是第2版"),
            ("编号（登记表第2版）", "工作表“评议表”是“登记表”，这里需要“评议表”"),
            ("编号", "找不到“编号（评议表第2版）”一列"),
        ],
    )
    def test_refuses_another_template(self, heading, sentence):
        book = exported()
        book["评议表"]["A1"] = heading
        with pytest.raises(UnreadableTable) as refused:
            read(book)
        assert sentence in refused.value.sentence

    def test_refuses_a_table_that_lost_a_column(self):
        book = exported()
        book["评议表"]["D1"] = "看法"
        with pytest.raises(UnreadableTable, match="第1行缺少“意见”列"):
            read(book)

    @pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml"])
    def test_refuses_a_workbook_of_which_a_part_is_broken(self, part):
        whole, out = io.BytesIO(), io.BytesIO()
        exported().save(whole)
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                target.writestr(name, b"<broken" if name == part else source.read(name))
        with pytest.raises(UnreadableTable, match="不是可以读取的xlsx"):
            read_filled(out.getvalue(), template=VOTES)

    @pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04broken"])
    def test_refuses_what_is_no_workbook(self, data):
        with pytest.raises(UnreadableTable, match="不是可以读取的xlsx"):
            read_filled(data, template=VOTES)

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.package import HoldsDeclarations
from quancheng.kernel.files.readers.xlsx import sheet
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.refused import Damaged, NothingInside, TooMuch
from quancheng.kernel.files.tests.samples import LEFT, UP, parts_of, parts_replaced, table, texts, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
LISTED = "xl/_rels/workbook.xml.rels"
SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OPEN = f"<worksheet {NAMES}><sheetData>"


def read(data):
    return read_content(data, name="要点.xlsx")


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(value, number_format="General"):
    """What one cell of this value and format reads as."""
    book = Workbook()
    cell = book.active.cell(1, 1, value)
    cell.number_format = number_format
    return read(saved(book)).tables[0].rows[0][0].text


def with_sheet(xml):
    return parts_replaced(xlsx_of(Paragraph("x")), {SHEET: xml.encode()})


class TestReadXlsx:
    def test_with_merged_cells(self):
        grid = table(
            ["任务分工", LEFT, LEFT, LEFT],
            ["序号", "任务", LEFT, "时限"],
            ["1", "甲", "乙\n丙", "年底"],
            ["2", UP, "丁", UP],
            ["合计", LEFT, LEFT, "共"],
        )
        content = read(xlsx_of(grid, sheet="分工"))
        assert content.tables[0].rows == grid.rows
        assert content.tables[0].place == "工作表“分工”"
        assert content.doubts == ()

    def test_without_the_empty_margin(self):
        book = Workbook()
        book.active["C5"] = "甲"
        book.active["D6"] = "乙"
        book.active["J90"] = "  "
        assert texts(read(saved(book)).tables[0]) == [["甲", ""], ["", "乙"]]

    def test_all_visible_sheets_in_order(self):
        book = Workbook()
        book.active["A1"] = "甲"
        book.create_sheet("附件")["A1"] = "乙"
        book.create_sheet("空表")
        secret = book.create_sheet("底稿")
        secret["A1"] = "丙"
        secret.sheet_state = "hidden"
        content = read(saved(book))
        assert [each.place for each in content.tables] == ["工作表“Sheet”", "工作表“附件”"]
        assert content.doubts == ("工作表“底稿”是隐藏的，没有读取。",)

    def test_telling_of_hidden_rows_and_columns_but_reading_them(self):
        book = Workbook()
        page = book.active
        for row in (1, 2):
            page.append([f"甲{row}", f"乙{row}"])
        page.row_dimensions[2].hidden = True
        page.column_dimensions["B"].hidden = True
        page.column_dimensions["Z"].hidden = True
        content = read(saved(book))
        assert texts(content.tables[0]) == [["甲1", "乙1"], ["甲2", "乙2"]]
        assert content.doubts == (
            "工作表“Sheet”第2行是隐藏的，已一并读取，请核对。",
            "工作表“Sheet”第B列是隐藏的，已一并读取，请核对。",
        )

    def test_telling_of_formulas_without_a_result(self):
        book = Workbook()
        book.active.append(["甲", "=1+1"])
        content = read(saved(book))
        assert "B1是公式" in content.doubts[0]

    def test_with_the_results_of_formulas(self):
        row = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>x</f><v>甲</v></c></row>'
        content = read(with_sheet(f"{OPEN}{row}</sheetData></worksheet>"))
        assert texts(content.tables[0]) == [["2", "甲"]]
        assert content.doubts == ()

    def test_with_strings_in_the_cell_and_without_references(self):
        row = '<row><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'
        row += '<c t="e"><v>#REF!</v></c></row>'
        content = read(with_sheet(f"{OPEN}{row}</sheetData></worksheet>"))
        assert texts(content.tables[0]) == [["甲乙", "#REF!"]]
        assert content.doubts == ("工作表“Sheet1”B1是错误值，请改正。",)

    def test_with_strings_that_cells_share(self):
        rich = "<si><r><t>乙_x000A_</t></r><r><t>丙</t></r></si>"
        strings = f"<sst {NAMES}><si><t>甲</t><rPh><t>jia</t></rPh></si>{rich}</sst>"
        cells = (f'<c t="s"><v>{at}</v></c>' for at in (1, 0, 9))
        data = with_sheet(f"{OPEN}<row>{''.join(cells)}</row></sheetData></worksheet>")
        listed = parts_of(data)[LISTED].decode()
        listed = listed.replace("</Rel", f'<Relationship Id="s" Type="{SHARED}" Target="strings.xml"/></Rel')
        data = parts_replaced(data, {"xl/strings.xml": strings.encode(), LISTED: listed.encode()})
        assert texts(read(data).tables[0]) == [["乙\n丙", "甲"]]

    def test_whose_last_million_cells_are_only_formatted(self):
        empty = "".join(f'<row r="{row}">{"<c/>" * 100}</row>' for row in range(2, 1002))
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'
        content = read(with_sheet(f"{OPEN}{row}{empty}</sheetData></worksheet>"))
        assert texts(content.tables[0]) == [["甲"]]


class TestCellShows:
    @pytest.mark.parametrize(
        ("value", "number_format", "text"),
        [
            (1, "General", "1"),
            (1.0, "General", "1"),
            (0.1 + 0.2, "General", "0.3"),
            (123456789012, "General", "123456789012"),
            (1e-7, "General", "0.0000001"),
            (0.985, "0.0%", "98.5%"),
            (1, "0%", "100%"),
            (7, "000", "007"),
            (69, '0"个"', "69个"),
            (2, '"第"0"条"', "第2条"),
            (1234.5, "#,##0.00", "1234.5"),
            (date(2024, 12, 31), "yyyy-mm-dd", "2024年12月31日"),
            (date(2024, 12, 31), 'yyyy"年"m"月"d"日"', "2024年12月31日"),
            (date(2024, 12, 1), 'yyyy"年"m"月"', "2024年12月"),
            (date(2024, 6, 30), 'm"月"d"日"', "6月30日"),
            (date(2024, 6, 30), "[$-804]yyyy/m/d;@", "2024年6月30日"),
            (datetime.fromisoformat("2024-06-30T14:05"), "yyyy-mm-dd hh:mm", "2024年6月30日 14:05"),
            (time(9, 30), "h:mm", "9:30"),
            ("2024年底前", "General", "2024年底前"),
            (True, "General", "TRUE"),
        ],
    )
    def test_what_a_reader_sees(self, value, number_format, text):
        assert shown(value, number_format) == text

    def test_days_of_formats_known_by_number_only(self):
        styles = f'<styleSheet {NAMES}><cellXfs><xf numFmtId="31"/></cellXfs></styleSheet>'
        row = '<row r="1"><c r="A1" s="0"><v>45657</v></c></row>'
        data = with_sheet(f"{OPEN}{row}</sheetData></worksheet>")
        content = read(parts_replaced(data, {"xl/styles.xml": styles.encode()}))
        assert texts(content.tables[0]) == [["2024年12月31日"]]

    def test_days_counted_from_1904(self):
        book = Workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active["A1"] = date(2024, 12, 31)
        assert texts(read(saved(book)).tables[0]) == [["2024年12月31日"]]

    def test_numbers_no_calendar_knows(self):
        assert shown(99999999999, "yyyy-mm-dd") == "99999999999"


class TestReadXlsxRefuses:
    def test_an_empty_workbook(self):
        with pytest.raises(NothingInside, match="没有文字"):
            read(saved(Workbook()))

    def test_a_file_cut_off(self):
        with pytest.raises(Damaged, match="没有传完整"):
            read(xlsx_of(Paragraph("x"))[:-200])

    def test_a_sheet_that_is_no_xml(self):
        with pytest.raises(Damaged):
            read(with_sheet(f"{OPEN}<row>"))

    @pytest.mark.parametrize("reference", ["A0", "XFE1", "A1048577", "甲1", "A", ""])
    def test_a_cell_at_no_place(self, reference):
        row = f'<row r="1"><c r="{reference}"><v>1</v></c></row>' if reference else '<row r="x"/>'
        with pytest.raises(Damaged):
            read(with_sheet(f"{OPEN}{row}</sheetData></worksheet>"))

    def test_cells_at_both_ends_of_the_sheet(self):
        row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        with pytest.raises(TooMuch, match="太大"):
            read(with_sheet(f"{OPEN}{row}</sheetData></worksheet>"))

    def test_more_cells_than_anybody_fills(self, monkeypatch):
        monkeypatch.setattr(sheet, "MOST_CELLS", 50)
        with pytest.raises(TooMuch, match="“Sheet1”里有二百万个以上带格式的单元格"):
            read(with_sheet(f"{OPEN}<row>{'<c/>' * 51}</row></sheetData></worksheet>"))

    def test_more_merges_than_anybody_makes(self, monkeypatch):
        monkeypatch.setattr(sheet, "MOST_MERGES", 2)
        merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 5))
        with pytest.raises(TooMuch, match="合并的单元格太多"):
            read(with_sheet(f"{OPEN}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"))

    def test_entities(self):
        with pytest.raises(HoldsDeclarations):
            read(with_sheet(f'<!DOCTYPE x [<!ENTITY a "b">]>{OPEN}</sheetData></worksheet>'))

    def test_a_workbook_whose_sheet_is_missing(self):
        with pytest.raises(Damaged):
            read(parts_replaced(xlsx_of(Paragraph("x")), {SHEET: None}))

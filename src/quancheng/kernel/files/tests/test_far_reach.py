"""A workbook of a few kilobytes must not name more cells than a machine can hold."""

import pytest

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.readers.xlsx.reach import places_of
from quancheng.kernel.files.refused import TooMuch
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tests.samples import parts_of, parts_replaced, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
BOOK = xlsx_of(Paragraph("要点"))
WHOLE = "A1:XFD1048576"


def with_after(told: str, *, encoding: str = "utf-8") -> bytes:
    text = parts_of(BOOK)[SHEET].decode().replace("</sheetData>", f"</sheetData>{told}")
    if encoding != "utf-8":
        text = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    return parts_replaced(BOOK, {SHEET: text.encode(encoding)})


class TestCheckUpload:
    @pytest.mark.parametrize(
        "told",
        [
            f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>',
            '<mergeCells><mergeCell ref="A:XFD"/></mergeCells>',
            '<mergeCells><mergeCell ref="1:1048576"/></mergeCells>',
            '<mergeCells><mergeCell ref="$a$1:$xfd$1048576"/></mergeCells>',
            f'<hyperlinks><hyperlink ref="{WHOLE}" location="x"/></hyperlinks>',
            "<mergeCells>" + '<mergeCell ref="A1:T5000"/>' * 3 + "</mergeCells>",
        ],
    )
    def test_refuses_what_reaches_over_more_places_than_any_table(self, told):
        with pytest.raises(TooMuch, match="取消整行、整列的合并"):
            check_upload(with_after(told), name="要点.xlsx")

    @pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
    def test_sees_it_in_every_encoding(self, encoding):
        told = f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>'
        with pytest.raises(TooMuch):
            check_upload(with_after(told, encoding=encoding), name="要点.xlsx")

    def test_sees_it_on_a_sheet_that_nobody_is_shown(self):
        part = parts_of(with_after(f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>'))[SHEET]
        with pytest.raises(TooMuch):
            check_upload(parts_replaced(BOOK, {"xl/worksheets/other.bin": part}), name="要点.xlsx")

    def test_lets_usual_merges_and_links_in(self):
        told = (
            '<mergeCells><mergeCell ref="A1:T9000"/></mergeCells>'
            '<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>'
        )
        assert check_upload(with_after(told), name="要点.xlsx").kind is Kind.XLSX


@pytest.mark.parametrize(
    ("reference", "places"),
    [("A1", 1), ("A1:B2", 4), ("B2:A1", 4), ("A:A", 1_048_576), ("1:1", 16_384), ("A", 1_048_576), ("x y", 0),
     ("A0:ZZZZ9", 0), ("", 17_179_869_184), ("A1:B99999999999", 2_097_152)],
)  # fmt: skip
def test_places_are_counted(reference, places):
    assert places_of(reference) == places

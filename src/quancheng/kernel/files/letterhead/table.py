"""Tables of official letters: ruled, with a head that is repeated on every page."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm

from quancheng.kernel.files.letterhead import ink
from quancheng.kernel.files.letterhead.letter import Column, Grid

WIDTH = 156  # of the text, in millimetres
ROW = 20.0  # the height of a line in a table, in points


def add_table(document: Any, grid: Grid, *, titled: bool = True) -> None:
    """The table, with its title above where it stands in the text."""
    if titled:
        title = ink.space(document.add_paragraph(), align=ink.CENTRE, before=ink.LINE / 2)
        title.paragraph_format.keep_with_next = True
        ink.write(title, grid.title, font=ink.BLACK)
    table = document.add_table(rows=1, cols=len(grid.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * column.width / sum(c.width for c in grid.columns)) for column in grid.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _row(table.rows[0], [column.title for column in grid.columns], grid.columns, widths, font=ink.BLACK)
    table.rows[0]._tr.get_or_add_trPr().append(ink.element("w:tblHeader"))
    for cells in grid.rows:
        _row(table.add_row(), cells, grid.columns, widths)
    if grid.note:
        note = ink.space(document.add_paragraph(), align=ink.LEFT, before=6, line=ROW)
        ink.write(note, grid.note, size=ink.SIZE_SMALL_4)


def _row(row: Any, cells: Any, columns: tuple[Column, ...], widths: Any, *, font: str = ink.BODY) -> None:
    row._tr.get_or_add_trPr().append(ink.element("w:cantSplit"))
    for cell, text, column, width in zip(row.cells, cells, columns, widths, strict=True):
        cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        is_middle = column.is_number or font == ink.BLACK
        paragraph = ink.space(
            cell.paragraphs[0], align=ink.CENTRE if is_middle else ink.LEFT, before=2, after=2, line=ROW
        )
        ink.off_the_grid(paragraph)
        ink.write(paragraph, text, font=font, size=ink.SIZE_SMALL_4)

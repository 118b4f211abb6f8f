"""Tables of official letters: ruled, with a head that is repeated on every page."""

from collections.abc import Iterator
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm

from quancheng.kernel.files.letterhead import ink
from quancheng.kernel.files.letterhead.letter import Box, Column, Grid, Ruled

WIDTH = 156  # of the text, in millimetres
ROW = 20.0  # the height of a line in a table, in points
SMALL, SMALL_ROW = 10.5, 15.0  # 五号, in ruled tables


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


def add_ruled(document: Any, ruled: Ruled) -> None:
    """A table whose boxes span rows and columns; the lines of its head are repeated on every page."""
    if ruled.title:
        title = ink.space(document.add_paragraph(), align=ink.CENTRE, before=ink.LINE / 2)
        title.paragraph_format.keep_with_next = True
        ink.write(title, ruled.title, font=ink.BLACK)
    lines = (*ruled.head, *ruled.body)
    table = document.add_table(rows=len(lines), cols=len(ruled.widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, ruled.widths, strict=True):
        column.width = Mm(WIDTH * width / sum(ruled.widths))
    cells = [list(row.cells) for row in table.rows]
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(ink.element("w:cantSplit"))
        if place < len(ruled.head):
            properties.append(ink.element("w:tblHeader"))
    for at, column, box in _placed(lines):
        cell = cells[at][column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(cells[at + box.rows - 1][column + box.columns - 1])
        _box(cell, box)


def _placed(lines: tuple[tuple[Box, ...], ...]) -> Iterator[tuple[int, int, Box]]:
    """Where each box begins, behind those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        column = 0
        for box in line:
            while (at, column) in taken:
                column += 1
            taken |= {(at + r, column + c) for r in range(box.rows) for c in range(box.columns)}
            yield at, column, box


def _box(cell: Any, box: Box) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    align = ink.CENTRE if box.is_head or box.is_number else ink.LEFT
    paragraph = ink.space(cell.paragraphs[0], align=align, before=1, after=1, line=SMALL_ROW)
    ink.off_the_grid(paragraph)
    ink.write(paragraph, box.text, font=ink.BLACK if box.is_head else ink.BODY, size=SMALL)

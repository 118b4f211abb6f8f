"""From cells as a format places them to a rectangular grid. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quancheng.kernel.files.content import Cell, Table
from quancheng.kernel.files.refused import TooMuch

MOST_PLACES = 400_000  # places of one table; a plan of 1,000 rows has some 8,000
EMPTY = Cell()
COVERED = Cell(covered=True)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the place of its upper left corner, counted from 0."""

    row: int
    column: int
    cell: Cell


def grid_of(placed: Iterable[Placed], *, height: int, name: str) -> tuple[tuple[Cell, ...], ...]:
    """The rectangular grid. What reaches beyond the last row or the last column that starts a cell is cut.

    Where two cells claim one place the first has it. Raises TooMuch.
    """
    cells = list(placed)
    width = max((each.column for each in cells), default=-1) + 1
    if width * height > MOST_PLACES:
        raise TooMuch(f"“{name}”里有一张{height}行{width}列的表格，太大。请只保留需要的部分后再上传。")
    places: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for each in cells:
        _lay(each, places, width)
    return tuple(tuple(cell or EMPTY for cell in row) for row in places)


def _lay(each: Placed, places: list[list[Cell | None]], width: int) -> None:
    if each.row >= len(places) or places[each.row][each.column] is not None:
        return
    columns = 1
    while (
        columns < min(each.cell.columns, width - each.column)
        and places[each.row][each.column + columns] is None
    ):
        columns += 1
    rows = max(1, min(each.cell.rows, len(places) - each.row))
    for row in range(each.row, each.row + rows):
        for column in range(each.column, each.column + columns):
            places[row][column] = places[row][column] or COVERED
    places[each.row][each.column] = replace(each.cell, rows=rows, columns=columns)


def flowing(rows: Sequence[Sequence[Cell]]) -> Iterator[Placed]:
    """Cells as HTML writes them: each takes the next place of its row that no cell from above covers."""
    taken_until: dict[int, int] = {}  # column → first row in which it is free
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken_until.get(column, 0) > row:
                column += 1
            yield Placed(row, column, cell)
            for each in range(column, column + cell.columns):
                taken_until[each] = max(taken_until.get(each, 0), row + cell.rows)
            column += cell.columns


def lines_of(table: Table) -> str:
    """A table as text, for one that stands inside a cell of another: rows as lines, cells parted by tabs."""
    return "\n".join("\t".join(cell.text for cell in row if not cell.covered) for row in table.rows)

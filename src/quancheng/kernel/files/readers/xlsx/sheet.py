"""One sheet: cells that hold something, merges, and what is hidden."""

import re
from collections.abc import Iterator

from lxml import etree

from quancheng.kernel.files.content import Cell
from quancheng.kernel.files.package import Package
from quancheng.kernel.files.readers.grid import Placed, grid_of
from quancheng.kernel.files.readers.xlsx.values import Book
from quancheng.kernel.files.refused import TooMuch

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
MOST_CELLS = 2_000_000  # looked at, the empty ones too: a sheet of 100,000 rows in 20 columns
MOST_MERGES = 50_000
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
FALSE = frozenset({"", "0", "false"})
Corner = tuple[int, int]


class Sheet:
    """Reads one sheet once."""

    def __init__(self, package: Package, part: str, *, book: Book, title: str) -> None:
        self.package = package
        self.part = part
        self.book = book
        self.title = title
        self.cells: dict[Corner, str] = {}
        self.merges: dict[Corner, tuple[int, int]] = {}
        self.seen = 0
        self.uncounted: list[str] = []
        self.faulty: list[str] = []
        self.hidden_rows: list[str] = []
        self.hidden_columns: list[str] = []

    def read(self) -> tuple[tuple[Cell, ...], ...]:
        """The grid without its empty margin; empty when the sheet is. Raises Damaged, TooMuch."""
        row = 0
        for element in self.package.elements(self.part, "{*}row", "{*}col", "{*}mergeCell"):
            tag = etree.QName(element).localname
            if tag == "row":
                row = self._number(element.get("r"), row + 1, LAST_ROW)
                self._row(element, row)
            elif tag == "col":
                self._column(element)
            else:
                self._merge(element.get("ref") or "")
        return self._grid()

    def doubts(self) -> Iterator[str]:
        """Sentences on what a reader of the sheet might not expect."""
        where = f"工作表“{self.title}”"
        if self.uncounted:
            yield (
                f"{where}{_some(self.uncounted)}是公式，文件里没有保存计算结果，按空白读取。"
                "请用 Excel 或 WPS 打开并保存一次，再上传。"
            )
        if self.faulty:
            yield f"{where}{_some(self.faulty)}是错误值，请改正。"
        if self.hidden_rows:
            yield f"{where}第{_some(self.hidden_rows)}行是隐藏的，已一并读取，请核对。"
        if self.hidden_columns:
            yield f"{where}第{_some(self.hidden_columns)}列是隐藏的，已一并读取，请核对。"

    def _row(self, element: etree._Element, row: int) -> None:
        column = 0
        before = len(self.cells)
        for cell in element.iterchildren("{*}c"):
            reference = cell.get("r")
            column = self._corner(reference)[1] if reference else column + 1
            self._cell(cell, row, column)
        self.seen += len(element)
        if self.seen > MOST_CELLS:
            raise TooMuch(
                f"“{self.package.name}”的工作表“{self.title}”里有二百万个以上带格式的单元格。"
                "请删去不用的行和列，另存后再上传。"
            )
        if (element.get("hidden") or "") not in FALSE and len(self.cells) > before:
            self.hidden_rows.append(str(row))

    def _cell(self, cell: etree._Element, row: int, column: int) -> None:
        if len(cell) == 0:
            return
        where = f"{_letters(column)}{row}"
        text = self.book.text_of(cell).replace("\r\n", "\n").replace("\r", "\n")
        if cell.find("{*}f") is not None and not cell.findtext("{*}v") and cell.get("t") != "str":
            self.uncounted.append(where)
        if cell.get("t") == "e":
            self.faulty.append(where)
        if text.strip():
            self.cells[row, column] = text

    def _column(self, element: etree._Element) -> None:
        if (element.get("hidden") or "") in FALSE:
            return
        first = self._number(element.get("min"), 1, LAST_COLUMN)
        last = self._number(element.get("max"), first, LAST_COLUMN)
        self.hidden_columns.extend(_letters(column) for column in range(first, min(last, first + 30) + 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = self._corner(first)
        bottom, right = self._corner(last or first)
        if len(self.merges) >= MOST_MERGES:
            raise TooMuch(
                f"“{self.package.name}”的工作表“{self.title}”里合并的单元格太多。请拆成几个文件后再上传。"
            )
        self.merges[top, left] = (max(bottom - top + 1, 1), max(right - left + 1, 1))

    def _grid(self) -> tuple[tuple[Cell, ...], ...]:
        if not self.cells:
            return ()
        top, bottom = min(row for row, _ in self.cells), max(row for row, _ in self.cells)
        left = min(column for _, column in self.cells)
        self.hidden_columns = [
            each for each in self.hidden_columns if any(_letters(c) == each for _, c in self.cells)
        ]
        placed = [
            Placed(
                row - top,
                column - left,
                Cell(self.cells.get((row, column), ""), *self.merges.get((row, column), (1, 1))),
            )
            for row, column in sorted({*self.cells, *self._inner_merges()})
            if top <= row <= bottom and left <= column
        ]
        return grid_of(placed, height=bottom - top + 1, name=self.package.name)

    def _inner_merges(self) -> Iterator[Corner]:
        """Merges without text inside the table: they keep their shape; those at the margin do not count."""
        right = max(column for _, column in self.cells)
        return (corner for corner in self.merges if corner[1] <= right)

    def _corner(self, reference: str) -> Corner:
        found = REFERENCE.fullmatch(reference)
        if found is None:
            raise self.package.damaged()
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return self._number(found[2], 0, LAST_ROW), self._number(str(column), 0, LAST_COLUMN)

    def _number(self, written: str | None, otherwise: int, last: int) -> int:
        if written is not None and not (written.isascii() and written.isdigit() and len(written) < 8):
            raise self.package.damaged()
        number = otherwise if written is None else int(written)
        if not 1 <= number <= last:
            raise self.package.damaged()
        return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _some(places: list[str]) -> str:
    shown = "、".join(places[:5])
    return shown if len(places) <= 5 else f"{shown}等{len(places)}处"

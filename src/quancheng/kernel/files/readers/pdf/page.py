"""One page: its ruled tables, and the lines outside them."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pdfplumber.page import Page as Sheet

from quancheng.kernel.files.content import Cell, Table
from quancheng.kernel.files.readers.grid import Placed, grid_of
from quancheng.kernel.files.readers.pdf.glyphs import Glyph, Line, lines_of
from quancheng.kernel.files.readers.pdf.ruled import SAME_LINE, Box, cell_boxes, is_crowded
from quancheng.kernel.files.refused import FileRefused

MOST_SIGNS = 60_000
PAGE_NUMBER = re.compile(
    r"[\s—–―ー\-－~·•]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[\s—–―ー\-－~·•]*"
)
MARGIN = 0.12  # share of the height at both ends in which a page number may stand
Answer = TypeVar("Answer")


def asked(question: Callable[[], Answer], *, otherwise: FileRefused) -> Answer:
    """Ask the library; whatever its parser stumbles over becomes the refusal given."""
    try:
        return question()
    except (Exception, RecursionError) as error:
        raise otherwise from error


class Page:
    """Reads one page and keeps what it holds."""

    def __init__(self, sheet: Sheet, *, number: int, name: str, broken: FileRefused) -> None:
        self.number = number
        self.place = f"第{number}页"
        self.name = name
        glyphs = asked(lambda: _glyphs(sheet), otherwise=broken)
        self.crowded = asked(lambda: is_crowded(sheet), otherwise=broken)
        boxes = [] if self.crowded else asked(lambda: cell_boxes(sheet), otherwise=broken)
        self.height = float(sheet.height)
        self.signs = sum(1 for glyph in glyphs if glyph.text.strip())
        self.tables: list[Table] = []
        self.tops: list[float] = []
        for cells in boxes:
            glyphs = self._table(cells, glyphs)
        self.lines = self._without_number(lines_of(glyphs))
        asked(sheet.close, otherwise=broken)

    def in_order(self) -> list[Line | Table]:
        """Lines and tables from top to bottom."""
        placed: list[tuple[float, Line | Table]] = [(line.top, line) for line in self.lines]
        placed += list(zip(self.tops, self.tables, strict=True))
        return [each for _, each in sorted(placed, key=lambda pair: pair[0])]

    def _table(self, cells: list[Box], glyphs: list[Glyph]) -> list[Glyph]:
        """Take the table's signs; give back those that stand outside it."""
        inside: dict[Box, list[Glyph]] = {box: [] for box in cells}
        outside: list[Glyph] = []
        finder = _Finder(cells)
        for glyph in glyphs:
            box = finder.holding(glyph)
            (outside if box is None else inside[box]).append(glyph)
        columns = _marks(each for box in cells for each in (box[0], box[2]))
        rows = _marks(each for box in cells for each in (box[1], box[3]))
        placed = []
        for box, signs in inside.items():
            left, right = _at(columns, box[0]), _at(columns, box[2])
            top, bottom = _at(rows, box[1]), _at(rows, box[3])
            text = "\n".join(line.text for line in lines_of(signs))
            placed.append(Placed(top, left, Cell(text, max(bottom - top, 1), max(right - left, 1))))
        grid = grid_of(
            sorted(placed, key=lambda each: (each.row, each.column)), height=len(rows) - 1, name=self.name
        )
        self.tables.append(Table(grid, self.place))
        self.tops.append(rows[0])
        return outside

    def _without_number(self, lines: list[Line]) -> list[Line]:
        def is_number(line: Line) -> bool:
            at_the_end = line.bottom < self.height * MARGIN or line.top > self.height * (1 - MARGIN)
            return at_the_end and bool(PAGE_NUMBER.fullmatch(line.text))

        return [line for line in lines if not is_number(line)]


class _Finder:
    """Which cell a sign stands in, without asking every cell."""

    STEP = 20.0

    def __init__(self, cells: list[Box]) -> None:
        self.bands: dict[int, list[Box]] = {}
        for box in cells:
            for band in range(int(box[1] // self.STEP), int(box[3] // self.STEP) + 1):
                self.bands.setdefault(band, []).append(box)

    def holding(self, glyph: Glyph) -> Box | None:
        boxes = self.bands.get(int(glyph.middle // self.STEP), ())
        return next(
            (box for box in boxes if box[0] <= glyph.centre <= box[2] and box[1] <= glyph.middle <= box[3]),
            None,
        )


def _glyphs(sheet: Sheet) -> list[Glyph]:
    chars: list[dict[str, Any]] = sheet.chars
    if len(chars) > MOST_SIGNS:
        raise ValueError("too many signs on one page")
    return [
        Glyph(char["text"], float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]))
        for char in chars
    ]


def _marks(places: Iterable[float]) -> list[float]:
    """The rules in order, those that stand for one counted once."""
    marks: list[float] = []
    for place in sorted(places):
        if not marks or place - marks[-1] > SAME_LINE:
            marks.append(place)
    return marks


def _at(marks: list[float], place: float) -> int:
    return min(range(len(marks)), key=lambda index: abs(marks[index] - place))

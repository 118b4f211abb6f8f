"""Signs on a page put together to lines. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
WIDEST_INDENT = 40


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign and its box; the origin is the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Signs on one line, joined."""

    text: str
    left: float
    top: float
    bottom: float

    def indented_from(self, margin: float) -> str:
        """The text with one full-width blank for each sign by which it is moved in."""
        size = max(self.bottom - self.top, 1.0)
        moved = round((self.left - margin) / size)
        return "　" * min(max(moved, 0), WIDEST_INDENT) + self.text


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom. Signs printed twice for boldness count once."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(_once(glyphs), key=lambda each: each.middle):
        if rows and abs(glyph.middle - rows[-1][-1].middle) <= max(glyph.height, rows[-1][-1].height) * 0.4:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(row)).text.strip()]


def _once(glyphs: Iterable[Glyph]) -> Iterable[Glyph]:
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        key = (glyph.text, round(glyph.left), round(glyph.top))
        if key not in seen:
            seen.add(key)
            yield glyph


def _line(row: list[Glyph]) -> Line:
    row = sorted(row, key=lambda each: each.left)
    while row and not row[0].text.strip() and len(row) > 1:
        row = row[1:]  # leading blanks become part of the indentation
    text = row[0].text
    for before, glyph in pairwise(row):
        gap = glyph.left - before.right
        chinese = HAN.match(before.text) and HAN.match(glyph.text)
        if gap > max(glyph.height, 1.0) * (0.9 if chinese else 0.25) and not text.endswith(" "):
            text += " "
        text += glyph.text
    return Line(text.rstrip(), row[0].left, min(each.top for each in row), max(each.bottom for each in row))

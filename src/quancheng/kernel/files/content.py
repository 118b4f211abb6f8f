"""The neutral model into which every format is read. Pure: no database, no Django.

A reader knows a format and nothing of plans; what the text means is understood elsewhere, from this model.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as it is written, line breaks kept as `\\n`.

    `rows` and `columns` count the grid places that a merged cell covers. The places it covers besides its
    first hold a Cell with `covered` set and no text: the grid stays rectangular, and nobody takes a covered
    place for an empty cell.
    """

    text: str = ""
    rows: int = 1
    columns: int = 1
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid, row by row. `place` says in words for people where it stands (第2页)."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line where the format knows only lines. Leading tabs and blanks are kept.

    `level` is the heading level the format itself tells (1 = highest), 0 for body text or when it tells none.
    """

    text: str
    level: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, in reading order. `doubts` are sentences for the person who brought it."""

    blocks: tuple[Paragraph | Table, ...]
    doubts: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

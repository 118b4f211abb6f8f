"""Tables of every origin as one grid: real tables, and tables flattened to one cell a line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from quancheng.kernel.files.content import Cell, Paragraph, Table
from quancheng.records.plan.rules.columns import Heading, heading_of, is_header
from quancheng.records.plan.rules.marks import is_bare_number, is_page_number, mark_of
from quancheng.records.plan.rules.wording import joined, mended, plain

MANY = 100
LONGEST_HEADING = 40


class How(Enum):
    """How a place of the grid came to its text."""

    WRITTEN = auto()
    BLANK = auto()
    MERGED = auto()  # the cell above reaches down to here
    SPANNED = auto()  # the cell to the left reaches over to here


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the grid, with the text as written (line ends kept)."""

    text: str = ""
    how: How = How.WRITTEN


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid, and where it stands in words for people."""

    spots: tuple[Spot, ...]
    place: str = ""

    @property
    def texts(self) -> list[str]:
        return [spot.text for spot in self.spots]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one table. `flattened`: told by lines of text, where the width of a header is not sure."""

    lines: tuple[Line, ...]
    flattened: bool = False
    above: str = ""  # the numbered heading that stands over a table


def grids_of_tables(blocks: Sequence[Paragraph | Table]) -> list[Grid]:
    """Every real table, with the numbered heading between it and the table before."""
    grids, above = [], ""
    for block in blocks:
        if isinstance(block, Table):
            grids.append(replace(grid_of_table(block), above=above))
            above = ""
        elif len(block.text) <= LONGEST_HEADING and mark_of(mended(block.text)):
            above = mended(block.text).strip()
        elif block.text.strip():
            above = ""
    return grids


def grid_of_table(table: Table) -> Grid:
    """A real table: places covered from above and from the left told apart."""
    began: dict[int, int] = {}
    lines = []
    for count, row in enumerate(table.rows, start=1):
        spots = [_spot(cell, merged=began.get(column) != count) for column, cell in _begun(row, began, count)]
        lines.append(Line(tuple(spots), f"{table.place}第{count}行"))
    return Grid(tuple(lines))


def _begun(row: Sequence[Cell], began: dict[int, int], count: int) -> Iterator[tuple[int, Cell]]:
    """Each cell with its column; `began` learns in which row the cell over a column began."""
    for column, cell in enumerate(row):
        if not cell.covered:
            for over in range(column, min(column + max(1, cell.columns), len(row))):
                began[over] = count
        yield column, cell


def _spot(cell: Cell, *, merged: bool) -> Spot:
    if cell.covered:
        return Spot("", How.MERGED if merged else How.SPANNED)
    text = mended(cell.text).strip("\n\t\r")
    return Spot(text, How.WRITTEN if text.strip() else How.BLANK)


def with_tabs(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The lines of a flattened table whose tabs some program turned into blanks, with tabs again."""
    if any("\t" in paragraph.text for paragraph in paragraphs) or not any(
        paragraph.text[:2].isspace() and heading_of(paragraph.text) is Heading.NO for paragraph in paragraphs
    ):
        return paragraphs
    return [
        replace(each, text="\t" + each.text.lstrip()) if each.text[:2].isspace() else each
        for each in paragraphs
    ]


def is_flattened(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the text is a table told by tabs: one cell a line, or one row a line."""
    led = sum(paragraph.text.startswith("\t") for paragraph in paragraphs)
    rows = sum(paragraph.text.count("\t") >= 2 for paragraph in paragraphs)
    return led >= 4 or rows >= 2


def grid_of_lines(paragraphs: Sequence[Paragraph]) -> Grid:
    """A table flattened to lines; headings between its rows are lines of their own."""
    groups = groups_of_lines(paragraphs)
    width = _width(groups)
    if not any(paragraph.text.strip(" ") == "\t" for paragraph in paragraphs):
        groups = _rejoined(groups, width=width)
    lines: list[Line] = []
    for group in groups:
        lines += _rows_of_group(group, width=width)
    return Grid(tuple(lines), flattened=True)


def groups_of_lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The cells that stand together in a flattened table: mostly a row, headings by themselves."""
    groups: list[list[tuple[str, str]]] = [[]]
    for paragraph in paragraphs:
        text = mended(paragraph.text)
        if is_page_number(text) and "\t" not in text:
            continue
        if "\t" in text:
            by_row = not text.startswith("\t") or text.count("\t") >= 2
            cells = text.removeprefix("\t").split("\t") if text.startswith("\t") else text.split("\t")
            if by_row:
                groups.append([])
            groups[-1] += [(cell, paragraph.place) for cell in cells]
        elif not text.strip():
            groups.append([])
        elif groups[-1]:
            last, place = groups[-1][-1]
            groups[-1][-1] = (f"{last}\n{text}", place)
        elif mark_of(text):
            groups += [[(text, paragraph.place)], []]
    return [_line_of(group) for group in groups if group]


def _rejoined(groups: Sequence[Line], *, width: int) -> list[Line]:
    """Where an editor stripped the blank cells, what is left of a row stands in several groups."""
    rows: list[Line] = []
    for group in groups:
        above = rows[-1] if rows else None
        if (
            above is not None
            and is_bare_number(above.texts[0])
            and not is_bare_number(group.texts[0])
            and len(above.spots) + len(group.spots) <= width
        ):
            rows[-1] = replace(above, spots=above.spots + group.spots)
        else:
            rows.append(group)
    return rows


def _line_of(group: list[tuple[str, str]]) -> Line:
    spots = tuple(Spot(text, How.WRITTEN if text.strip() else How.MERGED) for text, _ in group)
    return Line(spots, group[0][1])


def _width(groups: Sequence[Line]) -> int:
    counts = Counter(len(group.spots) for group in groups if 2 < len(group.spots) <= MANY)
    header = next((_leading_headings(group) for group in groups if _leading_headings(group) >= 2), 0)
    usual = counts.most_common(1)[0][0] if counts else header
    return max(usual, header)


def _leading_headings(line: Line) -> int:
    count = 0
    for text in line.texts[:MANY]:
        if heading_of(text) is None:
            break
        count += 1
    return count if is_header(line.texts[:count]) else 0


def _rows_of_group(group: Line, *, width: int) -> list[Line]:
    """A group as it is, or cut into rows where nothing parted them."""
    headings = _leading_headings(group)
    if headings and len(group.spots) > headings:
        head = replace(group, spots=group.spots[:headings])
        rest = replace(group, spots=group.spots[headings:])
        return [head, *_rows_of_group(rest, width=_step(rest) or width)]
    if width < 2 or len(group.spots) < width + 3:
        return [group]
    starts = _starts(group, width=width)
    ends = [*starts[1:], len(group.spots)]
    return [replace(group, spots=group.spots[start:end]) for start, end in zip(starts, ends, strict=True)]


def _step(group: Line) -> int:
    """The distance from one row's number to the next."""
    first = next((place for place, text in enumerate(group.texts) if is_bare_number(text)), None)
    if first is None:
        return 0
    wanted = str(int(plain(group.texts[first]).strip()) + 1)
    return next(
        (p - first for p in range(first + 3, len(group.spots)) if group.texts[p].strip() == wanted), 0
    )


def _starts(group: Line, *, width: int) -> list[int]:
    starts, place = [0], 0
    while place < len(group.spots):
        number = plain(group.texts[starts[-1]]).strip()
        wanted = str(int(number) + 1) if is_bare_number(number) else None
        window = range(starts[-1] + 3, min(starts[-1] + 2 * width, len(group.spots)))
        following = next((p for p in window if wanted and plain(group.texts[p]).strip() == wanted), None)
        place = following or starts[-1] + width
        if place < len(group.spots):
            starts.append(place)
    return starts


def inline(text: str) -> str:
    """The text of a cell with its line ends closed."""
    return joined([line.strip("\t\r") for line in text.split("\n")]).rstrip()

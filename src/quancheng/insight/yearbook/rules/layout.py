"""The tables as they are printed, box by box, with what spans rows and columns. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from quancheng.insight.yearbook.rules.figures import Figures, plain
from quancheng.insight.yearbook.rules.shape import (
    ACTIVE_BLOCKS,
    DECIDED_COLUMN,
    GROUPS,
    HAS_THREE,
    ISSUED_COLUMNS,
    MONEY_COLUMN,
    RESULTS_HEADING,
    SUM,
    SUM_OF_REMEDIES,
    SUM_OF_REQUESTS,
    ActiveRow,
    Part,
    Place,
    RemedyBlock,
    RemedyOutcome,
    group_of,
)
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn

IDENTITY = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
LABELS = 3  # columns of words before the numbers of table 三
WHOLE_RESULT = (AnnualRow.DISCLOSED, AnnualRow.PARTLY, AnnualRow.TOTAL)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a table: words of its edge, or the number of a cell."""

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = True
    is_row_head: bool = False
    place: Place | None = None


Line = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """One table: the lines of its head, those of its body, how wide its columns are to one another."""

    part: Part
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    widths: tuple[int, ...]

    @property
    def title(self) -> str:
        return f"{self.part.numeral}、{self.part.title}"


def laid_out(figures: Figures) -> tuple[Laid, Laid, Laid]:
    """All three tables."""
    return active(figures), requests(figures), remedies(figures)


def active(figures: Figures) -> Laid:
    """Table 二: four blocks below one another."""
    return Laid(Part.ACTIVE, (), tuple(_active_lines(figures)), (8, 6, 6, 6))


def _active_lines(figures: Figures) -> Iterator[Line]:
    for heading, rows in ACTIVE_BLOCKS:
        yield (Box(heading, columns=4),)
        if rows[0] in HAS_THREE:
            yield (Box("信息内容"), *map(Box, ISSUED_COLUMNS))
        else:
            is_money = rows[0] == ActiveRow.FEES
            yield (Box("信息内容"), Box(MONEY_COLUMN if is_money else DECIDED_COLUMN, columns=3))
        for row in rows:
            width = 1 if row in HAS_THREE else 3
            columns = range(1, 4) if row in HAS_THREE else range(1, 2)
            cells = (_cell(figures, Place(Part.ACTIVE, row, column), width) for column in columns)
            yield (Box(row.label, is_row_head=True), *cells)


def requests(figures: Figures) -> Laid:
    """Table 三: what came, what became of it, what is left, by sort of applicant."""
    names = [one.label for one in ApplicantColumn]
    head = (
        (Box(IDENTITY, rows=3, columns=LABELS), Box("申请人情况", columns=SUM_OF_REQUESTS)),
        (Box(names[0], rows=2), Box("法人或其他组织", columns=len(names) - 1), Box(SUM, rows=2)),
        tuple(map(Box, names[1:])),
    )
    body = tuple((*_labels(row), *_numbers(figures, row)) for row in AnnualRow)
    return Laid(Part.REQUESTS, head, body, (2, 3, 7, 2, 2, 2, 2, 2, 2, 2))


def _labels(row: AnnualRow) -> Line:
    """The words before the numbers of a row; a heading stands beside the first of its rows."""
    if row in {AnnualRow.RECEIVED, AnnualRow.CARRIED_IN, AnnualRow.CARRIED_OUT}:
        return (Box(row.label, columns=LABELS, is_row_head=True),)
    before: Line = ()
    if row == AnnualRow.DISCLOSED:
        before = (Box(RESULTS_HEADING, rows=AnnualRow.TOTAL - AnnualRow.DISCLOSED + 1, is_row_head=True),)
    if row in WHOLE_RESULT:
        return (*before, Box(row.label, columns=LABELS - 1, is_row_head=True))
    group = group_of(row)
    first, last = GROUPS[group]
    heading = (Box(group, rows=last - first + 1, is_row_head=True),) if row == first else ()
    return (*before, *heading, Box(row.label, is_row_head=True))


def _numbers(figures: Figures, row: AnnualRow) -> Iterator[Box]:
    return (_cell(figures, Place(Part.REQUESTS, row, column)) for column in range(1, SUM_OF_REQUESTS + 1))


def remedies(figures: Figures) -> Laid:
    """Table 四: three blocks side by side, one line of numbers."""
    outcomes = [*(one.label for one in RemedyOutcome), SUM]
    first, *suits = RemedyBlock
    head = (
        (Box(first.label, columns=SUM_OF_REMEDIES), Box("行政诉讼", columns=2 * SUM_OF_REMEDIES)),
        (
            *(Box(one, rows=2) for one in outcomes),
            *(Box(block.label, columns=SUM_OF_REMEDIES) for block in suits),
        ),
        tuple(Box(one) for _ in suits for one in outcomes),
    )
    columns = range(1, SUM_OF_REMEDIES + 1)
    cells = (_cell(figures, Place(Part.REMEDIES, block, n)) for block in RemedyBlock for n in columns)
    return Laid(Part.REMEDIES, head, (tuple(cells),), (1,) * (len(RemedyBlock) * SUM_OF_REMEDIES))


def _cell(figures: Figures, place: Place, width: int = 1) -> Box:
    return Box(plain(figures.of(place)), columns=width, is_head=False, place=place)

"""Cards and lines as pages show them: words for every colour, the way to every record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quancheng.insight.scorecards.models import Indicator, Mark
from quancheng.insight.scorecards.queries.papers import points_in_words
from quancheng.insight.scorecards.queries.scoring import Board, Card, Line
from quancheng.insight.scorecards.rules.readings import Source
from quancheng.insight.scorecards.rules.scoring import plain
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import resolve
from quancheng.ui.bands import Tone
from quancheng.ui.entered import LONGEST_NUMBER

MET_SHOWN = 30  # of the records that are as they should be; the others are shown in full
GOOD, FAIR, WEAK = Decimal("0.9"), Decimal("0.75"), Decimal("0.6")  # [D] steps of the colours, not of the law


@dataclass(frozen=True, slots=True)
class Cell:
    """The points of one indicator of one unit in the matrix. The sign stands beside the colour."""

    says: str
    tone: Tone
    sign: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in the matrix."""

    card: Card
    total: str
    tone: Tone
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One record behind a point; the address is empty where the reader may not open it."""

    says: str
    address: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One indicator on a unit's sheet."""

    indicator: Indicator
    weight: Decimal
    points: str
    cell: Cell
    share: str
    working: str
    change: Decimal
    missed: tuple[Trace, ...]
    met: tuple[Trace, ...]
    more: int  # records that are as they should be and are not shown
    mark: Mark | None


def rows_of(board: Board, sort: str = "") -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The matrix, group by group; by place unless another column is named: `unit`, or an indicator."""
    groups: dict[str, list[Row]] = {}
    for card in board.cards:
        by_indicator = {line.indicator.pk: line for line in card.lines}
        cells = tuple(cell_of(by_indicator[one.pk]) for one in board.indicators if one.pk in by_indicator)
        row = Row(card, points_in_words(card.final), tone_of(card.final, Decimal(100)), cells)
        groups.setdefault(card.group, []).append(row)
    yield from ((group, tuple(_sorted(rows, sort))) for group, rows in groups.items())


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """The most points of an indicator first, what does not apply last."""
    if sort == "unit":
        return sorted(rows, key=lambda row: row.card.unit.code)
    if not sort.isdecimal() or len(sort) > LONGEST_NUMBER:
        return rows
    reached = {
        id(row): line.corrected for row in rows for line in row.card.lines if line.indicator.pk == int(sort)
    }
    return sorted(rows, key=lambda row: (reached.get(id(row)) is None, -(reached.get(id(row)) or 0)))


def cell_of(line: Line) -> Cell:
    """A point in words, colour and sign."""
    points, weight = line.corrected, line.weight
    tone = tone_of(points, weight)
    if line.indicator.is_bonus and points is not None:  # nobody loses what is given on top
        tone = Tone.GREEN if points else Tone.GREY
    says = "—" if points is None else plain(points)
    sign = {Tone.GREEN: "●", Tone.YELLOW: "◐", Tone.ORANGE: "◔", Tone.RED: "○"}.get(tone, "")
    return Cell(says, tone, sign, f"{line.indicator.name}：{line.working}")


def tone_of(points: Decimal | None, weight: Decimal) -> Tone:
    """How much of the weight was reached."""
    if points is None:
        return Tone.GREY
    reached = points / weight
    if reached >= GOOD:
        return Tone.GREEN
    if reached >= FAIR:
        return Tone.YELLOW
    return Tone.ORANGE if reached >= WEAK else Tone.RED


def sheet_rows(actor: Actor, lines: Sequence[Line]) -> tuple[SheetRow, ...]:
    """A unit's indicators with the records behind each, and where those open for the reader."""
    shown = {id(line): _shown(line) for line in lines}
    refs = {RecordRef.parse(one.ref) for found in shown.values() for one in found if ":" in one.ref}
    linked = {str(ref): each.address for ref, each in resolve(actor, refs).items()}
    return tuple(_sheet_row(line, shown[id(line)], linked) for line in lines)


def _shown(line: Line) -> list[Source]:
    missed = [one for one in line.reading.sources if not one.is_met]
    return missed + [one for one in line.reading.sources if one.is_met][:MET_SHOWN]


def _sheet_row(line: Line, shown: Sequence[Source], linked: Mapping[str, str]) -> SheetRow:
    traces = [Trace(one.says, linked.get(one.ref, ""), one.is_met) for one in shown if one.ref]
    met = tuple(one for one in traces if one.is_met)
    total_met = sum(one.is_met for one in line.reading.sources if one.ref)
    reading = line.reading
    return SheetRow(
        indicator=line.indicator, weight=line.weight, points=points_in_words(line.corrected),
        cell=cell_of(line),
        share=f"{plain(reading.numerator)} / {reading.denominator}" if reading.denominator else "",
        working=line.working, change=line.change, missed=tuple(one for one in traces if not one.is_met),
        met=met, more=total_met - len(met), mark=line.mark,
    )  # fmt: skip

"""Scores as the records give them on a day: nothing is typed, everything is read, each reading once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from quancheng.insight.scorecards.models import Indicator, Mark, ScoredUnit, ScoreSet
from quancheng.insight.scorecards.queries.readings import Wanted, read_each, readings
from quancheng.insight.scorecards.queries.sets import indicators_of, marks_in, scored_units_of
from quancheng.insight.scorecards.rules.indicators import grades_of
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.readings import NOTHING, Asked, Reading, Sort, Source
from quancheng.insight.scorecards.rules.scoring import (
    HUNDRED,
    NoBase,
    Rule,
    Shape,
    Total,
    Weighed,
    Worked,
    plain,
    ranks,
    rounded,
    total_of,
    worked,
)
from quancheng.insight.scorecards.rules.spans import PartTime, Span, span_in, weight_in
from quancheng.kernel.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit: its weight and points, their working, the records behind them."""

    indicator: Indicator
    weight: Decimal  # in the period
    points: Decimal | None
    working: str
    reading: Reading
    mark: Mark | None = None
    change: Decimal = Decimal(0)  # by corrections after appeals

    @property
    def is_manual(self) -> bool:
        return self.indicator.shape == Shape.MANUAL

    @property
    def corrected(self) -> Decimal | None:
        return None if self.points is None and not self.change else (self.points or Decimal(0)) + self.change


@dataclass(frozen=True, slots=True)
class Card:
    """All that one unit reached in a period."""

    unit: Unit
    unit_name: str
    group: str
    lines: tuple[Line, ...]
    total: Total
    place: int | None = None
    until_on: date | None = None  # the unit closed before the end
    score_id: int = 0  # of the frozen one

    after: Total | None = None  # with the corrections since, where there are any

    @property
    def final(self) -> Decimal | None:
        """The total that counts now: as it was frozen, or as the corrections make it."""
        return (self.after or self.total).total

    @property
    def change(self) -> Decimal:
        """By how much the corrections changed the total."""
        return (self.final or Decimal(0)) - (self.total.total or Decimal(0)) if self.after else Decimal(0)


@dataclass(frozen=True, slots=True)
class Board:
    """Every unit of a set in a period, on a day."""

    score_set: ScoreSet
    period: Period
    until: date
    indicators: tuple[Indicator, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The days of the period on which an indicator is in force, and what it weighs in it."""

    span: Span
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Said:
    """All that the points of every unit are worked out from."""

    score_set: ScoreSet
    scales: Mapping[Indicator, Scale]
    rules: Mapping[int, Rule]
    told: Mapping[Wanted, Mapping[int, Reading]]
    marks: Mapping[tuple[int, int], Mark]


def live_board(score_set: ScoreSet, period: Period, *, today: date) -> Board:
    """The scores of a period as the records stand today. A bounded number of queries for all units."""
    until = min(period.last, today)
    spans = {one: span_in(one, period) for one in indicators_of(score_set)}
    held = {one: span for one, span in spans.items() if span is not None}
    units = [each for each in scored_units_of(score_set) if _is_scored(each.unit, period)]
    asked = Asked(
        score_set.tenant_id, tuple(each.unit_id for each in units), period.first, until, today=today
    )
    wanted = [_wanted(one, span) for one, span in held.items() if one.reading]
    told = read_each(wanted, asked)
    part_time, rules = PartTime(score_set.part_time), rules_of(held)
    scales = {one: Scale(span, weight_in(one.points, span, part_time)) for one, span in held.items()}
    said = Said(score_set, scales, rules, told, marks_in(score_set, period))
    cards = [_card(said, each, until) for each in units]
    return Board(score_set, period, until, tuple(held), tuple(placed(cards)))


def _wanted(one: Indicator, span: Span) -> Wanted:
    return one.reading, one.days, span.first, span.last


def placed(cards: Sequence[Card]) -> Iterator[Card]:
    """With their places among their group, the best first."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.group, []).append(card)
    for group in groups.values():
        places = ranks([card.final for card in group])
        found = [replace(card, place=place) for card, place in zip(group, places, strict=True)]
        yield from sorted(found, key=lambda card: (card.place is None, card.place or 0, card.unit.code))


def rules_of(indicators: Iterable[Indicator]) -> Mapping[int, Rule]:
    """The rule of each indicator that the records answer."""
    known = readings()
    found = {}
    for one in indicators:
        if one.shape != Shape.MANUAL:
            sort = known[one.reading].sort if one.reading in known else Sort.SHARE
            found[one.pk] = Rule(
                Shape(one.shape), one.points, sort, one.each, one.least, grades_of(one.grades)
            )
    return found


def _is_scored(unit: Unit, period: Period) -> bool:
    """A unit that closed before the period, or opened after it, is not scored in it."""
    is_gone = unit.closed_on is not None and unit.closed_on < period.first
    return not is_gone and (unit.opened_on is None or unit.opened_on <= period.last)


def _card(said: Said, each: ScoredUnit, until: date) -> Card:
    lines = tuple(_line(said, one, scale, each.unit_id) for one, scale in said.scales.items())
    closed_on = each.unit.closed_on
    return Card(
        unit=each.unit, unit_name=str(each.unit), group=each.group, lines=lines,
        total=totalled(lines, NoBase(said.score_set.no_base)),
        until_on=closed_on if closed_on and closed_on <= until else None,
    )  # fmt: skip


def totalled(lines: Iterable[Line], no_base: NoBase) -> Total:
    """The lines of a unit added up, to a hundred whatever the indicators in force come to."""
    weighed = [Weighed(x.weight, x.points, x.indicator.is_bonus) for x in lines]
    return total_of(weighed, no_base=no_base, of=HUNDRED)


def _line(said: Said, one: Indicator, scale: Scale, unit_id: int) -> Line:
    if one.shape == Shape.MANUAL:
        found = _marked(one, said.marks.get((one.pk, unit_id)))
    else:
        reading = said.told.get(_wanted(one, scale.span), {}).get(unit_id, NOTHING)
        found = _read(one, said.rules[one.pk], reading)
    return found if scale.span.is_whole else _scaled(found, scale)


def _scaled(line: Line, scale: Scale) -> Line:
    """In force for a part of the period: the days are told, and the points brought to the weight."""
    span = scale.span
    days = f"施行{span.first:%m-%d}至{span.last:%m-%d}（{span.days}天）"
    if line.points is None or scale.weight == line.weight:
        return replace(line, weight=scale.weight, working=f"{line.working}；{days}")
    points = rounded(line.points * scale.weight / line.weight)
    worked_out = f"折算{plain(line.points)}分×{plain(scale.weight)}/{plain(line.weight)}＝{points}分"
    return replace(line, weight=scale.weight, points=points, working=f"{line.working}；{days}，{worked_out}")


def _read(indicator: Indicator, rule: Rule, reading: Reading) -> Line:
    told: Worked = worked(rule, reading)
    return Line(indicator, indicator.points, told.points, told.working, reading)


def _marked(indicator: Indicator, mark: Mark | None) -> Line:
    weight = indicator.points
    if mark is None:
        return Line(indicator, weight, None, "人工评定，尚未评定", NOTHING)
    if mark.confirmed_at is None:
        return Line(indicator, weight, None, f"人工评定{mark.points}分，待另一人确认", NOTHING, mark)
    reading = Reading(mark.points, 1, (Source("", mark.reason, True),))
    return Line(indicator, weight, mark.points, f"人工评定：{mark.reason}", reading, mark)

"""Scores as the records give them on a day: nothing is typed, everything is read, each reading once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from quancheng.insight.scorecards.models import Indicator, Mark, ScoredUnit, ScoreSet
from quancheng.insight.scorecards.queries.readings import read_each, readings
from quancheng.insight.scorecards.queries.sets import indicators_of, marks_in, scored_units_of
from quancheng.insight.scorecards.rules.indicators import grades_of
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.readings import NOTHING, Asked, Reading, Sort, Source
from quancheng.insight.scorecards.rules.scoring import (
    NoBase,
    Rule,
    Shape,
    Total,
    Weighed,
    Worked,
    ranks,
    total_of,
    worked,
)
from quancheng.kernel.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one unit: its points, their working, the records behind them."""

    indicator: Indicator
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


def live_board(score_set: ScoreSet, period: Period, *, today: date) -> Board:
    """The scores of a period as the records stand today. A bounded number of queries for all units."""
    until = min(period.last, today)
    indicators = tuple(indicators_of(score_set))
    units = [each for each in scored_units_of(score_set) if _is_scored(each.unit, period)]
    asked = Asked(score_set.tenant_id, tuple(each.unit_id for each in units), period.first, until)
    wanted = [(one.reading, one.days) for one in indicators if one.reading]
    told = read_each(wanted, asked) if until >= period.first else {}
    marks = marks_in(score_set, period)
    rules = rules_of(indicators)
    cards = [_card(score_set, each, indicators, rules, told, marks, until) for each in units]
    return Board(score_set, period, until, indicators, tuple(placed(cards)))


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


def _card(
    score_set: ScoreSet,
    each: ScoredUnit,
    indicators: Sequence[Indicator],
    rules: Mapping[int, Rule],
    told: Mapping[tuple[str, int], Mapping[int, Reading]],
    marks: Mapping[tuple[int, int], Mark],
    until: date,
) -> Card:
    lines = tuple(
        _marked(one, marks.get((one.pk, each.unit_id)))
        if one.shape == Shape.MANUAL
        else _read(one, rules[one.pk], told.get((one.reading, one.days), {}).get(each.unit_id, NOTHING))
        for one in indicators
    )
    closed_on = each.unit.closed_on
    return Card(
        unit=each.unit, unit_name=str(each.unit), group=each.group, lines=lines,
        total=totalled(lines, NoBase(score_set.no_base)),
        until_on=closed_on if closed_on and closed_on <= until else None,
    )  # fmt: skip


def totalled(lines: Iterable[Line], no_base: NoBase) -> Total:
    """The lines of a unit added up."""
    weighed = [Weighed(x.indicator.points, x.points, x.indicator.is_bonus) for x in lines]
    return total_of(weighed, no_base=no_base)


def _read(indicator: Indicator, rule: Rule, reading: Reading) -> Line:
    told: Worked = worked(rule, reading)
    return Line(indicator, told.points, told.working, reading)


def _marked(indicator: Indicator, mark: Mark | None) -> Line:
    if mark is None:
        return Line(indicator, None, "人工评定，尚未评定", NOTHING)
    if mark.confirmed_at is None:
        return Line(indicator, None, f"人工评定{mark.points}分，待另一人确认", NOTHING, mark)
    reading = Reading(mark.points, 1, (Source("", mark.reason, True),))
    return Line(indicator, mark.points, f"人工评定：{mark.reason}", reading, mark)

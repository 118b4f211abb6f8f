"""Days on which an indicator is in force, and what it weighs when that is not the whole period. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.scoring import rounded

A_DAY = timedelta(days=1)


class Dated(Protocol):
    """What is in force from a day to a day; None: as long as its set."""

    @property
    def from_on(self) -> date | None: ...

    @property
    def until_on(self) -> date | None: ...


class Weighing(Dated, Protocol):
    """The same with what it weighs."""

    @property
    def points(self) -> Decimal: ...

    @property
    def is_bonus(self) -> bool: ...


class PartTime(StrEnum):
    """What an indicator weighs in a period of which it was in force for a part."""

    WHOLE = "whole"
    DAYS = "days"

    @property
    def says(self) -> str:
        return {"whole": "仍按全部分值计", "days": "按施行天数折算分值"}[self.value]


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period on which something is in force, and how many days the period has."""

    first: date
    last: date
    whole: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        return self.days == self.whole


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same indicators are in force, and what the basic ones come to together."""

    first: date
    last: date
    basic: Decimal


def span_in(one: Dated, period: Period) -> Span | None:
    """The days of the period on which it is in force; None when there are none."""
    first = max(period.first, one.from_on or period.first)
    last = min(period.last, one.until_on or period.last)
    return Span(first, last, (period.last - period.first).days + 1) if first <= last else None


def weight_in(points: Decimal, span: Span, part_time: PartTime) -> Decimal:
    """What so many points weigh in a period, by the days in force or in full, as the set says."""
    if span.is_whole or part_time is PartTime.WHOLE:
        return points
    return rounded(points * span.days / span.whole)


def stretches(indicators: Sequence[Weighing], first: date, last: date) -> Iterator[Stretch]:
    """From one change of the indicators to the next, through the days of a set."""
    begins = {first}
    for one in indicators:
        begins |= {day for day in (one.from_on, one.until_on and one.until_on + A_DAY) if day}
    days = sorted(day for day in begins if first <= day <= last)
    for day, end in zip(days, [*(other - A_DAY for other in days[1:]), last], strict=True):
        here = (x.points for x in indicators if not x.is_bonus and _holds(x, day))
        yield Stretch(day, end, sum(here, Decimal(0)))


def _holds(one: Dated, day: date) -> bool:
    return (one.from_on or day) <= day <= (one.until_on or day)

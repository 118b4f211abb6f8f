"""Warnings by working days left: yellow, orange, red, overdue. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from quancheng.kernel.calendar.days import WorkCalendar


class Level(StrEnum):
    """How near a last day is, in the words of the office."""

    CALM = "正常"
    YELLOW = "黄色预警"
    ORANGE = "橙色预警"
    RED = "红色预警"
    OVERDUE = "超期"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """At how many working days left each warning begins. A decision of the office, not of the law."""

    yellow: int = 5
    orange: int = 3
    red: int = 1


def level_of(due: date | None, *, today: date, calendar: WorkCalendar, thresholds: Thresholds) -> Level:
    """The warning that stands today. Overdue from the first day after the last day, worked or not."""
    if due is None:
        return Level.CALM
    if today > due:
        return Level.OVERDUE
    steps = (
        (thresholds.red, Level.RED),
        (thresholds.orange, Level.ORANGE),
        (thresholds.yellow, Level.YELLOW),
    )
    enough = max(days for days, _ in steps) + 1  # beyond this nobody is warned, so nobody counts on
    left = sum(1 for _ in islice(calendar.worked_days(after=today, until=due), enough))
    return next((level for days, level in steps if left <= days), Level.CALM)


def reaches(
    *, today: date, calendar: WorkCalendar, thresholds: Thresholds
) -> tuple[tuple[Level, date | None, date], ...]:
    """For each warning the last days that it reaches today: from one, up to but without another.

    The gravest stands first. Whoever looks at many last days asks once, and finds what `level_of` says: where
    somebody lets a graver warning begin before a milder one, the graver holds and the milder reaches nothing.
    """
    red, orange = thresholds.red, max(thresholds.red, thresholds.orange)
    yellow = max(orange, thresholds.yellow)
    far = list(islice(calendar.worked_days(after=today), yellow + 1))
    ends = ((Level.RED, far[red]), (Level.ORANGE, far[orange]), (Level.YELLOW, far[yellow]))
    found: list[tuple[Level, date | None, date]] = [(Level.OVERDUE, None, today)]
    for level, end in ends:
        found.append((level, found[-1][2], end))
    return tuple(found)

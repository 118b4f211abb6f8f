"""A year drawn as twelve months, each day with its kind. Pure."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.days import WEEKDAYS, DayKind, WorkCalendar

TONES = {DayKind.WEEKEND: "weekend", DayKind.HOLIDAY: "holiday", DayKind.MAKEUP: "makeup"}
MAKEUP_LABEL = "班"
REST_LABEL = "休"
SHORT = 2  # characters that fit below a number
WEEKDAY_HEADS = tuple((name, name[-1]) for name in WEEKDAYS)  # heard, seen


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid; without a day it is empty."""

    day: date | None = None
    tone: str = ""
    label: str = ""  # seen below the number
    told: str = ""  # heard instead of the label


@dataclass(frozen=True, slots=True)
class Month:
    """One month, week by week from Monday, and how many of its days are worked."""

    says: str
    weeks: tuple[tuple[Cell, ...], ...]
    worked: int


def months_of(year: int, calendar: WorkCalendar) -> tuple[Month, ...]:
    """The twelve months of a year."""
    return tuple(_month(year, month, calendar) for month in range(1, 13))


def _month(year: int, month: int, calendar: WorkCalendar) -> Month:
    weeks = Calendar().monthdatescalendar(year, month)
    return Month(
        says=f"{month}月",
        weeks=tuple(
            tuple(_cell(day, calendar) if day.month == month else Cell() for day in week) for week in weeks
        ),
        worked=sum(calendar.is_worked(day) for week in weeks for day in week if day.month == month),
    )


def _cell(day: date, calendar: WorkCalendar) -> Cell:
    kind, holiday = calendar.kind_of(day), calendar.holiday_of(day)
    label = ""
    if kind is DayKind.MAKEUP:
        label = MAKEUP_LABEL
    elif kind is DayKind.HOLIDAY:
        label = _short(holiday) or REST_LABEL
    told = f"{holiday}{kind.value}" if kind is not DayKind.WORKDAY else ""
    return Cell(day, TONES.get(kind, ""), label, told)


def _short(holiday: str) -> str:
    """A holiday's name as it fits below a number: 清明节 is 清明; empty when it does not fit."""
    name = holiday if len(holiday) <= SHORT else holiday.removesuffix("节")
    return name if len(name) <= SHORT else ""

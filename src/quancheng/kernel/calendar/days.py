"""Working days. Pure: no database, no system clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class DayKind(StrEnum):
    """What a day is in the calendar of the State Council's notices."""

    WORKDAY = "工作日"
    MAKEUP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "放假"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked. `rest` and `work` name the holiday for which a notice moved that day.

    `years` are those with a notice; a count that reaches another year is provisional. The notices of the
    years in `unchecked` were entered, but no official has yet compared them with the printed text.
    """

    rest: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    unchecked: frozenset[int] = frozenset()

    def is_worked(self, day: date) -> bool:
        return day in self.work or (day.weekday() < SATURDAY and day not in self.rest)

    def kind_of(self, day: date) -> DayKind:
        if day in self.work:
            return DayKind.MAKEUP
        if day in self.rest:
            return DayKind.HOLIDAY
        return DayKind.WORKDAY if day.weekday() < SATURDAY else DayKind.WEEKEND

    def holiday_of(self, day: date) -> str:
        """The holiday for which the day is off or is made up for; empty on any other day."""
        return self.work.get(day) or self.rest.get(day, "")

    def worked_days(self, *, after: date, until: date | None = None) -> Iterator[date]:
        """The worked days after `after`, up to and including `until`; without end if None."""
        return (day for day in days_after(after, until=until) if self.is_worked(day))

    def first_worked_day(self, *, since: date) -> date:
        """`since` itself when it is worked, otherwise the next day that is."""
        return since if self.is_worked(since) else next(self.worked_days(after=since))

    def is_provisional(self, *, since: date, until: date) -> bool:
        """Whether the stretch touches a year for which no notice has been issued."""
        return any(year not in self.years for year in range(since.year, until.year + 1))


def days_after(after: date, *, until: date | None = None) -> Iterator[date]:
    """Day by day after `after`, up to and including `until`; without end if None."""
    day = after
    while until is None or day < until:
        day += ONE_DAY
        yield day


def working_days_between(calendar: WorkCalendar, *, after: date, until: date) -> int:
    """How many working days lie after `after`, up to and including `until`; 0 when `until` is not later."""
    return sum(1 for _ in calendar.worked_days(after=after, until=until))


def in_words(day: date) -> str:
    """The date as people check it: with its day of the week."""
    return f"{day.isoformat()}（{WEEKDAYS[day.weekday()]}）"

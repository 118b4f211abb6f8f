"""A month as a calendar draws it: weeks of seven days, each with what is due. Pure."""

import re
from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONDAY_FIRST = Calendar(firstweekday=0)
SAID = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid: whether it is of the month, worked, today, and what is due."""

    on: date
    is_inside: bool
    is_worked: bool
    is_today: bool
    due: Sequence[Any]

    @property
    def anchor(self) -> str:
        return f"d{self.on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with the one before and after."""

    first: date

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    def weeks(
        self, due: Iterable[tuple[date, Any]], *, worked: Mapping[date, bool], today: date
    ) -> list[list[Day]]:
        """The weeks of the month, the days of its neighbours included where a week needs them."""
        by_day: dict[date, list[Any]] = {}
        for on, what in due:
            by_day.setdefault(on, []).append(what)
        return [
            [
                Day(on, on.month == self.first.month, worked.get(on, True), on == today, by_day.get(on, ()))
                for on in week
            ]
            for week in MONDAY_FIRST.monthdatescalendar(self.first.year, self.first.month)
        ]


def month_of(said: str, *, today: date) -> Month:
    """The month that an address names (2026-03); this month when it names none."""
    told = SAID.fullmatch(said)
    if told is None:
        return Month(today.replace(day=1))
    return Month(date(int(told[1]), int(told[2]), 1))

"""Calendars and short ways of writing for the tests of this engine."""

from datetime import date

from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import Ledger, last_day
from quancheng.kernel.calendar.notices import calendar_of, shipped_notices

SHIPPED: WorkCalendar = calendar_of(shipped_notices())


def day(text: str) -> date:
    return date.fromisoformat(text)


def pause(begins: str, ends: str) -> tuple[date, date]:
    return day(begins), day(ends)


def due(received: str, days: int = 20, **more) -> str:
    """The last day by the shipped calendar, as text."""
    found = last_day(Ledger(day(received), days, **more), SHIPPED)
    return found.isoformat()

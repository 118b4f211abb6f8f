"""The working of a deadline, step by step, so that anyone can check it by hand. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.days import DayKind, WorkCalendar, days_after

PAUSED = "暂停"
NOT_COUNTED = "起算当日"


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of a step, with the reason why it counts or does not."""

    day: date
    reason: str
    holiday: str = ""

    def as_data(self) -> dict[str, str]:
        return {"date": self.day.isoformat(), "reason": self.reason, "holiday": self.holiday}


@dataclass(frozen=True, slots=True)
class WorkStep:
    """One step of the working: the rule in words, its article, the stretch of days it is about."""

    rule: str
    article: str
    begins: date
    ends: date
    counted: tuple[Mark, ...] = ()
    skipped: tuple[Mark, ...] = ()

    def as_data(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "article": self.article,
            "from": self.begins.isoformat(),
            "to": self.ends.isoformat(),
            "counted": [mark.as_data() for mark in self.counted],
            "skipped": [mark.as_data() for mark in self.skipped],
        }


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The last day of a period and how it was found. No last day: a pause is not over yet."""

    due: date | None
    provisional: bool
    steps: tuple[WorkStep, ...]

    def as_data(self) -> dict[str, object]:
        return {
            "due": self.due.isoformat() if self.due else None,
            "provisional": self.provisional,
            "steps": [step.as_data() for step in self.steps],
        }


def mark_of(calendar: WorkCalendar, day: date) -> Mark:
    return Mark(day, str(calendar.kind_of(day)), calendar.holiday_of(day))


def marks_between(
    calendar: WorkCalendar, *, after: date, until: date, paused: Iterable[date] = ()
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The days of a stretch: those that count, and those that do not. A pause explains only working days."""
    rests = frozenset(paused)
    marks = [
        Mark(day, PAUSED) if day in rests and calendar.is_worked(day) else mark_of(calendar, day)
        for day in days_after(after, until=until)
    ]
    counts = {str(DayKind.WORKDAY), str(DayKind.MAKEUP)}
    return (
        tuple(mark for mark in marks if mark.reason in counts),
        tuple(mark for mark in marks if mark.reason not in counts),
    )


def doubts(calendar: WorkCalendar, *, since: date, until: date) -> tuple[WorkStep, ...]:
    """What is not certain about the calendar of these days, a step for each year."""
    return tuple(
        WorkStep(sentence, "", max(since, date(year, 1, 1)), min(until, date(year, 12, 31)))
        for year in range(since.year, until.year + 1)
        if (sentence := _doubt(calendar, year))
    )


def _doubt(calendar: WorkCalendar, year: int) -> str:
    if year not in calendar.years:
        return f"{year}年的放假安排没有录入，暂按周一至周五上班计算，录入后须重新计算"
    if year in calendar.unchecked:
        return f"{year}年的放假安排待核对：已录入，尚未由工作人员与通知原文核对"
    return ""

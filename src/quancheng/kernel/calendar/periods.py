"""Periods of calendar days and months, and the stretches of a year. Pure.

A last day that is no working day rolls forward (民法典 art. 203); a month without that day ends with its
last (art. 202); the first day is not counted (art. 201).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from quancheng.kernel.calendar.days import ONE_DAY, WorkCalendar, days_after, in_words
from quancheng.kernel.calendar.ledger import FIRST_DAY
from quancheng.kernel.calendar.worksheet import NOT_COUNTED, Mark, Worksheet, WorkStep, doubts, mark_of

SAME_DAY_OF_MONTH = "《民法典》第二百零二条"
ROLLS_FORWARD = "《民法典》第二百零三条第一款"
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, quarter, half or whole of a year: its code for machines, its name for people."""

    code: str
    says: str
    first: date
    last: date


def days_later(start: date, days: int) -> date:
    """The last of so many calendar days, the first day not counted."""
    return start + timedelta(days=days)


def months_later(start: date, months: int) -> date:
    """The same day of a later month; that month's last day when it has no such day (art. 202)."""
    years, month = divmod(start.year * MONTHS_OF_A_YEAR + start.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def rolled_forward(day: date, calendar: WorkCalendar) -> date:
    """The day itself, or the first working day after it (art. 203)."""
    return calendar.first_worked_day(since=day)


def period_of_days(start: date, days: int, calendar: WorkCalendar) -> Worksheet:
    """So many calendar days after `start`, with the working."""
    ends = days_later(start, days)
    return _worksheet(start, ends, f"按日历计满{days}日：{in_words(ends)}", FIRST_DAY, calendar)


def period_of_months(start: date, months: int, calendar: WorkCalendar) -> Worksheet:
    """So many months after `start`, with the working."""
    ends = months_later(start, months)
    why = "到期月的对应日" if ends.day == start.day else "到期月没有对应日，以月末日为准"
    return _worksheet(start, ends, f"满{months}个月，{why}：{in_words(ends)}", SAME_DAY_OF_MONTH, calendar)


def _worksheet(start: date, ends: date, rule: str, article: str, calendar: WorkCalendar) -> Worksheet:
    due = rolled_forward(ends, calendar)
    every = tuple(mark_of(calendar, day) for day in days_after(start, until=ends))
    steps = (
        WorkStep(
            f"起算之日{in_words(start)}不计入，自下一日起算",
            FIRST_DAY,
            start,
            start,
            skipped=(Mark(start, NOT_COUNTED),),
        ),
        WorkStep(rule, article, start + ONE_DAY, ends, every),
        *_rolling(ends, due, calendar),
        *doubts(calendar, since=ends, until=due),
        WorkStep(f"届满日：{in_words(due)}，{calendar.kind_of(due)}", "", due, due),
    )
    provisional = calendar.is_provisional(since=ends, until=due)
    return Worksheet(due=due, provisional=provisional, steps=steps)


def _rolling(ends: date, due: date, calendar: WorkCalendar) -> tuple[WorkStep, ...]:
    if due == ends:
        return ()
    passed = tuple(mark_of(calendar, day) for day in days_after(ends, until=due - ONE_DAY))
    rule = f"最后一日是{calendar.kind_of(ends)}，顺延至其后第一个工作日：{in_words(due)}"
    return (WorkStep(rule, ROLLS_FORWARD, ends, due, (mark_of(calendar, due),), passed),)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_of(year: int) -> tuple[Stretch, ...]:
    return tuple(_stretch(year, m, m, f"{year}-{m:02}", f"{year}年{m}月") for m in range(1, 13))


def quarters_of(year: int) -> tuple[Stretch, ...]:
    return tuple(
        _stretch(year, 3 * n + 1, 3 * n + 3, f"{year}-Q{n + 1}", f"{year}年第{'一二三四'[n]}季度")
        for n in range(4)
    )


def halves_of(year: int) -> tuple[Stretch, ...]:
    return (
        _stretch(year, 1, 6, f"{year}-H1", f"{year}年上半年"),
        _stretch(year, 7, 12, f"{year}-H2", f"{year}年下半年"),
    )


def year_of(year: int) -> Stretch:
    return _stretch(year, 1, MONTHS_OF_A_YEAR, f"{year}", f"{year}年")


def _stretch(year: int, first: int, last: int, code: str, says: str) -> Stretch:
    return Stretch(code, says, date(year, first, 1), month_end(date(year, last, 1)))

"""Periods of calendar days and months, and the stretches of a year. Pure.

A last day that is no working day rolls forward (民法典 art. 203); a month without that day ends with its
last (art. 202); the first day is not counted (art. 201).
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quancheng.kernel.calendar.days import ONE_DAY, WorkCalendar, days_after, in_words
from quancheng.kernel.calendar.ledger import FIRST_DAY, Pause
from quancheng.kernel.calendar.worksheet import (
    NOT_COUNTED,
    PAUSED,
    Mark,
    Worksheet,
    WorkStep,
    doubts,
    mark_of,
)

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


@dataclass(frozen=True, slots=True)
class Span:
    """All that decides the last day of a period of calendar days or months.

    `stays`: from a day to a day, in their order; the days between are not counted, so that the last day moves
    by as many. None for a stay that is not over yet.
    """

    since: date
    count: int
    is_months: bool = False
    stays: tuple[Pause, ...] = ()

    @property
    def counted(self) -> date:
        """The last day, had nothing been stayed."""
        return (months_later if self.is_months else days_later)(self.since, self.count)


def last_of(span: Span, calendar: WorkCalendar) -> date | None:
    """The last day; none while a stay that began within the period is not over."""
    ends, _, is_open = _moved(span, calendar)
    return None if is_open else rolled_forward(ends, calendar)


def period_of_days(start: date, days: int, calendar: WorkCalendar) -> Worksheet:
    """So many calendar days after `start`, with the working."""
    return work_out(Span(start, days), calendar)


def period_of_months(start: date, months: int, calendar: WorkCalendar) -> Worksheet:
    """So many months after `start`, with the working."""
    return work_out(Span(start, months, is_months=True), calendar)


def work_out(span: Span, calendar: WorkCalendar, article: str = "") -> Worksheet:
    """The working behind `last_of`; `article`: by which a stay is not counted."""
    ends, stays, is_open = _moved(span, calendar)
    first, counted = span.since, span.counted
    rule, law = _rule_of(span)
    every = tuple(mark_of(calendar, day) for day in days_after(first, until=counted))
    begins = WorkStep(
        f"起算之日{in_words(first)}不计入，自下一日起算", FIRST_DAY, first, first,
        skipped=(Mark(first, NOT_COUNTED),),
    )  # fmt: skip
    steps = (begins, WorkStep(rule, law, first + ONE_DAY, counted, every), *_stayed(stays, article))
    if is_open:
        since = stays[-1][0]
        last = WorkStep("暂停尚未结束，届满日待定", "", since, since)
        return Worksheet(due=None, provisional=False, steps=(*steps, last))
    due = rolled_forward(ends, calendar)
    steps = (*steps, *_rolling(ends, due, calendar), *doubts(calendar, since=ends, until=due))
    last = WorkStep(f"届满日：{in_words(due)}，{calendar.kind_of(due)}", "", due, due)
    provisional = calendar.is_provisional(since=ends, until=due)
    return Worksheet(due=due, provisional=provisional, steps=(*steps, last))


def _rule_of(span: Span) -> tuple[str, str]:
    ends = span.counted
    if not span.is_months:
        return f"按日历计满{span.count}日：{in_words(ends)}", FIRST_DAY
    why = "到期月的对应日" if ends.day == span.since.day else "到期月没有对应日，以月末日为准"
    return f"满{span.count}个月，{why}：{in_words(ends)}", SAME_DAY_OF_MONTH


def _moved(span: Span, calendar: WorkCalendar) -> tuple[date, tuple[Pause, ...], bool]:
    """The last day with what was stayed, the stays that moved it, and whether the latest is still on.

    A stay that began when the period was over moves nothing.
    """
    ends, told = span.counted, []
    for since, until in span.stays:
        if since > rolled_forward(ends, calendar):
            break
        told.append((since, until))
        if until is None:
            return ends, tuple(told), True
        ends += until - since
    return ends, tuple(told), False


def _stayed(stays: Iterable[Pause], article: str) -> Iterator[WorkStep]:
    for since, until in stays:
        if until is None:
            yield WorkStep(f"自{in_words(since)}起中止，不计入期限", article, since, since)
        else:
            days = (until - since).days
            told = f"自{in_words(since)}中止，{in_words(until)}恢复，{days}日不计入，届满日顺延{days}日"
            skipped = tuple(Mark(day, PAUSED) for day in days_after(since, until=until))
            yield WorkStep(told, article, since, until, skipped=skipped)


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

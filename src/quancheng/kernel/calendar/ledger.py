"""A period of working days: where it starts, starts anew, pauses and grows. Pure.

A correction or a payment starts it anew (reset), a consultation takes days out (pause), an extension makes
the allowance bigger. No rule is counted twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from quancheng.kernel.calendar.days import ONE_DAY, WorkCalendar, days_after, in_words, working_days_between
from quancheng.kernel.calendar.worksheet import (
    NOT_COUNTED,
    Mark,
    Worksheet,
    WorkStep,
    doubts,
    marks_between,
)

Pause = tuple[date, date | None]  # (FROM, TO]: FROM still counts, TO does not; None: not over yet


class PauseReading(StrEnum):
    """Where a pause begins and ends: the law says only that it is not counted."""

    AFTER_SENDING = "after_sending"  # the sending day counts, the answer's day does not
    FROM_SENDING = "from_sending"  # the sending day does not count either
    BEFORE_ANSWER = "before_answer"  # the answer's day counts too


FIRST_DAY = "《民法典》第二百零一条第一款"


@dataclass(frozen=True, slots=True)
class Articles:
    """The article of law behind each rule of a period, for the worksheet."""

    count: str
    reset: str = ""
    pause: str = ""
    extend: str = ""
    redate: str = ""  # a later day stated as a date, instead of one that is counted


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that decides the last day of a period of working days."""

    received: date
    days: int
    resets: tuple[date, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extension: int = 0
    rests: tuple[Pause, ...] = ()  # the pauses that hold a last day on which they begin

    @property
    def start(self) -> date:
        """The day that is not counted and after which counting begins: the latest fresh start."""
        return max(self.resets, default=self.received)

    @property
    def allowance(self) -> int:
        return self.days + self.extension

    @property
    def open_since(self) -> date | None:
        """The day on which a pause began that is not over; None when every pause has ended."""
        return min((begins for begins, ends in self.pauses if ends is None), default=None)

    def is_paused_on(self, day: date) -> bool:
        return any(begins < day and (ends is None or day <= ends) for begins, ends in self.pauses)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a period has run on a certain day, in working days."""

    used: int
    left: int
    overdue: int


def last_day(ledger: Ledger, calendar: WorkCalendar) -> date | None:
    """The first day on which the whole allowance is counted.

    None while a pause is not over, unless the last day had come before that pause began. A rest that begins
    on the last day begins before that day is over: the period ends on the first worked day after it.
    """
    day = _used_up(ledger, calendar)
    for begins, ends in merged(ledger.rests):
        if day == begins:
            day = next(iter(calendar.worked_days(after=ends)), None) if ends else None
    return day


def _used_up(ledger: Ledger, calendar: WorkCalendar) -> date | None:
    return next(islice(_counted_days(ledger, calendar), ledger.allowance - 1, None), None)


def safe_day(ledger: Ledger, calendar: WorkCalendar) -> date | None:
    """The earliest last day under any reading of where a pause begins and ends, for use inside the office."""
    found = [last_day(reading, calendar) for reading in (ledger, *other_readings(ledger))]
    return min((day for day in found if day), default=None)


def other_readings(ledger: Ledger) -> tuple[Ledger, Ledger]:
    """The law names no edges of a pause: the sending day may be taken out too, the answer's day left in."""
    sent_out, answer_in = (
        tuple(read_as(pause, reading) for pause in ledger.pauses)
        for reading in (PauseReading.FROM_SENDING, PauseReading.BEFORE_ANSWER)
    )
    return replace(ledger, pauses=sent_out), replace(ledger, pauses=answer_in)


def read_as(pause: Pause, reading: PauseReading) -> Pause:
    """A pause from a sending to an answer, under a reading of its edges."""
    begins, ends = pause
    match reading:
        case PauseReading.AFTER_SENDING:
            return pause
        case PauseReading.FROM_SENDING:
            return begins - ONE_DAY, ends
        case PauseReading.BEFORE_ANSWER:
            return begins, max(begins, ends - ONE_DAY) if ends else None


def standing(ledger: Ledger, calendar: WorkCalendar, *, today: date) -> Standing:
    """Days used, left and overdue at the end of `today`. A pause after the last day gives nothing back."""
    due = last_day(ledger, calendar)
    used = sum(1 for _ in _counted_days(ledger, calendar, until=min(today, due or today)))
    late = working_days_between(calendar, after=due, until=today) if due else 0
    return Standing(used=min(used, ledger.allowance), left=max(ledger.allowance - used, 0), overdue=late)


def work_out(ledger: Ledger, calendar: WorkCalendar, articles: Articles) -> Worksheet:
    """The last day of the period, with every step of the way to it."""
    due, used_up = last_day(ledger, calendar), _used_up(ledger, calendar)
    reached = used_up or max(ledger.open_since or ledger.start, ledger.start)
    first = ledger.start + ONE_DAY
    steps = (
        *_opening(ledger, calendar, articles),
        *_pauses(ledger, calendar, articles, due=used_up),
        *_counting(ledger, calendar, articles, reached=reached),
        *doubts(calendar, since=first, until=max(first, due or reached)),
        _closing(due, ledger, calendar),
    )
    provisional = calendar.is_provisional(since=first, until=max(first, due or reached))
    return Worksheet(due=due, provisional=provisional, steps=steps)


def _counted_days(ledger: Ledger, calendar: WorkCalendar, *, until: date | None = None) -> Iterator[date]:
    bounds = [day for day in (ledger.open_since, until) if day]
    days = calendar.worked_days(after=ledger.start, until=min(bounds, default=None))
    return (day for day in days if not ledger.is_paused_on(day)) if ledger.pauses else days


def _opening(ledger: Ledger, calendar: WorkCalendar, articles: Articles) -> Iterator[WorkStep]:
    rule = f"收到之日{in_words(ledger.received)}不计入，自下一日起算"
    yield WorkStep(
        rule, FIRST_DAY, ledger.received, ledger.received, skipped=(Mark(ledger.received, NOT_COUNTED),)
    )
    if ledger.resets:
        lost = working_days_between(calendar, after=ledger.received, until=ledger.start)
        rule = f"期限自{in_words(ledger.start)}重新起算，当日不计入；此前经过的{lost}个工作日不再计入"
        yield WorkStep(
            rule,
            articles.reset,
            ledger.received + ONE_DAY if ledger.start > ledger.received else ledger.start,
            ledger.start,
            skipped=(Mark(ledger.start, NOT_COUNTED),),
        )


def _pauses(
    ledger: Ledger, calendar: WorkCalendar, articles: Articles, *, due: date | None
) -> Iterator[WorkStep]:
    for begins, ends in merged(ledger.pauses):
        if ends is None:
            rule = f"自{in_words(begins)}次日起暂停，尚未结束"
        else:
            worked = working_days_between(calendar, after=max(begins, ledger.start), until=ends)
            rule = f"{in_words(begins)}次日至{in_words(ends)}暂停，其中{worked}个工作日不计入"
        if due is not None and begins == due and begins in {rest for rest, _ in ledger.rests}:
            rule += "；届满日当日尚未结束即暂停，届满日为暂停结束后的第一个工作日"
        elif due is not None and begins >= due:
            rule += "；暂停开始前期限已届满，不影响届满日"
        elif ends and ends <= ledger.start:
            before = "重新起算之前" if ledger.resets else "起算之日以前"
            rule = f"{in_words(begins)}至{in_words(ends)}的暂停在{before}，不影响届满日"
        yield WorkStep(rule, articles.pause, begins, ends or begins)


def _counting(
    ledger: Ledger, calendar: WorkCalendar, articles: Articles, *, reached: date
) -> Iterator[WorkStep]:
    base = _used_up(replace(ledger, extension=0), calendar) or reached
    counted, skipped = _marks(ledger, calendar, after=ledger.start, until=base)
    rule = f"计{ledger.days}个工作日" if len(counted) == ledger.days else f"已计{len(counted)}个工作日"
    yield WorkStep(
        rule, articles.count, ledger.start + ONE_DAY, max(base, ledger.start + ONE_DAY), counted, skipped
    )
    if ledger.extension:
        counted, skipped = _marks(ledger, calendar, after=base, until=reached)
        rule = f"延长{ledger.extension}个工作日（须不晚于{in_words(base)}决定并告知申请人）"
        if len(counted) < ledger.extension:
            rule = f"延长{ledger.extension}个工作日，已计{len(counted)}个"
        yield WorkStep(rule, articles.extend, base, max(base, reached), counted, skipped)


def _marks(
    ledger: Ledger, calendar: WorkCalendar, *, after: date, until: date
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    paused = (day for day in days_after(after, until=until) if ledger.is_paused_on(day))
    return marks_between(calendar, after=after, until=until, paused=paused)


def _closing(due: date | None, ledger: Ledger, calendar: WorkCalendar) -> WorkStep:
    if due is None:
        since = ledger.open_since or ledger.start
        return WorkStep("暂停尚未结束，届满日待定", "", since, since)
    return WorkStep(f"届满日：{in_words(due)}，{calendar.kind_of(due)}，当日二十四时前有效", "", due, due)


def merged(pauses: tuple[Pause, ...]) -> list[Pause]:
    """The union of the pauses, in order: days that two of them share are taken out once."""
    union: list[Pause] = []
    for begins, ends in sorted(pauses, key=lambda pause: pause[0]):
        last = union[-1] if union else None
        if last and (last[1] is None or begins <= last[1]):
            later = None if ends is None or last[1] is None else max(last[1], ends)
            union[-1] = (last[0], later)
        else:
            union.append((begins, ends))
    return union

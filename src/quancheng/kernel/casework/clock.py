"""Reading a statutory clock. Pure: the same history gives the same answer on every day."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise, takewhile

from quancheng.kernel.calendar import ledger, periods
from quancheng.kernel.calendar.days import WorkCalendar, in_words, working_days_between
from quancheng.kernel.calendar.ledger import Ledger, Pause, Standing
from quancheng.kernel.calendar.worksheet import Worksheet, WorkStep
from quancheng.kernel.casework.definition import Clock, Counting, Step, Stretch, Workflow

RECOUNTED = "recounted"  # the house wrote the stored day anew
MOVED_ALONG = "moved_along"  # a sub-case went with its main case to another unit
HOUSE_LINES = {RECOUNTED: "按现行放假安排重新计算期限", MOVED_ALONG: "随主办件移交"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a case's history: the step taken, the state it led to, the day in law."""

    step: str
    state: str
    on: date
    days: int = 0  # granted by this step
    until: date | None = None  # the last day that this step stated


def due_day(
    clock: Clock, history: Sequence[Line], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> date | None:
    """The last day of the period; None while the clock has not started, is paused or has stopped."""
    if not history or history[-1].state in clock.stops_in:
        return None
    return last_day_at_stop(clock, history, calendar, pauses)


def last_day_at_stop(
    clock: Clock, history: Sequence[Line], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> date | None:
    """As `due_day`, and for a clock that has stopped the last day it had when it stopped."""
    run = _ticking(clock, latest_run(clock, history))
    if not run:
        return None
    if told := _redated(clock, run):
        return _unless_resting(clock, run, told[1])
    if clock.counting is Counting.WORKING_DAYS:
        return ledger.last_day(_ledger(clock, history, run, pauses), calendar)
    if clock.counting is Counting.FIXED:
        return _stated(clock, run)
    return periods.last_of(_span(clock, history, run), calendar)


def safe_day(
    clock: Clock, history: Sequence[Line], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> date | None:
    """The earliest last day under any reading of where its pauses begin and end, for use inside the office.

    None as `due_day`, and for a clock that does not count working days.
    """
    if clock.counting is not Counting.WORKING_DAYS or not history or history[-1].state in clock.stops_in:
        return None
    run = _ticking(clock, latest_run(clock, history))
    if _redated(clock, run):
        return last_day_at_stop(clock, history, calendar, pauses)
    return ledger.safe_day(_ledger(clock, history, run, pauses), calendar) if run else None


def worksheet(
    clock: Clock, history: Sequence[Line], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> Worksheet | None:
    """The working behind `last_day_at_stop`; None for a clock that never started."""
    run = _ticking(clock, latest_run(clock, history))
    if not run:
        return None
    if clock.counting is Counting.WORKING_DAYS:
        counted = ledger.work_out(_ledger(clock, history, run, pauses), calendar, clock.articles)
        return _redated_worksheet(clock, run, counted)
    if clock.counting is Counting.FIXED:
        return _fixed_worksheet(clock, run)
    return periods.work_out(_span(clock, history, run), calendar, clock.articles.pause)


def days_late(
    clock: Clock,
    history: Sequence[Line],
    calendar: WorkCalendar,
    *,
    today: date,
    pauses: Sequence[Pause] = (),
) -> int:
    """Working days past the last day: until the clock stopped, or until today while it runs."""
    due = last_day_at_stop(clock, history, calendar, pauses)
    if due is None:
        return 0
    return working_days_between(calendar, after=due, until=stopped_on(clock, history) or today)


def standing(
    clock: Clock,
    history: Sequence[Line],
    calendar: WorkCalendar,
    *,
    today: date,
    pauses: Sequence[Pause] = (),
) -> Standing:
    """Working days used, left and overdue at the end of `today`; a clock that never started has none."""
    run = _ticking(clock, latest_run(clock, history))
    if run and clock.counting is Counting.WORKING_DAYS and not _redated(clock, run):
        return ledger.standing(_ledger(clock, history, run, pauses), calendar, today=today)
    due = last_day_at_stop(clock, history, calendar, pauses)
    if not run or due is None:
        return Standing(used=0, left=0, overdue=0)
    return Standing(
        used=working_days_between(calendar, after=run[0].on, until=min(today, due)),
        left=working_days_between(calendar, after=today, until=due),
        overdue=working_days_between(calendar, after=due, until=today),
    )


def stopped_on(clock: Clock, history: Sequence[Line]) -> date | None:
    """The day on which the clock stopped in its latest run; None while it has not."""
    run = latest_run(clock, history)
    return _ticking(clock, run)[-1].on if run and run[-1].state in clock.stops_in else None


def days_rested(
    clock: Clock, run: Sequence[Line], calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> int:
    """Working days that the states of a run took out of it, beside those of its pauses."""
    beside = Ledger(received=run[0].on, days=clock.length, pauses=tuple(pauses))
    rests = ledger.merged(tuple(_rests(clock, run)))
    worked = (day for begins, ends in rests if ends for day in calendar.worked_days(after=begins, until=ends))
    return sum(not beside.is_paused_on(day) for day in worked)


def is_moved(clock: Clock, history: Sequence[Line]) -> bool:
    """Whether a decision has ever given it more days, or a later one."""
    codes = {step.code for step in (*clock.longer_by, *clock.redated_by)}
    return any(line.step in codes for line in history)


def latest_run(clock: Clock, history: Sequence[Line]) -> Sequence[Line]:
    """The history since the clock last started anew; nothing if it never started, or was made void since."""
    codes, voiding = _codes(clock.starts_on), _codes(clock.voided_by)
    starts = [n for n, line in enumerate(history) if line.step in codes]
    run = history[starts[-1] :] if starts else ()
    return () if any(line.step in voiding for line in run) else run


def pause_of(workflow: Workflow, history: Sequence[Line]) -> Pause:
    """How long a sub-case holds up its main case: from its first line to the line that ended it.

    Where it was ended once more, another way, the later end holds; what is only noted later moves nothing.
    """
    ended = None
    for before, line in pairwise([None, *history]):
        if line and line.state in workflow.ends_in and (before is None or before.state != line.state):
            ended = line.on
    return history[0].on, max(history[0].on, ended) if ended else None


def stated_pause_of(workflow: Workflow, history: Sequence[Line]) -> Pause:
    """As `pause_of`, and never longer than to the day that the first line of the sub-case stated."""
    begins, ends = pause_of(workflow, history)
    until = history[0].until
    if until is None:
        return begins, ends
    return begins, max(begins, min(until, ends or until))


def stretches(clock: Clock, history: Sequence[Line]) -> Iterator[tuple[Stretch, Pause]]:
    """What rests between two steps where a norm says so, and from which day to which.

    It ends with the step that ends it, at the latest on the day that its beginning stated, or when the clock
    stops. A beginning that states no day is not read: nobody would know when it is over.
    """
    for stretch in clock.rests_between:
        for n, line in enumerate(history):
            if line.step == stretch.since.code and line.until:
                yield stretch, (line.on, _stretched(clock, stretch, line.until, history[n + 1 :], line.on))


def _stretched(clock: Clock, stretch: Stretch, until: date, later: Sequence[Line], since: date) -> date:
    ending = (line.on for line in later if line.step == stretch.ended_by.code or line.state in clock.stops_in)
    return max(since, min(until, next(ending, until)))


def _ticking(clock: Clock, run: Sequence[Line]) -> Sequence[Line]:
    """The run without what came after the clock had stopped for good."""
    if not run or run[-1].state not in clock.stops_in:
        return run
    last = max((n for n, line in enumerate(run) if line.state not in clock.stops_in), default=-1)
    return run[: last + 2]  # with the line that stopped it


def _ledger(clock: Clock, history: Sequence[Line], run: Sequence[Line], pauses: Sequence[Pause]) -> Ledger:
    codes = {step.code for step in clock.starts_on}
    first = next(line.on for line in history if line.step in codes)
    rests = tuple(_rests(clock, run))
    return Ledger(
        received=first,
        days=_length(clock, run),
        resets=() if len(run) == len(history) or first == run[0].on else (run[0].on,),
        pauses=(*_cut_off(clock, run, pauses), *rests),
        extension=_extension(clock, run),
        rests=rests,
    )


def _cut_off(clock: Clock, run: Sequence[Line], pauses: Sequence[Pause]) -> Iterator[Pause]:
    """The pauses as long as the clock could be held up: none lasts beyond the day on which it stopped."""
    stopped = run[-1].on if run[-1].state in clock.stops_in else None
    for begins, ends in pauses:
        if stopped is not None and (ends is None or ends > stopped):
            yield begins, max(begins, stopped)
        else:
            yield begins, ends


def _rests(clock: Clock, run: Sequence[Line]) -> Iterator[Pause]:
    """The stretches in which the clock does not tick; the state in which it stopped for good is not one.

    A stretch is over on the day of the line that sets the clock going, however late that was learned: what
    led from one resting state into another in between decides nothing.
    """
    stretches = [[*lines] for _, lines in groupby(run, key=lambda line: clock.ticks_in(line.state))]
    for stretch, after in pairwise([*stretches, []]):
        first, last = stretch[0], stretch[-1]
        if clock.ticks_in(first.state):
            continue
        if after and after[0].step not in _codes(clock.rest_undone_by):
            yield first.on, max(first.on, after[0].on)
        elif not after and last.state in clock.pauses_in:
            yield first.on, None
        elif not after and len(stretch) > 1:
            yield first.on, max(first.on, last.on)


def _codes(steps: Set[Step]) -> set[str]:
    return {step.code for step in steps}


def _length(clock: Clock, run: Sequence[Line]) -> int:
    """The length of the period: as the latest step of the run stated it, where steps do; else the law's."""
    codes = {step.code for step in clock.set_by}
    return next((line.days for line in reversed(run) if line.step in codes and line.days), clock.length)


def _extension(clock: Clock, run: Sequence[Line]) -> int:
    codes = _codes(clock.longer_by)
    return sum(line.days for line in run if line.step in codes)


def _span(clock: Clock, history: Sequence[Line], run: Sequence[Line]) -> periods.Span:
    """What a clock of calendar days or months counts. A stay from before a run that goes back to an earlier
    day lies within that run as well.
    """
    return periods.Span(
        since=run[0].on,
        count=_length(clock, run) + _extension(clock, run),
        is_months=clock.counting is Counting.MONTHS,
        stays=tuple(stay for stay in _stays(clock, history) if stay[0] >= run[0].on),
    )


def _stays(clock: Clock, history: Sequence[Line]) -> Iterator[Pause]:
    """The stretches in which the case stood in a state that is not counted; the last may not be over."""
    for line, following in pairwise([*history, None]):
        if line is not None and line.state in clock.pauses_in:
            yield line.on, max(line.on, following.on) if following else None


def _stating(clock: Clock, run: Sequence[Line]) -> list[tuple[Line, date]]:
    codes = {step.code for step in (*clock.starts_on, *clock.longer_by)}
    return [(line, line.until) for line in run if line.step in codes and line.until]


def _stated(clock: Clock, run: Sequence[Line]) -> date | None:
    stating = _stating(clock, run)
    return stating[-1][1] if stating else None


def _redated(clock: Clock, run: Sequence[Line]) -> tuple[Line, date] | None:
    """The latest step of the run that put a stated day in the place of the counted one, with that day."""
    codes = {step.code for step in clock.redated_by}
    return next(((line, line.until) for line in reversed(run) if line.step in codes and line.until), None)


def _redated_worksheet(clock: Clock, run: Sequence[Line], counted: Worksheet) -> Worksheet:
    told = _redated(clock, run)
    if told is None:
        return counted
    line, until = told
    due = _unless_resting(clock, run, until)
    moved = WorkStep(
        f"于{in_words(line.on)}将期限确定为{in_words(until)}，不再计日", clock.articles.redate, line.on, until
    )
    says = f"届满日：{in_words(until)}，当日二十四时前有效" if due else "暂停尚未结束，届满日待定"
    last = WorkStep(says, "", until, until)
    return Worksheet(due=due, provisional=False, steps=(*counted.steps[:-1], moved, last))


def _unless_resting(clock: Clock, run: Sequence[Line], until: date) -> date | None:
    """The stated day; none while the case rests in a state that began before that day was over."""
    rests = list(takewhile(lambda line: line.state in clock.pauses_in, reversed(run)))
    return None if rests and rests[-1].on <= until else until


def _fixed_worksheet(clock: Clock, run: Sequence[Line]) -> Worksheet:
    stating = _stating(clock, run)
    steps = [
        WorkStep(
            f"于{in_words(line.on)}{'确定期限为' if n == 0 else '改期至'}{in_words(until)}",
            clock.articles.count if n == 0 else clock.articles.extend,
            line.on,
            until,
        )
        for n, (line, until) in enumerate(stating)
    ]
    return Worksheet(due=_stated(clock, run), provisional=False, steps=tuple(steps))

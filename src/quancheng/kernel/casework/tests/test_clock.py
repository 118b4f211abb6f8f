"""Laws that hold for every history and every calendar."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar import periods
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework.clock import (
    Line,
    days_late,
    due_day,
    last_day_at_stop,
    standing,
    stopped_on,
    worksheet,
)
from quancheng.kernel.casework.definition import Clock, Counting, Step

BY = frozenset({"anyone"})
START = Step("start", "开始", frozenset(), "open", BY)
AGAIN = Step("again", "重新开始", frozenset({"open", "waiting"}), "open", BY)
EXTEND = Step("extend", "延长", frozenset({"open"}), None, BY, up_to=20)
CLOCK = Clock(
    "c",
    "期限",
    Articles("第一条", "第二条", "第三条", "第四条"),
    frozenset({START, AGAIN}),
    frozenset({"done"}),
    20,
    pauses_in=frozenset({"waiting"}),
    longer_by=frozenset({EXTEND}),
)
MONTHS = replace(CLOCK, counting=Counting.MONTHS, length=6, pauses_in=frozenset())
DAYS = replace(CLOCK, counting=Counting.CALENDAR_DAYS, length=60, pauses_in=frozenset())
FIXED = replace(CLOCK, counting=Counting.FIXED, length=0, pauses_in=frozenset())
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
rests = st.dictionaries(days, st.just("节日"), max_size=30)
calendars = st.builds(WorkCalendar, rest=rests, years=st.just(frozenset(range(2019, 2033))))
steps = st.sampled_from([("x", "open"), ("wait", "waiting"), ("again", "open"), ("extend", "open")])
stories = st.lists(st.tuples(steps, st.integers(0, 15), st.integers(1, 20)), max_size=8)


def told(start: date, story) -> list[Line]:
    lines, on = [Line("start", "open", start)], start
    for (step, state), later, granted in story:
        on += timedelta(days=later)
        lines.append(Line(step, state, on, granted if step == "extend" else 0))
    return lines


@given(days, calendars, stories)
def test_the_last_day_is_worked_and_does_not_depend_on_today(start, calendar, story):
    lines = told(start, story)
    due = due_day(CLOCK, lines, calendar)
    assert due is None or calendar.is_worked(due)
    sheet = worksheet(CLOCK, lines, calendar)
    assert sheet.due == due


@given(days, calendars, stories)
def test_no_day_is_shown_while_the_clock_is_paused_before_its_last_day(start, calendar, story):
    lines = told(start, story)
    due = due_day(CLOCK, lines, calendar)
    if lines[-1].state == "waiting":
        assert due is None or due <= lines[-1].on
    else:
        assert due is not None


@given(days, calendars, stories, st.integers(0, 90))
def test_a_stopped_clock_keeps_the_day_it_had(start, calendar, story, later):
    lines = told(start, story)
    before = due_day(CLOCK, lines, calendar)
    on = lines[-1].on + timedelta(days=later)
    stopped = [*lines, Line("end", "done", on)]
    assert due_day(CLOCK, stopped, calendar) is None
    assert stopped_on(CLOCK, stopped) == on
    if lines[-1].state != "waiting":
        assert last_day_at_stop(CLOCK, stopped, calendar) == before
        late = days_late(CLOCK, stopped, calendar, today=date(2040, 1, 1))
        assert (late > 0) is any(calendar.worked_days(after=before, until=on))


@given(days, calendars, stories, st.integers(0, 30), st.integers(1, 30))
def test_what_is_written_down_after_the_stop_changes_nothing(start, calendar, story, later, after):
    lines = told(start, story)
    stopped = [*lines, Line("end", "done", lines[-1].on + timedelta(days=later))]
    noted = [*stopped, Line("noted", "done", stopped[-1].on + timedelta(days=after))]
    assert stopped_on(CLOCK, noted) == stopped_on(CLOCK, stopped)
    assert last_day_at_stop(CLOCK, noted, calendar) == last_day_at_stop(CLOCK, stopped, calendar)


@given(days, calendars, stories, st.integers(0, 30))
def test_a_restart_forgets_what_was_before(start, calendar, story, later):
    lines = told(start, story)
    anew = lines[-1].on + timedelta(days=later)
    again = due_day(CLOCK, [*lines, Line("again", "open", anew)], calendar)
    assert again == due_day(CLOCK, [Line("start", "open", anew)], calendar)


@given(days, calendars, st.integers(0, 25), st.integers(0, 60))
def test_a_pause_is_the_same_in_the_case_and_in_a_sub_case(start, calendar, begins, lasts):
    pause, resume = start + timedelta(days=begins), start + timedelta(days=begins + lasts)
    plain = [Line("start", "open", start)]
    within = [*plain, Line("wait", "waiting", pause), Line("heard", "open", resume)]
    assert due_day(CLOCK, plain, calendar, [(pause, resume)]) == due_day(CLOCK, within, calendar)


@given(days, calendars, st.lists(st.tuples(st.integers(0, 15), st.integers(0, 60)), max_size=4))
def test_overlapping_sub_cases_are_taken_out_once(start, calendar, spans):
    pauses = [(start + timedelta(days=begins), start + timedelta(days=begins + n)) for begins, n in spans]
    union = {
        begins + timedelta(days=n) for begins, ends in pauses for n in range(1, (ends - begins).days + 1)
    }
    due = due_day(CLOCK, [Line("start", "open", start)], calendar, pauses)
    assert len(set(calendar.worked_days(after=start, until=due)) - union) == CLOCK.length


@given(days, calendars, st.integers(0, 25), st.integers(0, 60), st.integers(1, 30))
def test_a_sub_case_holds_up_no_clock_that_has_stopped(start, calendar, begins, lasts, later):
    pause, end = start + timedelta(days=begins), start + timedelta(days=begins + lasts)
    stopped = [Line("start", "open", start), Line("end", "done", end)]
    last = last_day_at_stop(CLOCK, stopped, calendar, [(pause, end)])
    assert last is not None
    for ends in (None, end + timedelta(days=later)):
        assert last_day_at_stop(CLOCK, stopped, calendar, [(pause, ends)]) == last
        assert worksheet(CLOCK, stopped, calendar, [(pause, ends)]).due == last


@given(days, calendars, st.integers(1, 20), st.integers(1, 20))
def test_extensions_add_up(start, calendar, one, two):
    plain = [Line("start", "open", start)]
    twice = [*plain, Line("extend", "open", start, one), Line("extend", "open", start, two)]
    longer = replace(CLOCK, length=20 + one + two)
    assert due_day(CLOCK, twice, calendar) == due_day(longer, plain, calendar)


@given(days, calendars, st.sampled_from([MONTHS, DAYS]))
def test_calendar_periods_end_on_a_worked_day(start, calendar, clock):
    lines = [Line("start", "open", start)]
    due = due_day(clock, lines, calendar)
    assert calendar.is_worked(due)
    assert worksheet(clock, lines, calendar).due == due


@given(days, calendars, st.lists(days, min_size=1, max_size=4))
def test_a_fixed_clock_shows_the_day_stated_last(start, calendar, stated):
    first, *moved = stated
    lines = [Line("start", "open", start, until=first)]
    lines += [Line("extend", "open", start, until=day) for day in moved]
    assert due_day(FIXED, lines, calendar) == stated[-1]
    sheet = worksheet(FIXED, lines, calendar)
    assert (sheet.due, len(sheet.steps)) == (stated[-1], len(stated))


@given(days, calendars, stories, st.integers(0, 60))
def test_used_and_left_make_the_allowance(start, calendar, story, later):
    lines = told(start, story)
    at = standing(CLOCK, lines, calendar, today=lines[-1].on + timedelta(days=later))
    allowance = 20
    for line in lines:
        allowance = 20 if line.step == "again" else allowance + line.days
    assert at.used + at.left == allowance


def test_a_clock_that_never_started_has_no_day():
    lines = [Line("other", "open", date(2026, 3, 2))]
    calendar = WorkCalendar()
    assert due_day(CLOCK, lines, calendar) is None
    assert worksheet(CLOCK, lines, calendar) is None
    assert days_late(CLOCK, lines, calendar, today=date(2027, 1, 1)) == 0


SORT = Step("sort", "分类", frozenset({"open"}), None, BY, up_to=99)
SET = replace(CLOCK, length=0, set_by=frozenset({START, AGAIN, SORT}))


@given(days, calendars, st.integers(1, 30), st.integers(1, 30))
def test_a_length_that_steps_state_is_the_one_stated_last(start, calendar, first, second):
    """Where the period is a setting, the step that states it decides, whatever was stated before."""
    begun = [Line("start", "open", start, first)]
    as_law = replace(CLOCK, length=first)
    assert due_day(SET, begun, calendar) == due_day(as_law, [Line("start", "open", start)], calendar)
    sorted_anew = [*begun, Line("sort", "open", start + timedelta(days=1), second)]
    by_law = replace(CLOCK, length=second)
    same_day_in_law = due_day(by_law, told(start, [(("x", "open"), 1, 0)]), calendar)
    assert due_day(SET, sorted_anew, calendar) == same_day_in_law
    assert worksheet(SET, sorted_anew, calendar).due == due_day(SET, sorted_anew, calendar)


@given(days, calendars, st.integers(1, 20))
def test_a_stated_length_grows_by_an_extension(start, calendar, granted):
    lines = [Line("start", "open", start, 5), Line("extend", "open", start, granted)]
    grown = replace(CLOCK, length=5 + granted)
    assert due_day(SET, lines, calendar) == due_day(grown, lines[:1], calendar)


DELAY = Step("delay", "延迟", frozenset({"open"}), None, BY, states_day=True)
REDATED = replace(CLOCK, articles=replace(CLOCK.articles, redate="第五条"), redated_by=frozenset({DELAY}))


@given(days, calendars, stories, st.integers(0, 400))
def test_a_stated_day_takes_the_place_of_the_counted_one(start, calendar, story, later):
    """Whatever was counted before it, and whatever the calendar says."""
    lines = told(start, story)
    until = lines[-1].on + timedelta(days=later)
    moved = [*lines, Line("delay", "open", lines[-1].on, until=until)]
    assert due_day(REDATED, moved, calendar) == until
    sheet = worksheet(REDATED, moved, calendar)
    assert (sheet.due, sheet.steps[-2].article) == (until, "第五条")
    assert days_late(REDATED, moved, calendar, today=until) == 0
    assert standing(REDATED, moved, calendar, today=until).left == 0


@given(days, calendars, st.integers(0, 40))
def test_a_stated_day_holds_until_the_next_run(start, calendar, later):
    delayed = Line("delay", "open", start, until=start + timedelta(days=200))
    again = Line("again", "open", start + timedelta(days=later))
    lines = [Line("start", "open", start), delayed, again]
    assert due_day(REDATED, lines, calendar) == due_day(CLOCK, lines, calendar)


@given(days, calendars)
def test_a_stated_day_rests_with_its_case(start, calendar):
    delayed = Line("delay", "open", start, until=start + timedelta(days=200))
    resting = [Line("start", "open", start), delayed, Line("wait", "waiting", start + timedelta(days=5))]
    assert due_day(REDATED, resting, calendar) is None
    assert worksheet(REDATED, resting, calendar).due is None
    too_late = [*resting[:2], Line("wait", "waiting", start + timedelta(days=201))]
    assert due_day(REDATED, too_late, calendar) == start + timedelta(days=200)


@given(days, calendars, st.sampled_from([MONTHS, DAYS]), st.integers(0, 40), st.integers(0, 90))
def test_a_stay_moves_a_calendar_clock_by_its_days(start, calendar, clock, begins, lasts):
    resting = replace(clock, pauses_in=frozenset({"waiting"}))
    since, until = start + timedelta(days=begins), start + timedelta(days=begins + lasts)
    waiting = [Line("start", "open", start), Line("wait", "waiting", since)]
    assert due_day(resting, waiting, calendar) is None
    assert worksheet(resting, waiting, calendar).due is None
    heard = [*waiting, Line("heard", "open", until)]
    counted = periods.Span(start, clock.length, is_months=clock is MONTHS).counted
    moved = periods.rolled_forward(counted + timedelta(days=lasts), calendar)
    assert due_day(resting, heard, calendar) == moved
    assert worksheet(resting, heard, calendar).due == moved


@given(days, calendars, st.sampled_from([MONTHS, DAYS]), st.integers(0, 60))
def test_a_stay_after_the_last_day_changes_nothing(start, calendar, clock, later):
    resting = replace(clock, pauses_in=frozenset({"waiting"}))
    plain = [Line("start", "open", start)]
    due = due_day(resting, plain, calendar)
    late = [*plain, Line("wait", "waiting", due + timedelta(days=1 + later))]
    assert due_day(resting, late, calendar) == due

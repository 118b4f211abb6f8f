"""Laws that hold for every period and every calendar."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar.days import ONE_DAY, WorkCalendar, working_days_between
from quancheng.kernel.calendar.ledger import (
    Articles,
    Ledger,
    last_day,
    merged,
    safe_day,
    standing,
    work_out,
)
from quancheng.kernel.calendar.levels import Level, Thresholds, level_of
from quancheng.kernel.calendar.periods import months_later, rolled_forward

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
moved = st.dictionaries(days, st.just("节日"), max_size=30)
weekends = st.dictionaries(days.filter(lambda day: day.weekday() > 4), st.just("节日"), max_size=10)
calendars = st.builds(WorkCalendar, rest=moved, work=weekends, years=st.just(frozenset(range(2020, 2031))))
allowances = st.integers(1, 40)
stretches = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4)
ARTICLES = Articles("第一条", "第二条", "第三条", "第四条")


def ledger_with(start, n, spans, **more):
    pauses = tuple(
        (start + timedelta(days=begins), start + timedelta(days=begins + lasts)) for begins, lasts in spans
    )
    return Ledger(start, n, pauses=pauses, **more)


@given(days, allowances, calendars)
def test_the_last_day_is_worked_and_after_the_first(start, n, calendar):
    due = last_day(Ledger(start, n), calendar)
    assert due > start
    assert calendar.is_worked(due)


@given(days, allowances, stretches, calendars, days)
def test_a_new_day_off_never_brings_the_day_forward(start, n, spans, calendar, holiday):
    ledger = ledger_with(start, n, spans)
    work = {day: name for day, name in calendar.work.items() if day != holiday}
    fewer = replace(calendar, rest={**calendar.rest, holiday: "节日"}, work=work)
    assert last_day(ledger, fewer) >= last_day(ledger, calendar)


@given(days, allowances, stretches, calendars)
def test_every_worked_day_of_the_pauses_is_given_back_once(start, n, spans, calendar):
    ledger = ledger_with(start, n, spans)
    union = {
        begins + timedelta(days=k)
        for begins, ends in ledger.pauses
        for k in range(1, (ends - begins).days + 1)
    }
    worked = set(calendar.worked_days(after=start, until=last_day(ledger, calendar)))
    assert len(worked - union) == n


@given(days, allowances, stretches, calendars, st.integers(0, 60))
def test_a_pause_after_the_last_day_gives_nothing_back(start, n, spans, calendar, later):
    ledger = ledger_with(start, n, spans)
    due = last_day(ledger, calendar)
    begins = due + timedelta(days=later)
    assert last_day(replace(ledger, pauses=(*ledger.pauses, (begins, None))), calendar) == due


@given(days, allowances, calendars, st.data())
def test_an_open_pause_before_the_last_day_leaves_no_day(start, n, calendar, data):
    due = last_day(Ledger(start, n), calendar)
    begins = start + timedelta(days=data.draw(st.integers(0, (due - start).days - 1)))
    assert last_day(Ledger(start, n, pauses=((begins, None),)), calendar) is None


@given(days, allowances, stretches, calendars, st.integers(0, 40))
def test_a_reset_is_a_case_received_on_that_day(start, n, spans, calendar, later):
    ledger = ledger_with(start, n, spans)
    anew = start + timedelta(days=later)
    assert last_day(replace(ledger, resets=(anew,)), calendar) == last_day(
        replace(ledger, received=anew), calendar
    )


@given(days, allowances, stretches, calendars, st.integers(1, 20))
def test_an_extension_is_a_bigger_allowance(start, n, spans, calendar, more):
    ledger = ledger_with(start, n, spans)
    assert last_day(replace(ledger, extension=more), calendar) == last_day(
        replace(ledger, days=n + more), calendar
    )


@given(days, stretches)
def test_merged_pauses_hold_the_same_days_and_none_twice(start, spans):
    ledger = ledger_with(start, 1, spans)
    union = replace(ledger, pauses=tuple(merged(ledger.pauses)))
    stretch = [start + timedelta(days=n) for n in range(130)]
    assert [ledger.is_paused_on(day) for day in stretch] == [union.is_paused_on(day) for day in stretch]
    assert all(first[1] < second[0] for first, second in zip(union.pauses, union.pauses[1:], strict=False))


@given(days, allowances, stretches, calendars)
def test_the_safe_day_is_never_later(start, n, spans, calendar):
    ledger = ledger_with(start, n, spans)
    assert safe_day(ledger, calendar) <= last_day(ledger, calendar)


@given(days, allowances, stretches, calendars, st.integers(0, 20), st.integers(0, 40))
def test_the_worksheet_shows_each_day_once_and_counts_the_allowance(start, n, spans, calendar, more, anew):
    ledger = ledger_with(start, n, spans, extension=more, resets=(start + timedelta(days=anew),))
    sheet = work_out(ledger, calendar, ARTICLES)
    counts = [step for step in sheet.steps if step.article in (ARTICLES.count, ARTICLES.extend)]
    counted = [mark.day for step in counts for mark in step.counted]
    skipped = [mark.day for step in counts for mark in step.skipped]
    shown = sorted(counted + skipped)
    assert sheet.due == last_day(ledger, calendar) == counted[-1]
    assert len(counted) == n + more
    assert shown == [ledger.start + timedelta(days=k + 1) for k in range((sheet.due - ledger.start).days)]


@given(days, allowances, stretches, calendars, st.integers(0, 120))
def test_used_and_left_make_the_allowance(start, n, spans, calendar, later):
    ledger = ledger_with(start, n, spans)
    at = standing(ledger, calendar, today=start + timedelta(days=later))
    assert at.used + at.left == n
    assert at.left >= 0
    assert not at.overdue or not at.left


@given(days, calendars, st.integers(-10, 40))
def test_the_levels_only_rise_as_days_pass(due, calendar, before):
    order = [*Level]
    today = due - timedelta(days=before)
    told = [
        order.index(level_of(due, today=day, calendar=calendar, thresholds=Thresholds()))
        for day in (today, today + ONE_DAY)
    ]
    assert told[0] <= told[1]


@given(days, days, days, calendars)
def test_working_days_add_up(one, two, three, calendar):
    first, middle, last = sorted((one, two, three))
    parts = [(first, middle), (middle, last)]
    whole = working_days_between(calendar, after=first, until=last)
    assert whole == sum(working_days_between(calendar, after=after, until=until) for after, until in parts)


@given(days, calendars)
def test_rolling_forward_stops_at_the_first_worked_day(day, calendar):
    rolled = rolled_forward(day, calendar)
    assert calendar.is_worked(rolled)
    assert working_days_between(calendar, after=day - ONE_DAY, until=rolled) == 1


@given(days, st.integers(1, 48))
def test_months_keep_the_day_or_take_the_last_one(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or ((later + ONE_DAY).day == 1 and later.day < day.day)

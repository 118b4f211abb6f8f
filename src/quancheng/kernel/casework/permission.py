"""Whether a step may be taken: state, actor, days, reason. Raises; writes nothing."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.casework.clock import latest_run
from quancheng.kernel.casework.definition import CITIZEN, CLOCKWORK, Clock, Reach, Step
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.queries import Past, past_of, workflow_of
from quancheng.kernel.casework.refusals import (
    BadDay,
    NotYourStep,
    ReasonMissing,
    StepNotOpen,
    TooLate,
    TooManyDays,
)


def steps_open_to(case: Case, actor: Actor, *, today: date) -> tuple[Step, ...]:
    """What the actor may do with the case today; a step that would come too late is not offered."""
    past, calendar = past_of(case), work_calendar()
    return tuple(
        step
        for step in workflow_of(case).steps
        if case.state in step.out_of
        and is_theirs(step, actor, unit_id=case.unit_id, tenant_id=case.tenant_id)
        and not (step.once and step.code in taken_this_run(case, past))
        and not any(_late_for(case, step, past, calendar, on=today))
    )


def must_be_open(case: Case, step: Step, past: Past) -> None:
    """Raises StepNotOpen."""
    if case.state not in step.out_of:
        where = workflow_of(case).state_in_words(case.state)
        raise StepNotOpen(
            f"办件处于“{where}”，不能执行“{step.says}”，请刷新页面查看可办环节", state=case.state
        )
    if step.once and step.code in taken_this_run(case, past):
        raise StepNotOpen(f"“{step.says}”在同一期限内只能执行一次，此前已经执行过")


def must_be_theirs(step: Step, actor: Actor, *, unit_id: int, tenant_id: int) -> None:
    """Raises NotYourStep."""
    if not is_theirs(step, actor, unit_id=unit_id, tenant_id=tenant_id):
        raise NotYourStep(f"您所在的岗位不能执行“{step.says}”，请由承办单位的相应岗位办理")


def is_theirs(step: Step, actor: Actor, *, unit_id: int, tenant_id: int) -> bool:
    if actor.kind is Kind.CLOCKWORK:
        return CLOCKWORK in step.by
    if actor.kind is Kind.CITIZEN:
        return CITIZEN in step.by
    if actor.kind is not Kind.OFFICIAL or not actor.roles & step.by:
        return False
    if step.reach is Reach.TENANT:
        return actor.tenant_id == tenant_id
    return actor.unit_id == unit_id  # of whichever government: a district works on what the city laid upon it


def must_fit(step: Step, *, days: int, until: date | None, note: str) -> None:
    """Raises TooManyDays, BadDay, ReasonMissing."""
    if not min(1, step.up_to) <= days <= step.up_to:
        most = f"须填1至{step.up_to}" if step.up_to else "不能填写天数"
        raise TooManyDays(f"“{step.says}”的天数{most}，现为{days}", days=days)
    if step.states_day is not (until is not None):
        what = "须填写届满日" if step.states_day else "不能填写届满日"
        raise BadDay(f"“{step.says}”{what}")
    if step.needs_reason and not note.strip():
        raise ReasonMissing(f"请填写“{step.says}”的理由")


def must_be_possible(on: date, *, today: date, opened_on: date) -> None:
    """Raises BadDay."""
    if on > today:
        raise BadDay(f"日期{on}晚于今天{today}，请填写已经发生的日期", on=on)
    if on < opened_on:
        raise BadDay(f"日期{on}早于办件开始的{opened_on}，请核对", on=on)


def must_be_in_time(case: Case, step: Step, past: Past, *, on: date, until: date | None) -> None:
    """A period can be lengthened only while it lasts, and only to a later day. Raises TooLate, BadDay."""
    calendar = work_calendar()
    for clock, last in _late_for(case, step, past, calendar, on=on):
        raise TooLate(f"“{clock.says}”已于{last}届满，{on}不能再执行“{step.says}”", due_on=last)
    for clock in _lengthened(case, step):
        last_day = past.due_day(clock, calendar)
        if until and last_day and until <= last_day:
            raise BadDay(f"新的届满日{until}须晚于现在的{last_day}", until=until)


def taken_this_run(case: Case, past: Past) -> frozenset[str]:
    """The steps since the leading clock last started; since the beginning if it never did."""
    run = latest_run(workflow_of(case).leading, past.lines) or past.lines
    return frozenset(line.step for line in run)


def _late_for(
    case: Case, step: Step, past: Past, calendar: WorkCalendar, *, on: date
) -> Iterator[tuple[Clock, date]]:
    for clock in _lengthened(case, step):
        last = past.due_day(clock, calendar)
        if not clock.longer_when_late and last is not None and on > last:
            yield clock, last


def _lengthened(case: Case, step: Step) -> list[Clock]:
    clocks = workflow_of(case).clocks
    return [clock for clock in clocks if step in clock.longer_by or step in clock.redated_by]

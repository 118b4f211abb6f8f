"""What lacks becomes a task: laid, signed for, handed in, accepted or returned, moved, cancelled."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.records.inspections import events
from quancheng.records.inspections.commands import telling
from quancheng.records.inspections.commands.sheets import keeper_of
from quancheng.records.inspections.models import Task
from quancheng.records.inspections.queries.gathering import indicator_for, materials_of_task
from quancheng.records.inspections.queries.tasks import task_for, tasks_due, unit_to_ask
from quancheng.records.inspections.workflow import (
    ACCEPT,
    CANCEL,
    HAND_IN,
    LATER,
    LAY,
    PASS_ON,
    RETURN,
    SIGN,
    TASK,
)

DAYS_AHEAD = timedelta(days=3)  # [D] a reminder leaves time to ask others for a paper


class NothingToHandIn(Refusal):
    """The task has no material yet."""

    code = "inspections.nothing_to_hand_in"
    status = 422


class IndicatorDropped(Refusal):
    """The amended sheet no longer has the indicator."""

    code = "inspections.indicator_dropped"


class DayIsOver(Refusal):
    """The day named lies behind."""

    code = "inspections.day_is_over"
    status = 422


@command
def lay_task(
    *, indicator_id: int, unit_id: int, until: date, demand: str, actor: Actor, now: datetime
) -> Task:
    """Ask a unit for materials by a day.

    Raises NotYourInspection, NoSuchIndicator, IndicatorDropped, NoUnitToAsk, DayIsOver.
    """
    keeper = keeper_of(actor)
    indicator = indicator_for(actor, indicator_id)
    if indicator.dropped_at:
        raise IndicatorDropped("修订后的指标表已没有这一项，不能再下达任务")
    _must_lie_ahead(until, now)
    unit = unit_to_ask(actor, unit_id)
    case = open_case(workflow=TASK, step=LAY, unit=unit, actor=actor, now=now, until=until)
    task = Task.objects.create(
        indicator=indicator, case=case, demand=demand, laid_by_id=keeper.person_id, laid_at=now
    )
    telling.tell_unit(task, telling.LAID, actor=actor, now=now, until=str(until))
    record(events.TaskLaid(task=task.pk, unit=str(unit), until=until, demand=demand), actor=actor, at=now)
    return task


@command
def sign_task(*, task_id: int, version: int, actor: Actor, now: datetime) -> Task:
    """The unit takes the task. Raises NoSuchTask, StepNotOpen, NotYourStep, MovedMeanwhile."""
    task = task_for(actor, task_id)
    take_step(case=task.case, step=SIGN, actor=actor, now=now, seen_version=version)
    record(events.TaskSigned(task=task.pk), actor=actor, at=now)
    return task


@command
def hand_in(*, task_id: int, version: int, actor: Actor, now: datetime) -> Task:
    """The unit hands its materials in.

    Raises NoSuchTask, NothingToHandIn, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    task = task_for(actor, task_id)
    count = len(materials_of_task(actor, task.pk))
    if not count:
        raise NothingToHandIn("还没有添加材料，请先添加文件或网址，再报送")
    take_step(case=task.case, step=HAND_IN, actor=actor, now=now, seen_version=version)
    telling.tell_office(task, telling.HANDED_IN, actor=actor, now=now, unit=str(task.case.unit))
    record(events.TaskHandedIn(task=task.pk, count=count), actor=actor, at=now)
    return task


@command
def accept_task(*, task_id: int, version: int, actor: Actor, now: datetime) -> Task:
    """The office takes the materials; now they count. Raises NoSuchTask, StepNotOpen, MovedMeanwhile."""
    task = task_for(actor, task_id)
    take_step(case=task.case, step=ACCEPT, actor=actor, now=now, seen_version=version)
    telling.tell_unit(task, telling.ACCEPTED, actor=actor, now=now)
    record(events.TaskAccepted(task=task.pk), actor=actor, at=now)
    return task


@command
def return_task(*, task_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Task:
    """The office sends the materials back. Raises NoSuchTask, StepNotOpen, ReasonMissing, MovedMeanwhile."""
    task = task_for(actor, task_id)
    take_step(case=task.case, step=RETURN, actor=actor, now=now, note=reason, seen_version=version)
    telling.tell_unit(task, telling.RETURNED, actor=actor, now=now, reason=reason)
    record(events.TaskReturned(task=task.pk, reason=reason), actor=actor, at=now)
    return task


@command
def prolong_task(
    *, task_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Task:
    """The office names another day.

    Raises NoSuchTask, DayIsOver, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    task = task_for(actor, task_id)
    _must_lie_ahead(until, now)
    take_step(
        case=task.case, step=LATER, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    telling.tell_unit(task, telling.PROLONGED, actor=actor, now=now, until=str(until), reason=reason)
    record(events.TaskProlonged(task=task.pk, until=until, reason=reason), actor=actor, at=now)
    return task


@command
def cancel_task(*, task_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Task:
    """The office needs them no longer. Raises NoSuchTask, StepNotOpen, ReasonMissing, MovedMeanwhile."""
    task = task_for(actor, task_id)
    take_step(case=task.case, step=CANCEL, actor=actor, now=now, note=reason, seen_version=version)
    telling.tell_unit(task, telling.CANCELLED, actor=actor, now=now, reason=reason)
    record(events.TaskCancelled(task=task.pk, reason=reason), actor=actor, at=now)
    return task


@command
def pass_task_on(
    *, task_id: int, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Task:
    """Another unit takes over the task with what was brought: after a merger, or as the right one.

    Raises NoSuchTask, NoUnitToAsk, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    task = task_for(actor, task_id)
    to, former = unit_to_ask(actor, unit_id), str(task.case.unit)
    take_step(
        case=task.case, step=PASS_ON, actor=actor, now=now, note=reason, to_unit=to, seen_version=version
    )
    until = str(task.case.due_on or task.case.last_on or "")
    telling.tell_unit(task, telling.PASSED_ON, actor=actor, now=now, until=until, reason=reason)
    told = events.TaskPassedOn(task=task.pk, former=former, unit=str(to), reason=reason)
    record(told, actor=actor, at=now)
    return task


@command
def remind_units(*, actor: Actor, now: datetime) -> int:
    """Units are reminded of tasks that fall due within days or are late. How many tasks."""
    today = timezone.localdate(now)
    by_unit: dict[tuple[int, int], list[Task]] = {}
    for task in tasks_due(until=today + DAYS_AHEAD):
        by_unit.setdefault((task.case.unit_id, task.case.tenant_id), []).append(task)
    if not by_unit:
        return 0
    for tasks in by_unit.values():
        telling.remind_unit(tasks, now=now)
    count = sum(map(len, by_unit.values()))
    record(events.UnitsReminded(units=len(by_unit), tasks=count), actor=actor, at=now)
    return count


def _must_lie_ahead(until: date, now: datetime) -> None:
    if until < timezone.localdate(now):
        raise DayIsOver("报送期限不能早于今天，请改选日期", until=until)

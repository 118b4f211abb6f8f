"""Taking rows apart into tasks, and laying the tasks upon the units."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.opening import Rule, lay_duties
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import keeper_of
from quancheng.records.plan.commands.telling import tell_of_tasks
from quancheng.records.plan.models import Plan, Row, Task, TaskUnit
from quancheng.records.plan.queries.issuing import TaskSpec, rule_of, spec_of_task, whole_task
from quancheng.records.plan.queries.plans import (
    own_plan,
    own_row,
    rows_of,
    tasks_to_issue,
)
from quancheng.records.plan.workflow.duty import DUTY, ISSUE


class IssuedAlready(Refusal):
    """What has been laid upon units is changed there, step by step, and not taken apart anew."""

    code = "plan.issued_already"


class NobodyToOwe(Refusal):
    """A task without a unit can be laid upon nobody."""

    code = "plan.nobody_to_owe"
    status = 422


class NothingToIssue(Refusal):
    """Every task of the plan has been issued."""

    code = "plan.nothing_to_issue"


@command
def take_apart(*, row_ref: str, tasks: Sequence[TaskSpec], actor: Actor, now: datetime) -> Row:
    """Split a row into tasks (分项) of their own, in place of those it had; only before they are issued.

    Raises NotYourOffice, NoSuchRow, IssuedAlready, NobodyToOwe.
    """
    keeper_of(actor)
    row = own_row(actor, row_ref)
    if row.tasks.filter(issued_at__isnull=False).exists():
        raise IssuedAlready(f"第{row.no}项已经下达，不能重新分解；可在责任事项里改派、延期或取消")
    for number, spec in enumerate(tasks, start=1):
        if not spec.unit_roles:
            raise NobodyToOwe(f"第{number}个分项没有责任单位，请至少选定一个")
    row.tasks.all().delete()
    _make(row, tasks)
    record(events.RowTakenApart(row=row.ref, no=row.no, tasks=len(tasks)), actor=actor, at=now)
    return row


@command
def issue_tasks(*, plan_ref: str, actor: Actor, now: datetime, since: date | None = None) -> int:
    """Lay every task that has not been issued upon its units: one duty a unit and period (下达).

    A row that nobody has taken apart is one task. `since`: periods that ended before it are not owed, but
    for the last of each task.
    Raises NotYourOffice, NoSuchPlan, NobodyToOwe, NothingToIssue.
    """
    keeper_of(actor)
    plan = own_plan(actor, plan_ref)
    for row in rows_of(plan):
        if not row.tasks.exists():
            _make(row, [whole_task(row, plan)])
    tasks = list(tasks_to_issue(plan))
    if not tasks:
        raise NothingToIssue(f"《{plan.title}》的任务都已下达")
    _must_be_owed(tasks)
    duties = lay_duties(
        list(_rules(tasks, plan, since)), tenant=plan.tenant, workflow=DUTY, step=ISSUE, actor=actor, now=now
    )
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(issued_at=now)
    tell_of_tasks(plan, {owed.unit_id for task in tasks for owed in task.units.all()}, actor=actor, now=now)
    record(events.TasksIssued(plan=plan.ref, tasks=len(tasks), duties=duties), actor=actor, at=now)
    return duties


def make_tasks(row: Row, specs: Iterable[TaskSpec]) -> None:
    """Give a row its parts. Called by commands, inside their transaction."""
    _make(row, specs)


def _make(row: Row, specs: Iterable[TaskSpec]) -> None:
    for place, spec in enumerate(specs, start=1):
        task = Task.objects.create(
            row=row,
            ref=f"{row.ref}-{place}",
            place=place,
            title=spec.title,
            rhythm=spec.rhythm,
            due_on=spec.due_on,
            target=spec.target,
            target_unit=spec.target_unit,
            measure=spec.measure,
        )
        TaskUnit.objects.bulk_create(
            [TaskUnit(task=task, unit_id=unit, role=role) for unit, role in spec.unit_roles.items()]
        )


def _must_be_owed(tasks: Sequence[Task]) -> None:
    without = [task.row.no for task in tasks if not task.units.all()]
    if without:
        raise NobodyToOwe(f"第{'、'.join(without)}项没有指定到具体单位，请先分解并选定单位，再下达")


def _rules(tasks: Sequence[Task], plan: Plan, since: date | None) -> Iterator[Rule]:
    for task in tasks:
        spec = spec_of_task(task)
        for owed in task.units.all():
            yield rule_of(task, spec, owed.unit, owed.role, plan, since)

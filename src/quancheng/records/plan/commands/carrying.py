"""What becomes of duties that last year left open: carried over, left as they are, or cancelled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.opening import Rule, lay_duties
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import Keeper, keeper_of
from quancheng.records.plan.commands.telling import tell_of_carried
from quancheng.records.plan.models import CarryOver, Plan, Row, Task, TaskUnit
from quancheng.records.plan.queries.plans import PLAN_KIND, TASK_KIND, own_plan
from quancheng.records.plan.queries.years import (
    LeftOver,
    duty_of_task,
    left_overs,
    next_place,
    open_duty_in,
    rows_issued,
)
from quancheng.records.plan.workflow.duty import CANCEL, CARRY, DUTY, ISSUE

Decision = CarryOver.Decision


class NothingToSettle(Refusal):
    """No duty was chosen, or a chosen one is no longer open."""

    code = "plan.nothing_to_settle"


class WhereTo(Refusal):
    """A duty is carried over into a row that has been issued; which one is not clear."""

    code = "plan.where_to"
    status = 422


class WhyCancel(Refusal):
    """Cancelling wants a reason."""

    code = "plan.why_cancel"
    status = 422


@dataclass(frozen=True, slots=True)
class _Act:
    """Who settles what, when, and why."""

    plan: Plan
    keeper: Keeper
    actor: Actor
    now: datetime
    reason: str
    rows: Sequence[Row]  # issued rows of the new plan
    to_row: str


@command
def settle_left_overs(
    *,
    plan_ref: str,
    seen: Mapping[int, int],
    decision: CarryOver.Decision,
    to_row: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Decide about some duties that last year left open, all or none. `seen`: duty → version on the page.

    Carried over, the old duty ends with a line that names the new one, and the new one knows the old. What
    was left as it is may be decided anew. `to_row` (empty: the row that goes on with the old one).
    Raises NotYourOffice, NoSuchPlan, NothingToSettle, WhereTo, WhyCancel, MovedMeanwhile, NotYourStep.
    """
    plan, keeper = own_plan(actor, plan_ref), keeper_of(actor)
    if not seen:
        raise NothingToSettle("没有勾选事项，请先勾选要决定的事项")
    chosen = [line for line in left_overs(plan) if line.duty.pk in seen and _is_open(line)]
    if len(chosen) < len(seen):
        raise NothingToSettle("所选事项中有的已办结或已决定，请核对下面的最新列表后重新勾选")
    if any(seen[line.duty.pk] != line.duty.case.version for line in chosen):
        raise MovedMeanwhile("所选事项中有的刚被他人办理，请核对下面的最新列表后重新勾选")
    if decision is Decision.CANCEL and not reason.strip():
        raise WhyCancel("取消上年未办结的事项，请写明理由")
    act = _Act(plan, keeper, actor, now, reason.strip(), list(rows_issued(plan)), to_row)
    _tell(act, [(line, _DO[decision](line, act)) for line in chosen])
    count = len(chosen)
    told = events.LeftOversSettled(plan=plan.ref, decision=decision.label, count=count, reason=act.reason)
    record(told, actor=actor, at=now)
    return count


def _is_open(line: LeftOver) -> bool:
    return line.decided is None or line.decided.decision == Decision.STAY


def _stay(line: LeftOver, act: _Act) -> DueItem | None:
    _write(line, act, Decision.STAY)
    return None


def _cancel(line: LeftOver, act: _Act) -> DueItem | None:
    take_step(case=line.duty.case, step=CANCEL, actor=act.actor, now=act.now, note=act.reason)
    _write(line, act, Decision.CANCEL)
    return None


def _carry(line: LeftOver, act: _Act) -> DueItem | None:
    """The answer is the duty of this year in which the old one goes on."""
    row = _row_for(line, act)
    successor = open_duty_in(row, line.duty.case.unit_id) or _opened(line, row, act)
    where = f"结转到《{act.plan.title}》第{row.no}项"
    note = f"{where}。{act.reason}" if act.reason else where
    take_step(case=line.duty.case, step=CARRY, actor=act.actor, now=act.now, note=note)
    _write(line, act, Decision.CARRY, successor)
    return successor


def _tell(act: _Act, outcomes: Sequence[tuple[LeftOver, DueItem | None]]) -> None:
    """Several that go on in one are told of together."""
    former: dict[DueItem, list[LeftOver]] = {}
    for line, successor in outcomes:
        if successor is not None:
            former.setdefault(successor, []).append(line)
    for successor, lines in former.items():
        titles = {line.duty.pk: line.task.title for line in lines}
        tell_of_carried(successor, titles, plan=act.plan, actor=act.actor, now=act.now)


_DO: Mapping[CarryOver.Decision, Callable[[LeftOver, _Act], DueItem | None]] = {
    Decision.CARRY: _carry,
    Decision.STAY: _stay,
    Decision.CANCEL: _cancel,
}


def _row_for(line: LeftOver, act: _Act) -> Row:
    """The row into which a duty is carried: the one that was chosen, else the only one that goes on."""
    if act.to_row:
        found = next((row for row in act.rows if row.ref == act.to_row), None)
        if found is None:
            raise WhereTo("所选的本年行还没有下达，或已删除；请先下达，再结转到这一行")
        return found
    where = f"上年第{line.task.row.no}项"
    if not line.goes_on_in:
        raise WhereTo(f"{where}在本年还没有已下达的行延续它；请先下达本年要点，或在“结转到”里选定一项")
    if len(line.goes_on_in) > 1:
        nos = "、".join(row.no for row in line.goes_on_in)
        raise WhereTo(f"{where}由本年第{nos}项延续，请在“结转到”里选定一项")
    return line.goes_on_in[0]


def _opened(line: LeftOver, row: Row, act: _Act) -> DueItem:
    """A new duty of the unit under the new row: a task of its own, once, until the row's day.

    It is the old one that goes on, with the old target: its period begins with that of the old one, so that
    what was done last year counts.
    """
    unit, old = line.duty.case.unit, line.task
    until = row.deadline_on or date(act.plan.year, 12, 31)
    place = next_place(row)
    task = Task.objects.create(
        row=row,
        ref=f"{row.ref}-{place}",
        place=place,
        title=f"（上年结转）{old.title}"[:500],
        rhythm=Rhythm.ONCE,
        due_on=until,
        target=old.target,
        target_unit=old.target_unit,
        measure=old.measure,
        issued_at=act.now,
    )
    TaskUnit.objects.create(task=task, unit=unit, role=line.duty.obligation.part or "responsible")
    rule = Rule(
        unit=unit,
        about=RecordRef(TASK_KIND, task.ref),
        within=RecordRef(PLAN_KIND, act.plan.ref),
        rhythm=Rhythm.ONCE,
        from_on=min(line.duty.from_on, until),
        until_on=until,
        part=line.duty.obligation.part,
        measure=old.measure,
        target=old.target,
    )
    lay_duties([rule], tenant=act.plan.tenant, workflow=DUTY, step=ISSUE, actor=act.actor, now=act.now)
    return duty_of_task(task, unit.pk)


def _write(line: LeftOver, act: _Act, decision: CarryOver.Decision, successor: DueItem | None = None) -> None:
    if line.decided is not None:
        line.decided.delete()
    CarryOver.objects.create(
        plan=act.plan,
        duty=line.duty,
        decision=decision,
        successor=successor,
        reason=act.reason,
        decided_by_id=act.keeper.person_id,
        decided_at=act.now,
    )

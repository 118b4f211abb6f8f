"""Duties follow an amended edition: plain functions for the command that confirms it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.amending import set_period
from quancheng.kernel.obligations.models import Obligation
from quancheng.kernel.obligations.opening import lay_duties, lay_periods, reshape
from quancheng.kernel.obligations.rhythm import Period
from quancheng.records.plan.models import Edition, Task, TaskUnit
from quancheng.records.plan.queries.amending import Effects, Following
from quancheng.records.plan.queries.duties import duties_under_way, rules_standing
from quancheng.records.plan.queries.plans import PLAN_KIND
from quancheng.records.plan.workflow.duty import AMEND, CANCEL, DUTY, ISSUE, REVIVE


def follow(effects: Effects, edition: Edition, *, actor: Actor, now: datetime) -> None:
    """Lay what is asked for anew, move what has another day, release what is asked for no more.

    What has been done stays done; what was moved one by one keeps its own day.
    """
    why = f"随{edition}修订"
    for each in effects.followings:
        for item, period in each.moved:
            set_period(item, period, step=AMEND, reason=why, actor=actor, now=now)
        for item, period in each.revived:
            set_period(item, period, step=REVIVE, reason=why, actor=actor, now=now)
        for item in each.gone:
            take_step(case=item.case, step=CANCEL, actor=actor, now=now, note=why)
    _reshape(effects.followings)
    _lay(effects.followings, edition, actor=actor, now=now)


def release(edition: Edition, *, actor: Actor, now: datetime) -> None:
    """Nobody owes any longer what the plan no longer demands; what has been done stays done."""
    for duty in duties_under_way(edition.dropped_rows.all()):
        take_step(case=duty.case, step=CANCEL, actor=actor, now=now, note=f"{edition}删除了这一行")


def _reshape(followings: Iterable[Following]) -> None:
    """The tasks and rules say what is owed from now on."""
    for each in followings:
        whole = each.task.row.requirement.startswith(each.task.title)
        if each.rule is None:
            TaskUnit.objects.filter(task=each.task, unit_id=each.unit_id).delete()
        else:
            TaskUnit.objects.update_or_create(
                task=each.task, unit_id=each.unit_id, defaults={"role": each.rule.part}
            )
        if whole and each.rule is not None:
            title, spec = each.spec.title, each.spec
            Task.objects.filter(pk=each.task.pk).update(
                title=title, rhythm=spec.rhythm, due_on=spec.due_on, target=spec.target
            )
        if each.rule is not None and each.obligation_id is not None:
            reshape(each.obligation_id, each.rule)


def _lay(followings: Iterable[Following], edition: Edition, *, actor: Actor, now: datetime) -> None:
    told = list(followings)
    fresh = [each.rule for each in told if each.rule and each.obligation_id is None]
    lay_duties(fresh, tenant=edition.plan.tenant, workflow=DUTY, step=ISSUE, actor=actor, now=now)
    more, within = list(_more(told)), str(RecordRef(PLAN_KIND, edition.plan.ref))
    known = {rule.about: within for rule, _ in more}
    lay_periods(more, within=known, workflow=DUTY, step=ISSUE, actor=actor, now=now)


def _more(followings: Iterable[Following]) -> Iterator[tuple[Obligation, Period]]:
    """Periods that a rule which stands has from now on."""
    wanted = {each.obligation_id: each.added for each in followings if each.obligation_id and each.added}
    for rule in rules_standing(wanted):
        yield from ((rule, period) for period in wanted[rule.pk])

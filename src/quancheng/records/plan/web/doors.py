"""From a plan to the plans above, below and before it: the doors that its page shows to a reader."""

from collections.abc import Iterator

from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.levels import may_look_below
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.queries.years import plan_after, plans_before

Door = tuple[str, str]  # what it says, where it leads


def doors_of(actor: Actor, plan: Plan) -> tuple[Door, ...]:
    """For the openness office of the plan's own government; nobody else has one."""
    if plan.tenant_id != actor.tenant_id or not actor.roles & KEEPERS:
        return ()
    return tuple((says, reverse(f"plan_desk:{name}", args=[plan.ref])) for says, name in _doors(actor, plan))


def _doors(actor: Actor, plan: Plan) -> Iterator[Door]:
    if plan.takes_up_id is not None:
        yield "承接上级要点", "taking_up"
    elif plan.tenant.parent_id is not None:
        yield "承接哪份上级要点…", "plan_above"
    if may_look_below(actor, plan):
        yield "下级承接情况", "levels"
    if plan.follows_id is not None:
        yield "与上年比较", "beside"
        yield "上年未办结", "left_overs"
    elif plans_before(actor, plan).exists():
        yield "与上年比较…", "beside"
    if plan_after(plan) is None:
        yield "编制下一年度…", "next_year"

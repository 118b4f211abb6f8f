"""How alike rows must be to be proposed: what a government has set, and since when."""

from collections.abc import Sequence
from datetime import date

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import LikenessRule
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.rules.likeness import Measuring, in_force


class LikenessNotYours(Refusal):
    """The settings are read by the openness office of the government."""

    code = "plan.likeness.not_yours_to_see"
    status = 403


def measuring_of(tenant_id: int | None, *, on: date) -> Measuring:
    """How a government measures on a day."""
    rules = LikenessRule.objects.filter(tenant=tenant_id or 0, from_on__lte=on)
    return in_force([rule.as_measuring() for rule in rules], on=on)


def likeness_rules_for(actor: Actor) -> Sequence[LikenessRule]:
    """All that the actor's government has ever set, the newest first. Raises LikenessNotYours."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None or not actor.roles & KEEPERS:
        raise LikenessNotYours("相近度设置由政务公开机构查看，请联系本级政务公开机构")
    rules = LikenessRule.objects.filter(tenant=actor.tenant_id).select_related("set_by")
    return list(rules.order_by("-from_on", "-pk"))


def may_set_likeness(actor: Actor) -> bool:
    """Whether the actor decides it for their government: the head of its openness office."""
    return Role.OPENNESS_HEAD in actor.roles

"""How alike rows must be to be proposed to one another."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan import events
from quancheng.records.plan.models import LikenessRule
from quancheng.records.plan.queries.likeness import may_set_likeness
from quancheng.records.plan.rules.likeness import faults


class LikenessNotYoursToSet(Refusal):
    """Only the head of the openness office decides it."""

    code = "plan.likeness.not_yours_to_set"
    status = 403


class UnsoundLikeness(Refusal):
    """The numbers contradict each other."""

    code = "plan.likeness.unsound"
    status = 422


class LikenessTooEarly(Refusal):
    """A setting would hold for days that are over."""

    code = "plan.likeness.too_early"
    status = 422


@command
def set_likeness_rule(
    *,
    proposed_from: int,
    sure_from: int,
    heading_weighs: int,
    from_on: date,
    source: str,
    actor: Actor,
    now: datetime,
) -> LikenessRule:
    """Propose rows from this likeness on, tick them from that one on, in percent, from a day on.

    Raises LikenessNotYoursToSet, UnsoundLikeness, LikenessTooEarly.
    """
    if actor.tenant_id is None or actor.person_id is None or not may_set_likeness(actor):
        raise LikenessNotYoursToSet("相近度须由政务公开机构负责人设定，请联系负责人")
    if found := list(faults(proposed_from=proposed_from, sure_from=sure_from, heading_weighs=heading_weighs)):
        raise UnsoundLikeness("；".join(found))
    if from_on < timezone.localdate(now):
        raise LikenessTooEarly("启用日期不能早于今天", from_on=from_on)
    rule = LikenessRule.objects.create(
        tenant_id=actor.tenant_id,
        from_on=from_on,
        proposed_from=proposed_from,
        sure_from=sure_from,
        heading_weighs=heading_weighs,
        source=source,
        set_by_id=actor.person_id,
        set_at=now,
    )
    told = events.LikenessRuleSet(
        from_on=from_on,
        proposed_from=proposed_from,
        sure_from=sure_from,
        heading_weighs=heading_weighs,
        source=source,
    )
    record(told, actor=actor, at=now)
    return rule

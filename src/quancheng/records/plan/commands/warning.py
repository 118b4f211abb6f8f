"""When a government warns."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.records.plan import events
from quancheng.records.plan.models import WarningRule
from quancheng.records.plan.queries.warning import may_set_rules
from quancheng.records.plan.rules.warning import MonthDay, faults


class NotYoursToSet(Refusal):
    """Only the head of the openness office decides when its government warns."""

    code = "plan.warning.not_yours_to_set"
    status = 403


class UnsoundRule(Refusal):
    """The warnings would not come one after the other."""

    code = "plan.warning.unsound_rule"
    status = 422


class TooEarly(Refusal):
    """A setting would change days that are over."""

    code = "plan.warning.too_early"
    status = 422


@command
def set_warning_rule(
    *,
    thresholds: Thresholds,
    soon: int,
    milestones: Sequence[MonthDay],
    from_on: date,
    source: str,
    actor: Actor,
    now: datetime,
) -> WarningRule:
    """Warn by these numbers of working days, and report at these milestones, from a day on.

    `soon`: how many working days ahead the lists call soon.

    Raises NotYoursToSet, UnsoundRule, TooEarly.
    """
    if actor.tenant_id is None or actor.person_id is None or not may_set_rules(actor):
        raise NotYoursToSet("预警设置须由政务公开机构负责人修改，请联系负责人")
    if found := list(faults(thresholds, soon)):
        raise UnsoundRule("；".join(found))
    if from_on < timezone.localdate(now):
        raise TooEarly("启用日期不能早于今天：已经过去的日子，预警和节点不改", from_on=from_on)
    rule = WarningRule.objects.create(
        tenant_id=actor.tenant_id,
        from_on=from_on,
        yellow=thresholds.yellow,
        orange=thresholds.orange,
        red=thresholds.red,
        soon=soon,
        milestones=[str(each) for each in milestones],
        source=source,
        set_by_id=actor.person_id,
        set_at=now,
    )
    record(_told(rule), actor=actor, at=now)
    return rule


def _told(rule: WarningRule) -> events.WarningRuleSet:
    return events.WarningRuleSet(
        from_on=rule.from_on,
        yellow=rule.yellow,
        orange=rule.orange,
        red=rule.red,
        soon=rule.soon,
        milestones=tuple(rule.milestones),
        source=rule.source,
    )

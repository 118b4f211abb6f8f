"""Setting the numbers by which messages are handled."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox import events
from quancheng.records.mailbox.models import Limit
from quancheng.records.mailbox.models.limits import MOST
from quancheng.records.mailbox.queries.limits import is_set
from quancheng.records.mailbox.rules.limits import Rule


class NotYourLimit(Refusal):
    """Only the head of the openness office sets the periods of the government."""

    code = "mailbox.not_your_limit"
    status = 403


class TooEarly(Refusal):
    """A number begins on a later day: what has come in keeps the period it was promised."""

    code = "mailbox.too_early"
    status = 422


class SetAlready(Refusal):
    """A number of this rule begins on that day already."""

    code = "mailbox.set_already"


class TooMuch(Refusal):
    """More than the rule can bear: with it no message could be taken in, or the rule would say nothing."""

    code = "mailbox.too_much"
    status = 422


@command
def set_limit(*, rule: Rule, value: int, from_on: date, source: str, actor: Actor, now: datetime) -> Limit:
    """The government sets a number of its own, from a day to come, with its source.

    Raises NotYourLimit, TooMuch, TooEarly, SetAlready.
    """
    if Role.OPENNESS_HEAD not in actor.roles or actor.tenant_id is None or actor.person_id is None:
        raise NotYourLimit("只有政务公开机构负责人可以设定办理期限")
    if value > MOST[rule]:
        raise TooMuch(f"“{rule.says}”最多{MOST[rule]}{rule.unit}，请改小", most=MOST[rule])
    if from_on <= timezone.localdate(now):
        raise TooEarly("启用日期须晚于今天：已收到的留言期限不变", from_on=from_on)
    if is_set(rule, tenant_id=actor.tenant_id, from_on=from_on):
        raise SetAlready(f"“{rule.says}”从{from_on}起已有设定，请另选日期", from_on=from_on)
    limit = Limit.objects.create(
        tenant_id=actor.tenant_id, rule=rule, from_on=from_on, value=value, source=source,
        set_by_id=actor.person_id, set_at=now,
    )  # fmt: skip
    told = events.LimitSet(rule=rule.says, from_on=from_on, value=value, source=source)
    record(told, actor=actor, at=now)
    return limit

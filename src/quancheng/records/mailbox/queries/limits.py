"""Which number holds for a government on a day."""

from collections.abc import Sequence
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.records.mailbox.models import Limit
from quancheng.records.mailbox.rules.limits import Dated, Rule, every_rule, in_force


def limit_on(rule: Rule, *, tenant_id: int, on: date) -> Dated:
    """The number in force: the government's own, else what is shipped."""
    return in_force(rule, own_limits(tenant_id), on=on)


def limits_on(*, tenant_id: int, on: date) -> tuple[Dated, ...]:
    """Every number in force, in the order of the list. One query."""
    return tuple(every_rule(own_limits(tenant_id), on=on))


def own_limits(tenant_id: int) -> list[Dated]:
    """What a government has set itself, past and to come."""
    return [one.as_dated() for one in Limit.objects.filter(tenant_id=tenant_id)]


def limits_for(actor: Actor, *, on: date) -> tuple[Sequence[Dated], Sequence[Limit]]:
    """What holds for the actor's government today, and what it has set from later days on."""
    if actor.tenant_id is None:
        return (), ()
    coming = Limit.objects.filter(tenant_id=actor.tenant_id, from_on__gt=on).select_related("set_by")
    return limits_on(tenant_id=actor.tenant_id, on=on), list(coming)


def is_set(rule: Rule, *, tenant_id: int, from_on: date) -> bool:
    """Whether a number starts on that very day already."""
    return Limit.objects.filter(tenant_id=tenant_id, rule=rule, from_on=from_on).exists()

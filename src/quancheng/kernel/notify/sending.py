"""Sending what is due, so that nothing is lost and nothing is sent twice where the channel can tell.

A delivery is claimed by compare-and-swap on its count of attempts, which at the same time leases it
(`policy.wait_after`); then it is sent; then its end is written down, once. When the
worker dies in between, the lease runs out and the same key goes to the gateway again. Each step is one
statement of its own: a transaction over a gateway's answer would hold the database while we wait.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from quancheng.kernel.notify.letters import NotToBeSent, address_of, message_of
from quancheng.kernel.notify.models import Delivery, QuietHours, State
from quancheng.kernel.notify.policy import (
    IGNORES_QUIET_HOURS,
    MOST_ATTEMPTS,
    Channel,
    Frequency,
    Policy,
    wait_after,
)
from quancheng.kernel.notify.ports import Undeliverable, Unreachable, port_of
from quancheng.kernel.notify.quiet import Quiet

AT_A_TIME = 100
GAVE_UP = "多次发送均未成功"


def deliver_due(*, now: datetime) -> int:
    """Try each delivery that is due, at most a hundred; the answer is how many were looked at.

    Each of them is sent, ended, or put off until later: none is due again at this instant.
    """
    due = list(
        Delivery.objects.filter(state=State.WAITING, frequency=Frequency.IMMEDIATE, not_before__lte=now)
        .select_related("notice__to_subscription", "notice__to_person")
        .order_by("not_before", "pk")[:AT_A_TIME]
    )
    hours = quiet_hours({delivery.notice.tenant_id for delivery in due}, on=timezone.localdate(now))
    for delivery in due:
        _deliver(delivery, hours.get(delivery.notice.tenant_id, Quiet()), now)
    return len(due)


def quiet_hours(tenant_ids: set[int], *, on: date) -> Mapping[int, Quiet]:
    """The quiet hours that each of these governments has set for the day."""
    rows = QuietHours.objects.filter(tenant__in=tenant_ids, from_on__lte=on)
    return {row.tenant_id: row.as_quiet() for row in rows}


def _deliver(delivery: Delivery, quiet: Quiet, now: datetime) -> None:
    here = timezone.localtime(now)
    if Policy(delivery.notice.policy) not in IGNORES_QUIET_HOURS and quiet.holds(here):
        _unmoved(delivery).update(not_before=quiet.over_at(here))
    elif delivery.attempts >= MOST_ATTEMPTS:
        _end(delivery, State.FAILED, now, reason=delivery.reason or GAVE_UP)
    elif _claim(delivery, now):
        _try(delivery, now)


def _claim(delivery: Delivery, now: datetime) -> bool:
    attempt = delivery.attempts + 1
    claimed = (
        _unmoved(delivery)
        .filter(not_before__lte=now)
        .update(attempts=attempt, not_before=now + wait_after(attempt))
    )
    delivery.attempts = attempt
    return claimed == 1


def _try(delivery: Delivery, now: datetime) -> None:
    try:
        message, to = message_of(delivery, now=now), address_of(delivery)
        receipt = port_of(Channel(delivery.channel)).send(message, to=to)
    except NotToBeSent as why:
        _end(delivery, State.DROPPED, now, reason=str(why))
    except Undeliverable as fault:
        _end(delivery, State.FAILED, now, reason=str(fault)[:200])
    except Unreachable as fault:
        _unmoved(delivery).update(reason=str(fault)[:200])
    else:
        _end(delivery, State.SENT, now, receipt=receipt)


def _end(delivery: Delivery, state: State, now: datetime, *, reason: str = "", receipt: str = "") -> None:
    """Write the end down, for a digest and all that it carries in one statement.

    What the gateway took is sent, even when it answers so late that another worker has the lease by now.
    """
    waiting = Q(state=State.WAITING)
    both = Q(pk=delivery.pk) | Q(carrier=delivery.pk)
    Delivery.objects.filter(both, waiting).update(state=state, reason=reason, receipt=receipt, ended_at=now)


def _unmoved(delivery: Delivery) -> QuerySet[Delivery]:
    """The row as long as nobody has taken it since we read it."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.WAITING, attempts=delivery.attempts)

"""Who releases the answers of a government on a day."""

from collections.abc import Collection, Sequence
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.records.mailbox.models import Message, ReplyWay
from quancheng.records.mailbox.queries.messages import kind_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.ways import DatedWay, Way, every_way, way_in_force


def way_for(message: Message, *, on: date) -> DatedWay:
    """How the answer to a message is released: by what the message is found to be."""
    return way_in_force(kind_of(message), _own(message.tenant_id), on=on)


def must_be_approved(message: Message, *, on: date) -> bool:
    """Whether the answer goes out only as it was approved (呈批)."""
    return way_for(message, on=on).way is Way.APPROVAL


def ways_for(actor: Actor, *, on: date) -> tuple[Sequence[DatedWay], Sequence[ReplyWay]]:
    """What holds for the actor's government today, and what it has set from later days on."""
    if actor.tenant_id is None:
        return (), ()
    coming = ReplyWay.objects.filter(tenant_id=actor.tenant_id, from_on__gt=on).select_related("set_by")
    return list(every_way(_own(actor.tenant_id), on=on).values()), list(coming)


def kinds_set(kinds: Collection[Kind], *, tenant_id: int, from_on: date) -> Sequence[Kind]:
    """For which of the kinds a setting begins on that very day already."""
    found = ReplyWay.objects.filter(tenant_id=tenant_id, kind__in=list(kinds), from_on=from_on)
    return [Kind(word) for word in found.values_list("kind", flat=True)]


def _own(tenant_id: int) -> list[DatedWay]:
    return [one.as_dated() for one in ReplyWay.objects.filter(tenant_id=tenant_id)]

"""Messages that come in from the public's network. Called inside the one command that takes a package in."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import open_case
from quancheng.kernel.transfer.kinds import Growing, Side
from quancheng.records.mailbox.commands.carrying_back import senders_have_arrived
from quancheng.records.mailbox.commands.telling import ARRIVED, tell_people
from quancheng.records.mailbox.events import MESSAGE_KIND
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.carried import (
    CarriedMessage,
    government_called,
    messages_to_carry,
    numbers_known,
)
from quancheng.records.mailbox.queries.limits import limit_on
from quancheng.records.mailbox.queries.offices import office_unit, people_of_office
from quancheng.records.mailbox.queries.senders import door_of
from quancheng.records.mailbox.rules import kinds
from quancheng.records.mailbox.rules.limits import rule_of
from quancheng.records.mailbox.workflow import MESSAGE, RECEIVE


class NumberOfAnother(Refusal):
    """A message that was written here bears the number of one that comes in."""

    code = "mailbox.number_of_another"


def take_messages(rows: Sequence[CarriedMessage], now: datetime) -> int:
    """Each message becomes a case here, under the number that its sender holds; a known one stays as it is.

    Its time counts from the day on which it was received outside. Raises NumberOfAnother, NoSuchGovernment,
    NobodyReceives.
    """
    known = numbers_known([row.number for row in rows])
    for row in rows:
        if known.get(row.number, row.once) != row.once:
            raise NumberOfAnother(f"编号{row.number}在本站属于另一件留言；请与外网核对", number=row.number)
    new = [row for row in rows if row.number not in known]
    for row in new:
        _take(row, now)
    return len(new)


def _take(row: CarriedMessage, now: datetime) -> None:
    tenant, came_on = government_called(row.tenant), timezone.localdate(row.received_at)
    actor, today = Actor.clockwork(tenant.pk), timezone.localdate(now)
    wish = kinds.Kind(row.wish)
    limit = limit_on(rule_of(wish), tenant_id=tenant.pk, on=came_on)
    case = open_case(
        workflow=MESSAGE, step=RECEIVE, unit=office_unit(tenant.pk, on=today), actor=actor, now=now,
        on=came_on, days=limit.value,
    )  # fmt: skip
    message = Message.objects.create(
        tenant=tenant, number=row.number, door=door_of(row.number), case=case, wish=wish,
        about=row.about, about_title=row.about_title,
        text=row.text, name=row.name, contact=row.contact, wants_mail=row.wants_mail, limit_days=limit.value,
        limit_source=limit.source, received_at=row.received_at, once=row.once,
    )  # fmt: skip
    tell_people(message, ARRIVED, people_of_office(tenant.pk, on=today), actor=actor, now=now)


MESSAGES = Growing(
    code=MESSAGE_KIND,
    says="群众留言",
    to=Side.INSIDE,
    shape=CarriedMessage,
    rows=messages_to_carry,
    take=take_messages,
    arrived=senders_have_arrived,
    sealed=frozenset({"name", "contact"}),
)

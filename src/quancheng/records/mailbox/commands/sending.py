"""Taking a message in."""

import secrets
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import A_DAY, Refusal
from quancheng.kernel.casework.steps import open_case
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.text.codes import number_on
from quancheng.kernel.text.contacts import is_mail
from quancheng.records.mailbox import events
from quancheng.records.mailbox.commands.telling import ARRIVED, tell_people
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.limits import limit_on
from quancheng.records.mailbox.queries.offices import office_unit, people_of_office
from quancheng.records.mailbox.queries.senders import (
    door_of,
    number_is_taken,
    of_form,
    sent_from,
    sent_on,
    source_digest,
)
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import Rule, rule_of
from quancheng.records.mailbox.workflow import MESSAGE, RECEIVE

_NUMBERS_A_DAY = 100_000
_DRAWS = 60


class TooManyMessages(Refusal):
    """The source, or the whole house, has sent or received enough for one day."""

    code = "mailbox.too_many_messages"
    status = 429
    wait = A_DAY


class SentAlready(Refusal):
    """The form has brought another message already; this one needs a form of its own."""

    code = "mailbox.sent_already"


class NothingThere(Refusal):
    """The record that the message would be about is not there for the sender."""

    code = "mailbox.nothing_there"
    status = 404


@command
def send_message(
    *,
    tenant_id: int,
    wish: Kind,
    text: str,
    name: str = "",
    contact: str = "",
    wants_mail: bool = False,
    about: RecordRef | None = None,
    once: str,
    source: str,
    actor: Actor,
    now: datetime,
) -> Message:
    """Take a message in and begin its case, from which only an answer or a told reason leads out.

    `once` names the form; sent again, it is the same message. `source` is the network address, of which only
    a digest for the day is kept. Raises SentAlready, TooManyMessages, NothingThere, NobodyReceives.
    """
    entered = (tenant_id, wish.value, text, name, contact, wants_mail and is_mail(contact), str(about or ""))
    if known := _known(once, entered):
        return known
    today = timezone.localdate(now)
    digest = source_digest(source, on=today)
    _must_have_room(tenant_id, digest, today)
    limit = limit_on(rule_of(wish), tenant_id=tenant_id, on=today)
    case = open_case(
        workflow=MESSAGE, step=RECEIVE, unit=office_unit(tenant_id, on=today),
        actor=Actor.clockwork(tenant_id), now=now, days=limit.value,
    )  # fmt: skip
    message = _kept(
        tenant_id=tenant_id, number=(number := _new_number(today)), door=door_of(number), case=case,
        wish=wish, text=text, name=name, contact=contact, wants_mail=wants_mail and is_mail(contact),
        limit_days=limit.value, limit_source=limit.source, about=str(about or ""), source=digest,
        about_title=_title_of(actor, about), received_at=now, once=once, citizen_id=actor.citizen_id,
    )  # fmt: skip
    tell_people(message, ARRIVED, people_of_office(tenant_id, on=today), actor=actor, now=now)
    told = events.MessageReceived(message=message.number, kind=wish.says, days=limit.value)
    record(told, actor=actor, at=now)
    return message


def _kept(*, once: str, **told: object) -> Message:
    """Write it down, named by its form: so the role of the public process may."""
    with named([once]):
        return Message.objects.create(once=once, **told)


def _known(once: str, told: tuple[object, ...]) -> Message | None:
    known = of_form(once)
    if known and told != _as_it_came(known):
        raise SentAlready("这个页面已经提交过一件留言；如要再写一件，请再提交一次")
    return known


def _as_it_came(sent: Message) -> tuple[object, ...]:
    """All that its sender told: who differs from it in a name or a contact has written something else."""
    return sent.tenant_id, sent.wish, sent.text, sent.name, sent.contact, sent.wants_mail, sent.about


def _must_have_room(tenant_id: int, digest: str, today: date) -> None:
    most = limit_on(Rule.A_SOURCE, tenant_id=tenant_id, on=today).value
    if sent_from(digest) >= most:
        raise TooManyMessages(f"从您的网络今天已收到{most}件留言，请明天再写，或拨打12345热线", most=most)
    if sent_on(today) >= limit_on(Rule.A_DAY, tenant_id=tenant_id, on=today).value:
        raise TooManyMessages("今天的留言太多，暂时不能再收；请保存您的文字，明天再写，或拨打12345热线")


def _title_of(actor: Actor, about: RecordRef | None) -> str:
    if about is None:
        return ""
    linked = resolve(actor, [about]).get(about)
    if linked is None:
        raise NothingThere("没有找到您要说的内容，可能已经撤下；请回到原页面重新进入，或直接写留言")
    return linked.title[:500]


def _new_number(today: date) -> str:
    for _ in range(_DRAWS):
        number = number_on(today, secrets.randbelow(_NUMBERS_A_DAY))
        if not number_is_taken(number):
            return number
    raise TooManyMessages("今天的留言编号已用完，请明天再写，或拨打12345热线")

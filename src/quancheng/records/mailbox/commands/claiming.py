"""Which account shows a message to its sender."""

from datetime import datetime

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.records.mailbox import events
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.senders import doors_of, status_of


class AlreadyYours(Refusal):
    """The message stands in the account already."""

    code = "mailbox.already_yours"


class OfAnotherAccount(Refusal):
    """The message stands in another account, whose owner knew number and code as well."""

    code = "mailbox.of_another_account"


@command
def claim_message(*, number: str, code: str, actor: Actor, now: datetime) -> Message:
    """A message that was sent without signing in belongs to the account of whoever holds its number and code.

    Raises NoSuchAccount, NoMatch, AlreadyYours, OfAnotherAccount.
    """
    citizen = citizen_for(actor)
    message = status_of(number, code).message
    if message.citizen_id == citizen.pk:
        raise AlreadyYours(f"留言{message.number}已经在您的账号里，不必再添加")
    with named(doors_of(message.number)):
        claimed = Message.objects.filter(pk=message.pk, citizen__isnull=True).update(citizen=citizen)
    if not claimed:
        raise OfAnotherAccount("这件留言已经在另一个账号里；请用那个账号登录，或凭编号和查询码查询")
    record(events.MessageClaimed(message=message.number), actor=actor, at=now)
    return message


@command
def detach_messages(*, actor: Actor, now: datetime) -> int:
    """Messages of accounts that are closed stay, and lead to them no more. How many; again it finds none."""
    count = Message.objects.filter(citizen__closed_at__isnull=False).update(citizen=None)
    if not count:
        return 0
    record(events.MessagesDetached(count=count), actor=actor, at=now)
    return count

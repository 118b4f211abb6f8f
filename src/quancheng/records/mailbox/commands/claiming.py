"""Which account shows a message to its sender."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.citizens.claims import take_in
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.records.mailbox import events
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.senders import doors_of, status_of


@command
def claim_message(*, number: str, code: str, actor: Actor, now: datetime) -> Message:
    """A message that was sent without signing in belongs to the account of whoever holds its number and code.

    Raises NoSuchAccount, NoMatch, AlreadyYours, OfAnotherAccount.
    """
    citizen = citizen_for(actor)
    message = status_of(number, code).message
    take_in(
        Message, message, citizen=citizen, doors=doors_of(message.number), says="留言"
    )  # fmt: skip
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

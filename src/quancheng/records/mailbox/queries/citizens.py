"""What a citizen who is signed in reads of their own messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.messages import kind_of, message_for, messages_for
from quancheng.records.mailbox.queries.senders import Status, code_of, status_told
from quancheng.records.mailbox.workflow import MESSAGE, OVER, State


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """One line of the list."""

    number: str
    kind: str
    text: str
    received_on: date
    state_says: str
    is_over: bool
    is_answered: bool
    is_late: bool
    due_on: date | None
    unit: str


def own_messages(actor: Actor, *, today: date) -> tuple[OwnMessage, ...]:
    """The messages of the account, those under way first, the newest first. One query."""
    lines = [_line(one, today) for one in _newest_first(actor).defer("name", "contact")]
    return tuple(sorted(lines, key=lambda line: line.is_over))


def own_status(actor: Actor, number: str) -> Status:
    """How one of them stands. Raises NoSuchMessage."""
    return status_told(message_for(actor, number))


def own_messages_as_data(actor: Actor) -> Iterator[dict[str, object]]:
    """Each with all that its sender wrote and was answered, for the file that they take with them.

    The query code stands beside it: by it they read on when the account is closed.
    """
    for message in _newest_first(actor).prefetch_related("replies__unit"):
        yield {
            "编号": message.number,
            "查询码": code_of(message.number),
            "类别": kind_of(message).says,
            "受理政府": message.tenant.full_name,
            "所涉内容": message.about_title,
            "收到时间": message.received_at,
            "留言内容": message.text,
            "姓名": message.name,
            "联系方式": message.contact,
            "状态": MESSAGE.state_in_words(message.case.state),
            "答复": [
                {"单位": str(reply.unit), "时间": reply.sent_at, "内容": reply.text}
                for reply in message.replies.all()
                if reply.sent_at
            ],
        }


def _newest_first(actor: Actor) -> QuerySet[Message]:
    return messages_for(actor).order_by("-received_at", "-pk")


def _line(message: Message, today: date) -> OwnMessage:
    case, is_over = message.case, message.case.state in OVER
    return OwnMessage(
        number=message.number,
        kind=kind_of(message).says,
        text=message.text,
        received_on=case.opened_on,
        state_says=MESSAGE.state_in_words(case.state),
        is_over=is_over,
        is_answered=case.state == State.ANSWERED,
        is_late=not is_over and case.due_on is not None and case.due_on < today,
        due_on=None if is_over else case.due_on,
        unit=str(case.unit),
    )

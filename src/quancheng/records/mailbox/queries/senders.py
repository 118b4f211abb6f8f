"""What somebody learns who holds the number and the code of a message; and how much was sent of late."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.access.doors import Door
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.text.codes import tidy, tidy_number
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.messages import sent_replies_of
from quancheng.records.mailbox.workflow import MESSAGE, OVER

DOOR = Door("mailbox.message")
code_of, door_of, doors_of, source_digest = DOOR.code_of, DOOR.door_of, DOOR.doors_of, DOOR.source_digest


class NoMatch(Refusal):
    """Number and code do not belong together; whether the number exists is not told."""

    code = "mailbox.no_match"
    status = 404


@dataclass(frozen=True, slots=True)
class Status:
    """How a message stands, for its sender."""

    message: Message
    state: str
    state_says: str
    is_over: bool
    unit: str
    due_on: date | None
    history: tuple[Entry, ...]
    replies: tuple[Reply, ...]


def status_of(number: str, code: str) -> Status:
    """How the message stands. The same refusal for a wrong number and a wrong code. Raises NoMatch."""
    number, code = tidy_number(number), tidy(code)
    opens = DOOR.opens(number, code)
    with named(doors_of(number) if opens else []):
        found = _with_number(number) if opens else None
        if found is None:
            raise NoMatch("编号与查询码不相符，请对照回执逐位核对；查询码不含数字0、1和字母I、O")
        return status_told(found)


def status_told(found: Message) -> Status:
    """How a message stands, in the words for its sender."""
    return Status(
        message=found,
        state=found.case.state,
        state_says=MESSAGE.state_in_words(found.case.state),
        is_over=found.case.state in OVER,
        unit=str(found.case.unit),
        due_on=found.case.due_on,
        history=timeline(found.case, reader=Circle.APPLICANT),
        replies=tuple(sent_replies_of(found)),
    )


def of_form(once: str) -> Message | None:
    """The message that came from this very form before."""
    with named([once]):
        return Message.objects.filter(once=once).first()


def number_is_taken(number: str) -> bool:
    with named(doors_of(number)):
        return Message.objects.filter(number=number).exists()


def sent_from(digest: str) -> int:
    """How many messages came from one source on its day."""
    with named([digest]):
        return Message.objects.filter(source=digest).count()


def sent_on(day: date) -> int:
    """How many messages came in on a day, from everywhere: their cases are counted, none is read."""
    return Case.objects.filter(workflow=MESSAGE.code, opened_on=day).count()


def _with_number(number: str) -> Message | None:
    return Message.objects.select_related("case__unit", "tenant").filter(number=number).first()

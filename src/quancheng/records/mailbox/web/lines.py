"""Messages as the lines of a list, in words and with their colours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quancheng.kernel.calendar.levels import Level
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.messages import Urgent, kind_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.workflow import STATE_SAYS, State
from quancheng.ui.cases import LEVEL_TONES

STATE_TONES = {
    State.RECEIVED: "yellow",
    State.IN_HAND: "blue",
    State.DRAFTED: "blue",
    State.ANSWERED: "green",
    State.INVALID: "grey",
}
LEVEL_SAYS = {level: str(level) for level in Level} | {
    Level.CALM: "",
    Level.RED: "今天到期",
    Level.OVERDUE: "已逾期",
}
SHOWN = 60  # signs of the text in a list


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a line of a list."""

    number: str
    version: int
    kind: str
    kind_tone: str
    wish: str  # what the sender called it, where the office found otherwise
    begins: str
    unit: str
    received_on: date
    due_on: date | None
    ended_on: date | None
    level: str
    level_tone: str
    state: str
    state_tone: str


def lines_of(messages: Iterable[Urgent]) -> list[Line]:
    """Messages as lines of a list."""
    return [line_of(each.message, each.level) for each in messages]


def line_of(message: Message, level: Level) -> Line:
    """One message as a line of a list."""
    state, kind, case = State(message.case.state), kind_of(message), message.case
    flat = " ".join(message.text.split())
    return Line(
        number=message.number,
        version=case.version,
        kind=kind.says,
        kind_tone="orange" if kind is Kind.COMPLAINT else "grey",
        wish=Kind(message.wish).says if message.kind and message.kind != message.wish else "",
        begins=flat[:SHOWN] + ("…" if len(flat) > SHOWN else ""),
        unit=str(case.unit),
        received_on=timezone.localdate(message.received_at),
        due_on=case.due_on,
        ended_on=case.ended_on,
        level=LEVEL_SAYS[level] if case.due_on else "",
        level_tone=LEVEL_TONES[level],
        state=STATE_SAYS[state],
        state_tone=STATE_TONES[state],
    )

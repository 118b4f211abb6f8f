"""Requests as the lines of a list, in words and with their colours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.levels import Level
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.requests import Urgent
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.workflow import STATE_SAYS, State
from quancheng.ui.cases import LEVEL_TONES

STATE_TONES = {
    State.UNCONFIRMED: "yellow",
    State.IN_HAND: "blue",
    State.CORRECTING: "orange",
    State.AWAITING_FEE: "orange",
    State.IN_REVIEW: "blue",
    State.IN_SECRECY_REVIEW: "blue",
    State.TO_ISSUE: "blue",
    State.TO_SERVE: "orange",
    State.ANSWERED: "green",
    State.CLOSED: "grey",
}
LEVEL_SAYS = {level: str(level) for level in Level} | {Level.CALM: "", Level.OVERDUE: "已逾期"}
SHOWN = 60  # signs of what is wanted in a list


@dataclass(frozen=True, slots=True)
class Line:
    """One request as a line of a list."""

    number: str
    version: int
    begins: str
    channel: str
    unit: str
    came_on: date
    due_on: date | None
    ended_on: date | None
    no_day: str  # why there is no last day yet
    level: str
    level_tone: str
    is_provisional: bool
    state: str
    state_tone: str
    in_charge: str = ""


NOBODY: Mapping[int, str] = {}


def lines_of(requests: Iterable[Urgent], *, names: Mapping[int, str] = NOBODY) -> list[Line]:
    """Requests as lines of a list. `names`: who is in charge, by the case."""
    return [
        line_of(
            each.request, each.level, is_provisional=each.is_provisional,
            in_charge=names.get(each.request.case_id, ""),
        )
        for each in requests
    ]  # fmt: skip


def line_of(request: Request, level: Level, *, is_provisional: bool, in_charge: str = "") -> Line:
    """One request as a line of a list."""
    state, case = State(request.case.state), request.case
    flat = " ".join(request.wanted.split())
    return Line(
        number=request.number,
        version=case.version,
        begins=flat[:SHOWN] + ("…" if len(flat) > SHOWN else ""),
        channel=Channel(request.channel).says,
        unit=str(case.unit),
        came_on=case.opened_on,
        due_on=case.due_on,
        ended_on=case.ended_on,
        no_day=_no_day(state) if case.due_on is None and case.ended_on is None else "",
        level=LEVEL_SAYS[level] if case.due_on else "",
        level_tone=LEVEL_TONES[level],
        is_provisional=is_provisional,
        state=STATE_SAYS[state],
        state_tone=STATE_TONES[state],
        in_charge=in_charge,
    )


def _no_day(state: State) -> str:
    match state:
        case State.UNCONFIRMED:
            return "确认后起算"
        case State.CORRECTING:
            return "收到补正后重算"
        case State.AWAITING_FEE:
            return "等待缴费，暂停"
        case _:
            return "征求意见，暂停"

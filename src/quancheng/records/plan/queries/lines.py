"""Duties as the lines of a list, in words and with their colours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.levels import Level
from quancheng.records.plan.models import ROLES, Row, Task
from quancheng.records.plan.queries.duties import DutyLine
from quancheng.records.plan.queries.worklist import Urgent
from quancheng.records.plan.workflow.duty import STATE_SAYS, State
from quancheng.ui.cases import LEVEL_TONES

PART_SAYS = dict(ROLES)
STATE_TONES = {
    State.ISSUED: "grey",
    State.AT_WORK: "blue",
    State.REPORTED: "blue",
    State.RETURNED: "orange",
    State.CONFIRMED: "green",
    State.UNVERIFIABLE: "orange",
    State.CANCELLED: "grey",
    State.CARRIED: "yellow",
}
LEVEL_SAYS = {level: str(level) for level in Level} | {Level.CALM: "", Level.OVERDUE: "已逾期"}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One duty as a line of a list."""

    id: int
    version: int
    task: Task
    row: Row
    unit: str
    part: str
    period: str
    due_on: date | None
    ended_on: date | None
    level: str  # the warning; empty while there is none
    level_tone: str
    state: str
    state_tone: str
    wanted_until: date | None


def list_lines(duties: Iterable[Urgent]) -> list[ListLine]:
    """Duties as lines of a list."""
    return [list_line(each.line, each.level) for each in duties]


def list_line(line: DutyLine, level: Level) -> ListLine:
    """One duty as a line of a list."""
    duty, state = line.duty, State(line.duty.case.state)
    return ListLine(
        id=duty.pk,
        version=duty.case.version,
        task=line.task,
        row=line.task.row,
        unit=str(duty.case.unit),
        part=PART_SAYS.get(duty.obligation.part, ""),
        period=duty.period,
        due_on=duty.case.due_on,
        ended_on=duty.case.ended_on,
        level=LEVEL_SAYS[level],
        level_tone=LEVEL_TONES[level],
        state=STATE_SAYS[state],
        state_tone=STATE_TONES[state],
        wanted_until=duty.wanted_until,
    )

"""Supervision orders as the lines of a list, in words and with their colours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries.lines import LEVEL_SAYS
from quancheng.records.plan.queries.warning import thresholds_of
from quancheng.records.plan.workflow.order import STATE_SAYS, State
from quancheng.ui.cases import LEVEL_TONES

STATE_TONES = {
    State.DRAFT: "grey",
    State.ISSUED: "yellow",
    State.SIGNED: "blue",
    State.ANSWERED: "blue",
    State.RETURNED: "orange",
    State.CLOSED: "green",
    State.WITHDRAWN: "grey",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order as a line of a list."""

    id: int
    version: int
    label: str
    subject: str
    unit: str
    points: int
    issued_at: datetime | None
    answer_on: date
    due_on: date | None
    ended_on: date | None
    level: str  # the warning; empty while there is none
    level_tone: str
    state: str
    state_tone: str


def order_lines(orders: Iterable[Order], *, today: date) -> list[OrderLine]:
    """Orders as lines of a list; each was listed with `point_count`. One query for all settings together."""
    listed = list(orders)
    levels = _levels([order for order in listed if order.case.due_on], today=today)
    return [
        order_line(order, levels.get(order.pk, Level.CALM), points=getattr(order, "point_count", 0))
        for order in listed
    ]


def _levels(due: Sequence[Order], *, today: date) -> Mapping[int, Level]:
    """The warning over each order that waits for an answer, as its government has set when to warn."""
    held, calendar = thresholds_of((order.tenant_id for order in due), on=today), work_calendar()
    return {
        order.pk: level_of(
            order.case.due_on, today=today, calendar=calendar, thresholds=held[order.tenant_id]
        )
        for order in due
    }


def order_line(order: Order, level: Level, *, points: int = 0) -> OrderLine:
    """One order as a line of a list."""
    state = State(order.case.state)
    return OrderLine(
        id=order.pk,
        version=order.case.version,
        label=order.label,
        subject=order.subject,
        unit=str(order.case.unit),
        points=points,
        issued_at=order.issued_at,
        answer_on=order.answer_on,
        due_on=order.case.due_on,
        ended_on=order.case.ended_on,
        level=LEVEL_SAYS[level],
        level_tone=LEVEL_TONES[level],
        state=STATE_SAYS[state],
        state_tone=STATE_TONES[state],
    )

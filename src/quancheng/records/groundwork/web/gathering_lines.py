"""Meetings and trainings as the lines of a list, in words and with their colours."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.workflow.gatherings import STATE_SAYS, State

STATE_TONES = {
    State.PLANNED: "blue",
    State.HELD: "yellow",
    State.CONFIRMED: "green",
    State.CANCELLED: "grey",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One of them as a line of a list."""

    pk: int
    version: int
    kind: str
    is_meeting: bool
    title: str
    unit: str
    council: str
    starts_at: datetime
    ends_at: datetime
    is_one_day: bool
    place: str
    chair: str
    by_leader: bool
    came: int | None
    state: str
    state_tone: str


def line_of(one: Gathering, came: int, *, now: datetime) -> Line:
    """One of them as a line; what has passed and was not reported says so."""
    state, begins, ends = (
        State(one.case.state),
        timezone.localtime(one.starts_at),
        timezone.localtime(one.ends_at),
    )
    is_unreported = state is State.PLANNED and one.ends_at <= now
    return Line(
        pk=one.pk,
        version=one.case.version,
        kind=Kind(one.kind).says,
        is_meeting=one.kind == Kind.MEETING,
        title=one.title,
        unit=str(one.case.unit),
        council=str(one.council) if one.council else "",
        starts_at=begins,
        ends_at=ends,
        is_one_day=begins.date() == ends.date(),
        place=one.place,
        chair=one.chair,
        by_leader=one.is_chaired_by_leader,
        came=came or one.attended,
        state="已过期，待报送" if is_unreported else STATE_SAYS[state],
        state_tone="orange" if is_unreported else STATE_TONES[state],
    )

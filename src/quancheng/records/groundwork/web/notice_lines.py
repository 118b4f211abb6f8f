"""Notices and arrivals as the lines of lists, in words and with their colours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.levels import level_of
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries.fillings import level_of as level_says
from quancheng.records.groundwork.rules.drafts import days_between, number_says
from quancheng.records.groundwork.workflow.notices import (
    FILL_CLOCK,
    NOTICE_SAYS,
    TABLE_SAYS,
    State,
)
from quancheng.ui.bands import Share, Tone
from quancheng.ui.cases import LEVEL_TONES

TONES: Mapping[State, Tone] = {
    State.SENT: Tone.YELLOW,
    State.SIGNED: Tone.BLUE,
    State.FILLED: Tone.BLUE,
    State.CONFIRMED: Tone.BLUE,
    State.RETURNED: Tone.ORANGE,
    State.ACCEPTED: Tone.GREEN,
    State.WITHDRAWN: Tone.GREY,
}
BANDS = (  # the states of a collection in the order in which a unit goes through them
    (State.SENT, Tone.YELLOW), (State.SIGNED, Tone.GREY), (State.RETURNED, Tone.ORANGE),
    (State.FILLED, Tone.BLUE), (State.CONFIRMED, Tone.BLUE), (State.ACCEPTED, Tone.GREEN),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentLine:
    """A notice that was sent, as a line of a list."""

    id: int
    number: str
    title: str
    unit: str
    is_table: bool
    is_draft: bool
    is_withdrawn: bool
    by: date
    left: str
    units: int
    signed: int
    handed_in: int
    accepted: int


@dataclass(frozen=True, slots=True)
class GotLine:
    """What a unit got, as a line of a list, or of the matrix of a notice."""

    id: int
    version: int
    title: str
    number: str
    sender: str
    unit: str
    level: str
    is_table: bool
    state: str
    state_tone: str
    is_open: bool
    is_late: bool
    due_on: date | None
    left: str
    left_tone: str
    signed_at: datetime | None
    signed_by: str
    rows: int | None
    urged: int
    wanted_on: date | None
    is_gathered: bool


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How far the units of one level have come."""

    level: str
    units: int
    signed: int
    handed_in: int
    accepted: int
    late: int


def sent_line(notice: Notice, today: date) -> SentLine:
    """One notice that was sent; its figures were counted by the query."""
    table = notice.collection if hasattr(notice, "collection") else None
    by = table.due_on if table else notice.sign_by
    is_done = notice.withdrawn_at is not None or _counted(notice, "signed") == _counted(notice, "units")
    return SentLine(
        id=notice.pk,
        number=number_says(notice.year, notice.number),
        title=notice.title,
        unit=str(notice.unit),
        is_table=table is not None,
        is_draft=notice.issued_at is None,
        is_withdrawn=notice.withdrawn_at is not None,
        by=by,
        left="" if is_done and not table else days_between(by, today),
        units=_counted(notice, "units"),
        signed=_counted(notice, "signed"),
        handed_in=_counted(notice, "handed_in"),
        accepted=_counted(notice, "accepted"),
    )


def got_lines(arrivals: Iterable[Recipient], *, notice: Notice | None = None, today: date) -> list[GotLine]:
    """What units got, in one query for the calendar."""
    calendar = work_calendar()
    return [got_line(one, notice or one.notice, today=today, calendar=calendar) for one in arrivals]


def got_line(one: Recipient, notice: Notice, *, today: date, calendar: WorkCalendar) -> GotLine:
    """What one unit got."""
    case = one.case
    assert case is not None
    is_table = hasattr(notice, "collection")
    state = State(case.state)
    level = level_of(case.due_on, today=today, calendar=calendar, thresholds=FILL_CLOCK.thresholds)
    filling = one.filling if hasattr(one, "filling") else None
    return GotLine(
        id=one.pk,
        version=case.version,
        title=notice.title,
        number=number_says(notice.year, notice.number),
        sender=str(notice.unit),
        unit=str(case.unit),
        level=level_says(one.unit.tenant),
        is_table=is_table,
        state=(TABLE_SAYS if is_table else NOTICE_SAYS)[state],
        state_tone=Tone.GREEN if case.ended_on and state is State.SIGNED else TONES[state],
        is_open=case.ended_on is None,
        is_late=case.due_on is not None and case.due_on < today,
        due_on=case.due_on or case.last_on,
        left=days_between(case.due_on, today),
        left_tone=LEVEL_TONES[level] if case.due_on else Tone.GREY,
        signed_at=one.signed_at,
        signed_by=one.signed_by.name if one.signed_by_id and one.signed_by else "",
        rows=filling.row_count if filling else None,
        urged=one.urged,
        wanted_on=one.wanted_on,
        is_gathered=bool(filling and filling.is_gathered),
    )


def level_lines(lines: Sequence[GotLine]) -> list[LevelLine]:
    """The units of a notice by level, in the order in which they come."""
    done = {TABLE_SAYS[State.CONFIRMED], TABLE_SAYS[State.ACCEPTED]}
    by_level: dict[str, list[GotLine]] = {}
    for line in lines:
        by_level.setdefault(line.level, []).append(line)
    return [
        LevelLine(
            level=level,
            units=len(here),
            signed=sum(line.signed_at is not None for line in here),
            handed_in=sum(line.state in done for line in here),
            accepted=sum(line.state == TABLE_SAYS[State.ACCEPTED] for line in here),
            late=sum(line.is_late for line in here),
        )
        for level, here in by_level.items()
    ]


def shares(lines: Sequence[GotLine], *, is_table: bool) -> list[Share]:
    """How far the units have come, as a band."""
    if not is_table:
        signed = sum(line.signed_at is not None for line in lines)
        return [Share("已签收", signed, Tone.GREEN), Share("未签收", len(lines) - signed, Tone.YELLOW)]
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.state] = counts.get(line.state, 0) + 1
    found = [Share(TABLE_SAYS[state], counts.get(TABLE_SAYS[state], 0), tone) for state, tone in BANDS]
    return [share for share in found if share.count]


def narrowed(lines: Sequence[GotLine], wanted: str) -> list[GotLine]:
    """The lines that a tab of the matrix shows."""
    tests: dict[str, Callable[[GotLine], bool]] = {
        "unsigned": lambda line: line.signed_at is None and line.is_open,
        "owing": lambda line: line.is_open and line.state != TABLE_SAYS[State.CONFIRMED],
        "late": lambda line: line.is_late,
        "check": lambda line: line.state == TABLE_SAYS[State.CONFIRMED],
        "wishes": lambda line: line.wanted_on is not None,
        "accepted": lambda line: line.state == TABLE_SAYS[State.ACCEPTED],
    }
    test = tests.get(wanted)
    return [line for line in lines if test(line)] if test else list(lines)


def _counted(notice: Notice, what: str) -> int:
    return int(getattr(notice, what, 0))

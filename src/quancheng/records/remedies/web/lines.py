"""Proceedings, measures and complaints as lines of a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.queries import workflow_of
from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.queries.proceedings import lit, orders_left_standing
from quancheng.records.remedies.rules.kinds import Column, Kind
from quancheng.records.remedies.rules.outcomes import BY_CODE
from quancheng.ui.bands import Tone
from quancheng.ui.cases import LEVEL_TONES

LEVEL_SAYS = {level: str(level) for level in Level} | {Level.CALM: "", Level.OVERDUE: "已逾期"}
SHOWN = 60  # signs of a problem
COLUMN_TONES = {Column.UPHELD: Tone.GREEN, Column.CORRECTED: Tone.RED, Column.OTHER: Tone.GREY}
STATE_TONES: Mapping[str, Tone] = {
    "to_answer": Tone.ORANGE, "to_defend": Tone.ORANGE, "to_comply": Tone.RED, "over": Tone.GREY,
    "draft": Tone.GREY, "issued": Tone.ORANGE, "reported": Tone.YELLOW, "closed": Tone.GREEN,
    "raised": Tone.RED, "dropped": Tone.GREY, "received": Tone.ORANGE, "verified": Tone.RED,
    "unfounded": Tone.GREY, "owing": Tone.ORANGE, "excused": Tone.GREY, "silent": Tone.GREY,
    "taken_back": Tone.GREY, "stayed": Tone.YELLOW, "stayed_filed": Tone.YELLOW,
    "stayed_to_answer": Tone.ORANGE, "stayed_to_defend": Tone.ORANGE, "stayed_appealed": Tone.YELLOW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands today, in words and colours."""

    version: int
    unit: str
    state: str
    state_tone: str
    due_on: date | None
    ended_on: date | None
    level: str
    level_tone: str


@dataclass(frozen=True, slots=True)
class ProceedingLine:
    """One proceeding as a line."""

    one: Proceeding
    kind: str
    outcome: str
    outcome_tone: str
    case: Standing
    order_stands: bool


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure as a line."""

    one: Measure
    title: str
    begins: str
    case: Standing


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One complaint as a line."""

    one: Complaint
    begins: str
    case: Standing


def proceeding_lines(rows: Iterable[Proceeding], *, today: date) -> list[ProceedingLine]:
    """Proceedings as lines of a list."""
    found = list(rows)
    pairs = zip(found, standings(found, today=today), strict=True)
    standing = orders_left_standing(found)
    return [
        ProceedingLine(one, Kind(one.kind).says, outcome_of(one), outcome_tone(one), case, one.pk in standing)
        for one, case in pairs
    ]


def measure_lines(rows: Iterable[Measure], *, today: date) -> list[MeasureLine]:
    """Measures as lines of a list."""
    found = list(rows)
    pairs = zip(found, standings(found, today=today), strict=True)
    return [MeasureLine(one, one.get_verb_display(), _begins(one.problem), case) for one, case in pairs]


def complaint_lines(rows: Iterable[Complaint], *, today: date) -> list[ComplaintLine]:
    """Complaints as lines of a list."""
    found = list(rows)
    pairs = zip(found, standings(found, today=today), strict=True)
    return [ComplaintLine(one, _begins(one.matter), case) for one, case in pairs]


def standings(rows: Sequence[Proceeding | Measure | Complaint], *, today: date) -> list[Standing]:
    """How the cases of these records stand."""
    return [
        Standing(
            version=each.case.version, unit=str(each.case.unit),
            state=workflow_of(each.case).state_in_words(each.case.state),
            state_tone=STATE_TONES.get(each.case.state, Tone.BLUE), due_on=each.case.due_on,
            ended_on=each.case.ended_on, level=level_says(each.case.due_on, each.level),
            level_tone=LEVEL_TONES[each.level],
        )
        for each in lit([one.case for one in rows], today=today)
    ]  # fmt: skip


def level_says(due_on: date | None, level: Level) -> str:
    """The word of a warning; none where nothing is due."""
    return LEVEL_SAYS[level] if due_on else ""


def outcome_of(one: Proceeding) -> str:
    """How it ended, in the law's word."""
    code = one.appeal_outcome or one.outcome
    return BY_CODE[code].says if code else ""


def outcome_tone(one: Proceeding) -> str:
    """Upheld is green, corrected red, anything else grey."""
    return COLUMN_TONES[Column(one.column)] if one.column else Tone.GREY


def _begins(text: str) -> str:
    flat = " ".join(text.split())
    return flat[:SHOWN] + ("…" if len(flat) > SHOWN else "")

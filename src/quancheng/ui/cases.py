"""A case as its page shows it: the working of its last day, what happened, what the reader may do.

Shared by every module whose records are worked off in cases; the templates are `ui/parts/worksheet.html` and
`ui/parts/timeline.html`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.timeline import Entry
from quancheng.kernel.casework.worksheet import ClockSheet
from quancheng.ui.bands import Tone

LEVEL_TONES: Mapping[Level, Tone] = {
    Level.CALM: Tone.GREY,
    Level.YELLOW: Tone.YELLOW,
    Level.ORANGE: Tone.ORANGE,
    Level.RED: Tone.RED,
    Level.OVERDUE: Tone.RED,
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the working of the last day."""

    on: date
    text: str
    count: str = ""
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, for the timeline."""

    on: date
    title: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as it is offered: its form, its command, its place on the page, what is said when it is done."""

    step: Step
    form: type[Form]
    command: Callable[..., Any]  # takes the form's fields by name, and the record, version, actor, now
    done: str
    is_main: bool = False  # the first of them stands in the open; the others wait behind their word
    is_grave: bool = False
    words: str = ""  # on the button, where the step's own word is not the whole

    @property
    def says(self) -> str:
        return self.words or self.step.says


@dataclass(frozen=True, slots=True)
class Action:
    """A step that the actor may take now, with its form."""

    code: str
    says: str
    href: str
    form: Form
    is_grave: bool
    is_open: bool  # its form stands open: it has just been refused, or it answers a wish


@dataclass(frozen=True, slots=True)
class Refused:
    """What was turned away: the code of its form, and the form with all that was entered."""

    code: str
    form: Form


def sheet_of(clock: ClockSheet, entries: Sequence[Entry]) -> Iterator[SheetLine]:
    """The working of a clock whose day is stated, and with each day that was moved the reason for it."""
    reasons = [entry.note for entry in entries if entry.until][-len(clock.sheet.steps) :]
    for place, step in enumerate(clock.sheet.steps):
        reason = reasons[place] if place < len(reasons) else ""
        yield SheetLine(
            step.begins, f"{step.rule}。依据：{step.article}{f'。理由：{reason}' if reason else ''}"
        )
    if clock.sheet.due:
        yield SheetLine(clock.sheet.due, "时限届满", is_result=True)


def history_of(entries: Sequence[Entry]) -> Iterator[Happened]:
    """What happened, with who did it; the unit is named where the case comes into its hands."""
    former = ""
    for entry in entries:
        taken = f"承办单位：{entry.unit}" if entry.unit != former else ""
        former = entry.unit
        yield Happened(
            entry.on, entry.says, "。".join(part for part in (entry.who, taken, entry.note) if part)
        )


def standing_of(clock: ClockSheet, *, ended: str = "办结") -> str:
    """Where the clock stands today, in counted working days; `ended`: the word once it has stopped."""
    if clock.stopped_on:
        return f"已于{clock.stopped_on:%Y-%m-%d}{ended}"
    if clock.standing.overdue:
        return f"已逾期{clock.standing.overdue}个工作日"
    return f"还有{clock.standing.left}个工作日"


def working_of(clock: ClockSheet) -> Iterator[SheetLine]:
    """The working of a clock that counts days, each rule with its article; its last line is the result."""
    *working, last = clock.sheet.steps
    for step in working:
        yield SheetLine(step.begins, f"{step.rule}。依据：{step.article}" if step.article else step.rule)
    yield SheetLine(last.begins, last.rule, is_result=clock.due is not None)

"""From a row to what is owed: how often, until when, how much. The row's own words win. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan.rules.reading import DeadlineKind, DeadlineReading, TargetKind, TargetReading

LONG_TERM = Rhythm.HALF_YEARLY  # 长期坚持: how often it is reported when the row does not say [D]
_WORDS = (
    (re.compile(r"每月|按月|月度"), Rhythm.MONTHLY),
    (re.compile(r"每季|按季|季度"), Rhythm.QUARTERLY),
    (re.compile(r"每半年|半年一次|半年度"), Rhythm.HALF_YEARLY),
    (re.compile(r"每年|年度"), Rhythm.YEARLY),
)


@dataclass(frozen=True, slots=True)
class TaskProposal:
    """What a task is proposed to be, for an official to adjust."""

    title: str
    rhythm: Rhythm
    due_on: date
    target: int | None = None
    target_unit: str = ""


def proposed_task(
    requirement: str, deadline: DeadlineReading, targets: tuple[TargetReading, ...], *, year: int
) -> TaskProposal:
    """One task for a whole row: the rhythm and the day from its deadline, the target from its text."""
    target = next((each for each in targets if _counts(each)), None)
    return TaskProposal(
        title=requirement[:500],
        rhythm=rhythm_of(deadline),
        due_on=deadline.date or date(year, 12, 31),
        target=int(target.number) if target and target.number else None,
        target_unit=target.unit if target else "",
    )


def rhythm_of(deadline: DeadlineReading) -> Rhythm:
    """How often a row with this deadline is reported."""
    if deadline.kind is DeadlineKind.DATE:
        return Rhythm.ONCE
    found = next((rhythm for words, rhythm in _WORDS if words.search(deadline.text)), None)
    if found:
        return found
    return LONG_TERM if deadline.kind is DeadlineKind.CONTINUOUS else Rhythm.ONCE


def _counts(target: TargetReading) -> bool:
    whole = isinstance(target.number, int) or (target.number or 0.5) % 1 == 0
    return target.kind in {TargetKind.COUNT, TargetKind.RHYTHM} and bool(target.number) and whole

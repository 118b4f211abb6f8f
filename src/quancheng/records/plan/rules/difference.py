"""Two readings of a plan row by row: the same, changed, added, dropped; rows are known by what they demand.

Used for an amended file of the same year and for next year's plan; a row that only got another number is the
same row, and says that it was renumbered.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quancheng.records.plan.rules.reading import PlanReading, RowReading
from quancheng.records.plan.rules.wording import plain

ALIKE = 0.6  # two demands this much alike are one demand reworded
ALIKE_BY_NUMBER = 0.35  # under the same number less is enough
_DROSS = re.compile(r"[\s，。；、：“”‘’（）《》,.;:!?！？\"'()]")


class Change(StrEnum):
    """What became of a row."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row before and after. `fields` names what differs; `renumbered` when the number does."""

    change: Change
    before: RowReading | None
    after: RowReading | None
    fields: tuple[str, ...] = ()
    renumbered: bool = False
    similarity: float = 0.0


FIELDS = ("section", "subsection", "requirement", "units", "deadline")


def difference(before: PlanReading, after: PlanReading) -> tuple[RowDifference, ...]:
    """Every row of both readings once, in the order of the new plan, what was dropped at the end."""
    return rows_difference(before.rows, after.rows)


def rows_difference(before: Sequence[RowReading], after: Sequence[RowReading]) -> tuple[RowDifference, ...]:
    """The same for bare rows."""
    pairs = _paired(before, after)
    old_of = {new: (old, likeness) for old, new, likeness in pairs}
    kept = {old for old, _, _ in pairs}
    found = []
    for place, row in enumerate(after):
        if place in old_of:
            old, likeness = old_of[place]
            found.append(_compared(before[old], row, likeness))
        else:
            found.append(RowDifference(Change.ADDED, None, row))
    dropped = [row for place, row in enumerate(before) if place not in kept]
    return (*found, *(RowDifference(Change.DROPPED, row, None) for row in dropped))


def changed_fields(before: RowReading, after: RowReading) -> tuple[str, ...]:
    """The fields in which two rows differ; line ends, blanks and the order of units do not count."""
    return tuple(field for field in FIELDS if _value(before, field) != _value(after, field))


def similarity(one: str, other: str) -> float:
    """How much two demands are alike, from 0 to 1: pairs of letters in common."""
    return likeness_of(pairs_in(one), pairs_in(other))


def _compared(before: RowReading, after: RowReading, likeness: float) -> RowDifference:
    fields = changed_fields(before, after)
    change = Change.CHANGED if fields else Change.SAME
    return RowDifference(change, before, after, fields, before.no != after.no, round(likeness, 3))


def _value(row: RowReading, field: str) -> object:
    if field == "units":
        return frozenset((_bare(unit.name), unit.role) for unit in row.units)
    if field == "deadline":
        return _bare(row.deadline.text), row.deadline.kind, row.deadline.date
    return _bare(str(getattr(row, field)))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def pairs_in(text: str) -> Counter[str]:
    """The pairs of neighbouring letters of a text, its signs left out."""
    told = _DROSS.sub("", plain(text))
    return Counter(told[place : place + 2] for place in range(len(told) - 1)) or Counter(
        [told] if told else []
    )


def likeness_of(one: Counter[str], other: Counter[str]) -> float:
    """How much two texts are alike, from 0 to 1, by their pairs of letters."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def _paired(before: Sequence[RowReading], after: Sequence[RowReading]) -> list[tuple[int, int, float]]:
    """Which old row became which new one: word for word first, then the most alike."""
    pairs = _same_words(before, after)
    old_left = [place for place in range(len(before)) if place not in {old for old, _, _ in pairs}]
    new_left = [place for place in range(len(after)) if place not in {new for _, new, _ in pairs}]
    old_words = {place: pairs_in(before[place].requirement) for place in old_left}
    new_words = {place: pairs_in(after[place].requirement) for place in new_left}
    likely = []
    for old in old_left:
        for new in new_left:
            likeness = likeness_of(old_words[old], new_words[new])
            same_number = before[old].no == after[new].no and before[old].no != ""
            if likeness >= (ALIKE_BY_NUMBER if same_number else ALIKE):
                likely.append((likeness + 0.1 * same_number, likeness, old, new))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, likeness, old, new in sorted(likely, key=lambda each: (-each[0], abs(each[2] - each[3]), each[2])):
        if old not in taken_old and new not in taken_new:
            pairs.append((old, new, likeness))
            taken_old.add(old)
            taken_new.add(new)
    return pairs


def _same_words(before: Sequence[RowReading], after: Sequence[RowReading]) -> list[tuple[int, int, float]]:
    """Rows with the same demand, one to one; among doubles, the same number and then the order decide."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(after):
        places.setdefault(_bare(row.requirement), []).append(place)
    pairs = []
    for old, row in enumerate(before):
        free = places.get(_bare(row.requirement), [])
        if free and _bare(row.requirement):
            new = next((place for place in free if after[place].no == row.no), free[0])
            free.remove(new)
            pairs.append((old, new, 1.0))
    return pairs

"""What the records themselves can say about a duty. Each module registers the measures that it can read."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, slots=True)
class Found:
    """A record that speaks for a unit: what it is, when it happened."""

    ref: RecordRef
    says: str
    on: date


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that fell due for a unit, and whether it was as it should be; `days`: how long it took."""

    unit_id: int
    ref: RecordRef
    says: str
    on: date
    is_met: bool
    days: int | None = None


Reading = Callable[[int, date, date], Sequence[Found]]  # unit id, first day, last day
ReadingOfMany = Callable[
    [Collection[int], date, date], Mapping[int, Sequence[Found]]
]  # of many units at once


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be counted from records, so that nobody need be asked."""

    code: str
    says: str
    unit: str  # 次, 件, 项
    read: Reading
    words: tuple[str, ...] = ()  # what a row says when it asks for this; none: it is only chosen by hand
    read_many: ReadingOfMany | None = None  # the same for a list of units, in a few queries for all of them

    def of_each(self, unit_ids: Collection[int], first: date, last: date) -> Mapping[int, Sequence[Found]]:
        """What speaks for each of these units; at once where the module can."""
        if self.read_many is not None:
            return self.read_many(unit_ids, first, last)
        return {unit_id: self.read(unit_id, first, last) for unit_id in unit_ids}


measures: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    """Take in a measure. Raises TypeError when its code is taken by another."""
    known = measures.setdefault(measure.code, measure)
    if known is not measure:
        raise TypeError(f"two measures bear the code {measure.code!r}")
    return measure


def named_in(text: str) -> str:
    """The measure whose words stand first in what a row asks for; empty when none of them is named.

    It is a proposal: somebody decides. Where two begin at one place, the longer words are meant.
    """
    found = [
        (text.index(word), -len(word), measure.code)
        for measure in measures.values()
        for word in measure.words
        if word in text
    ]
    return min(found)[2] if found else ""


def forget(code: str) -> None:
    """Take a measure out again: for tests that register their own."""
    del measures[code]

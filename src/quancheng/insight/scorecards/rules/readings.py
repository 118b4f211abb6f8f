"""The closed list of what an indicator may read (取数): each is code that reads records, none is typed. Pure.

A module registers its readings when the house starts. Followers, reads and likes are never among them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# Popularity is nobody's work: an office that is scored by it buys it.
_POPULARITY = re.compile(
    r"粉丝|关注(?:数|量|人数)|阅读(?:量|数|次数)|浏览(?:量|数|次数)|点击(?:量|数|率)|点赞|转发(?:量|数)"
    r"|播放(?:量|数)|10万\+|followers?|page.?views?|likes\b",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """What a reading tells: how many of how many, a number of things, or a number of days."""

    SHARE = "share"
    COUNT = "count"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Source:
    """One record behind a figure."""

    ref: str  # kind:ref
    says: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What the records say of one unit. No denominator: nothing was owed."""

    numerator: Decimal
    denominator: int
    sources: tuple[Source, ...] = ()

    @property
    def missed(self) -> int:
        return sum(not source.is_met for source in self.sources)


NOTHING = Reading(Decimal(0), 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which units, over which days a reading is asked; `days`: of an indicator that names some.

    `today`: on which day it is asked, where that is after the last of the days.
    """

    tenant_id: int
    unit_ids: tuple[int, ...]
    first: date
    last: date
    days: int = 0
    today: date | None = None


Read = Callable[[Asked], Mapping[int, Reading]]


@dataclass(frozen=True, slots=True)
class ReadingKind:
    """One thing that can be read: its code, its word, its unit of measure, what it reads, how."""

    code: str
    says: str
    unit: str
    reads: str
    sort: Sort
    read: Read
    asks_days: bool = False


class PopularReading(TypeError):
    """A module tried to register popularity as a reading: a fault in the code, found at the start."""


_kinds: dict[str, ReadingKind] = {}


def register(kind: ReadingKind) -> ReadingKind:
    """Take in a reading. Raises TypeError when its code is taken, PopularReading for popularity."""
    if popularity_in(f"{kind.code} {kind.says} {kind.reads}"):
        raise PopularReading(f"reading {kind.code!r} counts followers, reads or likes")
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise TypeError(f"two readings bear the code {kind.code!r}")
    return kind


def forget(code: str) -> None:
    """Take a reading out again: for tests that register their own."""
    del _kinds[code]


def registered() -> tuple[ReadingKind, ...]:
    """Every reading that a module registered itself, in the order of registration."""
    return tuple(_kinds.values())


def popularity_in(text: str) -> str:
    """The words by which a text counts popularity; empty when it does not."""
    found = _POPULARITY.search(text)
    return found[0] if found else ""


def share(sources: Iterable[Source]) -> Reading:
    """How many of them are as they should be."""
    told = tuple(sources)
    return Reading(Decimal(sum(one.is_met for one in told)), len(told), told)


def number(sources: Collection[Source]) -> Reading:
    """How many there are. None is an answer too: the denominator is one question asked."""
    return Reading(Decimal(len(sources)), 1, tuple(sources))


def median(days: Collection[int], sources: Collection[Source]) -> Reading:
    """The middle of the days; nothing to measure has no denominator."""
    if not days:
        return NOTHING
    ordered, half = sorted(days), len(days) // 2
    middle = ordered[half] if len(days) % 2 else Decimal(ordered[half - 1] + ordered[half]) / 2
    return Reading(Decimal(middle), len(days), tuple(sources))

"""Taking up a row of the plan above (承接): how alike two rows are, and how a row above stands. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quancheng.records.plan.rules.difference import likeness_of, pairs_in
from quancheng.records.plan.rules.likeness import Measuring

MOST_PROPOSALS = 3


class Uptake(StrEnum):
    """How a row above stands with a government below. What asks for a decision comes first."""

    DROPPED = "dropped"
    CHANGED = "changed"
    GAP = "gap"
    TAKEN = "taken"
    ASIDE = "aside"
    NOT_ASKED = "not_asked"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide something."""
        return self in {Uptake.DROPPED, Uptake.CHANGED, Uptake.GAP}


_SAYS = {
    Uptake.DROPPED: "上级已删除",
    Uptake.CHANGED: "上级已调整",
    Uptake.GAP: "缺口",
    Uptake.TAKEN: "已承接",
    Uptake.ASIDE: "不适用",
    Uptake.NOT_ASKED: "不涉及",
}
_TONES = {
    Uptake.DROPPED: "orange",
    Uptake.CHANGED: "yellow",
    Uptake.GAP: "red",
    Uptake.TAKEN: "green",
    Uptake.ASIDE: "grey",
    Uptake.NOT_ASKED: "grey",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of a row."""

    ref: str
    heading: str
    demand: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A row that may take up the row above, and how alike the two are."""

    ref: str
    likeness: float
    is_nearly_sure: bool = False  # so alike that its tick is set beforehand; the official decides

    @property
    def percent(self) -> int:
        return round(self.likeness * 100)


def ranked(
    above: Iterable[Words], own: Sequence[Words], by: Measuring
) -> Iterator[tuple[str, tuple[Alike, ...]]]:
    """For each row above every own row, the most alike first; `by`: what the government has set."""
    weighs = by.heading_weighs / 100
    known = [(row.ref, pairs_in(row.heading), pairs_in(row.demand)) for row in own]
    for row in above:
        heading, demand = pairs_in(row.heading), pairs_in(row.demand)
        likes = (
            (ref, (1 - weighs) * likeness_of(demand, theirs) + weighs * likeness_of(heading, head))
            for ref, head, theirs in known
        )
        found = [Alike(ref, likeness, likeness * 100 >= by.sure_from) for ref, likeness in likes]
        yield row.ref, tuple(sorted(found, key=lambda each: -each.likeness))


def proposed(found: Sequence[Alike], by: Measuring) -> tuple[Alike, ...]:
    """Those worth proposing, a few at most."""
    return tuple(each for each in found[:MOST_PROPOSALS] if each.likeness * 100 >= by.proposed_from)


def uptake(*, takers: int, is_aside: bool, is_dropped: bool, is_moved: bool, is_asked: bool) -> Uptake:
    """How a row above stands: what became of it above comes first, for whoever took it up or set it aside."""
    decided = bool(takers) or is_aside
    if decided and is_dropped:
        return Uptake.DROPPED
    if decided and is_moved:
        return Uptake.CHANGED
    if takers:
        return Uptake.TAKEN
    if is_aside:
        return Uptake.ASIDE
    return Uptake.GAP if is_asked else Uptake.NOT_ASKED


def has_moved(versions: Iterable[tuple[int, Mapping[str, Any]]], *, since: int) -> bool:
    """Whether a row says something else than in the edition of that number; another number alone is nothing.

    `versions`: edition and facts, in any order.
    """
    told = sorted(versions, key=lambda each: each[0])
    before = [facts for number, facts in told if number <= since]
    if not before or not told:
        return False
    return _bare(before[-1]) != _bare(told[-1][1])


def _bare(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "no"}

"""Where the figures come from: each table has one counter, which reads records and tells what stands behind.

Registered when the house starts, by whoever knows both the table and the records:

    counting.register(Part.REQUESTS, RequestsCounter())

A table without a counter is filled in by hand, with its source.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from quancheng.insight.yearbook.rules.figures import Figures, Number
from quancheng.insight.yearbook.rules.shape import EVERY_PLACE, FEE_PLACES, FeeCount, Part, Place
from quancheng.kernel.basis.actor import Actor


class Told(Protocol):
    """A record behind a cell, as its own module names it."""

    @property
    def ref(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a cell, for counters that have no shape of their own."""

    ref: str
    title: str
    url: str = ""


class Counter(Protocol):
    """Counts the cells of one table from records.

    `cells` names each by row and column, both counted from one as the table counts them (members of
    `AnnualRow` and `ApplicantColumn` are such numbers); what is left out is nought, and sums are left out.
    `behind` gives to an actor what they may see of the records in one cell.
    """

    def cells(
        self, *, unit_ids: Collection[int], year: int
    ) -> Mapping[tuple[int, int], int] | Mapping[tuple[int, int], Decimal]: ...

    def behind(
        self, actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
    ) -> Sequence[Told]: ...


class CounterTaken(TypeError):
    """Two claim to count one table: a fault in the code, found when the house starts."""


class CountFees(Protocol):
    """Counts what part 六 tells of the processing fee."""

    def __call__(self, *, unit_ids: Collection[int], year: int) -> Mapping[FeeCount, int]: ...


_counters: dict[int, Counter] = {}
_fees: list[CountFees] = []


def register(part: Part, counter: Counter) -> Counter:
    """Let a table be counted from records. Raises CounterTaken."""
    if _counters.setdefault(part, counter) is not counter:
        raise CounterTaken(f"part {part} has a counter already")
    return counter


def forget(part: Part) -> None:
    """Take a counter out again: for tests that register their own."""
    _counters.pop(part, None)


def counter_of(part: int) -> Counter | None:
    """Who counts a table; None when it is filled in by hand."""
    return _counters.get(part)


def register_fees(count: CountFees) -> None:
    """Tell who counts the processing fees of part 六. Raises CounterTaken."""
    if _fees and _fees != [count]:
        raise CounterTaken("the processing fees have a counter already")
    _fees[:] = [count]


def counted(*, unit_ids: Collection[int], year: int) -> Figures:
    """What records tell of all tables that have a counter, and of fees; every cell of these is told."""
    found: dict[Place, Number] = {}
    for part, counter in sorted(_counters.items()):
        cells = counter.cells(unit_ids=unit_ids, year=year)
        for place in (each for each in EVERY_PLACE if each.part == part and not each.is_total):
            found[place] = _number(cells, place)
    for count in _fees:
        told = count(unit_ids=unit_ids, year=year)
        found |= {place: told.get(FeeCount(place.column), 0) for place in FEE_PLACES}
    return Figures(found)


def _number(cells: Mapping[tuple[int, int], Number], place: Place) -> Number:
    return cells.get((place.row, place.column), 0)

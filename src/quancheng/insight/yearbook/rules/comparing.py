"""This year beside last year, row by row. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from quancheng.insight.yearbook.rules.figures import Figures, Number, plain
from quancheng.insight.yearbook.rules.shape import (
    SUM_OF_REMEDIES,
    SUM_OF_REQUESTS,
    Part,
    Place,
    RemedyBlock,
    places_of,
)
from quancheng.insight.yearbook.rules.slots import compared
from quancheng.records.disclosure.public import AnnualRow


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both years; of a year whose table is not known, nothing."""

    part: Part
    says: str
    now: Number
    then: Number | None

    @property
    def now_said(self) -> str:
        return plain(self.now)

    @property
    def then_said(self) -> str:
        return "–" if self.then is None else plain(self.then)

    @property
    def change(self) -> str:
        """In words, as far as both are known."""
        return "–" if self.then is None else compared(self.now, self.then)


def side_by_side(now: Figures, then: Figures) -> Iterator[Compared]:
    """The totals of all rows."""
    for place in _places():
        known = then.of(place) if then.knows(place) else None
        name = place.row_name
        if place.part == Part.ACTIVE:
            name = f"{place.row_name}：{place.column_name}"
        yield Compared(Part(place.part), name, now.of(place), known)


def _places() -> Iterator[Place]:
    yield from places_of(Part.ACTIVE)
    yield from (Place(Part.REQUESTS, row, SUM_OF_REQUESTS) for row in AnnualRow)
    yield from (Place(Part.REMEDIES, block, SUM_OF_REMEDIES) for block in RemedyBlock)

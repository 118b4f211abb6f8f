"""Table 三 of the report, counted from the requests themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quancheng.insight.yearbook.rules.counting import Told
from quancheng.insight.yearbook.rules.figures import leaves_of
from quancheng.insight.yearbook.rules.shape import SUM_OF_REQUESTS, FeeCount, Part, Place
from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.public import (
    AnnualRow,
    TakenOver,
    annual_cells,
    fees_collected,
    moved_in,
    requests_in_cell,
    taken_over,
)


class RequestsCounter:
    """The requests of agencies, by how they ended and who asked."""

    def cells(self, *, unit_ids: Collection[int], year: int) -> Mapping[tuple[int, int], int]:
        """Every cell that is not nought; sums are left out."""
        found = annual_cells(unit_ids=unit_ids, year=year)
        return {(int(row), int(column)): count for (row, column), count in found.items()}

    def behind(
        self, actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
    ) -> Sequence[Told]:
        """The requests in one cell, as far as the actor may see them."""
        return requests_in_cell(actor, unit_ids=unit_ids, year=year, row=row, column=column)


def handed_over(*, unit_ids: Collection[int], year: int) -> Mapping[int, int]:
    """By how many requests under way these agencies began a year with more, or fewer, than they had left."""
    return {int(column): count for column, count in moved_in(unit_ids=unit_ids, year=year).items()}


def fees_told(*, unit_ids: Collection[int], year: int) -> Mapping[FeeCount, int]:
    """Notices issued and not taken back, how many paid, and how much, in a year."""
    found = fees_collected(unit_ids=unit_ids, year=year)
    return {FeeCount.NOTICES: found.notices, FeeCount.PAID: found.paid, FeeCount.YUAN: found.yuan}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a unit took over from another within the year, as the note below table 三 tells it."""

    from_unit: str
    received: int
    carried_in: int
    ended: int
    carried_out: int

    @property
    def count(self) -> int:
        """Every request is new, or was there when the year began."""
        return self.received + self.carried_in


def taken_within(*, unit_ids: Collection[int], year: int) -> Sequence[Taken]:
    """Of the requests in a table 三 those that came from other agencies within the year, by from whom."""
    told = taken_over(unit_ids=unit_ids, year=year)
    return [_taken(name, [one for one in told if one.from_unit == name]) for name in _names(told)]


def taken_in_cell(*, unit_ids: Collection[int], year: int, place: Place) -> Mapping[str, int]:
    """Of the requests in one cell, or in those that a sum adds up, so many came from these agencies."""
    if place.part != Part.REQUESTS:
        return {}
    cells = {(each.row, each.column) for each in leaves_of(place)}
    told = [one for one in taken_over(unit_ids=unit_ids, year=year) if (one.row, one.column) in cells]
    return {name: sum(one.count for one in told if one.from_unit == name) for name in _names(told)}


def _names(told: Sequence[TakenOver]) -> list[str]:
    return list(dict.fromkeys(one.from_unit for one in told))


def _taken(name: str, told: Sequence[TakenOver]) -> Taken:
    def of(row: AnnualRow) -> int:
        cells = {each.row: None for each in leaves_of(Place(Part.REQUESTS, row, SUM_OF_REQUESTS))}
        return sum(one.count for one in told if one.row in cells)

    return Taken(
        name, of(AnnualRow.RECEIVED), of(AnnualRow.CARRIED_IN), of(AnnualRow.TOTAL), of(AnnualRow.CARRIED_OUT)
    )

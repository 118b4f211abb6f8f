"""The figures of one report. What is not told counts as nothing; a sum that is not told is computed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quancheng.insight.yearbook.rules.shape import (
    EVERY_PLACE,
    RESULTS,
    SUM_OF_REMEDIES,
    SUM_OF_REQUESTS,
    Part,
    Place,
)
from quancheng.records.disclosure.public import AnnualRow

Number = int | Decimal
LARGEST = 10**9  # [D] a cell beyond it is a slip of the pen
PLACES_OF_MONEY = Decimal("0.000001")  # 万元, down to the fen


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers by their cells. `told` holds what was counted, written or read, sums among them."""

    told: Mapping[Place, Number] = field(default_factory=dict)

    def at(self, part: int, row: int, column: int) -> Number:
        """What stands in a cell."""
        place = Place(part, row, column)
        if place in self.told or not place.is_total:
            return self.told.get(place, 0)
        return self.summed(place)

    def of(self, place: Place) -> Number:
        """What stands in a cell."""
        return self.at(*place)

    def knows(self, place: Place) -> bool:
        """Whether it was told, or follows from what was."""
        return place in self.told or (place.is_total and any(x.part == place.part for x in self.told))

    def summed(self, place: Place) -> Number:
        """What a sum comes to; the sum of sums goes by its row."""
        return sum((self.of(each) for each in parts_of(place)), 0)

    def counted(self, part: Part) -> Mapping[Place, Number]:
        """What is told of one table."""
        return {place: value for place, value in self.told.items() if place.part == part}

    def with_cells(self, cells: Mapping[Place, Number]) -> "Figures":
        """The same with these cells instead."""
        return Figures({**self.told, **cells})

    def without(self, places: Iterable[Place]) -> "Figures":
        """The same, of these cells nothing told."""
        gone = frozenset(places)
        return Figures({place: value for place, value in self.told.items() if place not in gone})

    def kept(self) -> dict[str, str]:
        """As a column of the database keeps it; numbers as text, so that amounts stay exact."""
        return {place.key: str(value) for place, value in sorted(self.told.items())}


def parts_of(place: Place) -> tuple[Place, ...]:
    """The cells of which a sum consists."""
    part, row, column = place
    if part == Part.REMEDIES and column == SUM_OF_REMEDIES:
        return tuple(Place(part, row, n) for n in range(1, SUM_OF_REMEDIES))
    if column == SUM_OF_REQUESTS:
        return tuple(Place(part, row, n) for n in range(1, SUM_OF_REQUESTS))
    if row == AnnualRow.TOTAL:
        return tuple(Place(part, each, column) for each in RESULTS)
    return ()


def leaves_of(place: Place) -> tuple[Place, ...]:
    """The cells that are no sums, of which one consists in the end; itself when it is none."""
    parts = parts_of(place)
    return tuple(leaf for part in parts for leaf in leaves_of(part)) if parts else (place,)


def read_kept(kept: Mapping[str, str]) -> Figures:
    """Read what the database keeps; a cell that the format does not know is passed over."""
    cells = {Place.parse(key): value for key, value in kept.items()}
    return Figures({place: number_in(place, value) for place, value in cells.items() if place is not None})


def number_in(place: Place, text: str) -> Number:
    """A number as it is kept. Raises ValueError for what is none."""
    if not place.is_money:
        return int(text)
    try:
        return Decimal(text)
    except InvalidOperation as fault:
        raise ValueError(text) from fault


def added(members: Iterable[Figures]) -> Figures:
    """The sum of several reports, cell by cell; sums are computed anew."""
    total: dict[Place, Number] = {}
    for one in members:
        for place, value in one.told.items():
            if not place.is_total:
                total[place] = total.get(place, 0) + value
    return Figures(total)


def without_these(whole: Figures, members: Iterable[Figures]) -> Figures:
    """A sum without some of its members, cell by cell; sums are computed anew, what is not told stays so."""
    gone = added(members)
    cells = {place: value for place, value in whole.told.items() if not place.is_total}
    return Figures({place: value - gone.of(place) for place, value in cells.items()})


def nothing() -> Figures:
    """Every cell nought: a report that begins."""
    return Figures(dict.fromkeys((place for place in EVERY_PLACE if not place.is_total), 0))


def apart(one: Number, other: Number) -> Number:
    """By how much two numbers differ."""
    return one - other if one > other else other - one


def plain(value: Number) -> str:
    """A number as the tables print it: no signs between thousands, an amount without empty decimals."""
    if isinstance(value, int):
        return str(value)
    text = format(value.quantize(PLACES_OF_MONEY).normalize(), "f")
    return "0" if text in {"-0", ""} else text

"""What the records tell by now, beside what a report says: a report tells as of when it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.apart import figures_apart
from quancheng.insight.yearbook.queries.reports import members_owing, sources_of, unit_ids_of
from quancheng.insight.yearbook.rules.counting import counted
from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.figures import Figures, Number, added, plain
from quancheng.insight.yearbook.rules.shape import EVERY_PLACE, FEE_PLACES, Place


@dataclass(frozen=True, slots=True)
class Moved:
    """One counted cell of which the records say something else by now."""

    place: Place
    stands: Number
    now: Number

    @property
    def says(self) -> str:
        return f"“{self.place.row_name}”“{self.place.column_name}”{plain(self.stands)}→{plain(self.now)}"


def figures_now(report: Report, *, today: date) -> Figures:
    """What counting, or summing, would put into the cells today."""
    if report.owes is Owes.UNIT:
        return counted(unit_ids=unit_ids_of(report), year=report.year)
    owing = members_owing(report.tenant, year=report.year, today=today)
    sources = sources_of(owing, year=report.year)
    return added([*(one.figures for one in sources.values()), figures_apart(report, owing)])


def moved_since(report: Report, *, today: date) -> Sequence[Moved]:
    """Which cells changed since they were counted, in order; what was typed does not move."""
    if not report.is_open:
        return ()
    fresh, stands, by_hand = figures_now(report, today=today), report.figures, report.by_hand
    counts = fresh.told if report.owes is Owes.UNIT else EVERY_PLACE | FEE_PLACES
    return [
        Moved(place, stands.of(place), fresh.of(place))
        for place in sorted(counts)
        if not place.is_total and place not in by_hand and stands.of(place) != fresh.of(place)
    ]

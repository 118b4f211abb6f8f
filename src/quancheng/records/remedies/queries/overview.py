"""How often each unit was corrected, and how much is still to be mended: for the office one line a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit
from quancheng.records.remedies.queries.annual import Rate, rates_of_units
from quancheng.records.remedies.queries.measures import measures_for
from quancheng.records.remedies.queries.proceedings import proceedings_for
from quancheng.records.remedies.rules.kinds import Track

FIRST_YEAR = 2019  # the Regulation as it is now
NOTHING = Rate(0, 0, 0)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a year."""

    unit: str
    review: Rate
    suit: Rate
    measures: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A year, unit by unit, and together."""

    year: int
    lines: Sequence[UnitLine]
    review: Rate
    suit: Rate
    measures: int


def overview_of(actor: Actor, *, year: int) -> Overview:
    """Those units that the actor may see and that have anything to show. Three queries."""
    rates = rates_of_units(proceedings_for(actor), year=year)
    open_ = measures_for(actor).filter(case__ended_on__isnull=True).order_by()
    measures = dict(open_.values_list("case__unit_id").annotate(count=Count("pk")))
    named = Unit.objects.filter(pk__in={unit_id for unit_id, _ in rates} | set(measures)).order_by("code")
    lines = [
        UnitLine(
            str(unit), rates.get((unit.pk, Track.REVIEW), NOTHING), rates.get((unit.pk, Track.SUIT), NOTHING),
            measures.get(unit.pk, 0),
        )
        for unit in named
    ]  # fmt: skip
    told = [one for one in lines if one.measures or _has_any(one.review) or _has_any(one.suit)]
    return Overview(
        year, told, _together(one.review for one in told), _together(one.suit for one in told),
        sum(one.measures for one in told),
    )  # fmt: skip


def years_to_choose(today: date) -> list[int]:
    """The years of which there may be something, the newest first."""
    return list(range(today.year, FIRST_YEAR - 1, -1))


def year_asked(told: str, today: date) -> int:
    """The year that somebody asks for; this one for anything else."""
    return (
        int(told)
        if told.isdecimal() and len(told) < 5 and int(told) in years_to_choose(today)
        else today.year
    )


def _has_any(rate: Rate) -> bool:
    return bool(rate.settled or rate.pending)


def _together(rates: Iterable[Rate]) -> Rate:
    found = list(rates)
    return Rate(
        sum(one.settled for one in found), sum(one.corrected for one in found),
        sum(one.pending for one in found),
    )  # fmt: skip

"""Of whom a report is owed today, and who is to be reminded of it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quancheng.insight.yearbook.queries.days import countdowns
from quancheng.insight.yearbook.queries.duties import open_duties, owes_of, who_owes
from quancheng.insight.yearbook.queries.people import office_of, workers_of
from quancheng.insight.yearbook.rules.days import Countdown, Owes
from quancheng.kernel.obligations.models import DueItem

REMINDED = (14, 7, 3, 1, -1)  # [D] days before, and the day after


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is not published, by when it should be, and who works on it."""

    duty: DueItem
    year: int
    who: str
    day: Countdown
    people: frozenset[int]


def owed_on(today: date) -> list[Owed]:
    """Of which units and governments reports are owed in so many days as they are reminded of.

    The day is that of the government itself where it has set one, else that of the law; the day after, it is
    always that of the law.
    """
    year = today.year - 1
    found = []
    for (tenant_id, owes), group in groupby(
        open_duties(year), key=lambda one: (one.case.tenant_id, owes_of(one))
    ):
        days = countdowns(tenant_id, owes, year=year, today=today)
        near = next(
            (one for one in days if one.left in REMINDED and not (one.is_late and one.is_inner)), None
        )
        if near is not None:
            found += [_owed(duty, owes, near, year=year, today=today) for duty in group]
    return found


def _owed(duty: DueItem, owes: Owes, day: Countdown, *, year: int, today: date) -> Owed:
    unit_id = duty.case.unit_id
    people = (
        workers_of([unit_id], on=today).get(unit_id, set())
        if owes is Owes.UNIT
        else office_of(duty.case.tenant_id, on=today)
    )
    return Owed(duty, year, who_owes(duty), day, frozenset(people))

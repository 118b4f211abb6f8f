"""What supervision does by itself: it counts how requests ended, and reminds those who are waited for."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.watch_telling import (
    DEMAND_DUE,
    OPINION_DUE,
    UNSIGNED,
    tell_about,
)
from quancheng.records.disclosure.models import ConferenceUnit, Consultation, Demand, Outcome, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.conference import opinions_due
from quancheng.records.disclosure.queries.demands import demands_due
from quancheng.records.disclosure.queries.norms import annual_rows
from quancheng.records.disclosure.queries.outcomes import outcomes_of, uncounted, withdrawn_among
from quancheng.records.disclosure.queries.watching import letters_of_every_house
from quancheng.records.disclosure.rules.grounds import WITHDRAWN
from quancheng.records.disclosure.workflow import REGISTRARS

MOST_AT_ONCE = 5000  # requests in one transaction
COPIED = (
    "tenant", "unit", "ended_on", "last_on", "is_answered", "is_late", "is_extended", "is_corrected",
    "counted", "late",
)  # fmt: skip


@command
def count_outcomes(*, actor: Actor, now: datetime) -> int:
    """How requests ended is read from their histories and kept. How many; again it finds none.

    Those that were withdrawn on the website are given their row of the annual table.
    """
    found = list(outcomes_of(uncounted(most=MOST_AT_ONCE)))
    if not found:
        return 0
    _place_withdrawn(found)
    Outcome.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["request"], update_fields=COPIED, batch_size=1000
    )
    count = len(found)
    record(events.OutcomesCounted(count=count), actor=actor, at=now)
    return count


@command
def urge_parties(*, actor: Actor, now: datetime) -> int:
    """Units hear of letters without a day of receipt, of opinions and of demands that fall due. How many."""
    today = timezone.localdate(now)
    letters = letters_of_every_house(today=today)
    opinions, demands = list(opinions_due(today=today)), list(demands_due(today=today))
    if not (letters or opinions or demands):
        return 0
    _tell_of_letters(letters, today=today, now=now)
    for opinion in opinions:
        _tell_of_opinion(opinion, today=today, now=now)
    for demand in demands:
        _tell_of_demand(demand, today=today, now=now)
    told = events.PartiesUrged(unsigned=len(letters), opinions=len(opinions), demands=len(demands))
    reminded = told.unsigned + told.opinions + told.demands
    record(told, actor=actor, at=now)
    return reminded


def _place_withdrawn(found: Iterable[Outcome]) -> None:
    placed = []
    for one in withdrawn_among(found):
        assert one.case.ended_on is not None  # it is over
        row = annual_rows(one.tenant_id, on=one.case.ended_on)[WITHDRAWN]
        if one.row != row:
            one.row = row
            placed.append(one)
    Request.objects.bulk_update(placed, ["row"], batch_size=1000)


def _tell_of_letters(letters: Iterable[Consultation], *, today: date, now: datetime) -> None:
    by_unit: dict[int, list[Consultation]] = {}
    for one in letters:
        by_unit.setdefault(one.case.unit_id, []).append(one)
    for unit_id, waiting in by_unit.items():
        first = waiting[0]
        tell_about(
            RecordRef(events.REQUEST_KIND, first.request.number), UNSIGNED,
            people_of_unit(unit_id, on=today, roles=REGISTRARS), tenant_id=first.case.tenant_id,
            once=f"unsigned:{unit_id}:{today}", now=now, count=str(len(waiting)),
            number=first.request.number, sent=str(first.case.opened_on),
        )  # fmt: skip


def _tell_of_opinion(opinion: ConferenceUnit, *, today: date, now: datetime) -> None:
    joint = opinion.joint
    tell_about(
        RecordRef(events.JOINT_KIND, str(joint.pk)), OPINION_DUE,
        people_of_unit(opinion.unit_id, on=today, roles=REGISTRARS), tenant_id=joint.tenant_id,
        once=f"opinion:{opinion.pk}:{today}", now=now, sort=joint.get_sort_display(),
        unit=str(joint.case.unit), until=str(opinion.due_on),
    )  # fmt: skip


def _tell_of_demand(demand: Demand, *, today: date, now: datetime) -> None:
    tell_about(
        RecordRef(events.DEMAND_KIND, str(demand.pk)), DEMAND_DUE,
        people_of_unit(demand.case.unit_id, on=today, roles=REGISTRARS), tenant_id=demand.tenant_id,
        once=f"demand:{demand.pk}:{today}", now=now, unit=str(demand.from_unit),
        until=str(demand.case.due_on),
    )  # fmt: skip

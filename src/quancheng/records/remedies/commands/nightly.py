"""What the house does by itself: it reminds units of what falls due."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.telling import tell
from quancheng.records.remedies import events
from quancheng.records.remedies.commands.telling import DUE_COMPLAINTS, DUE_MEASURES, DUE_PROCEEDINGS
from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.queries.due import complaints_due, measures_due, proceedings_due
from quancheng.records.remedies.queries.people import people_of_office, people_of_unit

AHEAD = timedelta(days=3)  # [D] so long before the last day
Matter = TypeVar("Matter", Proceeding, Measure, Complaint)


@command
def remind_of_remedies(*, actor: Actor, now: datetime) -> int:
    """Units are reminded of what they have to answer, defend, comply with or report, the office of complaints
    and of the measures that they owe. How many matters.
    """
    until = timezone.localdate(now) + AHEAD
    proceedings, measures = list(proceedings_due(until=until)), list(measures_due(until=until))
    complaints = list(complaints_due(until=until))
    reminded = len(proceedings) + len(measures) + len(complaints)
    if not reminded:
        return 0
    for of_unit in _by_unit(proceedings).values():
        _remind_of_proceedings(of_unit, now)
    for of_unit_measures in _by_unit(measures).values():
        _remind_of_measures(of_unit_measures, now)
    for of_office in _by_unit(complaints).values():
        _remind_of_complaints(of_office, now)
    told = events.PeopleReminded(
        proceedings=len(proceedings), measures=len(measures), complaints=len(complaints)
    )
    record(told, actor=actor, at=now)
    return reminded


def _remind_of_proceedings(of_unit: list[Proceeding], now: datetime) -> None:
    first, today = of_unit[0], timezone.localdate(now)
    tell(
        person_ids=people_of_unit(first.case.unit_id, on=today), kind=DUE_PROCEEDINGS,
        facts={"count": str(len(of_unit)), "number": first.number, "until": str(first.case.due_on)},
        about=RecordRef(events.PROCEEDING_KIND, str(first.pk)), at=now, tenant_id=first.tenant_id,
        once=f"{first.case.unit_id}:{today}",
    )  # fmt: skip


def _remind_of_measures(of_unit: list[Measure], now: datetime) -> None:
    first, today = of_unit[0], timezone.localdate(now)
    tell(
        person_ids=people_of_unit(first.case.unit_id, on=today), kind=DUE_MEASURES,
        facts={"count": str(len(of_unit)), "label": str(first), "until": str(first.case.due_on)},
        about=RecordRef(events.MEASURE_KIND, str(first.pk)), at=now, tenant_id=first.tenant_id,
        once=f"{first.case.unit_id}:{today}",
    )  # fmt: skip


def _remind_of_complaints(of_office: list[Complaint], now: datetime) -> None:
    first, today = of_office[0], timezone.localdate(now)
    tell(
        person_ids=people_of_office(first.tenant_id, on=today), kind=DUE_COMPLAINTS,
        facts={"count": str(len(of_office)), "number": first.number, "until": str(first.case.due_on)},
        about=RecordRef(events.COMPLAINT_KIND, str(first.pk)), at=now, tenant_id=first.tenant_id,
        once=f"{first.case.unit_id}:{today}",
    )  # fmt: skip


def _by_unit(matters: Iterable[Matter]) -> Mapping[int, list[Matter]]:
    found: dict[int, list[Matter]] = {}
    for one in matters:
        found.setdefault(one.case.unit_id, []).append(one)
    return found

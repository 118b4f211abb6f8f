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
from quancheng.records.remedies.commands.telling import DUE_MEASURES, DUE_PROCEEDINGS
from quancheng.records.remedies.models import Measure, Proceeding
from quancheng.records.remedies.queries.due import measures_due, proceedings_due
from quancheng.records.remedies.queries.people import people_of_unit

AHEAD = timedelta(days=3)  # [D] so long before the last day
Matter = TypeVar("Matter", Proceeding, Measure)


@command
def remind_of_remedies(*, actor: Actor, now: datetime) -> int:
    """Units are reminded of what they have to answer, defend, comply with or report. How many matters."""
    until = timezone.localdate(now) + AHEAD
    proceedings, measures = list(proceedings_due(until=until)), list(measures_due(until=until))
    reminded = len(proceedings) + len(measures)
    if not reminded:
        return 0
    for of_unit in _by_unit(proceedings).values():
        _remind_of_proceedings(of_unit, now)
    for of_unit_measures in _by_unit(measures).values():
        _remind_of_measures(of_unit_measures, now)
    told = events.PeopleReminded(proceedings=len(proceedings), measures=len(measures))
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


def _by_unit(matters: Iterable[Matter]) -> Mapping[int, list[Matter]]:
    found: dict[int, list[Matter]] = {}
    for one in matters:
        found.setdefault(one.case.unit_id, []).append(one)
    return found

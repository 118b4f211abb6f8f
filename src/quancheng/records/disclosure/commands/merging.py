"""Handing on at once all that a unit has in hand of requests, when another takes over its duties."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework import heirs
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.own_telling import OWN_HANDED_ON, tell_of_own_record
from quancheng.records.disclosure.commands.telling import (
    ENDING_MOVED,
    HANDED_ON,
    PAST_HANDED_ON,
    tell_people,
)
from quancheng.records.disclosure.commands.watch_telling import (
    DEMAND_MOVED,
    JOINT_CALLED,
    JOINT_OVER,
    tell_about,
)
from quancheng.records.disclosure.models import Demand, Request
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.merging import (
    Leaving,
    demands_of,
    is_asked_already,
    joints_of,
    leaving_of,
    must_be_left_behind,
    own_records_of,
    requests_of,
    step_of,
    waits_for_end_notice,
)
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.conference import STAFF
from quancheng.records.disclosure.workflow import HAND_ON_ENDING


class NothingToHandOn(Refusal):
    """The unit has nothing in hand that can go along."""

    code = "disclosure.nothing_to_hand_on"


class ListMoved(Meanwhile):
    """What the unit has in hand is no more what was looked through."""

    code = "disclosure.list_moved"


@command
def hand_on_everything(
    *, from_unit: int, seen: str, unit_id: int, reason: str, actor: Actor, now: datetime
) -> int:
    """Another agency takes over the duties: all requests, own records and assessments of this one go along.

    Each by the very step by which one goes alone: with its history, its period, its letters and fee notices,
    and what is being asked of others; with conferences and demands, its places in those of others, the
    letters 24 that are drafted and not signed, and what other modules let go along. `seen`: the list that was
    looked through. How many went. Raises NotYourMerger, NoSuchFormer, NothingToHandOn, ListMoved,
    NoSuchAgency, NobodyThere, BadUnit, ReasonMissing, MovedMeanwhile.
    """
    leaving, today = leaving_of(actor, from_unit), timezone.localdate(now)
    unit = agency_to_ask(unit_id, on=today)
    if not leaving.count:
        raise NothingToHandOn(f"{leaving.unit}没有可以移交的在办件，请刷新页面核对")
    if leaving.fingerprint != seen:
        raise ListMoved("清单在您核对以后有变动，本次没有移交；请核对最新的清单后再移交")
    heirs.must_be_taken(leaving.cases, unit, on=today)
    for case in leaving.cases:
        take_step(case=case, step=step_of(case), actor=actor, now=now, note=reason, to_unit=unit)
    _tell_heirs(leaving.cases, people_of_unit(unit.pk, on=today), actor=actor, now=now)
    _hand_on_beside(leaving, unit, actor=actor, now=now)
    count = leaving.count
    told = events.EverythingHandedOn(
        former=str(leaving.unit), unit=str(unit), heir=unit.pk, cases=count, reason=reason
    )
    record(told, actor=actor, at=now)
    return count


@command
def hand_on_past(
    *, number: str, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Request:
    """A request that was over when its unit ended goes to who took over the duties: they answer for it
    (《行政复议法》第十九条、《行政诉讼法》第二十六条第六款), and can enter what is brought against it.

    Raises NoSuchRequest, NoSuchAgency, UnitIsThere, BadUnit, StepNotOpen, NotYourStep, ReasonMissing,
    MovedMeanwhile.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    unit = agency_to_ask(unit_id, on=today)
    must_be_left_behind(request.case, on=today)
    take_step(
        case=request.case, step=HAND_ON_ENDING, actor=actor, now=now, note=reason, to_unit=unit,
        seen_version=version,
    )  # fmt: skip
    tell_people(request, PAST_HANDED_ON, people_of_unit(unit.pk, on=today), actor=actor, now=now)
    record(events.RequestHandedOn(request=number, unit=str(unit), reason=reason), actor=actor, at=now)
    return request


def _hand_on_beside(leaving: Leaving, unit: Unit, *, actor: Actor, now: datetime) -> None:
    """Where others asked the former unit, the heir speaks; what it handed to others, the heir checks."""
    people = people_of_unit(unit.pk, on=timezone.localdate(now), roles=STAFF)
    for place in leaving.places:
        joint = place.joint
        if is_asked_already(place, unit):
            place.delete()
            continue
        place.unit = unit
        place.save(update_fields=["unit"])
        tell_about(
            RecordRef(events.JOINT_KIND, str(joint.pk)), JOINT_CALLED, people, tenant_id=joint.tenant_id,
            once=f"heir:{joint.pk}:{unit.pk}", actor=actor, now=now, sort=joint.get_sort_display(),
            unit=str(joint.case.unit), until=str(place.due_on),
        )  # fmt: skip
    for demand in leaving.handed:
        demand.from_unit = unit
        demand.save(update_fields=["from_unit"])
        _tell_of_demand(demand, people, actor=actor, now=now)


def _tell_heirs(cases: Sequence[Case], people: Collection[int], *, actor: Actor, now: datetime) -> None:
    for request in requests_of(cases):
        if waits_for_end_notice(request):
            tell_people(request, ENDING_MOVED, people, actor=actor, now=now, next="继续办理")
        elif not request.case.ended_on:
            tell_people(request, HANDED_ON, people, actor=actor, now=now)
    for own_record in own_records_of(cases):
        tell_of_own_record(own_record, OWN_HANDED_ON, people, actor=actor, now=now)
    for joint in joints_of(cases):
        tell_about(
            RecordRef(events.JOINT_KIND, str(joint.pk)), JOINT_OVER, people, tenant_id=joint.tenant_id,
            once=f"heir:{joint.pk}:{joint.case.version}", actor=actor, now=now,
            sort=joint.get_sort_display(), unit=str(joint.case.unit), what="因机构调整移交",
        )  # fmt: skip
    for demand in demands_of(cases):
        _tell_of_demand(demand, people, actor=actor, now=now)


def _tell_of_demand(demand: Demand, people: Collection[int], *, actor: Actor, now: datetime) -> None:
    tell_about(
        RecordRef(events.DEMAND_KIND, str(demand.pk)), DEMAND_MOVED, people, tenant_id=demand.tenant_id,
        once=f"heir:{demand.pk}:{demand.case.version}:{demand.from_unit_id}", actor=actor, now=now,
        unit=str(demand.case.unit), what="因机构调整移交",
    )  # fmt: skip

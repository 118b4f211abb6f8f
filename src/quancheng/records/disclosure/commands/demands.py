"""Handing a demand on to who can settle it, and what comes back (转办)."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.watch_telling import DEMAND_HANDED, DEMAND_MOVED, tell_about
from quancheng.records.disclosure.models import Demand
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.demands import demand_for, may_check
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.queries.unnamed import must_not_name
from quancheng.records.disclosure.rules.demands import (
    ACCEPT,
    AGAIN,
    CHECKING,
    DEMAND,
    HAND,
    LEAVE,
    REFUSE,
    REPORT,
    SETTLE,
    STAFF,
    Sort,
)


class NotYoursToCheck(Refusal):
    """Whether a demand is settled is told by who handed it on or by the office, never by its owner."""

    code = "disclosure.not_yours_to_check"
    status = 403


class OwnerElsewhere(Refusal):
    """The unit is not of the request's government."""

    code = "disclosure.owner_elsewhere"
    status = 422


@command
def hand_on_demand(
    *, number: str, sort: Sort, matter: str, unit_id: int, until: date, actor: Actor, now: datetime
) -> Demand:
    """A demand underneath a request goes to the unit that can settle it; the request goes its own way.

    Raises NoSuchRequest, NamesApplicant, NoSuchAgency, OwnerElsewhere, BadDay, NotYourStep.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    must_not_name(actor, request, matter)
    owner = agency_to_ask(unit_id, on=today)
    if owner.tenant_id != request.tenant_id:
        raise OwnerElsewhere("只能转给本级政府的单位；涉及其他政府的，请告知申请人或者另行致函")
    if until < today:
        raise BadDay(f"办理期限{until}已经过去，请填写今天或者以后的日期", on=until)
    case = open_case(workflow=DEMAND, step=HAND, unit=owner, actor=actor, now=now, until=until)
    demand = Demand.objects.create(
        tenant_id=request.tenant_id, request=request, case=case, sort=sort, matter=matter,
        from_unit_id=actor.unit_id or 0, opened_by_id=actor.person_id or 0,
    )  # fmt: skip
    people = people_of_unit(owner.pk, on=today, roles=STAFF)
    tell_about(
        _ref(demand), DEMAND_HANDED, people, tenant_id=demand.tenant_id, actor=actor, now=now,
        once=f"{demand.pk}", unit=str(demand.from_unit), until=str(until),
    )  # fmt: skip
    told = events.DemandHanded(request=number, unit=str(owner), until=until, reason=matter)
    record(told, actor=actor, at=now)
    return demand


@command
def accept_demand(*, demand_id: int, version: int, actor: Actor, now: datetime) -> Demand:
    """The owner takes it. Raises NoSuchDemand, StepNotOpen, NotYourStep, MovedMeanwhile."""
    demand, told = _moved(demand_id, version, ACCEPT, "", actor=actor, now=now)
    record(told, actor=actor, at=now)
    return demand


@command
def refuse_demand(*, demand_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Demand:
    """It is not the owner's affair.

    Raises NoSuchDemand, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    demand, told = _moved(demand_id, version, REFUSE, reason, actor=actor, now=now)
    record(told, actor=actor, at=now)
    return demand


@command
def report_demand(*, demand_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Demand:
    """The owner tells what was done.

    Raises NoSuchDemand, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    demand, told = _moved(demand_id, version, REPORT, reason, actor=actor, now=now)
    demand.result = reason.strip()
    demand.save(update_fields=["result"])
    record(told, actor=actor, at=now)
    return demand


@command
def settle_demand(*, demand_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Demand:
    """It is settled indeed.

    Raises NoSuchDemand, NotYoursToCheck, NamesApplicant, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    demand, told = _moved(demand_id, version, SETTLE, reason, actor=actor, now=now)
    record(told, actor=actor, at=now)
    return demand


@command
def leave_demand(*, demand_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Demand:
    """It could not be settled; why.

    Raises NoSuchDemand, NotYoursToCheck, NamesApplicant, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    demand, told = _moved(demand_id, version, LEAVE, reason, actor=actor, now=now)
    record(told, actor=actor, at=now)
    return demand


@command
def send_demand_again(*, demand_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Demand:
    """Not yet: the owner goes on.

    Raises NoSuchDemand, NotYoursToCheck, NamesApplicant, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    demand, told = _moved(demand_id, version, AGAIN, reason, actor=actor, now=now)
    record(told, actor=actor, at=now)
    return demand


def _moved(
    demand_id: int, version: int, step: Step, reason: str, *, actor: Actor, now: datetime
) -> tuple[Demand, events.DemandMoved]:
    """The step is taken, and the other side is told; what is to be recorded comes back."""
    demand = demand_for(actor, demand_id)
    if step in CHECKING and not may_check(actor, demand):
        raise NotYoursToCheck("转办事项由转出单位或者政务公开机构核实，承办单位不能自行核实")
    must_not_name(actor, demand.request, reason)
    take_step(case=demand.case, step=step, actor=actor, now=now, note=reason, seen_version=version)
    today = timezone.localdate(now)
    others = {demand.from_unit_id, demand.case.unit_id} - {actor.unit_id}
    people = {one for unit_id in others for one in people_of_unit(unit_id, on=today, roles=STAFF)}
    tell_about(
        _ref(demand), DEMAND_MOVED, people, tenant_id=demand.tenant_id, actor=actor, now=now,
        once=f"{demand.pk}:{demand.case.version}", unit=str(demand.case.unit), what=step.says,
    )  # fmt: skip
    return demand, events.DemandMoved(
        request=demand.request.number, demand=demand.pk, what=step.says, reason=reason
    )


def _ref(demand: Demand) -> RecordRef:
    return RecordRef(events.DEMAND_KIND, str(demand.pk))

"""Handing on at once all that a unit has in hand of requests, when another takes over its duties."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.own_telling import OWN_HANDED_ON, tell_of_own_record
from quancheng.records.disclosure.commands.telling import HANDED_ON, tell_people
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.merging import GOES_BY, leaving_of, own_records_of, requests_of


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
    and what is being asked of others. `seen`: the list that was looked through. How many went.
    Raises NotYourMerger, NoSuchFormer, NothingToHandOn, ListMoved, NoSuchAgency, BadUnit, ReasonMissing,
    MovedMeanwhile.
    """
    leaving, today = leaving_of(actor, from_unit), timezone.localdate(now)
    unit = agency_to_ask(unit_id, on=today)
    if not leaving.cases:
        raise NothingToHandOn(f"{leaving.unit}没有可以移交的在办件，请刷新页面核对")
    if leaving.fingerprint != seen:
        raise ListMoved("清单在您核对以后有变动，本次没有移交；请核对最新的清单后再移交")
    for case in leaving.cases:
        step = GOES_BY[case.workflow]
        take_step(case=case, step=step, actor=actor, now=now, note=reason, to_unit=unit)
    people = people_of_unit(unit.pk, on=today)
    for request in requests_of(leaving.cases):
        tell_people(request, HANDED_ON, people, actor=actor, now=now)
    for own_record in own_records_of(leaving.cases):
        tell_of_own_record(own_record, OWN_HANDED_ON, people, actor=actor, now=now)
    count = len(leaving.cases)
    told = events.EverythingHandedOn(former=str(leaving.unit), unit=str(unit), cases=count, reason=reason)
    record(told, actor=actor, at=now)
    return count

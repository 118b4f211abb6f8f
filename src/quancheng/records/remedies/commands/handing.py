"""What goes along when another agency takes over the duties: one proceeding, or all that a unit had."""

from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.telling import (
    COMPLAINT_OVER,
    HANDED_ON,
    MEASURE_OVER,
    tell_of_complaint,
    tell_of_measure,
    tell_of_proceeding,
)
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.handed import handed_to
from quancheng.records.remedies.queries.measures import unit_to_urge
from quancheng.records.remedies.queries.people import people_of_unit, workers_of_office
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.rules.kinds import Kind, Track


class NobodyToTell(Refusal):
    """Nothing came that concerns this module, or those who go on with it have heard of it."""

    code = "remedies.nobody_to_tell"


class Told(TypedDict):
    """By whom and when people are told, and under which name of the cause."""

    once: str
    actor: Actor
    now: datetime


@command
def hand_on_proceeding(
    *, proceeding_id: int, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Proceeding:
    """The office hands it on with all its clocks; a stayed one goes along and rests on.

    Who takes over the duties answers for them (《行政复议法》第十九条、《行政诉讼法》第二十六条第六款).
    Raises NoSuchProceeding, NoUnitToUrge, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    is_review = Kind(proceeding.kind).track is Track.REVIEW
    step = flow.REVIEW_HANDED_ON if is_review else flow.SUIT_HANDED_ON
    unit = unit_to_urge(actor, unit_id)
    take_step(
        case=proceeding.case, step=step, actor=actor, now=now, note=reason, to_unit=unit,
        seen_version=version,
    )  # fmt: skip
    people = people_of_unit(unit.pk, on=timezone.localdate(now))
    tell_of_proceeding(proceeding, HANDED_ON, people, actor=actor, now=now)
    told = events.ProceedingHandedOn(
        proceeding=str(proceeding.pk), number=proceeding.number, unit=str(unit), reason=reason
    )
    record(told, actor=actor, at=now)
    return proceeding


@command
def tell_heirs(*, heir: int, handed_at: datetime, actor: Actor, now: datetime) -> int:
    """Those who go on hear of what came with a unit that went into theirs; the cases have gone already.

    Each by the notice by which one is told that goes alone. Of how many cases; what people were told of once
    they are told of no more, whatever has been done in it since. Raises NobodyToTell.
    """
    came, today = handed_to(heir, at=handed_at), timezone.localdate(now)
    people, examiners = people_of_unit(heir, on=today), workers_of_office(heir, on=today)
    how: Told = {"once": f"heir:{handed_at.isoformat()}", "actor": actor, "now": now}
    told = [
        *(tell_of_proceeding(one, HANDED_ON, people, **how) for one in came.proceedings),
        *(tell_of_measure(one, MEASURE_OVER, people, **how) for one in came.measures),
        *(tell_of_complaint(one, COMPLAINT_OVER, examiners, **how) for one in came.complaints),
    ]
    count = sum(1 for one in told if one)
    if not count:
        raise NobodyToTell("机构调整移交的复议诉讼、投诉举报和监督措施没有需要告知的，或者已经告知")
    record(events.HeirsTold(unit=str(heir), count=count), actor=actor, at=now)
    return count

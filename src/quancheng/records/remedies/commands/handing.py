"""A proceeding goes along when another agency takes over the duties of the one that it is against."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.telling import HANDED_ON, tell_of_proceeding
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.measures import unit_to_urge
from quancheng.records.remedies.queries.people import people_of_unit
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.rules.kinds import Kind, Track


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

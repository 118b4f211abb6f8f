"""A proceeding that was entered by mistake is taken back: it stands in the history and counts nowhere."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.orders import why_it_stands
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.telling import TAKEN_BACK, tell_of_proceeding
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.people import people_of_unit
from quancheng.records.remedies.queries.proceedings import (
    has_ordered,
    proceeding_for,
    suits_after,
)
from quancheng.records.remedies.rules.kinds import Kind, Track


class RestsOnIt(Refusal):
    """A suit names the reconsideration, or work was done under what it ordered."""

    code = "remedies.rests_on_it"


@command
def take_back_proceeding(
    *, proceeding_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Proceeding:
    """The office takes a wrong entry back: its clocks end, table 四 leaves it out, its order holds no more.

    Raises NoSuchProceeding, RestsOnIt, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    ordered = has_ordered(proceeding)
    _must_be_free(proceeding, ordered=ordered)
    is_review = Kind(proceeding.kind).track is Track.REVIEW
    step = flow.REVIEW_TAKEN_BACK if is_review else flow.SUIT_TAKEN_BACK
    take_step(case=proceeding.case, step=step, actor=actor, now=now, note=reason, seen_version=version)
    proceeding.taken_back_at, proceeding.taken_back_reason = now, reason.strip()
    proceeding.save(update_fields=["taken_back_at", "taken_back_reason"])
    people = people_of_unit(proceeding.case.unit_id, on=timezone.localdate(now))
    tell_of_proceeding(proceeding, TAKEN_BACK, people, actor=actor, now=now)
    record(_told(proceeding, ordered=ordered), actor=actor, at=now)
    return proceeding


def _must_be_free(proceeding: Proceeding, *, ordered: bool) -> None:
    """Raises RestsOnIt."""
    if suits := suits_after(proceeding):
        named = "、".join(one.number for one in suits)
        raise RestsOnIt(f"复议后起诉的{named}以{proceeding.number}为先行的行政复议，请先撤销{named}的登记")
    why = why_it_stands(proceeding.attacked, _here(proceeding)) if ordered else ""
    if why:
        raise RestsOnIt(f"{proceeding.number}责令重新答复：{why}")


def _told(proceeding: Proceeding, *, ordered: bool) -> AuditEvent:
    told = {
        "proceeding": str(proceeding.pk), "number": proceeding.number,
        "reason": proceeding.taken_back_reason,
    }  # fmt: skip
    if ordered:
        return events.RedoTakenBack(anew=proceeding.attacked, **told)
    return events.ProceedingTakenBack(**told)


def _here(proceeding: Proceeding) -> RecordRef:
    return RecordRef(events.PROCEEDING_KIND, str(proceeding.pk))

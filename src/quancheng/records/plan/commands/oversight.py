"""What the openness office does with duties: return, sample, doubt, postpone, reassign, cancel."""

from datetime import date, datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.queries import unit_for
from quancheng.records.plan import events
from quancheng.records.plan.commands.telling import DENIED, POSTPONED, REASSIGNED, RETURNED, tell_units
from quancheng.records.plan.queries.duties import duty_for
from quancheng.records.plan.workflow.duty import CANCEL, DENY_LATER, DOUBT, POSTPONE, REASSIGN, RETURN, VERIFY


@command
def return_duty(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """Send a report, even a confirmed one, back to the unit.

    Raises NoSuchDuty, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=RETURN, actor=actor, now=now, note=reason, seen_version=version)
    tell_units(duty, RETURNED, actor=actor, now=now, by="政务公开机构", reason=reason)
    record(events.DutyReturned(duty=duty.pk, reason=reason), actor=actor, at=now)
    return duty


@command
def verify_duty(*, duty_id: int, version: int, actor: Actor, now: datetime) -> DueItem:
    """The office has sampled the evidence and found it sound (抽查).

    Raises NoSuchDuty, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=VERIFY, actor=actor, now=now, seen_version=version)
    record(events.DutyVerified(duty=duty.pk), actor=actor, at=now)
    return duty


@command
def doubt_duty(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """The evidence does not let anybody verify what was reported (无法核实).

    Raises NoSuchDuty, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=DOUBT, actor=actor, now=now, note=reason, seen_version=version)
    record(events.DutyDoubted(duty=duty.pk, reason=reason), actor=actor, at=now)
    return duty


@command
def postpone_duty(
    *, duty_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> DueItem:
    """Give a later day, with the reason that the public may read once it is published.

    Raises NoSuchDuty, BadDay, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(
        case=duty.case, step=POSTPONE, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    _answer_wish(duty)
    tell_units(duty, POSTPONED, actor=actor, now=now, until=str(until), reason=reason)
    record(events.DutyPostponed(duty=duty.pk, until=until, reason=reason), actor=actor, at=now)
    return duty


@command
def deny_later(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """The day stays as it is.

    Raises NoSuchDuty, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=DENY_LATER, actor=actor, now=now, note=reason, seen_version=version)
    _answer_wish(duty)
    tell_units(duty, DENIED, actor=actor, now=now, reason=reason)
    record(events.LaterDenied(duty=duty.pk, reason=reason), actor=actor, at=now)
    return duty


@command
def reassign_duty(
    *, duty_id: int, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> DueItem:
    """Give the duty to another unit, which signs for it anew; its history goes along.

    What the former unit asked for, a later day, is not asked by the new one.

    Raises NoSuchDuty, NoSuchUnit, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    unit, former = unit_for(actor, unit_id), duty.case.unit
    take_step(
        case=duty.case, step=REASSIGN, actor=actor, now=now, note=reason, to_unit=unit, seen_version=version
    )
    _answer_wish(duty)
    tell_units(
        duty, REASSIGNED, former.pk, unit.pk, actor=actor, now=now,
        former=str(former), unit=str(unit), reason=reason,
    )  # fmt: skip
    record(events.DutyReassigned(duty=duty.pk, unit=str(unit), reason=reason), actor=actor, at=now)
    return duty


@command
def cancel_duty(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """The duty is owed no longer; that it was stays in the history.

    Raises NoSuchDuty, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=CANCEL, actor=actor, now=now, note=reason, seen_version=version)
    record(events.DutyCancelled(duty=duty.pk, reason=reason), actor=actor, at=now)
    return duty


def _answer_wish(duty: DueItem) -> None:
    duty.wanted_until = None
    duty.save(update_fields=["wanted_until"])

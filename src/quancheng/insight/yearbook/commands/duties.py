"""The statutory days as duties: laid when the year is over, met by the report, lifted by the office."""

from datetime import datetime

from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.duties import (
    ABOUT,
    Unlaid,
    duty_for,
    duty_of,
    title_of,
    upkeep_of,
)
from quancheng.insight.yearbook.workflow import ANNUAL, ARISE, LIFT, PUBLISH, RESTORE, TAKE_DOWN
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.evidence import drop_record, keep_record
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.opening import Rule, lay_one_period
from quancheng.kernel.obligations.rhythm import NO_END, Rhythm


@command
def keep_duties(*, year: int, actor: Actor, now: datetime) -> int:
    """Lay what is owed of a year and not laid, and let reports published meanwhile speak; how many were laid.

    《条例》第四十九条. Clockwork of one government keeps that one's alone. A second run changes nothing.
    """
    today, of = timezone.localdate(now), actor.tenant_id
    wanted = upkeep_of(year, today=today, tenant_id=of)
    laid = sum(_lay(one, year, actor=actor, now=now) for one in wanted.unlaid)
    for duty, report in upkeep_of(year, today=today, tenant_id=of).published:
        _meet(duty, report, actor=actor, now=now)
    for duty in wanted.taken_down:
        for speaks in duty.evidence.filter(withdrawn_at__isnull=True, kind=Evidence.Kind.RECORD):
            drop_record(duty, RecordRef.parse(speaks.ref), now=now)
        take_step(case=duty.case, step=TAKE_DOWN, actor=actor, now=now)
    record(events.DutiesKept(year=year, laid=laid), actor=actor, at=now)
    return laid


@command
def lift_duty(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """A unit need not report on its own, as when another has taken over its functions [D].

    Raises NoSuchDuty, NotYourStep, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=LIFT, actor=actor, now=now, note=reason, seen_version=version)
    record(events.DutyLifted(duty=duty_id, title=title_of(duty), reason=reason), actor=actor, at=now)
    return duty


@command
def restore_duty(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """The unit owes its report after all; the day of the law stands as it stood.

    Raises NoSuchDuty, NotYourStep, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=RESTORE, actor=actor, now=now, note=reason, seen_version=version)
    record(events.DutyRestored(duty=duty_id, title=title_of(duty), reason=reason), actor=actor, at=now)
    return duty


def meet_by(report: Report, *, actor: Actor, now: datetime) -> None:
    """The report is published: it is evidence of its duty, which is met, if one was laid."""
    if duty := duty_of(report):
        _meet(duty, report, actor=actor, now=now)


def owe_again(report: Report, *, actor: Actor, now: datetime) -> None:
    """The report was taken down: it speaks no more, and its duty is owed again."""
    duty = duty_of(report)
    if duty is None:
        return
    drop_record(duty, _ref(report), now=now)
    if duty.case.state in TAKE_DOWN.out_of:
        take_step(case=duty.case, step=TAKE_DOWN, actor=actor, now=now, note=report.withdrawn_for)


def _meet(duty: DueItem, report: Report, *, actor: Actor, now: datetime) -> None:
    """Also the next edition of a report speaks for the duty, which was met by the first."""
    keep_record(duty, _ref(report), says=str(report), person_id=report.issued_by_id or 0, now=now)
    if duty.case.state in PUBLISH.out_of:
        on = timezone.localdate(report.issued_at)
        take_step(case=duty.case, step=PUBLISH, actor=actor, now=now, on=on)


def _lay(unlaid: Unlaid, year: int, *, actor: Actor, now: datetime) -> int:
    about, dated = ABOUT[unlaid.dated.owes], unlaid.dated
    rules = [
        Rule(
            unit, about, about, Rhythm.YEARLY, from_on=dated.period(dated.from_year).from_on, until_on=NO_END
        )
        for unit in unlaid.units
    ]
    return lay_one_period(
        rules, dated.period(year), tenant=unlaid.tenant, workflow=ANNUAL, step=ARISE, actor=actor, now=now
    )


def _ref(report: Report) -> RecordRef:
    return RecordRef(events.REPORT_KIND, str(report.pk))

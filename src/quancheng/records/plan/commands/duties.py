"""What a unit does with its duty: sign, report with evidence, confirm, ask for a later day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.obligations.evidence import add_address, add_file, must_have_evidence
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.queries import snapshots_of
from quancheng.records.plan import events
from quancheng.records.plan.commands.following import tell_of_done_rows
from quancheng.records.plan.commands.telling import LATER_ASKED, RETURNED, tell_office, tell_units
from quancheng.records.plan.queries.duties import duties_to_sign, duty_for, evidence_for, own_duty
from quancheng.records.plan.queries.worklist import duties_to_confirm
from quancheng.records.plan.workflow.duty import ASK_LATER, CONFIRM, OVER, RECALL, REFUSE, REPORT, SIGN

LEAST_BETWEEN = timedelta(minutes=10)  # [D] so that a foreign site is not pressed


class NothingToSign(Refusal):
    """Nothing waits for the unit's signature."""

    code = "plan.nothing_to_sign"


class NothingToConfirm(Refusal):
    """No duty was chosen, or a chosen one waits for confirmation no longer."""

    code = "plan.nothing_to_confirm"


class DutyOver(Refusal):
    """Evidence is added while a duty is under way, not after."""

    code = "plan.duty_over"


class NoAddress(Refusal):
    """Only an address can be looked at again."""

    code = "plan.no_address"
    status = 422


class LookedJustNow(Refusal):
    """The page was looked at a moment ago."""

    code = "plan.looked_just_now"
    status = 429
    wait = int(LEAST_BETWEEN.total_seconds())


class NotLater(Refusal):
    """The day asked for is not later than the one that stands."""

    code = "plan.not_later"
    status = 422


@command
def sign_duty(*, duty_id: int, version: int, actor: Actor, now: datetime) -> DueItem:
    """The unit has taken note of its duty (签收).

    Raises NoSuchDuty, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=SIGN, actor=actor, now=now, seen_version=version)
    record(events.DutySigned(duty=duty.pk), actor=actor, at=now)
    return duty


@command
def sign_all(*, actor: Actor, now: datetime) -> int:
    """The unit has taken note of every duty that waits for it. Raises NothingToSign, NotYourStep."""
    duties = list(duties_to_sign(actor))
    if not duties:
        raise NothingToSign("没有待签收的责任事项")
    for duty in duties:
        take_step(case=duty.case, step=SIGN, actor=actor, now=now)
    count = len(duties)
    record(events.DutiesSigned(count=count), actor=actor, at=now)
    return count


@command
def add_evidence_file(
    *, duty_id: int, upload: Upload, data: bytes, says: str, actor: Actor, now: datetime
) -> Evidence:
    """A file that speaks for the duty. Raises NoSuchDuty, DutyOver, EvidenceAlready."""
    duty = duty_under_way(actor, duty_id)
    added = add_file(duty, upload, data, says=says, actor=actor, now=now)
    event = events.EvidenceAdded(duty=duty.pk, evidence=added.pk, kind="文件", says=added.says)
    record(event, actor=actor, at=now)
    return added


@command
def add_evidence_address(*, duty_id: int, address: str, says: str, actor: Actor, now: datetime) -> Evidence:
    """An address that speaks for the duty. Raises NoSuchDuty, DutyOver, EvidenceAlready."""
    duty = duty_under_way(actor, duty_id)
    added = add_address(duty, address, says=says, actor=actor, now=now)
    event = events.EvidenceAdded(duty=duty.pk, evidence=added.pk, kind="网址", says=added.says)
    record(event, actor=actor, at=now)
    return added


@command
def ask_recheck(*, evidence_id: int, actor: Actor, now: datetime) -> Evidence:
    """Have the page behind an address looked at again; the answer comes in a minute.

    Raises NoSuchEvidence, NoAddress, LookedJustNow.
    """
    found = evidence_for(actor, evidence_id)
    if found.kind != Evidence.Kind.ADDRESS:
        raise NoAddress("只有网址佐证可以重新核对")
    latest = snapshots_of(found).first()
    if latest and now - latest.taken_at < LEAST_BETWEEN:
        raise LookedJustNow(f"{timezone.localtime(latest.taken_at):%H:%M}刚核对过，请过十分钟再试")
    record(events.RecheckAsked(duty=found.item_id, evidence=found.pk), actor=actor, at=now)
    return found


@command
def withdraw_evidence(*, evidence_id: int, actor: Actor, now: datetime) -> Evidence:
    """Take evidence back before it is reported; that it was there is not forgotten.

    Raises NoSuchEvidence, DutyOver.
    """
    found = evidence_for(actor, evidence_id)
    duty = duty_under_way(actor, found.item_id)
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    record(events.EvidenceWithdrawn(duty=duty.pk, evidence=found.pk), actor=actor, at=now)
    return found


@command
def report_duty(*, duty_id: int, version: int, note: str, actor: Actor, now: datetime) -> DueItem:
    """The unit says that its duty is done, and shows by what (报送). Nothing is done without evidence.

    Raises NoSuchDuty, NoEvidence, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    duty = own_duty(actor, duty_id)
    must_have_evidence(duty)
    take_step(case=duty.case, step=REPORT, actor=actor, now=now, note=note, seen_version=version)
    record(events.DutyReported(duty=duty.pk, reason=note), actor=actor, at=now)
    return duty


@command
def recall_report(*, duty_id: int, version: int, actor: Actor, now: datetime) -> DueItem:
    """Take a report back before the head has confirmed it.

    Raises NoSuchDuty, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=RECALL, actor=actor, now=now, seen_version=version)
    record(events.ReportRecalled(duty=duty.pk), actor=actor, at=now)
    return duty


@command
def confirm_duty(*, duty_id: int, version: int, actor: Actor, now: datetime) -> DueItem:
    """The head of the unit confirms the report; the duty is done.

    Raises NoSuchDuty, NoEvidence, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    must_have_evidence(duty)
    take_step(case=duty.case, step=CONFIRM, actor=actor, now=now, seen_version=version)
    tell_of_done_rows([duty], now=now)
    record(events.DutyConfirmed(duty=duty.pk), actor=actor, at=now)
    return duty


@command
def confirm_duties(*, seen: Mapping[int, int], actor: Actor, now: datetime) -> int:
    """The head confirms several reports at once, all or none. `seen`: duty → version as the head saw it.

    Raises NothingToConfirm, NoEvidence, NotYourStep, MovedMeanwhile.
    """
    if not seen:
        raise NothingToConfirm("还没有勾选责任事项，请至少勾选一项")
    duties = list(duties_to_confirm(actor).filter(pk__in=seen))
    if len(duties) < len(seen):
        raise NothingToConfirm("所选事项中有的已不在待确认之列；其余的仍勾着，请核对下面的最新列表再确认")
    for duty in duties:
        must_have_evidence(duty)
        take_step(case=duty.case, step=CONFIRM, actor=actor, now=now, seen_version=seen[duty.pk])
    tell_of_done_rows(duties, now=now)
    count = len(duties)
    record(events.DutiesConfirmed(count=count), actor=actor, at=now)
    return count


@command
def refuse_report(*, duty_id: int, version: int, reason: str, actor: Actor, now: datetime) -> DueItem:
    """The head of the unit sends the report back to the handler.

    Raises NoSuchDuty, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    take_step(case=duty.case, step=REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    tell_units(duty, RETURNED, actor=actor, now=now, by="单位负责人", reason=reason)
    record(events.ReportRefused(duty=duty.pk, reason=reason), actor=actor, at=now)
    return duty


@command
def ask_later(
    *, duty_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> DueItem:
    """Ask the openness office for a later day; until it decides the old day stands.

    Raises NoSuchDuty, NotLater, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    duty = duty_for(actor, duty_id)
    if duty.case.due_on and until <= duty.case.due_on:
        raise NotLater(f"现在的时限是{duty.case.due_on}，请填写更晚的日期")
    note = f"申请延至{until}：{reason}" if reason.strip() else ""
    take_step(case=duty.case, step=ASK_LATER, actor=actor, now=now, note=note, seen_version=version)
    duty.wanted_until = until
    duty.save(update_fields=["wanted_until"])
    told = {"unit": str(duty.case.unit), "until": str(until), "reason": reason}
    tell_office(duty, LATER_ASKED, actor=actor, now=now, **told)
    record(events.LaterAsked(duty=duty.pk, until=until, reason=reason), actor=actor, at=now)
    return duty


def duty_under_way(actor: Actor, duty_id: int) -> DueItem:
    """A duty of the own unit to which evidence may still be brought. Raises NoSuchDuty, DutyOver."""
    duty = own_duty(actor, duty_id)
    if duty.case.state in OVER:
        raise DutyOver("该责任事项已办结，不能再增减佐证；确需补充的，请政务公开机构先退回")
    return duty

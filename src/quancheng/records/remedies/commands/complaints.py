"""Complaints to the supervising office: entered, examined, and what followed."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.links.ties import tie
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.models.complaints import Answered
from quancheng.records.remedies.queries.complaints import complaint_for
from quancheng.records.remedies.queries.measures import acting_unit, measures_that_discharge, unit_to_urge
from quancheng.records.remedies.queries.norms import days_on
from quancheng.records.remedies.queries.proceedings import REQUEST_KIND

COMPLAINS = "complains_of"  # the relation of a complaint to a request


class BadComplaint(Refusal):
    """What is entered does not fit together."""

    code = "remedies.bad_complaint"
    status = 422


class NotYetExamined(Refusal):
    """Nothing has been found yet that could be told."""

    code = "remedies.not_yet_examined"


class AnsweredAlready(Refusal):
    """Who complained has been answered."""

    code = "remedies.answered_already"


@command
def enter_complaint(
    *, way: str, unit_id: int, came_on: date, request: str, complainant: str, matter: str, actor: Actor,
    now: datetime,
) -> Complaint:  # fmt: skip
    """The office takes a complaint in (《条例》第四十七条第二款、第五十一条).

    Raises NoUnitToUrge, BadComplaint, NoSuchRecord, NotYourStep, BadDay.
    """
    if not matter.strip():
        raise BadComplaint("请写明投诉举报的事项")
    against, unit = unit_to_urge(actor, unit_id), acting_unit(actor)
    days = days_on("complaint", tenant_id=unit.tenant_id, on=came_on)
    case = open_case(
        workflow=flow.COMPLAINT, step=flow.COMPLAINED, unit=unit, actor=actor, now=now, on=came_on, days=days
    )
    year = timezone.localdate(now).year
    serial = next_number("remedies.TS", tenant=unit.tenant, year=year)
    made = Complaint.objects.create(
        tenant=unit.tenant, number=f"TS{year}-{serial:03}", case=case, way=way, against=against,
        request=request.strip(), complainant=complainant.strip(), matter=matter.strip(),
        entered_by_id=actor.person_id or 0, entered_at=now,
    )  # fmt: skip
    _tied(made, actor=actor, now=now)
    told = events.ComplaintEntered(
        complaint=str(made.pk), number=made.number, unit=str(against), matter=made.matter
    )
    record(told, actor=actor, at=now)
    return made


@command
def read_complainant(*, complaint_id: int, actor: Actor, now: datetime) -> str:
    """Read in clear who complains; that it was read is written down. Raises NoSuchComplaint."""
    complaint = complaint_for(actor, complaint_id)
    told = events.ComplainantRead(complaint=str(complaint_id), number=complaint.number)
    record(told, actor=actor, at=now)
    return complaint.complainant


@command
def verify_complaint(
    *, complaint_id: int, version: int, finding: str, followed: str, actor: Actor, now: datetime
) -> Complaint:
    """It is true; the office shall urge correction or circulate criticism (《条例》第四十七条第二款).

    Until it has, the complaint owes a measure, within the days that the government has set itself.
    Raises NoSuchComplaint, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    complaint = complaint_for(actor, complaint_id)
    step, case = flow.VERIFY, complaint.case
    days = days_on("complaint_measure", tenant_id=complaint.tenant_id, on=timezone.localdate(now))
    take_step(case=case, step=step, actor=actor, now=now, days=days, note=finding, seen_version=version)
    taken = measures_that_discharge(str(RecordRef(events.COMPLAINT_KIND, str(complaint_id)))).first()
    if taken is not None:
        take_step(case=case, step=flow.MEASURED, actor=actor, now=now, note=str(taken))
    complaint.is_true, complaint.finding, complaint.followed = True, finding.strip(), followed.strip()
    complaint.save(update_fields=["is_true", "finding", "followed"])
    record(_settled(complaint, step), actor=actor, at=now)
    return complaint


@command
def clear_complaint(
    *, complaint_id: int, version: int, finding: str, followed: str, actor: Actor, now: datetime
) -> Complaint:
    """It is not true; the complainant is told. Raises as `verify_complaint`."""
    complaint = complaint_for(actor, complaint_id)
    step = flow.CLEAR
    take_step(case=complaint.case, step=step, actor=actor, now=now, note=finding, seen_version=version)
    complaint.is_true, complaint.finding, complaint.followed = False, finding.strip(), followed.strip()
    complaint.save(update_fields=["is_true", "finding", "followed"])
    record(_settled(complaint, step), actor=actor, at=now)
    return complaint


@command
def excuse_complaint(
    *, complaint_id: int, version: int, reason: str, actor: Actor, now: datetime
) -> Complaint:
    """It is true, and no measure is taken, for a reason that stands with it. Raises as `verify_complaint`."""
    complaint = complaint_for(actor, complaint_id)
    step = flow.EXCUSE
    take_step(case=complaint.case, step=step, actor=actor, now=now, note=reason, seen_version=version)
    complaint.excuse = reason.strip()
    complaint.save(update_fields=["excuse"])
    told = events.ComplaintExcused(complaint=str(complaint.pk), number=complaint.number, reason=reason)
    record(told, actor=actor, at=now)
    return complaint


@command
def answer_complainant(
    *, complaint_id: int, on: date, way: str, answer: str, actor: Actor, now: datetime
) -> Complaint:
    """Who complained was told what came of it: on which day, in which way, in which words.

    The letter gets the next number of its unit and of the year of its day: no gap, none twice.
    Raises NoSuchComplaint, NotYetExamined, AnsweredAlready, BadComplaint.
    """
    complaint, today = complaint_for(actor, complaint_id), timezone.localdate(now)
    _must_be_answerable(complaint)
    if not complaint.case.opened_on <= on <= today:
        raise BadComplaint(f"答复日期{on}应在收到日期{complaint.case.opened_on}以后，不晚于今天{today}")
    if not answer.strip():
        raise BadComplaint("请写明答复了什么")
    complaint.answered_on, complaint.answer_way, complaint.answer = on, Answered(way), answer.strip()
    unit = complaint.case.unit
    serial = next_number(f"remedies.answer:{unit.pk}", tenant=complaint.tenant, year=on.year)
    complaint.answer_number = f"{unit}公开诉复〔{on.year}〕{serial}号"
    complaint.save(update_fields=["answered_on", "answer_way", "answer", "answer_number"])
    told = events.ComplainantAnswered(
        complaint=str(complaint_id), number=complaint.number, on=on, way=Answered(way).label, answer=answer
    )
    record(told, actor=actor, at=now)
    return complaint


def _must_be_answerable(complaint: Complaint) -> None:
    """Raises NotYetExamined, AnsweredAlready, BadComplaint."""
    if complaint.is_true is None:
        raise NotYetExamined("还没有核查结论；登记属实或者不属实以后再答复")
    if complaint.answered_on is not None:
        raise AnsweredAlready(f"已于{complaint.answered_on}答复，不能再登记")
    if not complaint.complainant and complaint.erased_at is None:
        raise BadComplaint("匿名的投诉举报没有可以答复的人，不需要登记答复")


def _tied(complaint: Complaint, *, actor: Actor, now: datetime) -> None:
    if not complaint.request:
        return
    here = RecordRef(events.COMPLAINT_KIND, str(complaint.pk))
    to, whose = RecordRef(REQUEST_KIND, complaint.request), complaint.tenant_id
    tie(here, to=to, relation=COMPLAINS, tenant_id=whose, actor=actor, now=now)


def _settled(complaint: Complaint, step: Step) -> events.ComplaintSettled:
    return events.ComplaintSettled(
        complaint=str(complaint.pk), number=complaint.number, what=step.says, finding=complaint.finding
    )

"""Asking departments of the agency's own (会签): no letter, no third party, no other organ."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.consulting import BadOpinion
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.consultations import countersign_for
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.workflow import ASK_INSIDE
from quancheng.records.disclosure.workflow.asking import COUNTERSIGN, DROP_INSIDE, PUT_INSIDE, SAID_INSIDE


@command
def ask_department(
    *, number: str, version: int, name: str, about: str, until: date, actor: Actor, now: datetime
) -> Consultation:
    """Put a request before a department of the agency's own, which is to say something by a day.

    The days count, unless the government's norm lets them rest, to that day at the latest: 第三十三条第三款
    names third parties and other organs. Raises NoSuchRequest, BadDay, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    if until < today:
        raise BadDay(f"会签期限{until}早于今天{today}", until=until)
    main = take_step(case=request.case, step=ASK_INSIDE, actor=actor, now=now, seen_version=version)
    case = open_case(
        workflow=COUNTERSIGN, step=PUT_INSIDE, unit=main.unit, actor=actor, now=now, until=until, parent=main
    )
    place = (request.consultations.aggregate(last=Max("place"))["last"] or 0) + 1
    asked = Consultation.objects.create(
        request=request, case=case, place=place, party=Party.OWN, name=name, about=about
    )
    told = events.ConsultationSent(request=number, place=place, party=Party.OWN.label, sent_on=today)
    record(told, actor=actor, at=now)
    return asked


@command
def note_department(
    *, number: str, place: int, opinion: Opinion, reasons: str, on: date, actor: Actor, now: datetime
) -> Consultation:
    """What the department said.

    Raises NoSuchRequest, NoSuchConsultation, BadOpinion, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    asked = countersign_for(actor, number, place)
    if opinion in {Opinion.SILENT, Opinion.DEEMED}:
        raise BadOpinion("内设机构没有会签的，不产生意见；不再等待的，请登记“不再等待会签”")
    if opinion is Opinion.REFUSES_WITH_REASONS and not reasons.strip():
        raise BadOpinion("内设机构说明了理由的，请写明理由")
    take_step(case=asked.case, step=SAID_INSIDE, actor=actor, now=now, on=on)
    asked.opinion, asked.reasons = opinion, reasons
    asked.save(update_fields=["opinion", "reasons"])
    record(_moved(asked, number, SAID_INSIDE, on), actor=actor, at=now)
    return asked


@command
def drop_department(*, number: str, place: int, reason: str, actor: Actor, now: datetime) -> Consultation:
    """Nobody waits for the department any longer; its silence says nothing.

    Raises NoSuchRequest, NoSuchConsultation, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    asked = countersign_for(actor, number, place)
    take_step(case=asked.case, step=DROP_INSIDE, actor=actor, now=now, note=reason)
    record(_moved(asked, number, DROP_INSIDE, timezone.localdate(now)), actor=actor, at=now)
    return asked


def _moved(asked: Consultation, number: str, step: Step, on: date) -> events.ConsultationMoved:
    return events.ConsultationMoved(request=number, place=asked.place, what=step.says, on=on)

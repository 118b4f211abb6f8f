"""Asking third parties, co-makers and other organs before the agency decides; each is a sub-case."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.ledger import Ledger, last_day
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.queries import due_on, past_of
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary, latest_letter
from quancheng.records.disclosure.commands.telling import FELL_SILENT, tell_people
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.consultations import (
    consultation_for,
    days_given,
    first_silent,
    is_too_late_an_opinion,
)
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import is_silent_from_sending, rest_read
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.letters import TO_PARTIES, asking, asking_told
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import CONSULT, OVER, REGISTRARS
from quancheng.records.disclosure.workflow.asking import (
    CONSULTATION,
    DELIVERED,
    HEARD,
    HEARD_LATE,
    OPINION_CLOCK,
    SENT,
    SILENT,
)

PAUSING = frozenset({Party.THIRD, Party.CO_MAKER, Party.ORGAN})  # 第三方和其他机关, 第三十三条第三款
SILENCE_MEANS = {
    Party.THIRD: "由本机关依照《条例》决定是否公开", Party.CO_MAKER: "视为同意公开",
    Party.ORGAN: "由本机关依照《条例》处理",
}  # fmt: skip
LETTER_TO = {
    Party.THIRD: (Sort.CONSULTATION, "第三方"), Party.CO_MAKER: (Sort.CO_MAKER, "共同制作的机关"),
    Party.ORGAN: (Sort.OTHER_ORGAN, "其他机关"),
}  # fmt: skip


class TooEarlyForSilence(Refusal):
    """The working days of the party are not over, or nobody knows when they began."""

    code = "disclosure.too_early_for_silence"


class TooLateToConsult(Refusal):
    """The period to answer is over: a consultation entered now would only hide that."""

    code = "disclosure.too_late_to_consult"


class RequestIsOver(Refusal):
    """The request ended without the opinion: nothing waits for it any more."""

    code = "disclosure.request_is_over"


class BadOpinion(Refusal):
    """What was entered as an opinion cannot be one."""

    code = "disclosure.bad_opinion"
    status = 422


@command
def consult(
    *, number: str, version: int, party: Party, name: str, about: str, on: date, actor: Actor, now: datetime
) -> Consultation:
    """Ask somebody in writing. Until they are heard, or silent too long, the period rests (Art. 33).

    `on`: the day the letter goes out. Raises NoSuchRequest, TooLateToConsult, StepNotOpen,
    NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    last = due_on(request.case)
    if last is not None and timezone.localdate(now) > last:
        raise TooLateToConsult(f"答复期限已于{last}届满，现在征求意见不能使它暂停；请直接答复", due_on=last)
    main = take_step(
        case=request.case, step=CONSULT, actor=actor, now=now, on=on, note=Party(party).label,
        seen_version=version,
    )  # fmt: skip
    case = open_case(
        workflow=CONSULTATION, step=SENT, unit=main.unit, actor=actor, now=now, on=on, parent=main
    )
    place = (request.consultations.aggregate(last=Max("place"))["last"] or 0) + 1
    asked = Consultation.objects.create(
        request=request, case=case, place=place, party=party, name=name, about=about
    )
    _write(asked, sent_on=on, actor=actor, now=now)
    told = events.ConsultationSent(request=number, place=place, party=Party(party).label, sent_on=on)
    record(told, actor=actor, at=now)
    return asked


@command
def note_delivery(*, number: str, place: int, on: date, actor: Actor, now: datetime) -> Consultation:
    """The party has the letter; its working days run from here (Art. 32, 34; another organ's: the norm).

    Raises NoSuchRequest, NoSuchConsultation, RequestIsOver, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    asked = _waiting(actor, number, place)
    take_step(case=asked.case, step=DELIVERED, actor=actor, now=now, on=on, days=days_given(asked))
    Secretary(actor, now).notes_service(
        latest_letter(asked.request, TO_PARTIES - {Sort.OVERRIDE}, asked),
        on=on,
    )
    record(_moved(asked, number, DELIVERED, on), actor=actor, at=now)
    return asked


@command
def read_party(*, number: str, place: int, actor: Actor, now: datetime) -> Consultation:
    """Read in clear which third party was asked and what it said; that it was read is written down.

    Raises NoSuchRequest, NoSuchConsultation.
    """
    asked = consultation_for(actor, number, place)
    record(events.PartyRead(request=number, place=place), actor=actor, at=now)
    return asked


@command
def note_opinion(
    *, number: str, place: int, opinion: Opinion, reasons: str, on: date, actor: Actor, now: datetime
) -> Consultation:
    """The opinion is in; this consultation holds the answer up no longer.

    After the silence was noted: what came within the party's days is its opinion all the same, what came
    later moves nothing and is kept for the agency, which decides (Art. 32, 34). Raises NoSuchRequest,
    NoSuchConsultation, RequestIsOver, BadOpinion, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    asked = _waiting(actor, number, place)
    if opinion in {Opinion.SILENT, Opinion.DEEMED}:
        raise BadOpinion("逾期未回复由期限届满产生，不能当作意见录入")
    if opinion is Opinion.REFUSES_WITH_REASONS and not reasons.strip():
        raise BadOpinion("对方说明了理由的，请写明理由")
    step = HEARD_LATE if is_too_late_an_opinion(asked, on=on) else HEARD
    take_step(case=asked.case, step=step, actor=actor, now=now, on=on)
    if step is HEARD:
        asked.opinion, asked.reasons = opinion, reasons
    else:
        asked.reasons = "\n".join(filter(None, (asked.reasons, _said_late(opinion, reasons, on))))
    asked.save(update_fields=["opinion", "reasons"])
    record(_moved(asked, number, step, on), actor=actor, at=now)
    return asked


@command
def note_silence(*, number: str, place: int, actor: Actor, now: datetime) -> Consultation:
    """The party's days are over without a word; the answer waited until the last of them.

    A third party's silence leaves the decision to the agency (Art. 32); a co-maker's is consent (Art. 34).
    Raises NoSuchRequest, NoSuchConsultation, RequestIsOver, TooEarlyForSilence, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    asked = _waiting(actor, number, place)
    last = due_on(asked.case, OPINION_CLOCK)
    if last is None:
        raise TooEarlyForSilence("对方的签收日期还没有登记，答复期限没有开始计算；请先登记签收")
    if timezone.localdate(now) <= last:
        raise TooEarlyForSilence(f"对方的答复期限到{last}届满，此后仍未回复的才能登记", due_on=last)
    record(_fallen_silent(asked, last, actor=actor, now=now), actor=actor, at=now)
    return asked


@command
def end_by_silence(*, actor: Actor, now: datetime) -> int:
    """One consultation at a time ends by itself when the last day of its party is over without a word, as
    `note_silence` ends it, and the agency is told: what silence means follows from the law (Art. 32, 34).

    How many; again it finds none. Raises MovedMeanwhile.
    """
    today = timezone.localdate(now)
    found = first_silent(today=today)
    if found is None:
        return 0
    asked, last = found
    clockwork = Actor.clockwork(asked.request.tenant_id)
    told = _fallen_silent(asked, last, actor=clockwork, now=now)
    people = people_of_unit(asked.case.unit_id, on=today, roles=REGISTRARS)
    means = SILENCE_MEANS[Party(asked.party)]
    tell_people(asked.request, FELL_SILENT, people, actor=actor, now=now, means=means)
    record(told, actor=clockwork, at=now)
    return 1


def _fallen_silent(
    asked: Consultation, last: date, *, actor: Actor, now: datetime
) -> events.ConsultationMoved:
    """Its silence is written down, with the day up to which the answer waited; the line that tells it."""
    ended_on = _silent_since(asked, last)
    take_step(case=asked.case, step=SILENT, actor=actor, now=now, on=ended_on)
    asked.opinion = Opinion.DEEMED if asked.party == Party.CO_MAKER else Opinion.SILENT
    asked.save(update_fields=["opinion"])
    return _moved(asked, asked.request.number, SILENT, ended_on)


def _waiting(actor: Actor, number: str, place: int) -> Consultation:
    """The consultation, while its request is under way."""
    asked = consultation_for(actor, number, place)
    if asked.request.case.state in OVER:
        raise RequestIsOver("这件申请已经办结，不再等待对方的意见，不需要登记")
    return asked


def _said_late(opinion: Opinion, reasons: str, on: date) -> str:
    """What a party said after its days, as it stands beside its silence."""
    return f"逾期意见（{on}收到）：{Opinion(opinion).label}。{reasons.strip()}"


def _silent_since(asked: Consultation, last: date) -> date:
    """The day to which the pause counts: the last of the party's days, or as many after the sending.

    Never before the party had the letter. The norm of the day of sending says which.
    """
    past = past_of(asked.case).lines
    sent_on, delivered_on = past[0].on, past[-1].on
    if not is_silent_from_sending(asked.request.tenant_id, on=sent_on):
        return last
    from_sending = last_day(Ledger(received=sent_on, days=days_given(asked)), work_calendar())
    return max(delivered_on, from_sending or last)


def _write(asked: Consultation, *, sent_on: date, actor: Actor, now: datetime) -> None:
    """The letter to the party, and where the period rests for it, the one that tells the applicant so."""
    sort, whom = LETTER_TO[Party(asked.party)]
    days = days_given(asked)
    lines = asking(sort, about=asked.about, days=days)
    Secretary(actor, now).writes(asked.request, sort, lines, consultation=asked, to=asked.name)
    if asked.party not in PAUSING:
        return
    rest = rest_read(asked.request.tenant_id, on=sent_on)
    told = asking_told(about_of(asked.request), whom=whom, sent_on=sent_on, rest=rest, days=days)
    Secretary(actor, now).writes(asked.request, Sort.CONSULTATION_TOLD, told, consultation=asked)


def _moved(asked: Consultation, number: str, step: Step, on: date) -> events.ConsultationMoved:
    return events.ConsultationMoved(request=number, place=asked.place, what=step.says, on=on)

"""What is another agency's: named in the reply, and passed along there if the applicant wishes (36(5)).

No hand-on: that is for agencies whose duties went over. The answered request stays answered; the new one has
its own number, code, and day of receipt, which its agency's confirmation makes (《条例》第三十一条).
"""

import secrets
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.links.ties import tie
from quancheng.records.disclosure.commands.own_telling import PASSED_ALONG
from quancheng.records.disclosure.commands.telling import tell_people
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.events import own_records as events
from quancheng.records.disclosure.models import Applicant, Redirection, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.doors import door_of, form_of, marks_of, number_is_taken, status_of
from quancheng.records.disclosure.queries.norms import confirmation_days
from quancheng.records.disclosure.queries.replies import item_for
from quancheng.records.disclosure.queries.requests import applicant_of, may_read_applicant, request_for
from quancheng.records.disclosure.queries.transfers import (
    NOT_OURS,
    as_told,
    redirection_of,
    takes_requests,
    unit_to_name,
    wished_and_not_registered,
)
from quancheng.records.disclosure.rules.grounds import Must
from quancheng.records.disclosure.rules.numbers import number_on
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.workflow import DECIDE, DISCLOSURE, SUBMIT, State

PASSED = "disclosure.passed_along"
_NUMBERS_A_DAY = 100_000
_DRAWS = 60


class NotNotOurs(Refusal):
    """The item is not answered as another agency's."""

    code = "disclosure.not_not_ours"


class NotAnsweredYet(Refusal):
    """Nothing is passed along before the answer has been served."""

    code = "disclosure.not_answered_yet"


class PassedAlready(Refusal):
    """The applicant has asked for it before."""

    code = "disclosure.passed_already"


class TakesNone(Refusal):
    """Nobody takes requests for that agency in this house."""

    code = "disclosure.takes_none"


class NotYourAnswer(Refusal):
    """The actor does not handle the request."""

    code = "disclosure.not_your_answer"
    status = 403


@command
def name_right_agency(
    *, number: str, version: int, place: int, unit_id: int, actor: Actor, now: datetime
) -> Redirection:
    """Choose the right agency from the register; the reply names it, with how to reach it (Art. 36(5)).

    Raises NoSuchRequest, NoSuchItem, NotNotOurs, NoSuchRedirection, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request, item = request_for(actor, number), item_for(actor, number, place)
    if item.ground != NOT_OURS:
        raise NotNotOurs(f"第{place}项没有按“非本机关负责公开”处理，请先拟定处理意见")
    unit, today = unit_to_name(request, unit_id), timezone.localdate(now)
    take_step(case=request.case, step=DECIDE, actor=actor, now=now, note=f"第{place}项", seen_version=version)
    told = as_told(unit, on=today)
    item.said = {**item.said, Must.RIGHT_AGENCY.value: told}
    item.decided_by_id = actor.person_id
    item.save(update_fields=["said", "decided_by"])
    named_there, _ = Redirection.objects.update_or_create(
        request=request, place=place, defaults={"unit": unit, "told": told, "wanted": item.wanted}
    )
    record(events.RightAgencyNamed(request=number, place=place, unit=str(unit)), actor=actor, at=now)
    return named_there


@command
def wish_passed_along(*, number: str, code: str, place: int, actor: Actor, now: datetime) -> Redirection:
    """The applicant, on the page of the answered request: “请替我向该机关提出”. The house registers it.

    Raises NoMatch, NoSuchRedirection, NotAnsweredYet, PassedAlready, TakesNone.
    """
    request = status_of(number, code).request
    with named([request.door]):
        one = _wished(request, place, Channel.INTERNET, "申请人在网上提出", now)
    told = events.RedirectionWished(request=request.number, place=place, unit=str(one.unit))
    record(told, actor=actor, at=now)
    return one


@command
def note_wish(*, number: str, place: int, how: str, actor: Actor, now: datetime) -> Redirection:
    """The applicant has told the agency so, on the telephone or over the counter.

    Raises NoSuchRequest, NotYourAnswer, NoSuchRedirection, NotAnsweredYet, PassedAlready, TakesNone.
    """
    request = request_for(actor, number)
    if not may_read_applicant(actor, request) or not actor.roles & DECIDE.by:
        raise NotYourAnswer("申请人的要求由答复的机关登记")
    one = _wished(request, place, Channel.ELSEWHERE, how.strip() or "申请人向本机关提出", now)
    told = events.RedirectionWished(request=request.number, place=place, unit=str(one.unit))
    record(told, actor=actor, at=now)
    return one


@command
def register_passed_along(*, actor: Actor, now: datetime) -> int:
    """One wish at a time becomes a request of its own at the right agency, linked both ways. How many.

    It waits there for the agency's confirmation like any other that came over the network; again it finds
    none.
    """
    one = wished_and_not_registered().first()
    if one is None:
        return 0
    old, clockwork = one.request, Actor.clockwork(one.request.tenant_id)
    days = confirmation_days(old.tenant_id, on=timezone.localdate(now))
    case = open_case(workflow=DISCLOSURE, step=SUBMIT, unit=one.unit, actor=clockwork, now=now, days=days)
    number = _new_number(now)
    new = Request.objects.create(
        tenant_id=old.tenant_id, number=number, case=case, channel=one.channel, wanted=one.wanted,
        features=old.features, medium=old.medium, route=old.route, needs_help=old.needs_help,
        submitted_at=now, once=form_of(f"passed-{one.pk}"), door=door_of(number), citizen_id=old.citizen_id,
        claimed_at=old.claimed_at,
    )  # fmt: skip
    _copied(applicant_of(old), new)
    one.new_request, one.new_number = new, number
    one.save(update_fields=["new_request", "new_number"])
    tie(
        RecordRef(REQUEST_KIND, old.number), to=RecordRef(REQUEST_KIND, number), relation=PASSED,
        tenant_id=old.tenant_id, actor=clockwork, now=now,
    )  # fmt: skip
    people = people_of_unit(one.unit_id, on=timezone.localdate(now))
    tell_people(new, PASSED_ALONG, people, actor=actor, now=now)
    told = events.RequestPassedAlong(request=old.number, place=one.place, unit=str(one.unit), new=number)
    record(told, actor=actor, at=now)
    return 1


def _wished(request: Request, place: int, channel: Channel, how: str, now: datetime) -> Redirection:
    """On the website the applicant has confirmed by it; else the agency makes contact.

    Raises NoSuchRedirection, NotAnsweredYet, PassedAlready, TakesNone."""
    one = redirection_of(request, place)
    if request.case.state != State.ANSWERED:
        raise NotAnsweredYet("答复送达以后，才能代为向该机关提出")
    if one.wished_at is not None:
        raise PassedAlready(f"已经要求代为向{one.unit}提出，不必再提一次")
    if not takes_requests(one.unit, on=timezone.localdate(now)):
        raise TakesNone(f"{one.unit}不在本系统受理申请，请按答复书写明的联系方式直接提出")
    one.wished_at, one.wished_how, one.channel = now, how, channel
    one.save(update_fields=["wished_at", "wished_how", "channel"])
    return one


def _copied(known: Applicant, new: Request) -> None:
    Applicant.objects.create(
        request=new, sort=known.sort, name=known.name, proof=known.proof, proof_number=known.proof_number,
        representative=known.representative, contact_person=known.contact_person, phone=known.phone,
        email=known.email, address=known.address, agent_name=known.agent_name,
        agent_proof=known.agent_proof, agent_proof_number=known.agent_proof_number,
        agent_phone=known.agent_phone, **marks_of(new.number, known),
    )  # fmt: skip


def _new_number(now: datetime) -> str:
    for _ in range(_DRAWS):
        number = number_on(timezone.localdate(now), secrets.randbelow(_NUMBERS_A_DAY))
        if not number_is_taken(number):
            return number
    raise TakesNone("今天的申请编号已用完，明天再登记")

"""Where a government wants both to confirm (Art. 31(3)): the agency first, then the applicant once more."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import CONFIRMED_AGAIN, tell_people
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.confirming import (
    first_confirmation,
    request_of,
    waits_for_applicant_since,
    wants_both,
)
from quancheng.records.disclosure.queries.doors import status_of
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.letters import receipt
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import CONFIRM, CONFIRM_FIRST


class NotByBoth(Refusal):
    """The agency's confirmation is enough: it makes the day of receipt."""

    code = "disclosure.not_by_both"


class AgencyFirst(Refusal):
    """The agency is to confirm before its applicant does."""

    code = "disclosure.agency_first"


@command
def confirm_first(*, number: str, version: int, on: date, how: str, actor: Actor, now: datetime) -> Request:
    """The agency has confirmed; the request is received once its applicant confirms once more.

    Raises NoSuchRequest, NotByBoth, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    if not wants_both(request):
        raise NotByBoth("这件申请由机关确认收到即可，请办理“与申请人确认收到”")
    take_step(
        case=request.case, step=CONFIRM_FIRST, actor=actor, now=now, on=on, note=how, seen_version=version
    )
    record(events.AgencyConfirmed(request=number, confirmed_on=on), actor=actor, at=now)
    return request


@command
def confirm_again(*, number: str, code: str, actor: Actor, now: datetime) -> Request:
    """The applicant confirms on the website, with number and code: today is the day of receipt.

    What follows inside the office the house does right after it. Raises NoMatch, AgencyFirst, StepNotOpen.
    """
    request, today = status_of(number, code).request, timezone.localdate(now)
    if waits_for_applicant_since(request) is None:
        raise AgencyFirst("这件申请没有等待您确认的事项，请刷新页面查看最新情况")
    with named([request.door]):
        clockwork = Actor.clockwork(request.tenant_id)
        take_step(case=request.case, step=CONFIRM, actor=clockwork, now=now, on=today)
        people = people_of_unit(request.case.unit_id, on=today)
        tell_people(request, CONFIRMED_AGAIN, people, actor=actor, now=now)
    record(events.ConfirmedAgain(request=request.number, received_on=today), actor=actor, at=now)
    return request


@command
def write_receipt(*, number: str, received_on: date, actor: Actor, now: datetime) -> Request:
    """The day of receipt and its letter, after the applicant confirmed; again it changes nothing.

    The letter is that of who confirmed for the agency. Raises NoSuchRequest.
    """
    request = request_of(number)
    if request.received_on is not None:
        return request
    request.received_on = received_on
    request.save(update_fields=["received_on"])
    first = first_confirmation(request)
    assert first is not None  # nobody confirms again what was never confirmed
    lines = receipt(about_of(request), due_on=due_on(request.case))
    Secretary(actor, now, for_person=first.person_id).writes(request, Sort.RECEIPT, lines)
    record(events.ReceiptWritten(request=number, received_on=received_on), actor=actor, at=now)
    return request


def must_be_next(request: Request, *, on: date) -> None:
    """Whoever enters that the applicant confirmed: the agency has, not later. Raises AgencyFirst, BadDay."""
    if not wants_both(request):
        return
    first_on = waits_for_applicant_since(request)
    if first_on is None:
        raise AgencyFirst("本级规则须双方确认：请先办理“机关确认收到，请申请人再确认”，再登记申请人的确认")
    if on < first_on:
        raise BadDay(f"申请人的确认日期{on}早于机关确认的{first_on}，请核对", on=on)

"""A fee notice that was wrong is taken back; a payment that came too late is written down."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.fees import issued_fee, must_not_be_before
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import FEE_WITHDRAWN, tell_people
from quancheng.records.disclosure.models import Fee, Letter, Request
from quancheng.records.disclosure.queries.fees import last_to_pay
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.letters import fee_taken_back
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import LATE_PAID, TAKE_BACK_FEE, State


def _tells_of_it(request: Request, notice: Letter, reason: str, *, actor: Actor, now: datetime) -> None:
    """The notice holds no longer, and a letter says so, with the day by which the answer is due again."""
    secretary = Secretary(actor, now)
    secretary.supersedes(notice, reason=reason.strip()[:500])
    due_on = request.case.due_on if request.case.due_on and request.case.due_on >= secretary.today else None
    lines = fee_taken_back(
        about_of(request), notice=notice.number, issued_on=timezone.localdate(notice.made_at), reason=reason,
        due_on=due_on,
    )  # fmt: skip
    secretary.writes(request, Sort.FEE_TAKEN_BACK, lines, counted=(due_on,))


class NotTooLate(Refusal):
    """The fee was paid in time, or nobody knows yet when its period began."""

    code = "disclosure.not_too_late"


@command
def take_back_fee_notice(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Request:
    """The head takes a wrong notice back: it holds no longer, and the period to answer never rested for it.

    What rests the period is that payment begins it anew (国办函〔2020〕109号); a notice that is taken
    back can bring no payment, so its days count. Within the period a new fee may be proposed. A letter tells
    the applicant. Raises NoSuchRequest, NoFee, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee = issued_fee(request)
    take_step(case=request.case, step=TAKE_BACK_FEE, actor=actor, now=now, note=reason, seen_version=version)
    assert fee.letter is not None  # an issued fee has its notice
    _tells_of_it(request, fee.letter, reason, actor=actor, now=now)
    fee.withdrawn_by_id, fee.withdrawn_at, fee.withdrawn_reason = actor.person_id, now, reason.strip()
    fee.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    tell_people(request, FEE_WITHDRAWN, {fee.proposed_by_id}, actor=actor, now=now, reason=reason.strip())
    told = events.FeeNoticeWithdrawn(request=number, letter=fee.letter.number, reason=reason.strip())
    record(told, actor=actor, at=now)
    return request


@command
def note_late_payment(
    *, number: str, version: int, on: date, voucher: str, actor: Actor, now: datetime
) -> Fee:
    """The fee came after its period: the request stays given up, the applicant may file it anew.

    `voucher`: the receipt of what is to be paid back. Raises NoSuchRequest, NoFee, NotTooLate, StepNotOpen,
    NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee = issued_fee(request)
    must_not_be_before(fee, on)
    last = last_to_pay(request)
    if last is None or on <= last or fee.paid_on is not None:
        until = f"缴费期限到{last}届满" if last else "收费通知书还没有登记送达，缴费期限没有起算"
        raise NotTooLate(f"{until}，{on}缴纳的没有逾期；请用“申请人缴费”登记", due_on=last)
    if request.case.state == State.CLOSED and fee.unpaid_on is None:
        raise NotTooLate("这件申请不是因为逾期未缴费办结的，不登记逾期缴费；款项应当退还")
    if fee.late_on is not None:
        raise NotTooLate(f"已登记{fee.late_on}逾期缴费，不能再改")
    take_step(case=request.case, step=LATE_PAID, actor=actor, now=now, on=on, seen_version=version)
    fee.late_on, fee.late_voucher = on, voucher.strip()
    fee.save(update_fields=["late_on", "late_voucher"])
    record(events.FeePaidLate(request=number, paid_on=on, last_on=last), actor=actor, at=now)
    return fee

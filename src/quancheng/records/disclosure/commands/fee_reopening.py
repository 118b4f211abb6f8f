"""A fee that was paid in time, learned of after the request was closed for want of payment."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.fees import TooLateToPay, issued_fee, must_not_be_before
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import PAID_AFTER_ALL as PAID_KIND
from quancheng.records.disclosure.commands.telling import tell_people
from quancheng.records.disclosure.models import Fee, Outcome, Redo, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import cause_of, end_notice_of
from quancheng.records.disclosure.queries.fees import after_paying_of, last_to_pay
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.fees import AfterPaying
from quancheng.records.disclosure.workflow import (
    PAID_AFTER_ALL,
    PAID_AFTER_ALL_COUNTED,
    PAID_AFTER_ALL_GOES_ON,
    REGISTRARS,
    UNPAID,
)

STEPS = {
    AfterPaying.RESTARTS: PAID_AFTER_ALL,
    AfterPaying.GOES_ON: PAID_AFTER_ALL_GOES_ON,
    AfterPaying.COUNTS: PAID_AFTER_ALL_COUNTED,
}

WHY = "申请人在期限内缴费，恢复办理"


class NotClosedUnpaid(Refusal):
    """Only what was closed for want of payment comes back by a payment."""

    code = "disclosure.not_closed_unpaid"


class PaymentUnproved(Refusal):
    """Nothing shows that it was paid."""

    code = "disclosure.payment_unproved"
    status = 422


@command
def reopen_paid(*, number: str, version: int, on: date, voucher: str, actor: Actor, now: datetime) -> Request:
    """The fee was paid in time after all: the end is as if it had not been, and the period starts anew.

    It runs from the day after payment (国办函〔2020〕109号), however late that was learned, in full or with
    what was left of it, as the norms said when the notice was issued. Row 22, letter 24 and the outcome that
    was counted are taken back: the request is counted where it ends at last.
    `voucher`: by what the payment is shown. Raises NoSuchRequest, NoFee, NotClosedUnpaid, PaymentUnproved,
    TooLateToPay, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee, last_on = issued_fee(request), _must_be_in_time(request, on)
    must_not_be_before(fee, on)
    _must_be_shown(fee, voucher)
    take_step(
        case=request.case,
        step=STEPS[after_paying_of(request)],
        actor=actor,
        now=now,
        on=on,
        seen_version=version,
    )
    fee.paid_on, fee.voucher, fee.unpaid_on = on, voucher.strip(), None
    fee.save(update_fields=["paid_on", "voucher", "unpaid_on"])
    _end_is_taken_back(request, actor=actor, now=now)
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, PAID_KIND, people, actor=actor, now=now)
    told = events.FeePaidAfterAll(request=number, paid_on=on, last_on=last_on, yuan=fee.yuan)
    record(told, actor=actor, at=now)
    return request


def _end_is_taken_back(request: Request, *, actor: Actor, now: datetime) -> None:
    """Its row, the letter that told of it, its page on the internet, and the copy in the figures."""
    made = end_notice_of(request)
    if made is not None:
        made.superseded_at = now
        made.save(update_fields=["superseded_at"])
        if made.letter:
            Secretary(actor, now).supersedes(made.letter, reason=WHY)
    Secretary(actor, now).closes_again(request)
    request.row = None
    request.save(update_fields=["row"])
    Outcome.objects.filter(request=request).delete()
    # an order that was entered by mistake may have kept this end as the first: it is none
    Redo.objects.filter(request=request, taken_back_at__isnull=False).update(is_first_end=False)


def _must_be_in_time(request: Request, on: date) -> date:
    """The last day to pay. Raises NotClosedUnpaid, TooLateToPay."""
    last_on = last_to_pay(request)
    if cause_of(request) != UNPAID or last_on is None:
        raise NotClosedUnpaid("这件申请不是因为逾期未缴费办结的，不能用缴费恢复办理；请刷新页面")
    if on > last_on:
        raise TooLateToPay(
            f"缴费期限已于{last_on}届满，{on}缴纳的不使办理恢复：请用“登记逾期缴费”登记，款项应当退还，"
            "申请人可以重新提出申请",
            due_on=last_on,
        )
    return last_on


def _must_be_shown(fee: Fee, voucher: str) -> None:
    """Raises PaymentUnproved, NotClosedUnpaid."""
    if fee.late_on is not None:
        raise NotClosedUnpaid(
            f"已登记{fee.late_on}逾期缴费，不能再登记期限内缴费；登记有误的，请与系统管理员联系"
        )
    if not voucher.strip():
        raise PaymentUnproved("请填写缴费凭证：财政票据号或者银行回单号")

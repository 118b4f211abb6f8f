"""The processing fee (《条例》第四十二条): proposed by the handler, decided by the head, paid or not paid."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.refusals import BadDay, StepNotOpen
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary, latest_letter
from quancheng.records.disclosure.commands.telling import FEE_DECIDED, FEE_PROPOSED, tell_people
from quancheng.records.disclosure.models import Fee, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.fees import after_paying_of, fee_for, fee_of
from quancheng.records.disclosure.queries.letters import about_of, payment_of
from quancheng.records.disclosure.queries.norms import after_paying, annual_rows, fee_month
from quancheng.records.disclosure.queries.redos import must_run_by_law
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules import grounds
from quancheng.records.disclosure.rules.fees import AfterPaying, Basis, split_told
from quancheng.records.disclosure.rules.letters import fee_notice
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    DROP_FEE,
    FEE_NOTICE,
    FEE_NOTICE_SERVED,
    HEADS,
    PAID,
    PAID_COUNTED,
    PAID_GOES_ON,
    PAY_DAYS,
    PAYMENT_CLOCK,
    PROPOSE_FEE,
    UNPAID,
)

STEPS = {
    AfterPaying.RESTARTS: PAID,
    AfterPaying.GOES_ON: PAID_GOES_ON,
    AfterPaying.COUNTS: PAID_COUNTED,
}


class FeeThere(Refusal):
    """A request has one fee, counted in one way."""

    code = "disclosure.fee_there"


class NoFee(Refusal):
    """Nobody has proposed a fee, or it is decided already."""

    code = "disclosure.no_fee"


class NothingToCharge(Refusal):
    """By the tariff it costs nothing."""

    code = "disclosure.nothing_to_charge"
    status = 422


class BadSplit(Refusal):
    """A matter is not counted as several items without a reason, nor at all where one counts by page."""

    code = "disclosure.bad_split"
    status = 422


class TooLateForFee(Refusal):
    """The notice must go out within the period to answer."""

    code = "disclosure.too_late_for_fee"


class OwnProposal(Refusal):
    """Who proposed the fee does not issue the notice."""

    code = "disclosure.own_proposal"
    status = 403


class FeeChanged(Refusal):
    """Since the proposal the tariff or the count has changed."""

    code = "disclosure.fee_changed"


class PaymentUnknown(Refusal):
    """Nobody has entered how one pays."""

    code = "disclosure.payment_unknown"


class TooLateToPay(Refusal):
    """The period to pay was over on that day."""

    code = "disclosure.too_late_to_pay"


class TooEarlyToClose(Refusal):
    """The period to pay is not over, or nobody knows when it began."""

    code = "disclosure.too_early_to_close"


@command
def propose_fee(
    *, number: str, version: int, basis: Basis, pages: int, why: str, items: int = 1, split_why: str = "",
    actor: Actor, now: datetime,
) -> Fee:  # fmt: skip
    """Propose to charge: by item as the request stands in its month, or by page of what is handed out.

    `pages` counts by page alone. `items`: by item, into how many smallest reasonable units a person splits
    its matters (一事一申请, 国办函〔2020〕109号第四条), with the reason. Raises NoSuchRequest, SetFromAbove,
    FeeThere, BadSplit, NotByPage, NoTariff, BadCount, NothingToCharge, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    request = request_for(actor, number)
    must_run_by_law(request)
    if fee_of(request):
        raise FeeThere("这件申请已经拟收信息处理费，一件申请只能按一种方式计收；要改的，请先登记不收")
    split_why = split_why.strip()
    _must_be_split(basis, items, split_why)
    sheet = fee_for(request, basis, pages=pages, items=items, on=timezone.localdate(now))
    if not sheet.total:
        raise NothingToCharge(f"按现行标准不收费：{'；'.join(sheet.says)}")
    take_step(case=request.case, step=PROPOSE_FEE, actor=actor, now=now, seen_version=version)
    assert actor.person_id is not None  # whom the step let pass is an official
    fee = Fee.objects.create(
        request=request, basis=basis, before=sheet.before, count=sheet.count, yuan=sheet.total,
        working="\n".join((*split_told(items, split_why), *sheet.says)),
        split_why=split_why, why=why.strip(), proposed_by_id=actor.person_id, proposed_at=now,
    )  # fmt: skip
    heads = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=HEADS)
    tell_people(request, FEE_PROPOSED, heads, actor=actor, now=now)
    record(events.FeeProposed(request=number, basis=basis.says, yuan=fee.yuan), actor=actor, at=now)
    return fee


@command
def drop_fee(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Request:
    """No fee after all: the handler takes the proposal back, or the head turns it down.

    Raises NoSuchRequest, NoFee, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee = _proposed(request)
    take_step(case=request.case, step=DROP_FEE, actor=actor, now=now, note=reason, seen_version=version)
    fee.dropped_at = now
    fee.save(update_fields=["dropped_at"])
    tell_people(request, FEE_DECIDED, {fee.proposed_by_id}, actor=actor, now=now)
    record(events.FeeDropped(request=number, reason=reason), actor=actor, at=now)
    return request


@command
def issue_fee_notice(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """The head signs the notice, within the period to answer; from here the period rests.

    Basis, standard, calculation, amount, way of payment and term stand in it. Raises NoSuchRequest, NoFee,
    OwnProposal, TooLateForFee, FeeChanged, PaymentUnknown, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    fee = _proposed(request)
    last = due_on(request.case)
    if last is not None and today > last:
        raise TooLateForFee(f"收费通知应当在答复期限内发出，期限已于{last}届满；请直接答复", due_on=last)
    sheet = fee_for(request, Basis(fee.basis), pages=fee.count, items=fee.count, on=today)
    if (sheet.before, sheet.total) != (fee.before, fee.yuan):
        raise FeeChanged("拟定以后件数或者收费标准有变动，请先登记不收，再按现在的情况重新拟定")
    how = payment_of(request.case.unit, on=today)
    if not how:
        raise PaymentUnknown(
            "本级政府还没有录入缴款方式，收费通知书不能签发；请政务公开机构在“依据与规则”中录入"
        )
    note = f"{fee.get_basis_display()}，{fee.yuan:,}元"
    take_step(case=request.case, step=FEE_NOTICE, actor=actor, now=now, note=note, seen_version=version)
    if actor.person_id == fee.proposed_by_id:
        raise OwnProposal("这笔信息处理费由您拟定，收费通知书须由另一人签发")
    lines = fee_notice(
        about_of(request), sheet=sheet, split=fee.split_why, month=fee_month(request.tenant_id, on=today),
        then=after_paying(request.tenant_id, on=today), why=fee.why, how=how, days=PAY_DAYS,
    )  # fmt: skip
    fee.letter = Secretary(actor, now).writes(request, Sort.FEE_NOTICE, lines, serve_by=last)
    fee.issued_by_id, fee.issued_at, fee.how = actor.person_id, now, how
    fee.save(update_fields=["letter", "issued_by", "issued_at", "how"])
    tell_people(request, FEE_DECIDED, {fee.proposed_by_id}, actor=actor, now=now)
    told = events.FeeNoticeIssued(request=number, letter=fee.letter.number, yuan=fee.yuan)
    record(told, actor=actor, at=now)
    return request


@command
def note_fee_served(
    *, number: str, version: int, on: date, way: str = "", proof: str = "", actor: Actor, now: datetime
) -> Request:
    """The applicant has the notice: twenty working days to pay, from the day after.

    Raises NoSuchRequest, NoFee, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile, BadLetterService,
    NoPaperNumber.
    """
    request = request_for(actor, number)
    fee = issued_fee(request)
    must_not_be_before(fee, on)
    if fee.letter and fee.letter.served_on is not None:
        raise StepNotOpen(f"{fee.letter.number}已登记{fee.letter.served_on}送达，不能再改")
    take_step(case=request.case, step=FEE_NOTICE_SERVED, actor=actor, now=now, on=on, seen_version=version)
    Secretary(actor, now).notes_service(
        latest_letter(request, frozenset({Sort.FEE_NOTICE})),
        way=way,
        proof=proof,
        on=on,
    )
    record(events.FeeNoticeServed(request=number, served_on=on), actor=actor, at=now)
    return request


@command
def note_payment(
    *, number: str, version: int, on: date, voucher: str, actor: Actor, now: datetime
) -> Request:
    """The fee is paid: from the day after the period to answer starts anew, or goes on.

    That is as the norms said when the notice was issued. `voucher`: the receipt.

    Raises NoSuchRequest, NoFee, TooLateToPay, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee = issued_fee(request)
    must_not_be_before(fee, on)
    last = due_on(request.case, PAYMENT_CLOCK)
    if last is not None and on > last:
        raise TooLateToPay(
            f"缴费期限已于{last}届满，{on}缴纳的不使办理恢复：请用“登记逾期缴费”登记，申请视为放弃，"
            "款项应当退还，申请人可以重新提出申请",
            due_on=last,
        )
    take_step(
        case=request.case,
        step=STEPS[after_paying_of(request)],
        actor=actor,
        now=now,
        on=on,
        seen_version=version,
    )
    fee.paid_on, fee.voucher = on, voucher.strip()
    fee.save(update_fields=["paid_on", "voucher"])
    record(events.FeePaid(request=number, paid_on=on, yuan=fee.yuan), actor=actor, at=now)
    return request


@command
def close_unpaid(*, number: str, version: int, actor: Actor, now: datetime) -> Request:
    """The fee was not paid in time: the request is handled no further. A result, no deletion.

    Raises NoSuchRequest, NoFee, TooEarlyToClose, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    request = request_for(actor, number)
    fee = issued_fee(request)
    last = due_on(request.case, PAYMENT_CLOCK)
    if last is None:
        raise TooEarlyToClose("收费通知书还没有登记送达，缴费期限没有开始计算；请先登记送达日期")
    if timezone.localdate(now) <= last:
        raise TooEarlyToClose(f"缴费期限到{last}届满，此后仍未缴纳的才不再处理", due_on=last)
    take_step(case=request.case, step=UNPAID, actor=actor, now=now, seen_version=version)
    request.row = annual_rows(request.tenant_id, on=timezone.localdate(now))[grounds.UNPAID]
    fee.unpaid_on = timezone.localdate(now)
    request.save(update_fields=["row"])
    fee.save(update_fields=["unpaid_on"])
    record(events.FeeUnpaid(request=number, last_on=last), actor=actor, at=now)
    return request


def _must_be_split(basis: Basis, items: int, why: str) -> None:
    """Raises BadSplit."""
    if items < 1:
        raise BadSplit("拆分件数至少为1")
    if basis is Basis.PAGES and (items > 1 or why):
        raise BadSplit("按量计收的不拆分件数：按件、按量只能选一种")
    if items > 1 and not why:
        raise BadSplit(f"拆分为{items}件的，请写明怎样拆分、为什么是最小合理单元（一事一申请）")
    if items == 1 and why:
        raise BadSplit("没有拆分的，不填拆分理由；要拆分的，请填写拆分件数")


def _proposed(request: Request) -> Fee:
    fee = fee_of(request)
    if fee is None or fee.issued_at is not None:
        raise NoFee("这件申请没有等待签发的信息处理费，请刷新页面")
    return fee


def issued_fee(request: Request) -> Fee:
    """The fee whose notice was issued and holds. Raises NoFee."""
    fee = fee_of(request)
    if fee is None or fee.issued_at is None:
        raise NoFee("这件申请没有签发过收费通知书，请刷新页面")
    return fee


def must_not_be_before(fee: Fee, on: date) -> None:
    """Raises BadDay."""
    assert fee.issued_at is not None
    issued_on = timezone.localdate(fee.issued_at)
    if on < issued_on:
        raise BadDay(f"日期{on}早于签发收费通知书的{issued_on}，请核对", on=on)

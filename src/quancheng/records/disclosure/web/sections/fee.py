"""The fee of a request with its working, the reasons of art. 35, and which of their steps are not open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.worksheet import ClockSheet
from quancheng.records.disclosure.models import Explanation, Fee, Request
from quancheng.records.disclosure.queries.endings import cause_of
from quancheng.records.disclosure.queries.fees import (
    explanation_of,
    fee_for,
    fees_of,
    last_to_pay,
    linked_in_month,
    what_payment_brings,
)
from quancheng.records.disclosure.queries.norms import fee_month, is_paused_for_reasons
from quancheng.records.disclosure.queries.requests import may_read_applicant
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ASK_REASONS,
    DELAY,
    DROP_FEE,
    FEE_NOTICE,
    FEE_NOTICE_SERVED,
    LATE_PAID,
    PAID_AFTER_ALL,
    PAYMENT_CLOCK,
    PROPOSE_FEE,
    REASONS_GOT,
    UNPAID,
    State,
)


@dataclass(frozen=True, slots=True)
class FeeSection:
    """What may be charged, what was, and what the applicant was asked to explain."""

    fee: Fee | None
    withdrawn: tuple[Fee, ...]  # notices that were taken back
    late: str  # what the law says of a payment that came too late
    working: tuple[str, ...]
    standing: str
    tone: str
    hint: str  # that one may charge by item, and how much
    linked: int  # requests of the month with the same telephone on another paper
    explanation: Explanation | None
    is_paused: bool  # the wait for these reasons is not counted
    hidden: frozenset[str]

    @property
    def is_shown(self) -> bool:
        return bool(self.fee or self.withdrawn or self.explanation or self.hint or self.linked)


NOTHING = FeeSection(None, (), "", (), "", "", "", 0, None, False, frozenset())


def fee_section(actor: Actor, request: Request, *, today: date) -> FeeSection:
    """For whoever handles the request; to nobody else is any of it shown."""
    if not may_read_applicant(actor, request):
        return NOTHING
    fees, asked = fees_of(request), explanation_of(request)
    fee = next((one for one in fees if one.withdrawn_at is None), None)
    standing, tone = _standing(fee)
    is_in_hand = request.case.state == State.IN_HAND
    return FeeSection(
        fee=fee,
        withdrawn=tuple(one for one in fees if one.withdrawn_at),
        late=_late(fee),
        working=tuple(fee.working.splitlines()) if fee else (),
        standing=standing,
        tone=tone,
        hint=_hint(request, today) if is_in_hand and fee is None else "",
        linked=linked_in_month(request, on=today) if is_in_hand and fee is None else 0,
        explanation=asked,
        is_paused=asked is not None
        and is_paused_for_reasons(request.tenant_id, on=timezone.localdate(asked.asked_at)),
        hidden=_hidden(actor, fee, asked) | _of_payment(request, fee, today) | _of_reopening(request, fee),
    )


def note_of_waiting(request: Request, running: Mapping[str, ClockSheet]) -> str:
    """While the fee is awaited: by when it is to be paid, and what that brings."""
    served, answer = running.get(PAYMENT_CLOCK.code), running.get(ANSWER_CLOCK.code)
    brings = what_payment_brings(request, left=answer.standing.left if answer else 0)
    if served is None:
        return f"收费通知书送达申请人后，请登记收到日期，20个工作日的缴费期限从次日起算。{brings}"
    return f"缴费期限到{served.due}，逾期未缴的不再处理。{brings}"


def _standing(fee: Fee | None) -> tuple[str, str]:
    if fee is None:
        return "", ""
    if fee.paid_on:
        return f"{fee.paid_on}已缴，票据号{fee.voucher}", "green"
    if fee.unpaid_on:
        return "逾期未缴，不再处理", "grey"
    return ("待缴费", "orange") if fee.issued_at else ("待负责人决定", "blue")


def _hint(request: Request, today: date) -> str:
    """From the eleventh request of a month on; below nothing can be charged by item, and nothing is said."""
    try:
        sheet = fee_for(request, Basis.ITEMS, pages=0, on=today)
    except Refusal:
        return ""
    if not sheet.total:
        return ""
    month = fee_month(request.tenant_id, on=today)
    return (
        f"这是申请人在{month.says}的自然月内向本机关提出的第{sheet.before + 1}件申请。"
        f"按件计收为{sheet.total:,}元；可以收费，不是必须收费。"
    )


def _late(fee: Fee | None) -> str:
    if fee is None or fee.late_on is None:
        return ""
    return (
        f"申请人{fee.late_on}逾期缴纳（票据号{fee.late_voucher}）。逾期未缴纳的视为放弃申请，不再处理（国办函〔2020〕109号"
        "）；逾期缴费不使办理恢复，款项应当退还，申请人可以重新提出申请。"
    )


def _of_reopening(request: Request, fee: Fee | None) -> frozenset[str]:
    """Only what was closed for want of payment comes back by one that was made in time."""
    may = fee is not None and fee.late_on is None and cause_of(request) == UNPAID
    return frozenset() if may else frozenset({PAID_AFTER_ALL.code})


def _ended_otherwise(request: Request, fee: Fee) -> bool:
    return request.case.state == State.CLOSED and fee.unpaid_on is None


def _of_payment(request: Request, fee: Fee | None, today: date) -> frozenset[str]:
    """While there is time to pay, nobody is offered to close the request, nor to write of a late payment."""
    if fee is None or fee.issued_at is None or request.case.state not in LATE_PAID.out_of:
        return frozenset({LATE_PAID.code})
    hidden = set()
    if fee.letter is None or fee.letter.served_on is not None:
        hidden.add(FEE_NOTICE_SERVED.code)
    last = last_to_pay(request)
    if last is None or today <= last:
        hidden |= {UNPAID.code, LATE_PAID.code}
    elif fee.late_on is not None or fee.paid_on is not None or _ended_otherwise(request, fee):
        hidden.add(LATE_PAID.code)
    return frozenset(hidden)


def _hidden(actor: Actor, fee: Fee | None, asked: Explanation | None) -> frozenset[str]:
    """Steps that the workflow opens and that are not to be taken now."""
    hidden = set()
    if fee is not None:
        hidden.add(PROPOSE_FEE.code)
    if fee is None or fee.issued_at is not None:
        hidden |= {DROP_FEE.code, FEE_NOTICE.code}
    if fee is not None and fee.proposed_by_id == actor.person_id:
        hidden.add(FEE_NOTICE.code)
    if asked is not None:
        hidden.add(ASK_REASONS.code)
    if asked is None or asked.answered_on is not None:
        hidden.add(REASONS_GOT.code)
    if asked is None or asked.answered_on is None:
        hidden.add(DELAY.code)
    return frozenset(hidden)

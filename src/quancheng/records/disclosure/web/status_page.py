"""What the applicant's page of a request shows, in plain words and finished for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from quancheng.kernel.casework.worksheet import ClockSheet
from quancheng.records.disclosure.forms.asking import (
    CorrectionForm,
    ExplainForm,
    SignsForm,
    TailForm,
    WithdrawalForm,
)
from quancheng.records.disclosure.queries.doors import Status
from quancheng.records.disclosure.queries.transfers import Passed, passed_of
from quancheng.records.disclosure.queries.waiting import Waiting, periods_of, waiting_for
from quancheng.records.disclosure.web.request_page import happened
from quancheng.records.disclosure.web.sections.passing import Suggesting, suggesting
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    CORRECTION_CLOCK,
    LAPSE,
    PAY_DAYS,
    PAYMENT_CLOCK,
    UNDER_WAY,
    UNPAID,
    WITHDRAW,
    State,
)
from quancheng.ui.cases import Happened, SheetLine, working_of

_AT_WORK = ("机关正在办理", "正在查找、核对您要的信息。有需要您补充的，会在这里写明。")
_DRAFTED = ("机关正在拟定答复", "答复要经过审核和保密审查，签发后送达给您。")
_SAYS = {
    State.UNCONFIRMED: ("已提交，等待机关确认收到", "机关确认收到之前，答复期限还没有开始计算。"),
    State.IN_HAND: _AT_WORK,
    State.CORRECTING: ("需要您补充说明", "机关看了您的申请，有些地方不明确，请按下面的要求补正。"),
    State.AWAITING_FEE: (
        "需要您缴纳信息处理费",
        "申请的数量、频次超过一定范围的，可以收费。金额和怎样缴写在下面。",
    ),
    State.IN_REVIEW: _DRAFTED,
    State.IN_SECRECY_REVIEW: _DRAFTED,
    State.TO_ISSUE: _DRAFTED,
    State.TO_SERVE: ("答复已签发，正在送达", "按您选择的方式送达，请留意查收。"),
    State.ANSWERED: ("已答复", "答复已经送达。"),
    State.CLOSED: ("已办结", ""),
}
_RESTING = (
    "机关正在征求意见",
    "信息涉及其他人或者其他机关，正在征求意见；这段时间不计入答复期限。",
)
_EXPLAIN = ("请说明申请的理由", "您申请的数量、频次较多，机关请您说明理由。答复期限照常计算。")
_CLOSED_BY = {
    UNPAID.code: (
        "逾期未缴费，不再处理",
        "期限内没有缴纳信息处理费（国办函〔2020〕109号）。需要的话，可以重新提交；不服的，可以依法投诉、举报、申请行政复议或者起诉。",
    ),
    WITHDRAW.code: ("您已撤回申请", "这件申请不再办理。需要的话，随时可以重新提交。"),
    LAPSE.code: (
        "逾期未补正，视为放弃",
        "期限内没有收到补正（《条例》第三十条）。需要的话，可以重新提交。",
    ),
}
_TONES = {
    State.UNCONFIRMED: "yellow", State.CORRECTING: "orange", State.AWAITING_FEE: "orange",
    State.ANSWERED: "green", State.CLOSED: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the applicant is to make clearer: the form, and by when."""

    form: Form
    due_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class ToExplain:
    """What the applicant is to explain, and by when."""

    form: Form
    points: str
    until: date


@dataclass(frozen=True, slots=True)
class ToPay:
    """What the applicant is to pay: how much, how, by when, and how that was counted."""

    yuan: int
    how: str
    basis: str
    working: tuple[str, ...]
    due_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class OnlineLine:
    """One letter on the way that waits on the internet."""

    place: int
    says: str
    on: date


@dataclass(frozen=True, slots=True)
class Letters:
    """All of them, the newest first, and by what they open."""

    lines: tuple[OnlineLine, ...]
    form: Form
    chosen: int  # what was asked for when the signs were turned away


@dataclass(frozen=True, slots=True)
class StatusPage:
    """One request for its applicant: how it stands, by when, how that was counted, what they can do."""

    status: Status
    says: str
    then: str
    tone: str
    waiting: Waiting | None
    due_on: date | None
    is_late: bool
    is_provisional: bool
    working: tuple[SheetLine, ...]
    asked: Asked | None
    fee: ToPay | None
    explain: ToExplain | None
    withdrawal: Form | None
    receiving: Form | None  # by what the reply or letter 24 opens that waits on the internet
    paper: str  # what that is called
    letters: Letters | None
    refused: Form | None
    history: tuple[Happened, ...]
    passed: tuple[Passed, ...]
    suggesting: Suggesting


def status_page(status: Status, *, today: date, refused: Form | None = None) -> StatusPage:
    """The page. `refused`: what was turned away, in its place."""
    state = State(status.state)
    sheets = periods_of(status.request, today=today)
    answer = sheets.get(ANSWER_CLOCK.code)
    says, then = _in_words(status, state, answer)
    due_on = None if status.is_over or answer is None else answer.due
    return StatusPage(
        status=status,
        says=says,
        then=then,
        tone=_TONES.get(state, "blue"),
        waiting=waiting_for(status.request) if state is State.UNCONFIRMED else None,
        due_on=due_on,
        is_late=due_on is not None and today > due_on,
        is_provisional=bool(answer and answer.sheet.provisional),
        working=tuple(working_of(answer)) if answer else (),
        asked=_asked(status, state, sheets.get(CORRECTION_CLOCK.code), refused),
        fee=_to_pay(status, state, sheets.get(PAYMENT_CLOCK.code)),
        explain=_to_explain(status, refused),
        withdrawal=_withdrawal(state, refused),
        receiving=_receiving(status, refused),
        letters=_letters(status, refused),
        paper="不再处理告知书" if state is State.CLOSED else "答复书",
        refused=refused,
        history=_happened(status),
        passed=passed_of(status.request, on=today),
        suggesting=suggesting(status.request, refused),
    )


def _in_words(status: Status, state: State, answer: ClockSheet | None) -> tuple[str, str]:
    if state is State.CLOSED:
        steps = [entry.step for entry in status.history]
        return next((_CLOSED_BY[step] for step in reversed(steps) if step in _CLOSED_BY), _SAYS[state])
    if status.explanation is not None:
        return _EXPLAIN
    if state is State.IN_HAND and answer is not None and answer.is_paused:
        return _RESTING
    return _SAYS[state]


def _asked(status: Status, state: State, clock: ClockSheet | None, refused: Form | None) -> Asked | None:
    told = status.correction
    if state is not State.CORRECTING or told is None or told.answered_at is not None:
        return None
    form = refused if isinstance(refused, CorrectionForm) else CorrectionForm(auto_id="correct_%s")
    return Asked(form, clock.due if clock else None, told.days)


def _to_explain(status: Status, refused: Form | None) -> ToExplain | None:
    asked = status.explanation
    if asked is None:
        return None
    form = refused if isinstance(refused, ExplainForm) else ExplainForm(auto_id="explain_%s")
    return ToExplain(form, asked.points, asked.until)


def _to_pay(status: Status, state: State, clock: ClockSheet | None) -> ToPay | None:
    fee = status.fee
    if state is not State.AWAITING_FEE or fee is None:
        return None
    return ToPay(
        yuan=fee.yuan,
        how=fee.how,
        basis=fee.get_basis_display(),
        working=tuple(fee.working.splitlines()),
        due_on=clock.due if clock else None,
        days=PAY_DAYS,
    )


def _withdrawal(state: State, refused: Form | None) -> Form | None:
    if state not in UNDER_WAY:
        return None
    return refused if isinstance(refused, WithdrawalForm) else WithdrawalForm(auto_id="withdraw_%s")


def _receiving(status: Status, refused: Form | None) -> Form | None:
    if status.request.online_on is None:
        return None
    is_its_own = isinstance(refused, SignsForm) and not refused.data.get("letter")
    return refused if refused and is_its_own else TailForm(auto_id="tail_%s")


def _letters(status: Status, refused: Form | None) -> Letters | None:
    told = status.request.online_letters
    if not told:
        return None
    lines = tuple(OnlineLine(place, says, date.fromisoformat(on)) for place, says, on in told[::-1])
    turned = refused if isinstance(refused, SignsForm) else None
    if turned is not None and status.request.online_on is not None and not turned.data.get("letter"):
        turned = None
    chosen = str(turned.data.get("letter", "")) if turned else ""
    form = turned or TailForm(auto_id="letter_%s")
    return Letters(lines, form, int(chosen) if chosen.isdecimal() else 0)


def _happened(status: Status) -> tuple[Happened, ...]:
    entries: Sequence[Happened] = tuple(happened(status.history, with_who=False))
    return tuple(entries[::-1])

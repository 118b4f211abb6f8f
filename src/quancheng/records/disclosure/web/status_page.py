"""What the applicant's page of a request shows, in plain words and finished for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from quancheng.kernel.casework.worksheet import ClockSheet
from quancheng.kernel.files.letterhead.letter import in_chinese
from quancheng.records.disclosure.forms.asking import (
    ConfirmAgainForm,
    CorrectionForm,
    ExplainForm,
    SignsForm,
    TailForm,
    WithdrawalForm,
)
from quancheng.records.disclosure.queries.confirming import waits_for_applicant_since
from quancheng.records.disclosure.queries.doors import Status
from quancheng.records.disclosure.queries.fees import what_payment_brings
from quancheng.records.disclosure.queries.norms import is_paused_for_reasons, is_review_first_against_silence
from quancheng.records.disclosure.queries.transfers import Passed, passed_of
from quancheng.records.disclosure.queries.waiting import Waiting, periods_of, waiting_for
from quancheng.records.disclosure.web.request_page import happened
from quancheng.records.disclosure.web.sections.passing import Suggesting, suggesting
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ASK_REASONS,
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
_EXPLAIN = "请说明申请的理由"
_EXPLAIN_WHY = "您申请的数量、频次较多，机关请您说明理由。"
_SILENT = "机关还没有答复。您可以向它的上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法"
_REVIEW_FIRST = f"{_SILENT}申请行政复议，对复议决定不服的再提起行政诉讼（《条例》第五十一条）。"
_REVIEW_OR_SUIT = f"{_SILENT}申请行政复议，或者直接提起行政诉讼（《条例》第五十一条）。"
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
    then: str  # what the payment brings


@dataclass(frozen=True, slots=True)
class Unsent:
    """What the applicant wrote when nobody waited for it any more: why it was not sent, and their words."""

    says: str
    text: str


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
    confirming: Form | None  # the agency has, the applicant is to confirm once more
    due_on: date | None
    is_late: bool
    against_silence: str  # what may be done once the period is over without an answer
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
    unsent: Unsent | None  # of what was refused, where its form has no place on the page any more
    history: tuple[Happened, ...]
    passed: tuple[Passed, ...]
    suggesting: Suggesting


def status_page(status: Status, *, today: date, refused: Form | None = None) -> StatusPage:
    """The page. `refused`: what was turned away, in its place."""
    state = State(status.state)
    sheets = periods_of(status.request, today=today)
    answer = sheets.get(ANSWER_CLOCK.code)
    first_on = waits_for_applicant_since(status.request)
    says, then = _to_confirm(first_on) if first_on else _in_words(status, state, answer)
    due_on = None if status.is_over or answer is None else answer.due
    asked = _asked(status, state, sheets.get(CORRECTION_CLOCK.code), refused)
    explain, withdrawal = _to_explain(status, refused), _withdrawal(state, refused)
    placed = {id(form) for form in (asked and asked.form, explain and explain.form, withdrawal) if form}
    return StatusPage(
        status=status,
        says=says,
        then=then,
        tone=_TONES.get(state, "blue"),
        waiting=waiting_for(status.request) if state is State.UNCONFIRMED and first_on is None else None,
        confirming=_confirming(refused) if first_on else None,
        due_on=due_on,
        is_late=due_on is not None and today > due_on,
        against_silence=_against_silence(status, due_on, today),
        is_provisional=bool(answer and answer.sheet.provisional),
        working=tuple(working_of(answer)) if answer else (),
        asked=asked,
        fee=_to_pay(status, state, sheets),
        explain=explain,
        withdrawal=withdrawal,
        receiving=_receiving(status, refused),
        letters=_letters(status, refused),
        paper="不再处理告知书" if state is State.CLOSED else "答复书",
        refused=refused,
        unsent=_unsent(status, refused) if refused is not None and id(refused) not in placed else None,
        history=_happened(status),
        passed=passed_of(status.request, on=today),
        suggesting=suggesting(status.request, refused),
    )


def _against_silence(status: Status, due_on: date | None, today: date) -> str:
    """By which ways, as the rule holds for the government on that day (《条例》第五十一条)."""
    if due_on is None or today <= due_on:
        return ""
    is_review_first = is_review_first_against_silence(status.request.tenant_id, on=today)
    return _REVIEW_FIRST if is_review_first else _REVIEW_OR_SUIT


def _in_words(status: Status, state: State, answer: ClockSheet | None) -> tuple[str, str]:
    if state is State.CLOSED:
        steps = [entry.step for entry in status.history]
        return next((_CLOSED_BY[step] for step in reversed(steps) if step in _CLOSED_BY), _SAYS[state])
    if status.explanation is not None:
        asked_on = next(one.on for one in status.history if one.step == ASK_REASONS.code)
        is_paused = is_paused_for_reasons(status.request.tenant_id, on=asked_on)
        wait = "等待您说明的时间不计入答复期限。" if is_paused else "答复期限照常计算。"
        return _EXPLAIN, _EXPLAIN_WHY + wait
    if state is State.IN_HAND and answer is not None and answer.is_paused:
        return _RESTING
    return _SAYS[state]


def _to_confirm(first_on: date) -> tuple[str, str]:
    return "请您再确认一次", (
        f"机关已于{in_chinese(first_on)}确认收到您的申请。您确认的那一天是收到申请之日，答复期限从次日起计算。"
    )


def _confirming(refused: Form | None) -> Form:
    return refused if isinstance(refused, ConfirmAgainForm) else ConfirmAgainForm(auto_id="confirm_%s")


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


def _to_pay(status: Status, state: State, sheets: Mapping[str, ClockSheet]) -> ToPay | None:
    fee, clock, answer = status.fee, sheets.get(PAYMENT_CLOCK.code), sheets.get(ANSWER_CLOCK.code)
    if state is not State.AWAITING_FEE or fee is None:
        return None
    return ToPay(
        yuan=fee.yuan,
        how=fee.how,
        basis=fee.get_basis_display(),
        working=tuple(fee.working.splitlines()),
        due_on=clock.due if clock else None,
        days=PAY_DAYS,
        then=what_payment_brings(status.request, left=answer.standing.left if answer else 0),
    )


def _withdrawal(state: State, refused: Form | None) -> Form | None:
    if state not in UNDER_WAY:
        return None
    return refused if isinstance(refused, WithdrawalForm) else WithdrawalForm(auto_id="withdraw_%s")


_WROTE: Mapping[type[Form], tuple[str, str, str]] = {
    CorrectionForm: ("补正", "text", "没有等待中的补正，机关可能已经收到过您的补正"),
    ExplainForm: ("理由说明", "text", "没有等待中的理由说明，机关可能已经收到过您的说明"),
    WithdrawalForm: ("撤回", "reason", "不能撤回"),
}


def _unsent(status: Status, refused: Form) -> Unsent | None:
    """Withdrawn or over meanwhile, in another window or at the agency; or sent before."""
    told = _WROTE.get(type(refused))
    if told is None:
        return None
    what, field, waits_not = told
    why = "这件申请已经办结，不再办理" if status.is_over else f"这件申请现在{waits_not}"
    text = str(refused.data.get(field, "")).strip()
    also = "您写的内容还在下面，请复制保存；附上的文件没有保存。" if text else ""
    again = "仍然需要这些信息的，可以重新提交申请。" if status.is_over else ""
    return Unsent(f"{why}，您这次的{what}没有提交。{also}{again}", text)


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

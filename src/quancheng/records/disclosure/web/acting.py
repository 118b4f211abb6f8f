"""What an applicant does with number and code: makes a request clearer, or withdraws it."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.confirming import confirm_again
from quancheng.records.disclosure.commands.excess import explain_request
from quancheng.records.disclosure.commands.handling import correct_request, withdraw_request
from quancheng.records.disclosure.forms.asking import (
    ConfirmAgainForm,
    CorrectionForm,
    ExplainForm,
    StatusForm,
    WithdrawalForm,
)
from quancheng.records.disclosure.queries.doors import status_of
from quancheng.records.disclosure.web.site import looked_up, shown, turned_away
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.ui.gate import actor_of

CORRECTED = "已收到您的补正，20个工作日的答复期限重新计算。"
EXPLAINED = "已收到您说明的理由，机关会据此决定；答复期限照常计算。"
CONFIRMED = "双方已确认，今天是收到申请之日，20个工作日的答复期限从明天起计算。"
WITHDRAWN = "已撤回，这件申请不再办理。"
Act = Callable[[HttpRequest, Form, str, str], bool]


@require_POST
@never_cache
def correct(request: HttpRequest) -> HttpResponse:
    """The corrected request comes; what is refused keeps what was written."""
    return _acted(request, correction_form(request), corrected, CORRECTED)


@require_POST
@never_cache
def explain(request: HttpRequest) -> HttpResponse:
    """The applicant explains why they ask so much; what is refused keeps what was written."""
    return _acted(request, explain_form(request), explained, EXPLAINED)


@require_POST
@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """The applicant confirms once more, after the agency."""
    return _acted(request, confirmation_form(request), confirmed, CONFIRMED)


@require_POST
@never_cache
def withdraw(request: HttpRequest) -> HttpResponse:
    """The applicant withdraws, having said so twice."""
    return _acted(request, withdrawal_form(request), withdrawn, WITHDRAWN)


def correction_form(request: HttpRequest) -> CorrectionForm:
    return CorrectionForm(request.POST, request.FILES, auto_id="correct_%s")


def explain_form(request: HttpRequest) -> ExplainForm:
    return ExplainForm(request.POST, auto_id="explain_%s")


def explained(request: HttpRequest, form: Form, number: str, code: str) -> bool:
    """Whether the reasons were taken in; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        explain_request(
            number=number, code=code, text=form.cleaned_data["text"], actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def confirmation_form(request: HttpRequest) -> ConfirmAgainForm:
    return ConfirmAgainForm(request.POST, auto_id="confirm_%s")


def confirmed(request: HttpRequest, form: Form, number: str, code: str) -> bool:
    """Whether it is confirmed; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        confirm_again(number=number, code=code, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def withdrawal_form(request: HttpRequest) -> WithdrawalForm:
    return WithdrawalForm(request.POST, auto_id="withdraw_%s")


def corrected(request: HttpRequest, form: Form, number: str, code: str) -> bool:
    """Whether the correction was taken in; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        correct_request(
            number=number, code=code, text=form.cleaned_data["text"], paper=form.cleaned_data["paper"],
            authority=form.cleaned_data["authority"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def withdrawn(request: HttpRequest, form: Form, number: str, code: str) -> bool:
    """Whether it is withdrawn; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        withdraw_request(
            number=number, code=code, reason=form.cleaned_data["reason"], actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _acted(request: HttpRequest, form: Form, act: Act, done: str) -> HttpResponse:
    pair = StatusForm(request.POST)
    if not pair.is_valid():
        return turned_away(request, pair, None)
    try:
        seen = looked_up(request, pair)
    except Refusal as refusal:
        return turned_away(request, pair, refusal)
    number, code = seen.request.number, pair.cleaned_data["code"]
    is_done = act(request, form, number, code)
    refused = None if is_done else form
    page = status_page(status_of(number, code), today=timezone.localdate(), refused=refused)
    return shown(request, pair, page, done=done if is_done else "")

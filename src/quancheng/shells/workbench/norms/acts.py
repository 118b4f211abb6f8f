"""Signing, and taking back: each one command, then back to the norm."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms import commands, queries
from quancheng.kernel.norms.models import WHOLE
from quancheng.shells.workbench.norms.forms import ReasonForm, SignForm
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@only_when_sure
@require_POST
def sign_shipped(request: HttpRequest, code: str) -> HttpResponse:
    """The legal reader signs what is shipped, whole or one row. Raises NotYours."""
    queries.must_sign(actor_of(request))
    form = SignForm(request.POST)
    if not form.is_valid():
        messages.error(request, "签署的内容不完整，或者核对说明太长，请从这一页重新签署")
        return redirect("workbench:norm", code)
    told = form.cleaned_data
    return _done(request, code, "已签署", lambda: commands.sign_shipped(
        norm=code, digest=told["digest"], row=told["row"] or WHOLE, note=told["note"],
        actor=actor_of(request), now=timezone.now(),
    ))  # fmt: skip


@only_when_sure
@require_POST
def sign_value(request: HttpRequest, value_id: int) -> HttpResponse:
    """The legal reader signs what another entered. Raises NotYours, NoSuchValue."""
    one = queries.value_of(queries.must_sign(actor_of(request)), value_id)
    return _done(request, one.code, "已签署，从启用日期起施行", lambda: commands.sign_value(
        value_id=value_id, digest=request.POST.get("digest", ""), actor=actor_of(request), now=timezone.now()
    ))  # fmt: skip


@require_POST
def withdraw_value(request: HttpRequest, value_id: int) -> HttpResponse:
    """Take back what was entered. Raises NotYours, NoSuchValue."""
    one = queries.value_of(queries.must_enter(actor_of(request)), value_id)
    return _withdrawn(request, one.code, lambda reason: commands.withdraw_value(
        value_id=value_id, reason=reason, actor=actor_of(request), now=timezone.now()
    ))  # fmt: skip


@require_POST
def withdraw_signature(request: HttpRequest, signature_id: int) -> HttpResponse:
    """Take a signature back. Raises NotYours, NoSuchSignature."""
    one = queries.signature_of(queries.must_sign(actor_of(request)), signature_id)
    return _withdrawn(request, one.code, lambda reason: commands.withdraw_signature(
        signature_id=signature_id, reason=reason, actor=actor_of(request), now=timezone.now()
    ))  # fmt: skip


def _withdrawn(request: HttpRequest, code: str, act: Callable[[str], object]) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明撤回理由，三百字以内")
        return redirect("workbench:norm", code)
    return _done(request, code, "已撤回", lambda: act(form.cleaned_data["reason"]))


def _done(request: HttpRequest, code: str, said: str, act: Callable[[], object]) -> HttpResponse:
    """Do it; what is refused is told on the page of the norm."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("workbench:norm", code)

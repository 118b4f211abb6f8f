"""Handing in, sending back, dropping; finishing by the second person, who is shown the proof."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.redaction.commands import finishing as writing
from quancheng.kernel.redaction.queries import made_of, redaction_to_judge
from quancheng.shells.workbench.redaction.forms import FinishForm, SendBackForm
from quancheng.shells.workbench.redaction.view import show
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of


@require_POST
def hand_in(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """The draft goes to the second person."""

    def act() -> None:
        writing.hand_in(
            redaction_id=redaction_id, version=version_of(request), actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _done(
        request, redaction_id, "hand_in", forms.Form(request.POST), act, "已送复核，复核人会收到通知"
    )


@require_POST
def send_back(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """The second person wants something changed."""
    form = SendBackForm(request.POST, auto_id="back_%s")

    def act() -> None:
        writing.send_back(
            redaction_id=redaction_id, version=version_of(request), reason=form.cleaned_data["reason"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, redaction_id, "send_back", form, act, "已退回拟定人修改")


@require_POST
def drop(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """Nothing comes of the draft."""

    def act() -> None:
        writing.drop_redaction(
            redaction_id=redaction_id, version=version_of(request), actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _done(
        request, redaction_id, "drop", forms.Form(request.POST), act, "已放弃这份区分处理，可以另行拟定"
    )


@require_POST
def finish(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """Make the open part, prove it, and only then write anything down."""
    form = FinishForm(request.POST, auto_id="finish_%s")

    def act() -> None:
        actor = actor_of(request)
        made = made_of(redaction_to_judge(actor, redaction_id), seen_version=version_of(request))
        writing.finish_redaction(made=made, told_repeats=form.told_repeats(), actor=actor, now=timezone.now())

    return _done(request, redaction_id, "finish", form, act, "区分处理完成，公开件已生成并核查")


def _done(
    request: HttpRequest, redaction_id: int, code: str, form: forms.Form, act: Callable[[], None], said: str
) -> HttpResponse:
    """The act, or the page again with why it was turned away. Raises NoSuchRedaction."""
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, said)
            return redirect("workbench:redaction", redaction_id)
    return show(request, redaction_id, refused=(code, form))

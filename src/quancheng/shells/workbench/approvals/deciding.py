"""Deciding about a paper, taking it back, asking another post."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from quancheng.kernel.approvals import commands
from quancheng.kernel.approvals.queries import approval_for, posts_to_ask, stages_of
from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.workbench.approvals.forms import OpinionForm, PassOnForm, ReasonForm
from quancheng.shells.workbench.approvals.pages import show
from quancheng.shells.workbench.approvals.view import Forms
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@only_when_sure
@require_POST
def agree(request: HttpRequest, approval_id: int) -> HttpResponse:
    """My post agrees: that is a signature, so who signs has lately proved who they are."""
    form = OpinionForm(request.POST, auto_id="agree_%s")
    if written(request, approval_id, form, commands.agree):
        messages.success(request, "已同意")
        return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(agree=form, refused="agree"))


@only_when_sure
@require_POST
def send_back(request: HttpRequest, approval_id: int) -> HttpResponse:
    """My post sends the paper back."""
    form = ReasonForm(request.POST, auto_id="back_%s")
    if written(request, approval_id, form, commands.send_back):
        messages.success(request, "已退回，呈送人会收到理由")
        return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(back=form, refused="back"))


@require_POST
def withdraw(request: HttpRequest, approval_id: int) -> HttpResponse:
    """My unit takes its paper back."""
    form = ReasonForm(request.POST, auto_id="withdraw_%s")
    if written(request, approval_id, form, commands.withdraw_paper):
        messages.success(request, "已撤回，修改后可以重新呈送")
        return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(withdraw=form, refused="withdraw"))


@require_POST
def pass_on(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Another post is asked."""
    actor = actor_of(request)
    approval = approval_for(actor, approval_id)
    form = PassOnForm(request.POST, auto_id="pass_%s")
    still = [stage for stage in stages_of([approval])[approval.pk] if not stage.word]
    form.offer(still, posts_to_ask(actor, on=timezone.localdate()))
    if written(request, approval_id, form, commands.pass_on):
        messages.success(request, "已改送")
        return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(pass_on=form, refused="pass_on"))


def written(request: HttpRequest, approval_id: int, form: forms.Form, write: Callable[..., object]) -> bool:
    """Whether the command did it; what it refuses stands in the form."""
    if not form.is_valid():
        return False
    try:
        write(
            approval_id=approval_id, version=version_of(request), **form.cleaned_data,
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        turn_away(form, refusal)
        return False
    return True

"""The desk's pages of the numbers by which messages are handled, and of who releases answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.commands.limits import set_limit
from quancheng.records.mailbox.commands.ways import set_reply_way
from quancheng.records.mailbox.forms.handling import LimitForm, WayForm
from quancheng.records.mailbox.queries.limits import limits_for
from quancheng.records.mailbox.queries.ways import ways_for
from quancheng.records.mailbox.web.desk import HOME
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Every number that holds, where it comes from, and a form for the head of the openness office."""
    actor, status = actor_of(request), 200
    form = LimitForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                set_limit(**form.cleaned_data, actor=actor, now=timezone.now())
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, "已设定，到启用日期生效；已收到的留言期限不变")
                return redirect("mailbox_desk:limits")
    held, coming = limits_for(actor, on=timezone.localdate())
    context = {
        "form": form,
        "held": held,
        "coming": coming,
        "may_set": Role.OPENNESS_HEAD in actor.roles,
        "trail": [(HOME, reverse("mailbox_desk:messages")), ("办理期限", "")],
    }
    return render(request, "mailbox/desk/limits.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest) -> HttpResponse:
    """Who releases the answers to each kind of message, and a form for the head of the openness office."""
    actor, status = actor_of(request), 200
    form = WayForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                set_reply_way(**form.cleaned_data, actor=actor, now=timezone.now())
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, "已设定，从启用日期起按此审核答复")
                return redirect("mailbox_desk:ways")
    held, coming = ways_for(actor, on=timezone.localdate())
    context = {
        "form": form,
        "held": held,
        "coming": coming,
        "may_set": Role.OPENNESS_HEAD in actor.roles,
        "trail": [(HOME, reverse("mailbox_desk:messages")), ("答复审核方式", "")],
    }
    return render(request, "mailbox/desk/ways.html", context, status=status)

"""Entering a request that came over the counter, by post, by fax, by e-mail or by mouth."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands.intake import What, Who, register_request
from quancheng.records.disclosure.forms.handling import RegisterForm
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.rules.receipt import RULES, Channel
from quancheng.records.disclosure.web.desk import HOME
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The register form; what is refused keeps all that was entered."""
    status, today = 200, timezone.localdate()
    if request.method == "POST":
        form, status = RegisterForm(request.POST, request.FILES, today=today), 422
        if form.is_valid():
            try:
                number = _registered(request, form)
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
                status = refusal.status
            else:
                return redirect("disclosure_desk:request", number)
    else:
        form = RegisterForm(
            today=today,
            initial={
                "once": uuid.uuid4().hex, "came_on": today,
                "medium": Medium.PAPER, "route": Route.POST,
            }
        )  # fmt: skip
    context = {
        "form": form,
        "rules": [(rule.says, rule.day, rule.article) for rule in RULES.values()],
        "trail": [(HOME, reverse("disclosure_desk:requests")), ("登记申请", "")],
    }
    return render(request, "disclosure/desk/register.html", context, status=status)


def _registered(request: HttpRequest, form: RegisterForm) -> str:
    told = form.cleaned_data
    made = register_request(
        channel=told["channel"],
        came_on=told["came_on"],
        who=Who(**{name: told[name] for name in form.WHO}),
        what=What(**{name: told[name] for name in form.WHAT}),
        once=told["once"],
        paper=told["paper"],
        authority=told["authority"],
        actor=actor_of(request),
        now=timezone.now(),
    )
    messages.success(request, _said_of(made))
    return made.number


def _said_of(made: Request) -> str:
    """Whether the period runs now, and if not, what it waits for."""
    channel = Channel(made.channel)
    if made.received_on is not None:
        return "已登记，答复期限开始计算"
    if channel is Channel.ORAL:
        return "已登记；按本级政府的规定，申请人签字确认以后答复期限才开始计算，请在申请页面登记确认"
    if channel is Channel.PLAIN_POST:
        return "已登记，请在收到信函的当日与申请人确认收到"
    if channel is Channel.ELSEWHERE:
        return "已登记，请在实际收到的当日与申请人确认收到"
    return "已登记，请与申请人确认收到"

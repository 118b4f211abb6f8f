"""The desk's pages on which a plan is laid upon the units, shown to the public, and taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.drafts import keeper_of
from quancheng.records.plan.commands.publishing import publish_plan, withdraw_plan
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.forms.plans import IssueForm, WithdrawForm
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.queries.issuing import issue_preview
from quancheng.records.plan.queries.publishing import publish_preview
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def issue(request: HttpRequest, ref: str) -> HttpResponse:
    """What issuing would lay upon whom; and, once seen, doing it (下达). Raises NotYourOffice."""
    actor, today = actor_of(request), timezone.localdate()
    keeper_of(actor)
    plan = queries.own_plan(actor, ref)
    preview = issue_preview(plan, since=today)
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        left=preview.duties,
        whole=preview.duties_with_past,
        is_over=today.year > plan.year,
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            duties = issue_tasks(
                plan_ref=ref, actor=actor, now=timezone.now(), since=None if form.with_past() else today
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, f"已下达，形成{duties}项责任事项，各单位现在可以签收")
            return redirect("plan_desk:plan", ref)
    context = {
        "plan": plan,
        "preview": preview,
        "form": form,
        "refused": refused,
        "trail": _trail(plan, "下达"),
    }
    return render(request, "plan/desk/issue.html", context, status=422 if refused or form.errors else 200)


@read_or_write
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """What the public would see; and, once that was looked at, showing it."""
    actor, refused = actor_of(request), ""
    if request.method == "POST":
        try:
            plan = publish_plan(ref=ref, seen=version_of(request), actor=actor, now=timezone.now())
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, f"《{plan.title}》已公开，门户上现在可以看到")
            return redirect("plan_desk:plan", ref)
    plan = queries.own_plan(actor, ref)
    context = {
        "plan": plan,
        "preview": publish_preview(actor, plan),
        "refused": refused,
        "trail": _trail(plan, "向社会公开"),
    }
    return render(request, "plan/desk/publish.html", context, status=422 if refused else 200)


@read_or_write
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the plan back from the public, with the reason. Raises NotYourOffice."""
    actor = actor_of(request)
    keeper_of(actor)
    plan = queries.own_plan(actor, ref)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_plan(ref=ref, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"《{plan.title}》已撤下，门户上不再显示")
            return redirect("plan_desk:plan", ref)
    context = {"plan": plan, "form": form, "trail": _trail(plan, "撤下")}
    return render(request, "plan/desk/withdraw.html", context, status=422 if form.errors else 200)


def _trail(plan: Plan, here: str) -> list[tuple[str, str]]:
    return [
        ("工作要点", reverse("plan_desk:plans")),
        (plan.title, reverse("plan_desk:plan", args=[plan.ref])),
        (here, ""),
    ]

"""The desk's pages on which a government takes up the plan above it (承接), row by row."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands import levels as writing
from quancheng.records.plan.forms.levels import AsideForm, PlanAboveForm
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import taking_up as queries
from quancheng.ui.gate import actor_of

Write = Callable[..., Any]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """Every row above that concerns us: gaps first. Proposals may be accepted many at once."""
    actor, now = actor_of(request), timezone.now()
    plan = queries.kept_plan(actor, ref)
    if plan.takes_up is None:
        return redirect("plan_desk:plan_above", ref)
    refused = ""
    if request.method == "POST":
        pairs = _pairs(request.POST.getlist("pair"))
        try:
            count = writing.take_up_proposals(plan_ref=ref, pairs=pairs, actor=actor, now=now)
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, f"已确定{count}处承接")
            return redirect("plan_desk:taking_up", ref)
    page = queries.taking_up(plan, plan.takes_up, today=timezone.localdate(now))
    context = {"page": page, "refused": refused, "trail": _trail(plan, "承接")}
    return render(request, "plan/desk/levels_taking_up.html", context, status=422 if refused else 200)


@read_or_write
def choose_plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Which plan above is taken up."""
    actor = actor_of(request)
    plan = queries.kept_plan(actor, ref)
    plans = list(queries.plans_above(actor, plan))
    form = PlanAboveForm(request.POST or None, plans=plans, initial={"above": _first(plan, plans)})
    if request.method == "POST" and form.is_valid():
        above = form.cleaned_data["above"]
        answer = redirect("plan_desk:taking_up" if above else "plan_desk:plan", ref)
        try:
            writing.choose_plan_above(plan_ref=ref, above_ref=above, actor=actor, now=timezone.now())
        except writing.AsBefore as unchanged:
            messages.info(request, unchanged.sentence)
            return answer
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已确定承接的上级要点" if above else "已改为不承接上级要点")
            return answer
    context = {"plan": plan, "plans": plans, "form": form, "trail": _trail(plan, "承接哪份上级要点")}
    return render(request, "plan/desk/levels_plan_above.html", context, status=422 if form.errors else 200)


@read_or_write
def row(request: HttpRequest, ref: str, above_ref: str) -> HttpResponse:
    """One row above: which of our rows take it up."""
    actor = actor_of(request)
    refused = ""
    if request.method == "POST":
        chosen, seen = (frozenset(request.POST.getlist(name)) for name in ("row", "seen"))
        try:
            writing.take_up_row(
                plan_ref=ref, above_ref=above_ref, row_refs=chosen, seen=seen, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(
                request, f"已确定由本级{len(chosen)}行承接" if chosen else "已解除承接，这一行现为缺口"
            )
            return redirect("plan_desk:taking_up", ref)
    return _row_page(request, ref, above_ref, refused=refused, aside=AsideForm())


@require_POST
def set_aside(request: HttpRequest, ref: str, above_ref: str) -> HttpResponse:
    """The row above does not concern us."""
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            writing.set_row_aside(
                plan_ref=ref, above_ref=above_ref, reason=form.cleaned_data["reason"],
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已标为不适用，上级政务公开机构可以看到理由")
            return redirect("plan_desk:taking_up", ref)
    return _row_page(request, ref, above_ref, refused="", aside=form)


@require_POST
def put_back(request: HttpRequest, ref: str, above_ref: str) -> HttpResponse:
    """It concerns us after all."""
    try:
        writing.put_row_back(plan_ref=ref, above_ref=above_ref, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已恢复，这一行现为缺口")
    return redirect("plan_desk:taking_up_row", ref, above_ref)


def _row_page(
    request: HttpRequest, ref: str, above_ref: str, *, refused: str, aside: AsideForm
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    plan = queries.kept_plan(actor, ref)
    above = queries.row_above(plan, above_ref)
    line, choices = queries.one_above(plan, above, today=timezone.localdate(now))
    taking = {taker.row.ref for taker in line.takers}
    entered = set(request.POST.getlist("row")) if refused else taking
    context = {
        "plan": plan,
        "line": line,
        "choices": [(each, each.row.ref in entered) for each in choices],
        "seen": sorted(taking),
        "refused": refused,
        "form": aside,
        "trail": [*_trail(plan, "承接", leads=True), (f"上级第{above.no}项", "")],
    }
    wrong = refused or aside.errors
    return render(request, "plan/desk/levels_row.html", context, status=422 if wrong else 200)


def _pairs(told: Sequence[str]) -> list[tuple[str, str]]:
    """What was ticked: the row above and the own row; what is not written so is no pair."""
    split = (each.partition(":") for each in told)
    return [(above, own) for above, colon, own in split if above and colon and own]


def _first(plan: Plan, plans: Sequence[Plan]) -> str:
    """What is proposed: what stands, else the plan above of the same year."""
    if plan.takes_up is not None:
        return plan.takes_up.ref
    return next((above.ref for above in plans if above.year == plan.year), "")


def _trail(plan: Plan, here: str, *, leads: bool = False) -> list[tuple[str, str]]:
    return [
        ("工作要点", reverse("plan_desk:plans")),
        (plan.title, reverse("plan_desk:plan", args=[plan.ref])),
        (here, reverse("plan_desk:taking_up", args=[plan.ref]) if leads else ""),
    ]

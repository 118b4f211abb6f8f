"""The desk's page on which the office decides about duties that last year left open (结转)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.carrying import settle_left_overs
from quancheng.records.plan.forms.years import SettleForm
from quancheng.records.plan.models import CarryOver
from quancheng.records.plan.queries.taking_up import kept_plan
from quancheng.records.plan.queries.years import left_overs, rows_issued, undecided
from quancheng.records.plan.web.year_page import left_groups
from quancheng.ui.gate import actor_of


@dataclass(frozen=True, slots=True)
class Ticked:
    """A duty as the page showed it: its number, the row of last year, the version."""

    duty: int
    row: str
    version: int


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """What last year left open, row by row; one decision for all that is ticked."""
    actor, now = actor_of(request), timezone.now()
    plan = kept_plan(actor, ref)
    form = SettleForm(request.POST or None, rows=rows_issued(plan), initial={"decision": "carry"})
    seen = _seen(request)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        decision = CarryOver.Decision(told["decision"])
        try:
            count = settle_left_overs(
                plan_ref=ref, seen=seen, decision=decision, to_row=told["to_row"], reason=told["reason"],
                actor=actor, now=now,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"{count}项上年未办结事项：{decision.label}")
            return redirect("plan_desk:left_overs", ref)
    lines = left_overs(plan)
    context = {
        "plan": plan,
        "form": form,
        "groups": left_groups(lines, ticked=frozenset(seen), today=timezone.localdate(now)),
        "open_count": sum(1 for _ in undecided(lines)),
        "counts": _counts([line.decided for line in lines]),
        "trail": [
            ("工作要点", reverse("plan_desk:plans")),
            (plan.title, reverse("plan_desk:plan", args=[ref])),
            ("上年未办结", ""),
        ],
    }
    return render(request, "plan/desk/years_left_overs.html", context, status=422 if form.errors else 200)


def _counts(decided: Sequence[CarryOver | None]) -> list[tuple[str, int]]:
    made = [each.decision for each in decided if each]
    return [(each.label, made.count(each.value)) for each in CarryOver.Decision]


def _seen(request: HttpRequest) -> dict[int, int]:
    """The duties that were ticked, one by one or row by row, each with the version that the page showed."""
    shown = [_ticked(each) for field in request.POST.getlist("seen") for each in field.split()]
    duties, rows = set(request.POST.getlist("duty")), set(request.POST.getlist("row"))
    return {
        each.duty: each.version
        for each in shown
        if each is not None and (str(each.duty) in duties or each.row in rows)
    }


def _ticked(told: str) -> Ticked | None:
    """`duty:version:row`, as the page wrote it, a row of them to a field; anything else is nothing."""
    duty, _, rest = told.partition(":")
    version, _, row = rest.partition(":")
    if not (duty.isdecimal() and version.isdecimal()):
        return None
    return Ticked(int(duty), row, int(version))

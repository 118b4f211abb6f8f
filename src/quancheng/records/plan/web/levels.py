"""The desk's pages on which an openness office sees how the governments below take up its plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import levels as queries
from quancheng.records.plan.web.plan_page import shares_of_tally
from quancheng.ui.gate import actor_of


@require_safe
def matrix(request: HttpRequest, ref: str) -> HttpResponse:
    """Governments × rows, in figures."""
    actor = actor_of(request)
    plan = queries.overseen_from_above(actor, ref)
    page = queries.levels(actor, plan, today=timezone.localdate())
    only_gaps = request.GET.get("show") == "gaps"
    context = {
        "page": page,
        "rows": page.lines(only_gaps=only_gaps),
        "only_gaps": only_gaps,
        "shares": shares_of_tally(page.tally),
        "below": [(each, shares_of_tally(each.tally)) for each in page.taking],
        "trail": _trail(plan, "承接情况"),
    }
    return render(request, "plan/desk/levels_matrix.html", context)


@require_safe
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """One row: what each government below does with it."""
    actor = actor_of(request)
    seen = queries.row_overseen(actor, ref)
    found = queries.row_across(actor, seen, today=timezone.localdate())
    context = {
        "row": seen,
        "lines": [(tenant, cell, shares_of_tally(cell.tally)) for tenant, cell in found],
        "trail": [*_trail(seen.plan, "承接情况", leads=True), (f"第{seen.no}项", "")],
    }
    return render(request, "plan/desk/levels_row_below.html", context)


def _trail(plan: Plan, here: str, *, leads: bool = False) -> list[tuple[str, str]]:
    return [
        ("工作要点", reverse("plan_desk:plans")),
        (plan.title, reverse("plan_desk:plan", args=[plan.ref])),
        (here, reverse("plan_desk:levels", args=[plan.ref]) if leads else ""),
    ]

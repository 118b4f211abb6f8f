"""The list behind every number of the one screen: for the office, exactly the duties that were counted."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.records.plan.queries import board
from quancheng.records.plan.queries.lines import list_lines
from quancheng.records.plan.queries.worklist import urgent
from quancheng.records.plan.rules.picking import Mark, Picked
from quancheng.records.plan.web.duties import filters_told
from quancheng.ui.gate import actor_of

PAGE = 50


@require_safe
def duties_of(request: HttpRequest) -> HttpResponse:
    """The duties of one plan that bear a mark, of a unit, in a month, in a part of the plan."""
    plan = board.overseen_plan(actor_of(request), request.GET.get("plan", ""))
    picked, today = Picked.of(request.GET.dict()), timezone.localdate()
    found = board.duties_picked(plan, picked, today=today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "picked": picked,
        "told": filters_told(request),
        "page": page,
        "lines": list_lines(urgent(page.object_list, today=today)),
        "marks": tuple(Mark),
        "units": board.units_owing(plan),
        "months": board.months_due(plan),
        "chapters": board.chapters_of(plan),
        "trail": [
            ("工作要点", reverse("plan_desk:plans")),
            (plan.title, reverse("plan_desk:plan", args=[plan.ref])),
            ("责任事项", ""),
        ],
    }
    return render(request, "plan/desk/duties_of.html", context)

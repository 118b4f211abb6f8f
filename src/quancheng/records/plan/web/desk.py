"""The desk's pages on which plans are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.records.plan.models import Row
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.queries.duties import duties_of_row
from quancheng.records.plan.queries.levels import may_look_below, may_read_figures
from quancheng.records.plan.queries.orders import is_of_office
from quancheng.records.plan.queries.status import plan_status, row_status
from quancheng.records.plan.queries.years import neighbours
from quancheng.records.plan.web.doors import doors_of
from quancheng.records.plan.web.plan_page import Looking, plan_page, shares_of_tally
from quancheng.records.plan.web.row_page import may_take_apart, task_views
from quancheng.ui.gate import actor_of


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading of the plan."""

    section: str
    subsection: str
    rows: tuple[Row, ...]


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan that concerns the official, and the drafts that wait."""
    actor = actor_of(request)
    context = {
        "plans": queries.plans_listed(actor),
        "drafts": queries.open_drafts(actor),
        "may_upload": bool(actor.roles & queries.KEEPERS),
    }
    return render(request, "plan/desk/plans.html", context)


@require_safe
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """One plan, row by row, with the progress of each. Without a right to figures it is read in public."""
    actor = actor_of(request)
    seen = queries.plan_for(actor, ref)
    if not may_read_figures(actor, seen):
        return redirect(f"{settings.PUBLIC_ADDRESS}/plan/{seen.ref}/")
    status = plan_status(seen, today=timezone.localdate())
    context = {
        "plan": seen,
        "page": plan_page(status, Looking.of(request.GET.dict()), actor),
        "editions": queries.editions_of(seen),
        "doors": doors_of(actor, seen),
        "is_own": seen.tenant_id == actor.tenant_id,
        "trail": [("工作要点", reverse("plan_desk:plans")), (seen.title, "")],
    }
    return render(request, "plan/desk/plan.html", context)


@require_safe
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """One row: its parts with their duties, its units and its history."""
    actor, today = actor_of(request), timezone.localdate()
    seen = queries.row_for(actor, ref)
    if not may_read_figures(actor, seen.plan):
        return redirect(f"{settings.PUBLIC_ADDRESS}/plan/rows/{seen.ref}/")
    status = row_status(seen, today=today)
    duties = duties_of_row(actor, seen, (task.task for task in status.tasks))
    trail = [
        ("工作要点", reverse("plan_desk:plans")),
        (seen.plan.title, reverse("plan_desk:plan", args=[seen.plan.ref])),
        (f"第{seen.no}项", ""),
    ]
    context = {
        "row": seen,
        "status": status,
        "shares": shares_of_tally(status.tally),
        "tasks": task_views(status, duties, today=today),
        "may_take_apart": may_take_apart(actor, status),
        "may_look_below": may_look_below(actor, seen.plan),
        "neighbours": neighbours(seen) if seen.plan.tenant_id == actor.tenant_id else (),
        "may_order": is_of_office(actor) and seen.plan.tenant_id == actor.tenant_id,
        "trail": trail,
    }
    return render(request, "plan/desk/row.html", context)


def grouped(rows: Iterable[Row]) -> Iterator[Group]:
    """The rows under their headings, in the order of the plan."""
    for (section, subsection), under in groupby(rows, key=lambda row: (row.section, row.subsection)):
        yield Group(section, subsection, tuple(under))

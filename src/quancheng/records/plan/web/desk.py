"""The desk's pages on which plans are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.records.plan.models import Row
from quancheng.records.plan.queries import plans as queries
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
    """One plan, row by row."""
    seen = queries.plan_for(actor_of(request), ref)
    rows = list(queries.rows_of(seen))
    context = {
        "plan": seen,
        "rows": rows,
        "groups": list(grouped(rows)),
        "editions": queries.editions_of(seen),
        "trail": [("工作要点", reverse("plan_desk:plans")), (seen.title, "")],
    }
    return render(request, "plan/desk/plan.html", context)


@require_safe
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """One row, with its units and its history."""
    seen = queries.row_for(actor_of(request), ref)
    trail = [
        ("工作要点", reverse("plan_desk:plans")),
        (seen.plan.title, reverse("plan_desk:plan", args=[seen.plan.ref])),
        (f"第{seen.no}行", ""),
    ]
    return render(request, "plan/desk/row.html", {"row": seen, "trail": trail})


def grouped(rows: Iterable[Row]) -> Iterator[Group]:
    """The rows under their headings, in the order of the plan."""
    for (section, subsection), under in groupby(rows, key=lambda row: (row.section, row.subsection)):
        yield Group(section, subsection, tuple(under))

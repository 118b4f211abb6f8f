"""The list of inspections, and the sheet of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.records.inspections.queries import gathering, tasks
from quancheng.records.inspections.queries import sheets as queries
from quancheng.records.inspections.web.lines import groups_of, inspection_lines, shares_of, sums_in_words
from quancheng.ui.gate import actor_of

HOME = "迎检"


@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """Every inspection of the government, with how far it is; to others the tasks of their unit."""
    actor = actor_of(request)
    found = list(queries.inspections_for(actor))
    context = {
        "lines": inspection_lines(found, gathering.lights_of(found)),
        "drafts": list(queries.open_drafts(actor)),
        "is_office": queries.is_office(actor),
        "waits": tasks.tasks_waiting(actor, today=timezone.localdate()),
    }
    return render(request, "inspections/desk/inspections.html", context)


@require_safe
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """The sheet: each indicator with its light, what was gathered. Raises NoSuchInspection."""
    actor = actor_of(request)
    found = queries.inspection_for(actor, inspection_id)
    indicators = list(gathering.indicators_of(actor, found))
    shown = request.GET.get("show", "")
    context = {
        "inspection": found,
        "groups": groups_of(indicators, shown=shown),
        "shown": shown,
        "shares": shares_of(indicators),
        "sums": sums_in_words(indicators),
        "trail": [(HOME, reverse("inspections_desk:inspections")), (found.title, "")],
    }
    return render(request, "inspections/desk/inspection.html", context)

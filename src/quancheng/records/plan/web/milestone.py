"""The desk's page of a milestone: how the plan stood that day, and each unit's share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.records.plan.queries.milestone import Seen, milestone_for
from quancheng.records.plan.queries.progress import Tally, together
from quancheng.records.plan.web.plan_page import shares_of_tally
from quancheng.ui.gate import actor_of


@require_safe
def milestone(request: HttpRequest, ref: str) -> HttpResponse:
    """One report as it was kept. Raises NoSuchMilestone."""
    seen = milestone_for(actor_of(request), ref)
    back = (
        ("一屏总览", reverse("workbench:overview")) if seen.is_whole else ("通知", reverse("workbench:inbox"))
    )
    context = {
        "seen": seen,
        "report": seen.report,
        "tally": _tally(seen),
        "shares": shares_of_tally(_tally(seen)),
        "trail": [back, ("节点报告", "")],
    }
    return render(request, "plan/desk/milestone.html", context)


def _tally(seen: Seen) -> Tally:
    """All that the reader sees of it together."""
    return together(
        Tally(one.total, one.waiting, one.done, one.unverifiable, one.late) for one in seen.shares
    )

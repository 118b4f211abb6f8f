"""The list of approvals, and one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.approvals import queries
from quancheng.kernel.approvals.workflow import APPROVAL, State
from quancheng.shells.workbench.approvals.view import TONES, Forms, approval_page, trail
from quancheng.ui.gate import actor_of

A_PAGE = 30


@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for my word, what my unit laid before, and what I was asked about."""
    actor = actor_of(request)
    scope = request.GET.get("scope", "")
    waits = queries.approvals_waiting(actor)
    scope = scope if scope in {"asked", "own", "all"} else "asked" if waits.to_decide else "own"
    found = {
        "asked": queries.open_to_decide(actor),
        "own": queries.approvals_for(actor).filter(case__unit_id=actor.unit_id or 0),
        "all": queries.approvals_for(actor).filter(stages__post_id=actor.post_id or 0).distinct(),
    }[scope]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    stages = queries.stages_of(page.object_list)
    lines = [
        {
            "approval": one,
            "state": APPROVAL.state_in_words(one.case.state),
            "tone": TONES[State(one.case.state)],
            "asked": queries.asked_now(stages[one.pk]) if one.is_open else (),
        }
        for one in page.object_list
    ]
    context = {"lines": lines, "page": page, "scope": scope, "waits": waits}
    return render(request, "workbench/desk/approvals/list.html", context)


@require_safe
def approval(request: HttpRequest, approval_id: int) -> HttpResponse:
    """One approval, to be read and decided. Raises NoSuchApproval."""
    return show(request, approval_id)


def show(request: HttpRequest, approval_id: int, forms: Forms | None = None) -> HttpResponse:
    """The page, with what was just turned away in its place. Raises NoSuchApproval."""
    actor = actor_of(request)
    found = queries.approval_for(actor, approval_id)
    page = approval_page(actor, found, today=timezone.localdate(), forms=forms)
    context = {"page": page, "trail": trail(found.title)}
    status = 422 if forms else 200
    return render(request, "workbench/desk/approvals/one.html", context, status=status)

"""The desk's own pages that belong to no module."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from quancheng.insight.scorecards.public import scores_waiting
from quancheng.insight.yearbook.public import reports_waiting
from quancheng.kernel.access.actors import NotYourPost, actor_for
from quancheng.kernel.approvals.queries import approvals_waiting
from quancheng.kernel.norms.queries import waiting_count
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.queries import post_for
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.seals.queries import seals_waiting
from quancheng.records.disclosure.public import requests_at_a_glance
from quancheng.records.groundwork.public import gatherings_at_a_glance, notices_waiting
from quancheng.records.inspections.public import tasks_waiting
from quancheng.records.mailbox.public import messages_at_a_glance
from quancheng.records.plan.public import commitments_that_wait, duties_at_a_glance, orders_waiting
from quancheng.shells.workbench import patterns
from quancheng.shells.workbench.in_hand import in_hand_of
from quancheng.shells.workbench.menu import OFFICE
from quancheng.shells.workbench.middleware import CHOSEN_POST
from quancheng.shells.workbench.site.queries import to_decide
from quancheng.shells.workbench.unread import unread_of
from quancheng.ui.gate import actor_of


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view's signature
    """Whoever comes in begins with their own work."""
    return redirect("workbench:my_work")


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """我的工作: what is mine and due."""
    actor, today = actor_of(request), timezone.localdate()
    counts, letters = duties_at_a_glance(actor, today=today), messages_at_a_glance(actor, today=today)
    commitments, orders = commitments_that_wait(actor, today=today), orders_waiting(actor)
    papers, gatherings = approvals_waiting(actor), gatherings_at_a_glance(actor, today=today)
    notices, inspections = notices_waiting(actor, today=today), tasks_waiting(actor, today=today)
    scores, site_waits = scores_waiting(actor, today=today), to_decide(actor)
    norms, requests = waiting_count(actor, on=today), requests_at_a_glance(actor, today=today)
    seals, reports = seals_waiting(actor, on=today), reports_waiting(actor, today=today)
    found = (commitments, orders, papers, gatherings, notices, inspections, scores, seals, reports, requests)
    in_hand, unread = in_hand_of(actor, today=today), unread_of(request)
    numbers = (counts.open, counts.wishes, counts.reviews, unread, letters.open, letters.to_sort)
    context = {
        "today": today,
        "duties": counts,
        "lines": in_hand.lines,
        "in_hand": in_hand.tallies,
        "in_hand_count": in_hand.count,
        "unread": unread,
        "letters": letters,
        "commitments": commitments,
        "orders": orders,
        "papers": papers,
        "seals": seals,
        "requests": requests,
        "gatherings": gatherings,
        "notices": notices,
        "inspections": inspections,
        "scores": scores,
        "reports": reports,
        "site_waits": site_waits,
        "norms": norms,
        "waits": site_waits or norms or any(numbers) or any(each.some for each in found),
        "may_confirm": Role.HEAD in actor.roles,
        "is_auditor": AdminRole.AUDIT in actor.roles,
        "may_oversee": bool(actor.roles & OFFICE),
    }
    return render(request, "workbench/desk/my_work.html", context)


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Go on in another of one's own posts. Raises NotYourPost, NoPostToday."""
    assert isinstance(request.user, Person)
    told = request.POST.get("post", "")
    if not told.isdecimal():
        raise NotYourPost("没有选择岗位，请在右上角重新选择")
    actor = actor_for(request.user, int(told), timezone.localdate())
    request.session[CHOSEN_POST] = actor.post_id
    post = post_for(actor, int(told))
    messages.success(request, f"现在以“{post.unit} {post.title}”的岗位办理")
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")


@require_safe
def pattern_book(request: HttpRequest) -> HttpResponse:
    """Every component in every state, to be looked at and measured; only in trial mode."""
    return render(request, "workbench/desk/pattern_book.html", patterns.everything())

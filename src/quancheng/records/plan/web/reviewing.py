"""The desk's page on which a draft is compared with what is in force, and becomes an edition.

What amends a published plan is sent here by one official and confirmed, or sent back, by another.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands.editions import confirm_draft
from quancheng.records.plan.commands.reviewing import return_draft, send_draft
from quancheng.records.plan.forms.showing import DecisionReasonForm
from quancheng.records.plan.queries.plans import draft_for, register_of
from quancheng.records.plan.queries.years import earlier_of_draft
from quancheng.records.plan.web.comparison import comparison, review_of
from quancheng.records.plan.web.drafts import trail_in
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of


@require_safe
def compare(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What confirming will change, row by row."""
    return _compared(request, draft_id, DecisionReasonForm())


@require_POST
def send(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Lay it before the second person."""
    try:
        send_draft(
            draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已送审，等政务公开机构的另一位负责人审核；审核前现行内容不变")
    return redirect("plan_desk:draft_compare", draft_id)


@require_POST
def send_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The second person wants it mended."""
    form = DecisionReasonForm(request.POST)
    if form.is_valid():
        try:
            return_draft(
                draft_id=draft_id, version=version_of(request), **form.cleaned_data,
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已退回，送审人已收到通知")
            return redirect("plan_desk:plans")
    return _compared(request, draft_id, form)


@require_POST
def confirm(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Make it the edition in force."""
    try:
        edition = confirm_draft(
            draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plan_desk:draft_compare", draft_id)
    messages.success(request, f"《{edition.plan.title}》{edition}已确认")
    return redirect("plan_desk:plan", edition.plan.ref)


def _compared(request: HttpRequest, draft_id: int, back: DecisionReasonForm) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    seen = draft_for(actor, draft_id)
    context = {
        "page": comparison(seen, register_of(seen, today=today), today=today),
        "review": review_of(seen, actor),
        "back": back,
        "earlier": earlier_of_draft(seen),
        "trail": trail_in(seen, "比较并确认"),
    }
    return render(request, "plan/desk/compare.html", context, status=422 if back.errors else 200)

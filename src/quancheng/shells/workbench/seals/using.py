"""Putting a seal on a paper: what waits for it, the paper as it will go out, the act itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.seals import commands, queries
from quancheng.shells.workbench.approvals.view import sorted_blocks
from quancheng.shells.workbench.seals.forms import UseForm
from quancheng.shells.workbench.seals.view import card, tabs, trail
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The issued papers of the units whose seals my post keeps, as far as they bear none yet."""
    actor, today = actor_of(request), timezone.localdate()
    kept = queries.seals_kept_by(actor, on=today)
    context = {
        "kept": [(one, queries.papers_to_seal(actor, one)) for one in kept],
        "tabs": tabs(actor, "seals_waiting", today=today),
    }
    return render(request, "workbench/desk/seals/waiting.html", context)


@require_safe
def paper(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """The paper in its words, the approval behind it, the seal to be put. Raises NoSuchPaper."""
    return _show(request, RecordRef(kind, ref))


@only_when_sure
@require_POST
def use(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Put the seal: who does so has lately proved who they are. Raises NoSuchPaper."""
    actor = actor_of(request)
    form = UseForm(request.POST)
    form.offer(queries.seals_kept_by(actor, on=timezone.localdate()))
    if form.is_valid():
        try:
            done = commands.use_seal(
                ref=RecordRef(kind, ref), **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            wet = f"已登记用印，编号{done.code}。请打印后盖章，再登记扫描件"
            messages.success(request, wet if done.is_wet else f"已用印，编号{done.code}")
            return redirect("workbench:seal_use", done.pk)
    return _show(request, RecordRef(kind, ref), form)


def _show(request: HttpRequest, ref: RecordRef, form: UseForm | None = None) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    found, fitting = queries.paper_for_keeper(actor, ref, on=today)
    shown = form or UseForm()
    if not shown.is_bound:
        shown.offer(fitting)
    context = {
        "paper": found,
        "blocks": sorted_blocks(found.contents),
        "approval": queries.approval_of(found),
        "is_changed": queries.approval_of(found) is None and queries.was_approved(found),
        "people": queries.people_of(found),
        "is_mine": found.drafted_by_id == actor.person_id,
        "uses": queries.uses_of(ref),
        "card": card(actor, fitting[0], today=today),
        "form": shown,
        "trail": trail("用印"),
    }
    return render(request, "workbench/desk/seals/paper.html", context, status=422 if form else 200)

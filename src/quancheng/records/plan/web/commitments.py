"""The desk's pages of public commitments: the lists, one list, one commitment and its steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands.drafts import keeper_of
from quancheng.records.plan.forms.commitments import ShortReasonForm, SieveForm
from quancheng.records.plan.models import Commitment, CommitmentList
from quancheng.records.plan.queries import commitment_drafts as drafts
from quancheng.records.plan.queries import commitments as queries
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.web.commitment_list import commitment_list, units_in
from quancheng.records.plan.web.commitment_page import FIELD_OF_REFUSAL, OFFERS, commitment_page, step_form
from quancheng.records.plan.web.duties import NoSuchStep
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

HOME = ("公开承诺", "plan_desk:commitments")


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """What my unit has promised; for the openness office also the lists and the drafts that wait."""
    actor = actor_of(request)
    context = {
        "lists": queries.lists_listed(actor),
        "drafts": drafts.waiting_drafts(actor),
        "wishes": queries.lines_of(queries.moves_asked_of(actor)),
        "mine": queries.lines_of(queries.own_commitments(actor)),
        "today": timezone.localdate(),
        "may_upload": bool(actor.roles & KEEPERS),
    }
    return render(request, "plan/desk/commitments.html", context)


@require_safe
def of_year(request: HttpRequest, ref: str) -> HttpResponse:
    """One list: each commitment with its day and what became of it."""
    actor = actor_of(request)
    found = queries.list_for(actor, ref)
    lines = queries.lines_of(queries.commitments_in(found))
    form = SieveForm(request.GET, units=units_in(lines))
    context = {
        "page": commitment_list(found, lines, form.wanted()),
        "form": form,
        "dropped": queries.lines_of(queries.dropped_from(found)),
        "editions": drafts.editions_of_commitments(found),
        "today": timezone.localdate(),
        "may_publish": found.tenant_id == actor.tenant_id and Role.OPENNESS_HEAD in actor.roles,
        "trail": [(HOME[0], reverse(HOME[1])), (found.title, "")],
    }
    return render(request, "plan/desk/commitments_of.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the list back from the public, with the reason. Raises NotYourOffice."""
    actor = actor_of(request)
    keeper_of(actor)
    found = queries.own_list(actor, ref)
    form = ShortReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            editions.withdraw_commitments(ref=ref, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"《{found.title}》已撤下，门户上不再显示")
            return redirect("plan_desk:commitments_of", ref)
    context = {"list": found, "form": form, "trail": _trail(found, "撤下")}
    return render(request, "plan/desk/commitments_withdraw.html", context, status=422 if form.errors else 200)


@require_POST
def restore(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the list to the public again."""
    try:
        found = editions.restore_commitments(ref=ref, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"《{found.title}》已恢复公开")
    return redirect("plan_desk:commitments_of", ref)


@require_safe
def commitment(request: HttpRequest, ref: str) -> HttpResponse:
    """One commitment: by when, by whom, how far, what I may do."""
    actor = actor_of(request)
    return _show(request, actor, queries.commitment_for(actor, ref))


@require_POST
def step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchCommitment."""
    actor, today = actor_of(request), timezone.localdate()
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到公开承诺页面重新选择", step=code)
    seen = queries.commitment_for(actor, ref)
    form = step_form(offer, seen, today=today, data=request.POST)
    if form.is_valid():
        try:
            offer.command(
                ref=ref, version=version_of(request), **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            field = FIELD_OF_REFUSAL.get(type(refusal), "")
            form.add_error(field if field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            return redirect("plan_desk:commitment", ref)
    return _show(request, actor, queries.commitment_for(actor, ref), refused=Refused(code, form))


def _show(
    request: HttpRequest, actor: Actor, seen: Commitment, *, refused: Refused | None = None
) -> HttpResponse:
    page = commitment_page(actor, seen, today=timezone.localdate(), refused=refused)
    context = {
        "page": page,
        "refused": refused,
        "may_see_list": queries.lists_for(actor).filter(pk=seen.list_id).exists(),
        "trail": [(HOME[0], reverse(HOME[1])), (f"第{seen.no}项", "")],
    }
    return render(request, "plan/desk/commitment.html", context, status=422 if refused else 200)


def _trail(found: CommitmentList, here: str) -> list[tuple[str, str]]:
    return [
        (HOME[0], reverse(HOME[1])),
        (found.title, reverse("plan_desk:commitments_of", args=[found.ref])),
        (here, ""),
    ]

"""The desk's pages on which evidence is proposed for the public's sight, decided about, and taken down."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.models import EvidenceRelease
from quancheng.records.plan.commands import releases as writing
from quancheng.records.plan.forms.showing import DecisionReasonForm, ProposeForm, ReleaseForm
from quancheng.records.plan.queries import releases as queries
from quancheng.records.plan.queries.duties import evidence_for, lines_of
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
HOME = ("佐证公开", "plan_desk:releases")
TONES: Mapping[str, str] = {
    EvidenceRelease.State.PROPOSED: "yellow",
    EvidenceRelease.State.RELEASED: "green",
    EvidenceRelease.State.REFUSED: "grey",
    EvidenceRelease.State.WITHDRAWN: "orange",
}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """What was proposed, decided and taken down, as far as it concerns me."""
    actor = actor_of(request)
    state = request.GET.get("state", "")
    page = Paginator(queries.releases_listed(actor, state), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    tasks = {line.duty.pk: line.task for line in lines_of([one.evidence.item for one in found])}
    context = {
        "page": page,
        "lines": [
            (one, tasks[one.evidence.item_id], TONES[EvidenceRelease.State(one.state)]) for one in found
        ],
        "state": state,
        "states": EvidenceRelease.State.choices,
        "waiting": len(queries.releases_waiting(actor)),
    }
    return render(request, "plan/desk/releases.html", context)


@read_or_write
def propose(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Propose that the public may see a piece of evidence. Raises NoSuchEvidence."""
    actor = actor_of(request)
    evidence = evidence_for(actor, evidence_id)
    form = ProposeForm(request.POST or None, initial={"title": evidence.says[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            writing.propose_release(
                evidence_id=evidence_id, title=form.cleaned_data["title"], actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已提议公开，等另一位审核人作保密审查")
            return redirect("plan_desk:duty", evidence.item_id)
    context = {
        "evidence": evidence,
        "form": form,
        "trail": [("责任事项", reverse("plan_desk:duty", args=[evidence.item_id])), ("提议公开佐证", "")],
    }
    return render(request, "plan/desk/release_propose.html", context, status=422 if form.errors else 200)


@require_safe
def release(request: HttpRequest, release_id: int) -> HttpResponse:
    """One proposal, with what it would show and what I may decide."""
    actor = actor_of(request)
    return _show(request, actor, queries.release_for(actor, release_id))


@require_POST
def decide(request: HttpRequest, release_id: int) -> HttpResponse:
    """Let it go up, after secrecy review."""
    form = ReleaseForm(request.POST, auto_id="release_%s")
    return _write(
        request, release_id, "release", form, writing.release_evidence, "已公开，门户上现在可以看到"
    )


@require_POST
def refuse(request: HttpRequest, release_id: int) -> HttpResponse:
    """It stays on the desk."""
    form = DecisionReasonForm(request.POST, auto_id="refuse_%s")
    return _write(request, release_id, "refuse", form, writing.refuse_release, "已答复：不同意公开")


@require_POST
def withdraw(request: HttpRequest, release_id: int) -> HttpResponse:
    """Take it down at once, whatever the page showed."""
    form = DecisionReasonForm(request.POST, auto_id="withdraw_%s")
    return _write(
        request, release_id, "withdraw", form, writing.withdraw_release, "已撤下，公众现在看不到了",
        names_version=False,
    )  # fmt: skip


@require_safe
def download(request: HttpRequest, release_id: int) -> FileResponse:
    """The file that is to be looked through, for the second person too. Raises NoSuchRelease."""
    kept = queries.release_file_for(actor_of(request), release_id)
    answer = FileResponse(
        kept.data.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _write(
    request: HttpRequest,
    release_id: int,
    code: str,
    form: forms.Form,
    command: Callable[..., Any],
    done: str,
    *,
    names_version: bool = True,
) -> HttpResponse:
    """One command, or the page again with what was entered and why it was turned away."""
    actor = actor_of(request)
    if form.is_valid():
        told: dict[str, Any] = {"version": version_of(request)} if names_version else {}
        try:
            command(
                release_id=release_id,
                reason=form.cleaned_data["reason"],
                actor=actor,
                now=timezone.now(),
                **told,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("plan_desk:release", release_id)
    return _show(request, actor, queries.release_for(actor, release_id), refused=(code, form))


def _show(
    request: HttpRequest,
    actor: Actor,
    seen: EvidenceRelease,
    *,
    refused: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    [line] = lines_of([seen.evidence.item])
    code, turned = refused or ("", None)
    context = {
        "release": seen,
        "line": line,
        "tone": TONES[seen.state],
        "may_decide": queries.may_decide(actor, seen) and seen.state == EvidenceRelease.State.PROPOSED,
        "is_own": queries.is_decider(actor, seen) and not queries.may_decide(actor, seen),
        "may_withdraw": queries.may_take_down(actor, seen) and seen.state == EvidenceRelease.State.RELEASED,
        "release_form": turned if code == "release" else ReleaseForm(auto_id="release_%s"),
        "refuse_form": turned if code == "refuse" else DecisionReasonForm(auto_id="refuse_%s"),
        "withdraw_form": turned if code == "withdraw" else DecisionReasonForm(auto_id="withdraw_%s"),
        "refused": turned,
        "code": code,
        "trail": [(HOME[0], reverse(HOME[1])), (seen.title, "")],
    }
    return render(request, "plan/desk/release.html", context, status=422 if refused else 200)

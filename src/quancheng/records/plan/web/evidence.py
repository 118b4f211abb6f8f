"""What speaks for a duty (佐证): brought, taken back, handed out again."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.forms.duties import EvidenceAddressForm, EvidenceFileForm
from quancheng.records.plan.queries.duties import duty_for, evidence_file_for, evidence_for
from quancheng.records.plan.web.duties import show
from quancheng.records.plan.web.duty_page import Refused
from quancheng.ui.gate import actor_of


@require_POST
def bring_file(request: HttpRequest, duty_id: int) -> HttpResponse:
    """A file, looked through before it is kept."""
    actor = actor_of(request)
    form = EvidenceFileForm(request.POST, request.FILES, auto_id="file_%s")
    if form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name, accepted=EVIDENCE)
            writing.add_evidence_file(
                duty_id=duty_id, upload=safe, data=data, says=form.cleaned_data["says"],
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"已添加佐证“{safe.name}”")
            return redirect("plan_desk:duty", duty_id)
    return show(request, actor, duty_for(actor, duty_id), refused=Refused("file", form))


@require_POST
def bring_address(request: HttpRequest, duty_id: int) -> HttpResponse:
    """The address of a page."""
    actor = actor_of(request)
    form = EvidenceAddressForm(request.POST, auto_id="address_%s")
    if form.is_valid():
        try:
            writing.add_evidence_address(
                duty_id=duty_id, **form.cleaned_data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已添加网址佐证")
            return redirect("plan_desk:duty", duty_id)
    return show(request, actor, duty_for(actor, duty_id), refused=Refused("address", form))


@require_POST
def withdraw(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Take it back; that it was there is not forgotten. Raises NoSuchEvidence."""
    actor = actor_of(request)
    found = evidence_for(actor, evidence_id)
    try:
        writing.withdraw_evidence(evidence_id=evidence_id, actor=actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已撤回佐证“{found.says}”")
    return redirect("plan_desk:duty", found.item_id)


@require_safe
def download(request: HttpRequest, evidence_id: int) -> FileResponse:
    """The file itself, for whoever may see the duty: to be saved, never shown in the house's own pages.

    Raises NoSuchEvidence.
    """
    kept = evidence_file_for(actor_of(request), evidence_id)
    answer = FileResponse(
        kept.data.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

"""What speaks for a duty (佐证): brought, taken back, handed out again."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.fetch.picture import browser
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.obligations.queries import snapshots_of
from quancheng.kernel.obligations.snapshots import Outcome
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.forms.duties import EvidenceAddressForm, EvidenceFileForm
from quancheng.records.plan.queries.duties import (
    NoSuchEvidence,
    duty_for,
    evidence_file_for,
    evidence_for,
    snapshot_for,
)
from quancheng.records.plan.web.answers import file_answer
from quancheng.records.plan.web.duties import HOME, show
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of


class NoPicture(Refusal):
    """Nobody took a picture at that look."""

    code = "plan.no_picture"
    status = 404


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
    return file_answer(evidence_file_for(actor_of(request), evidence_id))


@require_safe
def snapshot(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """What was kept of an address: each look, the text with its digest. Raises NoSuchEvidence."""
    found = evidence_for(actor_of(request), evidence_id)
    looks = list(snapshots_of(found))
    chosen = next((one for one in looks if str(one.pk) == request.GET.get("look")), None)
    shown = chosen or next((one for one in looks if one.text), None) or (looks[0] if looks else None)
    context = {
        "evidence": found,
        "looks": [(one, Outcome(one.outcome)) for one in looks],
        "shown": shown,
        "is_same": shown is not None and Outcome(shown.outcome) is Outcome.SAME,
        "has_browser": browser() is not None,
        "trail": [
            (HOME[0], reverse(HOME[1])),
            ("这项责任", reverse("plan_desk:duty", args=[found.item_id])),
            ("网页快照", ""),
        ],
    }
    return render(request, "plan/desk/snapshot.html", context)


@require_safe
def snapshot_picture(request: HttpRequest, snapshot_id: int) -> FileResponse:
    """The picture of a page, for whoever may see the duty. Raises NoSuchEvidence, NoPicture."""
    found = snapshot_for(actor_of(request), snapshot_id)
    if found.picture is None:
        raise NoPicture("这次核对没有截图", snapshot=snapshot_id)
    answer = FileResponse(found.picture.data.open("rb"), content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def recheck(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Have the page looked at again."""
    try:
        writing.ask_recheck(evidence_id=evidence_id, actor=actor_of(request), now=timezone.now())
    except NoSuchEvidence:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "已开始重新核对，一分钟左右后刷新本页可见结果")
    return redirect("plan_desk:snapshot", evidence_id)

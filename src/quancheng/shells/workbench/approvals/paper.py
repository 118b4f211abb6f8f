"""Approvals on paper: the 呈批单 to print, the signed scan that comes back, read by a second person."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.approvals import queries, scans
from quancheng.kernel.approvals.slip import slip
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf
from quancheng.kernel.files.safety import check_upload
from quancheng.shells.workbench.approvals.deciding import written
from quancheng.shells.workbench.approvals.forms import ReasonForm, ScanForm, SignatureForm
from quancheng.shells.workbench.approvals.pages import show
from quancheng.shells.workbench.approvals.view import Forms
from quancheng.ui.answers import kept, saved
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_safe
def slip_as_docx(request: HttpRequest, approval_id: int) -> HttpResponse:
    """The 呈批单, to be printed and signed by hand. Raises NoSuchApproval."""
    approval = queries.approval_for(actor_of(request), approval_id)
    data = as_docx(slip(approval, queries.stages_of([approval])[approval.pk]))
    return saved(data, DOCX_TYPE, f"{approval.code}.docx")


@require_safe
def slip_as_pdf(request: HttpRequest, approval_id: int) -> HttpResponse:
    """The same as pdf. Raises NoSuchApproval, NoPrinter."""
    approval = queries.approval_for(actor_of(request), approval_id)
    data = as_pdf(slip(approval, queries.stages_of([approval])[approval.pk]))
    return saved(data, PDF_TYPE, f"{approval.code}.pdf")


@require_POST
def bring(request: HttpRequest, approval_id: int) -> HttpResponse:
    """The signed paper as a scan, looked through before it is kept."""
    form = ScanForm(request.POST, request.FILES, auto_id="scan_%s")
    if form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name, accepted=scans.ACCEPTED)
            scans.bring_scan(
                approval_id=approval_id, version=version_of(request), mark=form.cleaned_data["mark"],
                upload=safe, data=data, actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "扫描件已交回，请另一人核对")
            return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(scan=form, refused="scan"))


@only_when_sure
@require_POST
def confirm(request: HttpRequest, approval_id: int) -> HttpResponse:
    """What stands on the scan, written down by a second person. Raises NoSuchApproval."""
    actor = actor_of(request)
    approval = queries.approval_for(actor, approval_id)
    still = [stage for stage in queries.stages_of([approval])[approval.pk] if not stage.word]
    held = list(queries.signers_of(stage.post_id for stage in still))
    forms = [SignatureForm(stage, held, request.POST) for stage in still]
    if forms and len([form for form in forms if form.is_valid()]) == len(forms):
        try:
            scans.confirm_scan(
                approval_id=approval_id, version=version_of(request),
                signatures=[form.signature for form in forms if form.signature], actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(forms[0], refusal)
        else:
            messages.success(request, "已核对，批示已记入")
            return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(signatures=forms, refused="signatures"))


@require_POST
def refuse(request: HttpRequest, approval_id: int) -> HttpResponse:
    """The scan is not taken."""
    form = ReasonForm(request.POST, auto_id="refuse_%s")
    if written(request, approval_id, form, scans.refuse_scan):
        messages.success(request, "已退回扫描件，请重新交回")
        return redirect("workbench:approval", approval_id)
    return show(request, approval_id, Forms(refuse=form, refused="refuse"))


@require_safe
def scan_file(request: HttpRequest, approval_id: int, scan_id: int) -> FileResponse:
    """The scan itself. Raises NoSuchApproval, NoSuchScan."""
    scan = queries.scan_for(actor_of(request), approval_id, scan_id)
    return kept(scan.file)

"""The register of use: the list, one line with its file, the scan of what was sealed in ink."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.seals import commands, queries
from quancheng.shells.workbench.seals.checking import seen_in
from quancheng.shells.workbench.seals.forms import LookingForm, ScanForm
from quancheng.shells.workbench.seals.view import card, tabs, trail
from quancheng.ui.answers import kept
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of

A_PAGE = 50
ACCEPTED = frozenset({Kind.PDF, Kind.PICTURE})


@require_safe
def uses(request: HttpRequest) -> HttpResponse:
    """What was sealed, the newest first."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForm(request.GET)
    form.offer(queries.seals_for(actor))
    wanted = form.wanted()
    context = {
        "form": form,
        "page": Paginator(queries.uses_listed(actor, wanted), A_PAGE).get_page(request.GET.get("page")),
        "is_narrowed": wanted != queries.Wanted(),
        "asked": request.GET.urlencode(),
        "tabs": tabs(actor, "seal_uses", today=today),
    }
    return render(request, "workbench/desk/seals/uses.html", context)


@require_safe
def use(request: HttpRequest, use_id: int) -> HttpResponse:
    """One line of the register. Raises NoSuchUse."""
    return show(request, use_id)


@require_safe
def file(request: HttpRequest, use_id: int) -> FileResponse:
    """What is handed out, or printed for the wet seal. Raises NoSuchUse."""
    found = queries.use_for(actor_of(request), use_id)
    return kept(queries.file_of(found) or found.file)


@require_POST
def scan(request: HttpRequest, use_id: int) -> HttpResponse:
    """The scan of the sealed paper, looked through before it is kept. Raises NoSuchUse."""
    form = ScanForm(request.POST, request.FILES, auto_id="scan_%s")
    if form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name, accepted=ACCEPTED)
            commands.bring_sealed_scan(
                use_id=use_id, upload=safe, data=data, actor=actor_of(request), now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "盖章件已登记，此后以它为准对外提供")
            return redirect("workbench:seal_use", use_id)
    return show(request, use_id, form)


def show(request: HttpRequest, use_id: int, form: ScanForm | None = None) -> HttpResponse:
    """One line of the register, with what was just turned away in its place. Raises NoSuchUse."""
    actor = actor_of(request)
    found = queries.use_for(actor, use_id)
    ref, sealed = RecordRef.parse(found.about), queries.file_of(found)
    context = {
        "use": found,
        "record": resolve(actor, [ref]).get(ref),
        "scan": queries.scan_of(found),
        "card": card(actor, found.seal, today=timezone.localdate()),
        "may_bring": queries.may_bring_scan(actor, found),
        "seen": seen_in(sealed) if sealed else None,
        "form": form or ScanForm(auto_id="scan_%s"),
        "trail": trail(found.code),
    }
    return render(request, "workbench/desk/seals/use.html", context, status=422 if form else 200)

"""Looking at the signatures of a file that somebody brings (验章), or that is kept. Nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.seals.brought import verdicts_on
from quancheng.shells.workbench.seals.forms import CheckForm
from quancheng.shells.workbench.seals.view import ReportPage, report_page, tabs
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A verdict on each signature of the file; the file itself is forgotten."""
    actor, page = actor_of(request), None
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    if form.is_bound and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            found = verdicts_on(brought.read(), name=brought.name, now=timezone.now())
            page = report_page(found, brought.name)
        except Refusal as refusal:
            turn_away(form, refusal)
    context = {
        "form": form,
        "seen": page,
        "tabs": tabs(actor, "seal_check", today=timezone.localdate()),
    }
    return render(request, "workbench/desk/seals/check.html", context, status=422 if form.errors else 200)


def seen_in(kept: StoredFile) -> ReportPage | None:
    """What the signatures of a kept file say; None for a picture, and for a file without a signature."""
    if kept.kind not in {"pdf", "ofd"}:
        return None
    with kept.data.open("rb") as opened:
        data = opened.read()
    try:
        found = verdicts_on(data, name=kept.name, now=timezone.now())
    except Refusal:
        return None
    return report_page(found, kept.name) if found.is_signed else None

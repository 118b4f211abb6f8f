"""The audit as it is read: newest first, searched, page by page, and taken out. Nothing is changed here."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.audit.queries import last_verification
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from quancheng.shells.workbench.audit.commands import note_taking_out
from quancheng.shells.workbench.audit.forms import LookForm
from quancheng.shells.workbench.audit.queries import (
    Sought,
    entries_found,
    in_words,
    lines_to_take,
    must_audit,
    units_offered,
)
from quancheng.shells.workbench.audit.tables import sheet_of, sought_in_words
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

PAGE = 50


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What has happened in the own government. Raises NoSuchTenant, NotYourRegister."""
    actor = actor_of(request)
    must_audit(actor)
    return _page(request, actor, LookForm(request.GET, units=units_offered(actor)))


@only_when_sure
@require_POST
def take_out(request: HttpRequest) -> HttpResponse:
    """What was found as a file; that it was taken out is a line of the audit.

    Raises NoSuchTenant, NotYourRegister.
    """
    actor = actor_of(request)
    must_audit(actor)
    units = units_offered(actor)
    form = LookForm(request.POST, units=units)
    if not form.is_valid():
        return _page(request, actor, form)
    sought = Sought(**form.cleaned_data)
    try:
        lines = lines_to_take(actor, sought)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, actor, form)
    is_csv, now = request.POST.get("ending") == "csv", timezone.now()
    data = (as_csv if is_csv else as_xlsx)(sheet_of(lines))
    note_taking_out(
        lines=len(lines),
        sought=sought_in_words(sought, units),
        person=sought.person,
        digest=digest_of(data),
        actor=actor,
        now=now,
    )
    name = f"审计记录-{timezone.localtime(now):%Y%m%d%H%M%S}.{'csv' if is_csv else 'xlsx'}"
    answer = HttpResponse(data, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(request: HttpRequest, actor: Actor, form: LookForm) -> HttpResponse:
    """What was found. A form that cannot be read finds nothing: nobody takes all lines for the few sought."""
    is_sound = form.is_valid()
    told = form.cleaned_data
    found = entries_found(actor, Sought(**told)) if is_sound else entries_found(actor, Sought()).none()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": [(name, form.data[name]) for name in form.fields if form.data.get(name)],
        "page": page,
        "lines": in_words(actor, page.object_list),
        "verified": last_verification(now=timezone.now()),
    }
    status = 200 if is_sound else 422
    return render(request, "workbench/desk/audit/audit.html", context, status=status)

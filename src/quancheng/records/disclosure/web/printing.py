"""Forms for the file and for the counter (文书打印): as docx and as pdf."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, Letter, as_docx, as_pdf
from quancheng.records.disclosure.commands.handling import ApplicantNotYours, read_applicant
from quancheng.records.disclosure.queries import printed as queries
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.rules.printed import Printed
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

_WITH_APPLICANT = {
    Printed.APPLICATION: queries.application,
    Printed.REGISTRATION: queries.registration,
    Printed.SERVICE: queries.slip_of_service,
}


@require_safe
def blank_docx(request: HttpRequest) -> HttpResponse:
    """The empty form of application."""
    return saved(as_docx(queries.blank_application()), DOCX_TYPE, f"{Printed.APPLICATION.says}.docx")


@require_safe
def blank_pdf(request: HttpRequest) -> HttpResponse:
    """The same as pdf. Raises NoPrinter."""
    return saved(as_pdf(queries.blank_application()), PDF_TYPE, f"{Printed.APPLICATION.says}.pdf")


@only_when_sure
@require_safe
@never_cache
def form_docx(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """One form of a request; that the applicant was read is written down. Raises NothingToPrint."""
    sheet = _sheet(request, number, what)
    return saved(as_docx(sheet), DOCX_TYPE, f"{number} {sheet.title}.docx")


@only_when_sure
@require_safe
@never_cache
def form_pdf(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """The same as pdf. Raises NothingToPrint, NoPrinter."""
    sheet = _sheet(request, number, what)
    return saved(as_pdf(sheet), PDF_TYPE, f"{number} {sheet.title}.pdf")


def _sheet(request: HttpRequest, number: str, what: str) -> Letter:
    """Raises Http404, NoSuchRequest, ApplicantNotYours, NothingToPrint."""
    actor = actor_of(request)
    if what not in set(Printed):
        raise Http404
    seen, form = request_for(actor, number), Printed(what)
    if not form.names_applicant:
        if not may_read_applicant(actor, seen):
            raise ApplicantNotYours("只有承办机关可以打印呈批单")
        return queries.sheet_of_approval(seen)
    applicant = read_applicant(number=number, actor=actor, now=timezone.now())
    return _WITH_APPLICANT[form](seen, applicant)

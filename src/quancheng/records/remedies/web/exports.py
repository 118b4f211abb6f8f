"""The lists as files, and the paper of a measure."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.records.remedies.forms.measures import LookingForMeasuresForm
from quancheng.records.remedies.forms.proceedings import LookingForm
from quancheng.records.remedies.queries.complaints import complaint_for
from quancheng.records.remedies.queries.exports import measure_sheet, proceeding_sheet, unit_sheet
from quancheng.records.remedies.queries.measures import measure_for, measures_listed
from quancheng.records.remedies.queries.overview import overview_of, year_asked
from quancheng.records.remedies.queries.papers import answer_letter, measure_letter
from quancheng.records.remedies.queries.proceedings import proceedings_listed
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@only_when_sure
@require_safe
def proceedings_csv(request: HttpRequest) -> HttpResponse:
    """The proceedings that the list shows, as CSV."""
    return _csv(_proceedings(request))


@only_when_sure
@require_safe
def proceedings_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return _xlsx(_proceedings(request))


@only_when_sure
@require_safe
def measures_csv(request: HttpRequest) -> HttpResponse:
    """The measures that the list shows, as CSV."""
    return _csv(_measures(request))


@only_when_sure
@require_safe
def measures_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return _xlsx(_measures(request))


@only_when_sure
@require_safe
def overview_csv(request: HttpRequest) -> HttpResponse:
    """The rates of correction, as CSV."""
    return _csv(_units(request))


@only_when_sure
@require_safe
def overview_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    return _xlsx(_units(request))


@require_safe
def paper(request: HttpRequest, measure_id: int) -> HttpResponse:
    """The paper of a measure of the office's own. Raises NoSuchMeasure, NoPaper."""
    letter = measure_letter(measure_for(actor_of(request), measure_id))
    return saved(as_docx(letter), DOCX_TYPE, f"{letter.title}.docx")


@require_safe
def complaint_paper(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """The letter that answers a complaint. Raises NoSuchComplaint, NoPaper."""
    letter = answer_letter(complaint_for(actor_of(request), complaint_id))
    return saved(as_docx(letter), DOCX_TYPE, f"{letter.title}.docx")


def _proceedings(request: HttpRequest) -> Sheet:
    wanted, today = LookingForm(request.GET).wanted(), timezone.localdate()
    return proceeding_sheet(proceedings_listed(actor_of(request), wanted, today=today))


def _measures(request: HttpRequest) -> Sheet:
    wanted, today = LookingForMeasuresForm(request.GET).wanted(), timezone.localdate()
    return measure_sheet(measures_listed(actor_of(request), wanted, today=today))


def _units(request: HttpRequest) -> Sheet:
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return unit_sheet(overview_of(actor_of(request), year=year).lines, year=year)


def _csv(sheet: Sheet) -> HttpResponse:
    return saved(as_csv(sheet), CSV_TYPE, f"{sheet.title}-{timezone.localdate():%Y%m%d}.csv")


def _xlsx(sheet: Sheet) -> HttpResponse:
    return saved(as_xlsx(sheet), XLSX_TYPE, f"{sheet.title}-{timezone.localdate():%Y%m%d}.xlsx")

"""The lists of duties as files: what the page lists, in full, with what it is narrowed by."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.records.plan.forms.duties import LookingForm
from quancheng.records.plan.queries import board, worklist
from quancheng.records.plan.queries.exports import duty_sheet
from quancheng.records.plan.queries.warning import soon_days
from quancheng.records.plan.rules.picking import Picked
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@only_when_sure
@require_safe
def listed_as_csv(request: HttpRequest) -> HttpResponse:
    """What my unit owes, or what the office has laid upon all units, as CSV."""
    return csv_answer(_listed(request))


@only_when_sure
@require_safe
def listed_as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    sheet = _listed(request)
    return file_answer(as_xlsx(sheet), XLSX_TYPE, f"{sheet.title}-{timezone.localdate():%Y%m%d}.xlsx")


@only_when_sure
@require_safe
def picked_as_csv(request: HttpRequest) -> HttpResponse:
    """The duties behind a number of the one screen, as CSV. Raises NoSuchPlan."""
    return csv_answer(_picked(request))


@only_when_sure
@require_safe
def picked_as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook. Raises NoSuchPlan."""
    sheet = _picked(request)
    return file_answer(as_xlsx(sheet), XLSX_TYPE, f"{sheet.title}-{timezone.localdate():%Y%m%d}.xlsx")


def csv_answer(sheet: Sheet) -> HttpResponse:
    """A table as CSV, to be saved."""
    return file_answer(as_csv(sheet), CSV_TYPE, f"{sheet.title}-{timezone.localdate():%Y%m%d}.csv")


def file_answer(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be saved, and kept by no cache on the way."""
    return saved(data, content_type, name)


def _listed(request: HttpRequest) -> Sheet:
    actor, today = actor_of(request), timezone.localdate()
    wanted = LookingForm(request.GET, soon=soon_days(actor.tenant_id, on=today)).wanted()
    is_whole = wanted.is_whole and worklist.may_oversee(actor)
    return duty_sheet(
        worklist.duties_listed(actor, wanted, today=today).duties,
        title="督办事项" if is_whole else "本单位责任事项",
        today=today,
    )


def _picked(request: HttpRequest) -> Sheet:
    plan = board.overseen_plan(actor_of(request), request.GET.get("plan", ""))
    picked, today = Picked.of(request.GET.dict()), timezone.localdate()
    found = board.duties_picked(plan, picked, today=today)
    return duty_sheet(found.duties, title=picked.mark.says if picked.mark else "全部责任事项", today=today)

"""The office's page: who has held this year's meeting and training, and who has not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from quancheng.records.groundwork.commands.urging import urge_units
from quancheng.records.groundwork.queries.overview import YearView, year_sheet, year_view
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.web.gatherings import HOME
from quancheng.ui.answers import saved
from quancheng.ui.bands import Share, Tone
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

FIRST_YEAR, LAST_YEAR = 2008, 2100


class NothingAsked(Refusal):
    """The form did not say of what the units are reminded."""

    code = "groundwork.nothing_asked"
    status = 422


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Each unit with its meetings and trainings of the year. Raises NotYourOverview."""
    view = _view(request)
    only = request.GET.get("lacks", "")
    units = [each for each in view.units if each.lacks] if only else view.units
    total = len(view.units)
    context = {
        "view": view,
        "units": units,
        "only": bool(only),
        "total": total,
        "met": [Share("已召开", view.met, Tone.GREEN), Share("未召开", total - view.met, Tone.ORANGE)],
        "trained": [
            Share("已举办", view.trained, Tone.GREEN), Share("未举办", total - view.trained, Tone.ORANGE)
        ],
        "trail": [(HOME[0], reverse(HOME[1])), ("各单位开展情况", "")],
    }  # fmt: skip
    return render(request, "groundwork/desk/year.html", context)


@only_when_sure
@require_safe
def year_as_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV. Raises NotYourOverview."""
    sheet = year_sheet(_view(request))
    return saved(as_csv(sheet), CSV_TYPE, f"{sheet.title}.csv")


@only_when_sure
@require_safe
def year_as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook. Raises NotYourOverview."""
    sheet = year_sheet(_view(request))
    return saved(as_xlsx(sheet), XLSX_TYPE, f"{sheet.title}.xlsx")


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """One notice to each that has held none. Raises NothingAsked, NotYourOverview, NobodyToUrge."""
    kind = _kind(request.POST.get("kind", ""))
    year_asked = _year(request.POST.get("year", ""))
    told = urge_units(kind=kind, year=year_asked, actor=actor_of(request), now=timezone.now())
    messages.success(request, f"已提醒{told}个单位安排{kind.says}")
    return redirect(f"{reverse('groundwork_desk:year')}?year={year_asked}")


def _kind(told: str) -> Kind:
    try:
        return Kind(told)
    except ValueError:
        raise NothingAsked("没有说明提醒哪一类，请在页面上点“提醒未召开的单位”或“提醒未举办的单位”") from None


def _view(request: HttpRequest) -> YearView:
    return year_view(actor_of(request), _year(request.GET.get("year", "")), on=timezone.localdate())


def _year(told: str) -> int:
    asked = int(told) if told.isdecimal() and len(told) == len("2026") else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else timezone.localdate().year

"""The office's view over a year: rates of correction, unit by unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.records.remedies.queries.overview import overview_of, year_asked, years_to_choose
from quancheng.records.remedies.web.desk import trail
from quancheng.ui.gate import actor_of


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A year, unit by unit: for the office all of its units, for others their own."""
    today = timezone.localdate()
    year = year_asked(request.GET.get("year", ""), today)
    context = {
        "seen": overview_of(actor_of(request), year=year),
        "years": years_to_choose(today),
        "trail": trail(("纠正率", "")),
    }
    return render(request, "remedies/desk/overview.html", context)

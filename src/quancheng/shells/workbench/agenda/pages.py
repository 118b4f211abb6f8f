"""日程：one list and one calendar of all that the unit has in hand."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.agenda import named, open_cases_of
from quancheng.shells.workbench.agenda.month import month_of
from quancheng.ui.gate import actor_of

A_PAGE = 50
MOST_IN_A_MONTH = 400  # named in one month; more are counted, and stand in the list


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Everything in hand, the most urgent first."""
    actor, today = actor_of(request), timezone.localdate()
    page = Paginator(open_cases_of(actor), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": named(actor, list(page.object_list)), "today": today}
    return render(request, "workbench/desk/agenda/list.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """One month: what is due on which day; the days that are not worked are told apart."""
    actor, today = actor_of(request), timezone.localdate()
    shown, calendar = month_of(request.GET.get("month", ""), today=today), work_calendar()
    cases = open_cases_of(actor).filter(due_on__range=(shown.first, shown.last))
    lines = named(actor, list(cases[:MOST_IN_A_MONTH]))
    due = [(line.due_on, line.title) for line in lines if line.due_on]
    days = [day.on for week in shown.weeks((), worked={}, today=today) for day in week]
    worked = {on: calendar.is_worked(on) for on in days}
    context = {
        "month": shown,
        "weeks": shown.weeks(due, worked=worked, today=today),
        "lines": lines,
        "left_out": max(cases.count() - MOST_IN_A_MONTH, 0),
        "today": today,
    }
    return render(request, "workbench/desk/agenda/month.html", context)

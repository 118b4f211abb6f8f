"""日程：one list and one calendar of all that the unit has in hand."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.rendering import AllDay, all_days
from quancheng.kernel.casework.agenda import named, open_cases_of
from quancheng.kernel.casework.charge import in_my_charge
from quancheng.shells.workbench.agenda.month import month_of
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

A_PAGE = 50
MOST_IN_A_FILE = 2_000  # [D] the calendars of offices open no larger file with ease
ICAL_TYPE = "text/calendar; charset=utf-8"
MOST_IN_A_MONTH = 400  # named in one month; more are counted, and stand in the list


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Everything in hand, the most urgent first; or of that what is in my charge (主办人)."""
    actor, today = actor_of(request), timezone.localdate()
    everything, only_mine = open_cases_of(actor), request.GET.get("charge") == "1"
    mine = everything.filter(pk__in=in_my_charge(actor, on=today).values("case"))
    page = Paginator(mine if only_mine else everything, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": named(actor, list(page.object_list)), "today": today, "mine": mine.count(),
        "only_mine": only_mine,
    }  # fmt: skip
    return render(request, "workbench/desk/agenda/list.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """One month: what is due on which day; the days that are not worked are told apart."""
    actor, today = actor_of(request), timezone.localdate()
    shown, calendar = month_of(request.GET.get("month", ""), today=today), work_calendar()
    cases = open_cases_of(actor).filter(due_on__range=(shown.first, shown.last))
    lines = named(actor, list(cases[:MOST_IN_A_MONTH]))
    due = [(line.due_on, line) for line in lines if line.due_on]
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


@require_safe
@only_when_sure
def file(request: HttpRequest) -> HttpResponse:
    """What the unit has in hand as a calendar file: put into a calendar by hand, nothing is fetched."""
    actor, host = actor_of(request), request.get_host()
    cases = open_cases_of(actor).filter(due_on__isnull=False)[:MOST_IN_A_FILE]
    days = [
        AllDay(
            uid=f"case-{line.case_id}@{host}",
            on=line.due_on,
            says=f"{line.title}（{line.says}）",
            tells=f"{line.says}，{line.state}，当日届满",
            category=line.says,
            address=request.build_absolute_uri(line.address) if line.address else "",
        )
        for line in named(actor, list(cases))
        if line.due_on
    ]
    told = all_days(days, called="本单位在办事项", product="Agenda", stamp=timezone.now())
    return saved(told.encode(), ICAL_TYPE, "本单位在办事项.ics")

"""Who owes the report of a year: every duty with its day, its rule, its light and what speaks for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.insight.yearbook.commands.duties import lift_duty, restore_duty
from quancheng.insight.yearbook.forms import ReasonForm
from quancheng.insight.yearbook.queries import duties as queries
from quancheng.insight.yearbook.queries.board import year_to_show
from quancheng.insight.yearbook.queries.reports import is_office
from quancheng.insight.yearbook.web.desk import HOME
from quancheng.insight.yearbook.workflow import ANNUAL, LIFT, RESTORE
from quancheng.kernel.basis.reference import row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.ui.cases import LEVEL_TONES
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

DUTIES = "报送责任"


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """The duties of a year: the office sees those of its government, a unit its own."""
    actor, today = actor_of(request), timezone.localdate()
    asked = row_number(request.GET.get("year", ""))
    last = max(today.year - 1, year_to_show(today))
    year = asked if 2000 < asked <= last else today.year - 1  # a year
    rows = [
        (one, LEVEL_TONES[one.level], ANNUAL.state_in_words(one.duty.case.state))
        for one in queries.duty_lines(actor, year=year, today=today)
    ]
    context = {
        "rows": rows, "year": year, "years": (today.year - 1, today.year - 2), "is_office": is_office(actor),
        "trail": [(HOME, reverse("yearbook_desk:board")), (DUTIES, "")],
    }  # fmt: skip
    return render(request, "yearbook/desk/duties.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, duty_id: int) -> HttpResponse:
    """The head of the office says that a unit need not report on its own. Raises NoSuchDuty."""
    return _decide(request, duty_id, LIFT)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, duty_id: int) -> HttpResponse:
    """The head of the office says that it must after all. Raises NoSuchDuty."""
    return _decide(request, duty_id, RESTORE)


ACTS = {LIFT: (lift_duty, "已免予编报"), RESTORE: (restore_duty, "已恢复编报")}


def _decide(request: HttpRequest, duty_id: int, step: Step) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    duty = queries.duty_for(actor, duty_id)
    form = ReasonForm(request.POST or None)
    act, done = ACTS[step]
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(duty_id=duty_id, version=version_of(request), **form.cleaned_data, actor=actor, now=now)
        except Refusal as refusal:
            turn_away(form, refusal)
            status = refusal.status
        else:
            messages.success(request, f"{done}：{queries.who_owes(duty)}{duty.period}")
            return redirect(f"{reverse('yearbook_desk:duties')}?year={queries.year_of(duty)}")
    elif request.method == "POST":
        status = 422
    context = {
        "form": form, "duty": duty, "title": queries.title_of(duty), "says": step.says,
        "version": version_to_show(request, form, duty.case.version),
        "trail": [
            (HOME, reverse("yearbook_desk:board")), (DUTIES, reverse("yearbook_desk:duties")),
            (step.says, ""),
        ],
    }  # fmt: skip
    return render(request, "yearbook/desk/duty.html", context, status=status)

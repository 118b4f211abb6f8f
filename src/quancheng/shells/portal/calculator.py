"""工作日计算器: by when, and why, for everyone; and the calendar behind it as open data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.calendar.book import notices_in_force
from quancheng.kernel.calendar.days import WEEKDAYS, WorkCalendar
from quancheng.kernel.calendar.notices import Notice, calendar_of
from quancheng.kernel.calendar.question import BadQuestion, Told, answer
from quancheng.kernel.calendar.rendering import as_data, as_ical
from quancheng.kernel.calendar.worksheet import NOT_COUNTED, PAUSED, Worksheet
from quancheng.shells.portal.monthgrid import WEEKDAY_HEADS, Month, months_of
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

COUNTINGS = (("days", "工作日"), ("calendar_days", "日历日"), ("months", "个月"))
SPARE_PAUSES = 2  # empty places for pauses in the form
EXAMPLES = (
    ("答复期限跨春节", "received=2024-01-31&by=days&n=20"),
    ("最后一日是调休上班的星期日", "received=2024-01-08&by=days&n=20"),
    ("补正后重新起算", "received=2024-04-22&by=days&n=20&reset=2024-05-10"),
    ("征求第三方意见后再延长", "received=2024-08-19&by=days&n=20&from=2024-08-26&to=2024-09-19&extend=20"),
    ("申请行政复议的六十日", "received=2024-08-02&by=calendar_days&n=60"),
    ("六个月，到期月没有31日", "received=2024-08-31&by=months&n=6"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it stands in the form."""

    received: str
    by: str
    n: str
    reset: str
    pauses: tuple[tuple[str, str], ...]
    extend: str

    @property
    def has_more(self) -> bool:
        return bool(self.reset or self.extend or any(map(any, self.pauses)))

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The pauses of the form: those filled in, and a spare one."""
        spare = max(1, SPARE_PAUSES - len(self.pauses))
        return (*self.pauses, *((("", ""),) * spare))

    def told(self) -> Told:
        return Told(
            received=self.received,
            days=self.n if self.by == "days" else "",
            calendar_days=self.n if self.by == "calendar_days" else "",
            months=self.n if self.by == "months" else "",
            resets=[self.reset] if self.reset else [],
            pauses=[f"{begins}:{ends}" for begins, ends in self.pauses],
            extend=self.extend,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A worksheet, finished for the page."""

    due: date | None
    weekday: str
    is_provisional: bool
    sheet: Worksheet
    months: tuple[Month, ...]
    sources: tuple[Notice, ...]
    counted: int
    skipped: int
    paused: int


@require_safe
@shelved()
def calculator(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer with its working, at an address that can be cited."""
    notices = notices_in_force()
    asked = _asked(request.GET)
    found, wrong = _found(asked, notices) if asked.received or asked.n else (None, None)
    context = {
        "asked": asked,
        "answer": found,
        "wrong": wrong,
        "wrong_place": _place(wrong) if wrong else "",
        "countings": COUNTINGS,
        "examples": EXAMPLES,
        "weekdays": WEEKDAY_HEADS,
        "notices": notices,
        "today": timezone.localdate(),
        "address": f"{settings.PUBLIC_ADDRESS}{request.get_full_path()}",
    }
    return render(request, "portal/site/calculator.html", context, status=400 if wrong else 200)


@require_safe
@measured
def calendar_ics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for everyone
    """The days off and the make-up days, to subscribe to."""
    told = as_ical(notices_in_force(), stamp=timezone.now(), host=_host())
    return HttpResponse(told, content_type="text/calendar; charset=utf-8")


@require_safe
@measured
def calendar_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for everyone
    """The same days as open data."""
    return JsonResponse(as_data(notices_in_force()), json_dumps_params={"ensure_ascii": False})


def _asked(sent: QueryDict) -> Asked:
    pairs = zip_longest(sent.getlist("from"), sent.getlist("to"), fillvalue="")
    return Asked(
        received=sent.get("received", "").strip(),
        by=sent.get("by", "days"),
        n=sent.get("n", "").strip(),
        reset=sent.get("reset", "").strip(),
        pauses=tuple(
            (begins.strip(), ends.strip()) for begins, ends in pairs if begins.strip() or ends.strip()
        ),
        extend=sent.get("extend", "").strip(),
    )


def _found(asked: Asked, notices: Sequence[Notice]) -> tuple[Answer | None, BadQuestion | None]:
    calendar = calendar_of(tuple(notices))
    try:
        sheet = answer(asked.told(), calendar)
    except BadQuestion as wrong:
        return None, wrong
    return _finished(sheet, calendar, notices), None


def _place(wrong: BadQuestion) -> str:
    """Where in the form it has to be mended: the three kinds of length share one field."""
    return "days" if wrong.field in dict(COUNTINGS) else wrong.field


def _finished(sheet: Worksheet, calendar: WorkCalendar, notices: Sequence[Notice]) -> Answer:
    marks = [mark for step in sheet.steps for mark in step.skipped if mark.reason != NOT_COUNTED]
    years = range(sheet.steps[0].begins.year, max(step.ends.year for step in sheet.steps) + 1)
    return Answer(
        due=sheet.due,
        weekday=_weekday(sheet.due, calendar),
        is_provisional=sheet.provisional,
        sheet=sheet,
        months=months_of(sheet),
        sources=tuple(notice for notice in notices if notice.year in years),
        counted=sum(len(step.counted) for step in sheet.steps),
        skipped=sum(1 for mark in marks if mark.reason != PAUSED),
        paused=sum(1 for mark in marks if mark.reason == PAUSED),
    )


def _weekday(due: date | None, calendar: WorkCalendar) -> str:
    if due is None:
        return ""
    return f"{WEEKDAYS[due.weekday()]}，{calendar.holiday_of(due)}{calendar.kind_of(due)}"


def _host() -> str:
    return settings.PUBLIC_ADDRESS.partition("://")[2]

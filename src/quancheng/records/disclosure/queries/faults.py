"""What must not lie: requests that nobody confirmed, that are due, or whose source is still told."""

from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.workflow import CONFIRM_DAYS, DISCLOSURE, State


def _open() -> QuerySet[Request]:
    mine = Request.objects.filter(case__workflow=DISCLOSURE.code, case__ended_on__isnull=True)
    return mine.select_related("case__unit", "tenant")


def unconfirmed_too_long(*, today: date) -> list[Request]:
    """Requests without a day of receipt when the working day after the one on which they came is over."""
    calendar = work_calendar()
    waiting = _open().filter(case__state=State.UNCONFIRMED).order_by("submitted_at")
    return [
        one
        for one in waiting
        if working_days_between(calendar, after=one.case.opened_on, until=today) > CONFIRM_DAYS
    ]


def due_or_late(*, today: date) -> QuerySet[Request]:
    """Requests whose last day is today or before."""
    return _open().filter(case__due_on__lte=today).order_by("case__due_on", "pk")


def with_source_before(today: date) -> QuerySet[Request]:
    """Requests of earlier days that still tell where they came from."""
    return Request.objects.exclude(source="").filter(submitted_at__date__lt=today)

"""What must not lie: requests that nobody confirmed, that wait for a correction in vain, that are due, or
whose source is still told.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.casework.queries import HISTORY, past_of
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.confirming import is_on_the_day
from quancheng.records.disclosure.queries.norms import confirmation_days, correction_alarm_days
from quancheng.records.disclosure.workflow import CONFIRM_FIRST, CORRECTION_CLOCK, DISCLOSURE, State


def _open() -> QuerySet[Request]:
    mine = Request.objects.filter(case__workflow=DISCLOSURE.code, case__ended_on__isnull=True)
    return mine.select_related("case__unit", "tenant")


def unconfirmed_too_long(*, today: date) -> list[Request]:
    """Requests that the agency has not confirmed when the working days for that are over; of ordinary letters
    the day itself on which they came (第三十一条第二项).

    One that waits for its applicant alone is nothing that the agency could do.
    """
    calendar = work_calendar()
    first = CaseLine.objects.filter(case=OuterRef("case"), step=CONFIRM_FIRST.code)
    unconfirmed = _open().filter(~Exists(first), case__state=State.UNCONFIRMED)
    waiting = list(unconfirmed.order_by("submitted_at"))
    most = {one: confirmation_days(one, on=today) for one in {each.tenant_id for each in waiting}}
    return [
        one
        for one in waiting
        if (is_on_the_day(one) and one.case.opened_on < today)
        or working_days_between(calendar, after=one.case.opened_on, until=today) > most[one.tenant_id]
    ]


@dataclass(frozen=True, slots=True)
class CorrectionsInVain:
    """Requests that wait for a correction past the days of the norms: the answer rests, and nobody looks.

    `unserved`: nobody knows when the applicant had the notice, so its period never begins; `over`: it is
    over, and neither a correction nor the lapse was entered (《条例》第三十条).
    """

    unserved: list[Request]
    over: list[Request]


def corrections_in_vain(*, today: date) -> CorrectionsInVain:
    """Both, the longest waiting first."""
    found, calendar = CorrectionsInVain([], []), work_calendar()
    waiting = _open().filter(case__state=State.CORRECTING).select_related("correction")
    waits = list(waiting.prefetch_related(*HISTORY).order_by("correction__asked_at", "pk"))
    most = {one: correction_alarm_days(one, on=today) for one in {each.tenant_id for each in waits}}
    for one in waits:
        unserved, over = most[one.tenant_id]
        last = past_of(one.case).due_day(CORRECTION_CLOCK, calendar)
        since = last or timezone.localdate(one.correction.asked_at)
        if working_days_between(calendar, after=since, until=today) >= (over if last else unserved):
            (found.over if last else found.unserved).append(one)
    return found


def due_or_late(*, today: date) -> QuerySet[Request]:
    """Requests whose last day is today or before."""
    return _open().filter(case__due_on__lte=today).order_by("case__due_on", "pk")


def with_source_before(today: date) -> QuerySet[Request]:
    """Requests of earlier days that still tell where they came from."""
    return Request.objects.exclude(source="").filter(submitted_at__date__lt=today)

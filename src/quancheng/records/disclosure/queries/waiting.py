"""By when an applicant may expect an answer, before and after the agency has confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from quancheng.kernel.access.named import named
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.casework.worksheet import ClockSheet, worksheets
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.confirming import is_on_the_day, wants_both
from quancheng.records.disclosure.queries.norms import confirmation_days
from quancheng.records.disclosure.workflow import ANSWER_DAYS


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days counted from the one on which it was submitted: they bind nobody, they say what to expect.

    `confirm_by`: when the agency is asked to have confirmed; `safe_on`: the last day to answer if it
    confirms on the very day of submission; `likely_on`: if it confirms on the last day for that.
    """

    confirm_by: date
    safe_on: date
    likely_on: date
    is_provisional: bool
    is_by_both: bool  # the applicant confirms once more, after the agency


def waiting_for(request: Request) -> Waiting:
    """What an unconfirmed request may count on."""
    calendar, began = work_calendar(), request.case.opened_on
    days = 0 if is_on_the_day(request) else confirmation_days(request.tenant_id, on=began)
    confirm_by = _worked_day(calendar, began, days) if days else began
    likely = _worked_day(calendar, confirm_by, ANSWER_DAYS)
    return Waiting(
        confirm_by=confirm_by,
        safe_on=_worked_day(calendar, began, ANSWER_DAYS),
        likely_on=likely,
        is_by_both=wants_both(request),
        is_provisional=calendar.is_provisional(since=began, until=likely),
    )


def periods_of(request: Request, *, today: date) -> Mapping[str, ClockSheet]:
    """The clocks of a request with their working, for whoever has opened it."""
    with named([request.door]):
        return {sheet.code: sheet for sheet in worksheets(request.case, today=today)}


def _worked_day(calendar: WorkCalendar, after: date, days: int) -> date:
    return next(islice(calendar.worked_days(after=after), days - 1, None))

"""Until when an applicant may apply for reconsideration or sue, counted from the day of service. Pure."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.periods import period_of_days, period_of_months
from quancheng.kernel.calendar.worksheet import Worksheet
from quancheng.records.disclosure.rules.remedies import RemedyClass


@dataclass(frozen=True, slots=True)
class LastDays:
    """The last days of a letter: calendar days and months, rolled forward where no work is done
    (《行政复议法》第八十八条、《民事诉讼法》第八十五条). No suit at once where reconsideration comes first.
    """

    review: Worksheet
    suit: Worksheet | None


def last_days(
    served_on: date, *, sort: RemedyClass, review_days: int, suit_months: int, calendar: WorkCalendar
) -> LastDays:
    """The day of service is not counted."""
    return LastDays(
        review=period_of_days(served_on, review_days, calendar),
        suit=period_of_months(served_on, suit_months, calendar) if sort is RemedyClass.B else None,
    )


def suit_after_review(received_on: date, *, days: int, calendar: WorkCalendar) -> Worksheet:
    """The last day to sue after the decision of a reconsideration was received."""
    return period_of_days(received_on, days, calendar)

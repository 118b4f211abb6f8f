"""By when somebody may apply for reconsideration or sue; calendar days, the last one rolling forward. Pure.

《行政复议法》第二十条、第八十八条第一款；《行政诉讼法》第四十五条、第四十六条. The first day is not counted.
"""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.periods import period_of_days, period_of_months
from quancheng.kernel.calendar.worksheet import Worksheet
from quancheng.kernel.norms.definition import Rows
from quancheng.records.remedies.rules.kinds import Kind

MONTHS_UNTOLD = 12  # 《行政复议法》第二十条第三款: when the right was not told, at most a year


@dataclass(frozen=True, slots=True)
class Periods:
    """How long one has: days to apply, days to sue after a decision, months to sue at once."""

    review_days: int
    suit_after_days: int
    suit_months: int


def periods_from(held: Rows) -> Periods:
    """As the norm of the remedy clauses holds them."""
    review, after, months = (int(cell) for cell in held[0])
    return Periods(review, after, months)


def review_until(received: date, periods: Periods, calendar: WorkCalendar) -> Worksheet:
    """The last day to apply for reconsideration of a reply that came on a day."""
    return period_of_days(received, periods.review_days, calendar)


def review_until_untold(received: date, calendar: WorkCalendar) -> Worksheet:
    """The same when the reply did not tell the right, the organ or the period: at most one year."""
    return period_of_months(received, MONTHS_UNTOLD, calendar)


def suit_until(received: date, periods: Periods, calendar: WorkCalendar) -> Worksheet:
    """The last day to sue at once."""
    return period_of_months(received, periods.suit_months, calendar)


def suit_after_review_until(received: date, periods: Periods, calendar: WorkCalendar) -> Worksheet:
    """The last day to sue after the decision of a reconsideration came."""
    return period_of_days(received, periods.suit_after_days, calendar)


def filing_until(kind: Kind, received: date, periods: Periods, calendar: WorkCalendar) -> Worksheet:
    """The last day to begin a proceeding of a kind, from the day on which what it attacks was received."""
    match kind:
        case Kind.REVIEW:
            return review_until(received, periods, calendar)
        case Kind.DIRECT:
            return suit_until(received, periods, calendar)
        case Kind.AFTER:
            return suit_after_review_until(received, periods, calendar)


def is_in_time(filed: date, sheet: Worksheet) -> bool:
    """Whether it was begun on the last day or before."""
    return sheet.due is not None and filed <= sheet.due

"""What a decision in force orders of the agency, as the module of the request hears of it."""

from datetime import date

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.records.remedies import events
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.rules.outcomes import BY_CODE

LONGEST_ORDER = 200  # characters; names of organ and paper can be longer together


def order_of(proceeding: Proceeding, *, on: date) -> events.RedoOrdered:
    """The order that came on a day: by whom, and within how many working days from then (《条例》第三十三条).

    The last day is that of the decision, counted in the days in which the request counts.
    """
    assert proceeding.redo_by is not None  # only what orders is asked
    days = working_days_between(work_calendar(), after=on, until=proceeding.redo_by)
    number = proceeding.appeal_number or proceeding.decision_number
    paper = "行政复议决定" if Kind(proceeding.kind) is Kind.REVIEW else "行政判决"
    return events.RedoOrdered(
        proceeding=str(proceeding.pk), number=proceeding.number, outcome=BY_CODE[counting(proceeding)].says,
        anew=proceeding.attacked, received_on=on, days=max(days, 1),
        order=f"{proceeding.organ}{paper}{f'（{number}）' if number else ''}"[:LONGEST_ORDER],
    )  # fmt: skip


def counting(proceeding: Proceeding) -> str:
    """The outcome that counts: that of the second instance, where it changed the first."""
    return proceeding.appeal_outcome or proceeding.outcome

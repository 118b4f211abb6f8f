"""The numbers of proceedings as they hold for a government on a day."""

from datetime import date

from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.norms.queries import norm_on
from quancheng.records.remedies.rules.filing import Periods, periods_from
from quancheng.records.remedies.rules.kinds import Column, Procedure
from quancheng.records.remedies.rules.norms import JUDGED, JUDGED_COUNTS, SILENCE_COUNTS, SILENT
from quancheng.records.remedies.rules.outcomes import column_in

SILENCE_FIRST, REVIEW_FIRST = "disclosure.silence_first", "review"  # as applicants are told
PERIODS = "disclosure.remedy_periods"  # the same periods as the clauses of the replies name


def days_on(code: str, *, tenant_id: int, on: date) -> int:
    """A number of days of this module."""
    return norm_on(f"remedies.{code}", tenant_id=tenant_id, on=on).number


def answer_days(procedure: Procedure, *, tenant_id: int, on: date) -> int:
    """Working days in which the agency answers an application for reconsideration."""
    return days_on(f"answer_{procedure.value}", tenant_id=tenant_id, on=on)


def review_days(procedure: Procedure, *, tenant_id: int, on: date) -> int:
    """Days in which the organ decides."""
    return days_on(f"review_{procedure.value}", tenant_id=tenant_id, on=on)


def periods_on(*, tenant_id: int, on: date) -> Periods:
    """By when one may apply or sue."""
    return periods_from(norm_on(PERIODS, tenant_id=tenant_id, on=on).table)


def is_review_first_against_silence(*, tenant_id: int, on: date) -> bool:
    """Whether who got no answer applies for reconsideration before they sue (《行政复议法》第二十三条)."""
    return norm_on(SILENCE_FIRST, tenant_id=tenant_id, on=on).text == REVIEW_FIRST


def column_on(outcome: str, *, tenant_id: int, on: date) -> Column:
    """Where table 四 counts an outcome. Raises BadOutcomeTable."""
    return column_in(norm_on("remedies.outcomes", tenant_id=tenant_id, on=on).table, outcome)


def is_settled_when_judged(*, tenant_id: int, on: date) -> bool:
    """Whether table 四 counts a judgment of the first instance before it is in force."""
    return norm_on(f"remedies.{JUDGED_COUNTS}", tenant_id=tenant_id, on=on).text == JUDGED


def is_settled_when_silent(*, tenant_id: int, on: date) -> bool:
    """Whether table 四 counts a reconsideration as settled once its organ let the period pass undecided."""
    return norm_on(f"remedies.{SILENCE_COUNTS}", tenant_id=tenant_id, on=on).text == SILENT


def thresholds_for(tenant_id: int, *, on: date) -> Thresholds:
    """At how many working days left the lights change."""
    yellow, orange, red = (
        days_on(f"{light}_left", tenant_id=tenant_id, on=on) for light in ("yellow", "orange", "red")
    )
    return Thresholds(yellow=yellow, orange=orange, red=red)

"""A fee notice around the last day to answer: Monday 30 September 2024, before a week of holidays.

国办函〔2020〕109号: the notice goes out within the period; while it waits for payment nothing is counted.
"""

import pytest

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework import clock
from quancheng.kernel.casework.queries import past_of
from quancheng.records.disclosure.commands import fees
from quancheng.records.disclosure.queries.requests import safe_day_of
from quancheng.records.disclosure.tests.conftest import at, day, now_of, seen
from quancheng.records.disclosure.tests.test_charging.conftest import issue, pay, propose, serve
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, State

BEFORE, LAST, AFTER = "2024-09-29", "2024-09-30", "2024-10-08"  # a worked Sunday, Monday; Tuesday
LATER = day("2024-10-24")  # long after the last day


@pytest.fixture
def noticed(eleventh, clerk, head):
    """A notice signed and served on a day."""

    def on(text):
        propose(eleventh, clerk, on=text)
        issue(eleventh, head, on=text)
        return serve(eleventh, clerk, on=text)

    return on


def days_late(request, today) -> int:
    past = past_of(now_of(request).case)
    return clock.days_late(ANSWER_CLOCK, past.lines, work_calendar(), today=today)


class TestWhileItWaits:
    @pytest.mark.parametrize("signed", [BEFORE, LAST])
    def test_signed_in_time_it_is_never_late(self, noticed, signed):
        request = now_of(noticed(signed))
        assert (request.case.state, request.case.due_on) == (State.AWAITING_FEE, None)
        assert days_late(request, LATER) == 0
        assert safe_day_of(request) is None

    def test_after_the_last_day_it_cannot_be_signed(self, eleventh, clerk, head):
        propose(eleventh, clerk, on=LAST)
        with pytest.raises(fees.TooLateForFee):
            issue(eleventh, head, on=AFTER)
        assert days_late(eleventh, day(AFTER)) == 1


class TestAfterwards:
    @pytest.mark.parametrize("signed", [BEFORE, LAST])
    def test_payment_starts_the_twenty_days_anew(self, noticed, clerk, signed):
        request = pay(noticed(signed), clerk, AFTER)
        assert now_of(request).case.due_on == day("2024-11-04")
        assert days_late(request, day("2024-11-04")) == 0

    @pytest.mark.parametrize(("signed", "due"), [(BEFORE, "2024-10-09"), (LAST, "2024-10-09")])
    def test_where_it_goes_on_the_day_that_was_not_over_is_left(self, noticed, clerk, said, signed, due):
        said("fee_restarts", "goes_on")
        request = pay(noticed(signed), clerk, AFTER)
        assert now_of(request).case.due_on == day(due)

    def test_where_the_wait_counts_the_day_stays(self, noticed, clerk, said):
        said("fee_restarts", "goes_on")
        said("fee_wait", "counts")
        request = pay(noticed(LAST), clerk, AFTER)
        assert now_of(request).case.due_on == day(LAST)

    def test_unpaid_it_was_never_late(self, noticed, clerk):
        request = noticed(LAST)
        fees.close_unpaid(**seen(request), actor=clerk, now=at("2024-11-06"))
        assert days_late(request, day("2024-11-29")) == 0

    def test_the_working_says_so(self, noticed):
        past = past_of(now_of(noticed(LAST)).case)
        sheet = clock.worksheet(ANSWER_CLOCK, past.lines, work_calendar())
        assert sheet is not None
        assert any("届满日当日尚未结束即暂停" in step.rule for step in sheet.steps)
        assert sheet.due is None

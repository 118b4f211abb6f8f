"""The day by which to answer whatever reading of the law holds: never later than the last day in law."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.clock import due_day, safe_day
from quancheng.records.disclosure import workflow as flow
from quancheng.records.disclosure.queries.requests import safe_day_of
from quancheng.records.disclosure.tests.conftest import now_of, signed_in, submit
from quancheng.records.disclosure.tests.test_worked_examples import heard, line, received, silent
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, SAFE_CLOCK

pytestmark = pytest.mark.django_db


def safe(*lines, pauses=()):
    return safe_day(SAFE_CLOCK, lines, work_calendar(), pauses)


class TestSafeDay:
    def test_is_the_earliest_of_three_readings_of_a_pause(self):
        assert safe(received("08-19"), pauses=(heard("08-26", "09-10"),)) == date(2024, 9, 30)  # E9: Monday

    def test_is_so_with_a_silent_party_too(self):
        assert safe(received("08-19"), pauses=(silent("08-26", "08-28"),)) == date(
            2024, 10, 14
        )  # E10b: Monday

    def test_runs_from_submission_while_nothing_is_confirmed(self):
        assert safe(line(flow.SUBMIT, "04-22", state=flow.State.UNCONFIRMED)) == date(2024, 5, 21)  # Tuesday

    def test_still_runs_from_submission_once_it_was_confirmed_late(self):
        told = (
            line(flow.SUBMIT, "04-22", state=flow.State.UNCONFIRMED),
            line(flow.CONFIRM, "04-25", state=flow.State.IN_HAND),
        )
        assert safe(*told) == date(2024, 5, 21)  # Tuesday
        assert due_day(ANSWER_CLOCK, told, work_calendar()) == date(2024, 5, 24)  # Friday

    def test_starts_anew_with_a_correction(self):
        told = (received("04-22"), line(flow.ASK, "04-30"), line(flow.CORRECT, "05-10"))
        assert safe(*told) == due_day(ANSWER_CLOCK, told, work_calendar()) == date(2024, 6, 6)  # Thursday

    def test_is_none_once_it_is_answered(self):
        assert safe(received("04-22"), line(flow.SERVE, "05-10", state=flow.State.ANSWERED)) is None

    @given(sent=st.integers(1, 19), waited=st.integers(0, 40))
    def test_is_never_later_than_the_last_day_in_law(self, sent, waited):
        days = list(work_calendar().worked_days(after=date(2024, 6, 3), until=date(2024, 12, 1)))
        pauses = ((days[sent], days[sent + waited]),)
        told = (received("06-03"),)
        last = due_day(ANSWER_CLOCK, told, work_calendar(), pauses)
        assert last is not None
        assert safe(*told, pauses=pauses) <= last


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_tells_it_where_it_is_earlier(self, clerk):
        request = submit()
        page = signed_in(clerk).get(f"/disclosure/{request.number}/").content.decode()
        assert "内部安全日" in page
        assert "2024年5月21日" in page

    def test_is_silent_where_it_is_the_same(self, clerk, received):
        assert safe_day_of(now_of(received)) == now_of(received).case.due_on
        assert "内部安全日" not in signed_in(clerk).get(f"/disclosure/{received.number}/").content.decode()

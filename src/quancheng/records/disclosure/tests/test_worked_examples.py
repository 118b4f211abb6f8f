"""The worked examples of the calendar of 2024, against the clocks that the workflow declares."""

from datetime import date

import pytest

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.ledger import Pause
from quancheng.kernel.casework.clock import Line, days_late, due_day, pause_of
from quancheng.kernel.casework.definition import Clock, Step
from quancheng.records.disclosure import workflow as flow
from quancheng.records.disclosure.workflow import (
    ANSWER_CLOCK,
    ASK_CLOCK,
    CORRECTION_CLOCK,
    PAYMENT_CLOCK,
    asking,
)
from quancheng.records.disclosure.workflow.asking import OPINION_CLOCK

pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(text if text.startswith("20") else f"2024-{text}")


def line(step: Step, on: str, *, days: int = 0, state: str = "") -> Line:
    return Line(step.code, state or step.into or flow.State.IN_HAND, day(on), days)


def received(on: str) -> Line:
    return line(flow.RECEIVE, on)


def due(clock: Clock, *lines: Line, pauses: tuple[Pause, ...] = ()) -> date | None:
    return due_day(clock, lines, work_calendar(), pauses)


def heard(sent_on: str, heard_on: str) -> Pause:
    return pause_of(asking.CONSULTATION, [line(asking.SENT, sent_on), line(asking.HEARD, heard_on)])


def silent(sent_on: str, delivered_on: str) -> Pause:
    told = [line(asking.SENT, sent_on), line(asking.DELIVERED, delivered_on)]
    last = due(OPINION_CLOCK, *told)
    assert last is not None
    return pause_of(asking.CONSULTATION, [*told, Line(asking.SILENT.code, asking.Asked.SILENT, last)])


class TestTwentyWorkingDays:
    @pytest.mark.parametrize(
        ("receipt", "expected"),
        [
            pytest.param("01-08", "02-04", id="E1 the last day is a make-up Sunday"),
            pytest.param("01-31", "03-04", id="E2 over Spring Festival; its eve is a working day in 2024"),
            pytest.param("02-18", "03-15", id="E3 handed in on a make-up Sunday"),
            pytest.param("03-09", "04-08", id="E4 signed for on a Saturday of rest"),
            pytest.param("03-29", "04-28", id="E5"),
            pytest.param("04-26", "05-27", id="E6 two make-up days"),
            pytest.param("06-03", "07-02", id="E8a"),
            pytest.param("12-16", "2025-01-14", id="E14 over the turn of the year"),
            pytest.param("09-30", "11-01", id="E16 the eve of National Day"),
            pytest.param("07-01", "07-29", id="E19"),
        ],
    )
    def test_end_on(self, receipt, expected):
        assert due(ANSWER_CLOCK, received(receipt)) == day(expected)
        confirmed = [line(flow.SUBMIT, receipt), line(flow.CONFIRM, receipt)]
        assert due(ANSWER_CLOCK, *confirmed) == day(expected)

    def test_wait_for_the_confirmation(self):
        assert due(ANSWER_CLOCK, line(flow.SUBMIT, "01-08")) is None

    def test_begin_on_the_eve_of_spring_festival(self):
        """E18: 9 February 2024 is a working day and the first that counts."""
        assert work_calendar().is_worked(day("02-09"))

    @pytest.mark.parametrize(
        ("served", "late"),
        [("07-29", 0), ("07-30", 1)],
        ids=["posted on the last day", "signed for a day after"],
    )
    def test_are_kept_by_the_day_of_service(self, served, late):
        """E19: of a letter by post the day of posting counts, of one by hand the day of signing."""
        history = [received("07-01"), line(flow.ISSUE, "07-29"), line(flow.SERVE, served)]
        assert days_late(ANSWER_CLOCK, history, work_calendar(), today=day("08-15")) == late

    @pytest.mark.parametrize(("today", "late"), [("02-02", 0), ("02-05", 1)])
    def test_are_over_a_day_after(self, today, late):
        """E20"""
        assert days_late(ANSWER_CLOCK, [received("01-08")], work_calendar(), today=day(today)) == late


class TestCorrection:
    def test_is_asked_for_within_seven_working_days(self):
        """E7a"""
        assert due(ASK_CLOCK, received("04-22")) == day("04-30")
        assert due(ASK_CLOCK, received("04-22"), line(flow.ASK, "04-30")) is None

    def test_starts_the_period_anew(self):
        """E7b"""
        asked = [received("04-22"), line(flow.ASK, "04-30")]
        assert due(ANSWER_CLOCK, *asked) is None
        assert due(ANSWER_CLOCK, received("04-22")) == day("05-21")
        assert due(ANSWER_CLOCK, *asked, line(flow.CORRECT, "05-10")) == day("06-06")

    @pytest.mark.parametrize(("days", "expected"), [(10, "05-16"), (15, "05-23")])
    def test_has_the_days_of_its_notice(self, days, expected):
        """E7c"""
        served = line(flow.NOTICE_SERVED, "04-30", days=days, state=flow.State.CORRECTING)
        assert due(CORRECTION_CLOCK, received("04-22"), line(flow.ASK, "04-30"), served) == day(expected)


class TestExtension:
    @pytest.mark.parametrize(("days", "expected"), [(20, "07-30"), (10, "07-16")])
    def test_adds_the_days_granted(self, days, expected):
        """E8b, E8c"""
        assert due(ANSWER_CLOCK, received("06-03"), line(flow.EXTEND, "06-28", days=days)) == day(expected)


class TestFee:
    HISTORY = (received("09-02"), line(flow.FEE_NOTICE, "09-20"))
    SERVED = line(flow.FEE_NOTICE_SERVED, "09-20", state=flow.State.AWAITING_FEE)

    def test_notice_gives_twenty_working_days_to_pay(self):
        """E13a"""
        assert due(ANSWER_CLOCK, received("09-02")) == day("09-30")
        assert due(PAYMENT_CLOCK, *self.HISTORY) is None
        assert due(PAYMENT_CLOCK, *self.HISTORY, self.SERVED) == day("10-23")

    def test_waiting_is_not_counted(self):
        assert due(ANSWER_CLOCK, *self.HISTORY, self.SERVED) is None

    def test_payment_starts_the_period_anew(self):
        """E13b: paid on a make-up Saturday."""
        paid = line(flow.PAID, "10-12")
        assert due(ANSWER_CLOCK, *self.HISTORY, self.SERVED, paid) == day("11-08")
        assert due(PAYMENT_CLOCK, *self.HISTORY, self.SERVED, paid) is None


class TestDelay:
    def test_goes_beyond_forty_working_days(self):
        """第三十五条: of E8b the last day would be 30 July."""
        told = Line(flow.DELAY.code, flow.State.IN_HAND, day("06-28"), until=day("10-31"))
        assert due(ANSWER_CLOCK, received("06-03"), told) == day("10-31")
        assert due(ANSWER_CLOCK, received("06-03"), told, line(flow.CORRECT, "07-01")) == day("07-29")


class TestConsultation:
    @pytest.mark.parametrize(
        ("pauses", "expected"),
        [
            pytest.param([("08-26", "09-10")], "10-08", id="E9"),
            pytest.param([("08-26", "09-10"), ("08-29", "09-13")], "10-11", id="E12 the union, not the sum"),
        ],
    )
    def test_interrupts_the_period(self, pauses, expected):
        given = tuple(heard(*one) for one in pauses)
        assert due(ANSWER_CLOCK, received("08-19"), pauses=given) == day(expected)
        assert due(ANSWER_CLOCK, received("08-19")) == day("09-14")

    def test_gives_the_party_fifteen_working_days_from_its_receipt(self):
        """E10a, E17"""
        for sent, delivered, expected in (("08-26", "08-28", "09-19"), ("04-24", "04-25", "05-17")):
            told = [line(asking.SENT, sent), line(asking.DELIVERED, delivered)]
            assert due(OPINION_CLOCK, *told) == day(expected)

    def test_of_a_silent_party_ends_with_its_period(self):
        """E10b"""
        assert due(ANSWER_CLOCK, received("08-19"), pauses=(silent("08-26", "08-28"),)) == day("10-15")

    def test_and_extension_together(self):
        """E11"""
        history = [received("08-19"), line(flow.EXTEND, "10-15", days=20)]
        assert due(ANSWER_CLOCK, *history, pauses=(silent("08-26", "08-28"),)) == day("11-12")

    def test_under_way_leaves_no_day(self):
        open_still = pause_of(asking.CONSULTATION, [line(asking.SENT, "08-26")])
        assert due(ANSWER_CLOCK, received("08-19"), pauses=(open_still,)) is None

"""The worked examples of the 2024 calendar, E1 to E24 (E8d and E20's case are tests of casework)."""

import pytest

from quancheng.kernel.calendar.days import DayKind
from quancheng.kernel.calendar.ledger import Ledger, last_day, other_readings, safe_day, standing
from quancheng.kernel.calendar.levels import Level, Thresholds, level_of
from quancheng.kernel.calendar.periods import period_of_days, period_of_months
from quancheng.kernel.calendar.tests.examples import SHIPPED, day, due, pause

CONSULTED = pause("2024-08-26", "2024-09-10")
SILENT = pause("2024-08-26", "2024-09-19")


class TestTheLastDay:
    @pytest.mark.parametrize(
        ("example", "received", "days", "expected"),
        [
            ("E1: a make-up Sunday is the last day", "2024-01-08", 20, "2024-02-04"),
            ("E2: over Spring Festival, its eve worked", "2024-01-31", 20, "2024-03-04"),
            ("E3: handed in on a make-up Sunday", "2024-02-18", 20, "2024-03-15"),
            ("E4: signed for on a Saturday off", "2024-03-09", 20, "2024-04-08"),
            ("E5", "2024-03-29", 20, "2024-04-28"),
            ("E6: two make-up days", "2024-04-26", 20, "2024-05-27"),
            ("E7a: the notice to correct", "2024-04-22", 7, "2024-04-30"),
            ("E7b: had nothing happened", "2024-04-22", 20, "2024-05-21"),
            ("E7c: ten days to correct", "2024-04-30", 10, "2024-05-16"),
            ("E7c: fifteen days to correct", "2024-04-30", 15, "2024-05-23"),
            ("E8a", "2024-06-03", 20, "2024-07-02"),
            ("E9: unpaused", "2024-08-19", 20, "2024-09-14"),
            ("E10a: the third party's own days", "2024-08-28", 15, "2024-09-19"),
            ("E13a: without the fee", "2024-09-02", 20, "2024-09-30"),
            ("E13a: days to pay", "2024-09-20", 20, "2024-10-23"),
            ("E14: over the turn of the year", "2024-12-16", 20, "2025-01-14"),
            ("E15: proactive disclosure", "2024-09-27", 20, "2024-10-30"),
            ("E16: the eve of National Day", "2024-09-30", 20, "2024-11-01"),
            ("E17: the co-maker's days", "2024-04-25", 15, "2024-05-17"),
            ("E18: New Year's Eve of 2024 is worked", "2024-02-08", 1, "2024-02-09"),
            ("E19", "2024-07-01", 20, "2024-07-29"),
        ],
    )
    def test_is_counted_from_the_day_after(self, example, received, days, expected):
        assert due(received, days) == expected, example

    def test_starts_anew_with_a_correction_on_friday(self):
        assert due("2024-04-22", resets=(day("2024-05-10"),)) == "2024-06-06"  # E7b

    def test_starts_anew_with_a_payment_on_a_make_up_saturday(self):
        assert due("2024-09-02", resets=(day("2024-10-12"),)) == "2024-11-08"  # E13b

    @pytest.mark.parametrize(("extension", "expected"), [(20, "2024-07-30"), (10, "2024-07-16")])
    def test_grows_by_an_extension(self, extension, expected):
        assert due("2024-06-03", extension=extension) == expected  # E8b, E8c

    def test_waits_for_a_consultation(self):
        assert due("2024-08-19", pauses=(CONSULTED,)) == "2024-10-08"  # E9

    def test_waits_for_a_silent_third_party(self):
        assert due("2024-08-19", pauses=(SILENT,)) == "2024-10-15"  # E10b

    def test_is_paused_and_extended(self):
        assert due("2024-08-19", pauses=(SILENT,), extension=20) == "2024-11-12"  # E11

    def test_takes_the_union_of_two_consultations(self):
        both = (CONSULTED, pause("2024-08-29", "2024-09-13"))
        assert due("2024-08-19", pauses=both) == "2024-10-11"  # E12

    @pytest.mark.parametrize(
        ("consultation", "readings"),
        [(CONSULTED, ("2024-10-09", "2024-09-30")), (SILENT, ("2024-10-16", "2024-10-14"))],
    )
    def test_has_two_other_readings_and_the_earliest_is_safe(self, consultation, readings):
        ledger = Ledger(day("2024-08-19"), 20, pauses=(consultation,))  # E9, E10b
        assert tuple(str(last_day(other, SHIPPED)) for other in other_readings(ledger)) == readings
        assert safe_day(ledger, SHIPPED) == day(min(readings))


class TestTheStanding:
    @pytest.mark.parametrize(
        ("today", "used", "left", "overdue"),
        [
            ("2024-01-08", 0, 20, 0),
            ("2024-02-02", 19, 1, 0),
            ("2024-02-04", 20, 0, 0),
            ("2024-02-05", 20, 0, 1),
        ],
    )
    def test_of_e1(self, today, used, left, overdue):  # E20
        at = standing(Ledger(day("2024-01-08"), 20), SHIPPED, today=day(today))
        assert (at.used, at.left, at.overdue) == (used, left, overdue)

    def test_of_a_hand_signed_answer_one_day_late(self):  # E19
        ledger = Ledger(day("2024-07-01"), 20)
        assert standing(ledger, SHIPPED, today=day("2024-07-29")).overdue == 0
        assert standing(ledger, SHIPPED, today=day("2024-07-30")).overdue == 1

    @pytest.mark.parametrize(
        ("today", "level"),
        [
            ("2024-01-26", Level.CALM),  # day 14
            ("2024-01-29", Level.YELLOW),
            ("2024-01-31", Level.ORANGE),
            ("2024-02-02", Level.RED),
            ("2024-02-04", Level.RED),
            ("2024-02-05", Level.OVERDUE),
        ],
    )
    def test_warns_in_three_colours(self, today, level):
        told = level_of(day("2024-02-04"), today=day(today), calendar=SHIPPED, thresholds=Thresholds())
        assert told is level


class TestPeriodsThatRollForward:
    @pytest.mark.parametrize(
        ("example", "start", "days", "expected"),
        [
            ("E21: out of National Day", "2024-08-02", 60, "2024-10-08"),
            ("E22", "2024-03-01", 60, "2024-04-30"),
            ("E23: the make-up days are worked", "2024-09-20", 15, "2024-10-08"),
        ],
    )
    def test_of_calendar_days(self, example, start, days, expected):
        assert str(period_of_days(day(start), days, SHIPPED).due) == expected, example

    @pytest.mark.parametrize(
        ("example", "start", "months", "expected"),
        [
            ("E22: off a Sunday", "2024-03-01", 6, "2024-09-02"),
            ("E24: February has no 31st", "2024-08-31", 6, "2025-02-28"),
        ],
    )
    def test_of_months(self, example, start, months, expected):
        assert str(period_of_months(day(start), months, SHIPPED).due) == expected, example


def test_the_eve_of_spring_festival_is_worked_in_2024_and_off_in_2025():
    assert SHIPPED.kind_of(day("2024-02-09")) is DayKind.WORKDAY
    assert SHIPPED.kind_of(day("2025-01-28")) is DayKind.HOLIDAY

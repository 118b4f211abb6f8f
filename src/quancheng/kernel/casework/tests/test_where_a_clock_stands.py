"""Where a clock stands on a day, and the working of one whose day is stated: with plain dates."""

from dataclasses import replace
from datetime import date

import pytest

from quancheng.kernel.calendar.ledger import Standing
from quancheng.kernel.calendar.tests.examples import SHIPPED, day, pause
from quancheng.kernel.casework.clock import (
    Line,
    days_late,
    due_day,
    is_moved,
    last_day_at_stop,
    pause_of,
    safe_day,
    standing,
    worksheet,
)
from quancheng.kernel.casework.tests.kinds import CONSULTATION
from quancheng.kernel.casework.tests.test_clock import CLOCK, DAYS, FIXED, MONTHS

MONDAY = day("2024-07-01")
FIRST = "《民法典》第二百零一条第一款"
STARTED = (Line("start", "open", MONDAY),)
DONE = Line("done", "done", day("2024-07-31"))
CONSULTED = (pause("2024-07-03", "2024-07-09"),)


def at(clock, on, *lines, pauses=()) -> Standing:
    return standing(clock, lines or STARTED, SHIPPED, today=day(on), pauses=pauses)


class TestStanding:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2024-07-01", (0, 20, 0)),
            ("2024-07-02", (1, 19, 0)),
            ("2024-07-07", (4, 16, 0)),  # Sunday
            ("2024-07-29", (20, 0, 0)),  # Monday, the last day
            ("2024-07-31", (20, 0, 2)),
        ],
    )
    def test_of_a_clock_of_working_days(self, on, expected):
        assert at(CLOCK, on) == Standing(*expected)

    def test_leaves_a_consultation_out(self):
        assert at(CLOCK, "2024-07-10", pauses=CONSULTED) == Standing(used=3, left=17, overdue=0)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2024-07-01", (0, 44, 0)),
            ("2024-07-05", (4, 40, 0)),
            ("2024-08-30", (44, 0, 0)),  # Friday, the sixtieth day
            ("2024-09-03", (44, 0, 2)),
        ],
    )
    def test_of_a_clock_of_calendar_days_is_told_in_working_days(self, on, expected):
        assert at(DAYS, on) == Standing(*expected)

    def test_of_a_clock_of_months(self):
        assert at(MONTHS, "2024-07-02").used == 1

    def test_of_a_stated_day(self):
        told = (Line("start", "open", MONDAY, until=day("2024-07-12")),)
        assert at(FIXED, "2024-07-10", *told) == Standing(used=7, left=2, overdue=0)
        assert at(FIXED, "2024-07-16", *told) == Standing(used=9, left=0, overdue=2)

    def test_is_not_late_while_a_pause_is_open(self):
        assert at(CLOCK, "2024-12-02", pauses=((day("2024-07-03"), None),)) == Standing(2, 18, 0)

    def test_of_a_clock_that_never_started_is_nothing(self):
        assert at(CLOCK, "2024-07-10", Line("other", "open", MONDAY)) == Standing(0, 0, 0)

    def test_of_a_stated_day_that_nobody_stated_is_nothing(self):
        assert at(FIXED, "2024-07-10") == Standing(0, 0, 0)


class TestSafeDay:
    def test_is_none_for_what_counts_no_working_days(self):
        told = (Line("start", "open", MONDAY, until=day("2024-07-12")),)
        assert safe_day(FIXED, told, SHIPPED) is None
        assert safe_day(DAYS, STARTED, SHIPPED) is None

    def test_is_none_before_the_clock_started(self):
        assert safe_day(CLOCK, (Line("other", "open", MONDAY),), SHIPPED) is None
        assert safe_day(CLOCK, (), SHIPPED) is None

    def test_is_the_last_day_where_nothing_paused(self):
        assert safe_day(CLOCK, STARTED, SHIPPED) == day("2024-07-29")


class TestDaysLate:
    def test_counts_until_the_clock_stopped(self):
        assert days_late(CLOCK, (*STARTED, DONE), SHIPPED, today=day("2024-12-02")) == 2

    def test_counts_until_today_while_it_runs(self):
        assert days_late(CLOCK, STARTED, SHIPPED, today=day("2024-07-30")) == 1

    def test_leaves_a_consultation_out(self):
        assert days_late(CLOCK, STARTED, SHIPPED, today=day("2024-07-30"), pauses=CONSULTED) == 0

    def test_of_a_clock_without_a_day_is_none(self):
        told = (Line("other", "open", MONDAY),)
        assert days_late(CLOCK, told, SHIPPED, today=day("2024-07-30")) == 0


class TestIsMoved:
    def test_is_so_once_days_were_granted(self):
        longer = Line("extend", "open", day("2024-07-05"), 5)
        assert not is_moved(CLOCK, STARTED)
        assert not is_moved(CLOCK, ())
        assert is_moved(CLOCK, (*STARTED, longer))


class TestPauseOf:
    def test_ends_with_the_line_that_ended_it(self):
        told = [Line("send", "waiting", day("2024-08-26")), Line("heard", "heard", day("2024-09-10"))]
        assert pause_of(CONSULTATION, told) == pause("2024-08-26", "2024-09-10")
        assert pause_of(CONSULTATION, told[:1]) == (day("2024-08-26"), None)

    def test_is_no_stretch_when_the_answer_is_dated_before_the_letter(self):
        told = [Line("send", "waiting", day("2024-08-26")), Line("heard", "heard", day("2024-08-20"))]
        assert pause_of(CONSULTATION, told) == pause("2024-08-26", "2024-08-26")

    def test_ends_with_the_later_end_where_it_ended_once_more(self):
        told = [Line("send", "waiting", day("2024-08-26")), Line("silent", "silent", day("2024-09-19"))]
        noted = [*told, Line("noted", "silent", day("2024-09-25"))]
        assert pause_of(CONSULTATION, noted) == pause("2024-08-26", "2024-09-19")
        heard = [*told, Line("heard", "heard", day("2024-09-18"))]
        assert pause_of(CONSULTATION, heard) == pause("2024-08-26", "2024-09-18")

    def test_begins_with_the_letter_whatever_was_dated_later(self):
        told = [
            Line("send", "waiting", day("2024-08-26")),
            Line("remind", "waiting", day("2024-09-12")),
            Line("heard", "heard", day("2024-09-10")),
        ]
        assert pause_of(CONSULTATION, told) == pause("2024-08-26", "2024-09-10")


class TestWorksheetOfAStatedDay:
    TOLD = (
        Line("start", "open", MONDAY, until=day("2024-07-12")),
        Line("extend", "open", day("2024-07-10"), until=day("2024-07-26")),
    )

    def test_tells_each_statement_with_its_article(self):
        sheet = worksheet(FIXED, self.TOLD, SHIPPED)
        assert sheet is not None
        assert (sheet.due, sheet.provisional) == (day("2024-07-26"), False)
        assert [(step.rule, step.article, step.begins, step.ends) for step in sheet.steps] == [
            ("于2024-07-01（星期一）确定期限为2024-07-12（星期五）", "第一条", MONDAY, day("2024-07-12")),
            (
                "于2024-07-10（星期三）改期至2024-07-26（星期五）",
                "第四条",
                day("2024-07-10"),
                day("2024-07-26"),
            ),
        ]

    def test_passes_over_a_line_that_states_nothing(self):
        told = (*self.TOLD, Line("note", "open", day("2024-07-11"), until=day("2024-08-30")))
        assert last_day_at_stop(FIXED, told, SHIPPED) == day("2024-07-26")

    def test_has_no_day_before_one_is_stated(self):
        assert last_day_at_stop(FIXED, STARTED, SHIPPED) is None
        sheet = worksheet(FIXED, STARTED, SHIPPED)
        assert sheet is not None
        assert (sheet.due, sheet.steps) == (None, ())


class TestExtensionOfPlainPeriods:
    LONGER = (*STARTED, Line("extend", "open", day("2024-07-05"), 5))

    def test_adds_days(self):
        assert due_day(DAYS, self.LONGER, SHIPPED) == date(2024, 9, 4)  # Wednesday, the sixty-fifth day
        sheet = worksheet(DAYS, self.LONGER, SHIPPED)
        assert sheet is not None
        assert sheet.due == date(2024, 9, 4)

    def test_adds_months(self):
        longer = (*STARTED, Line("extend", "open", day("2024-07-05"), 1))
        half = replace(MONTHS, length=2)
        assert due_day(half, longer, SHIPPED) == date(2024, 10, 8)  # 1 October rolls over the holiday


class TestAClockThatStopsWhereItStarts:
    def test_keeps_the_line_that_stopped_it(self):
        told = (Line("start", "done", MONDAY),)
        assert due_day(CLOCK, told, SHIPPED) is None
        assert last_day_at_stop(CLOCK, told, SHIPPED) == day("2024-07-29")


class TestAFreshStart:
    def test_on_the_day_of_the_first_is_none(self):
        told = (*STARTED, Line("again", "open", MONDAY))
        sheet = worksheet(CLOCK, told, SHIPPED)
        assert sheet is not None
        assert [step.article for step in sheet.steps] == [FIRST, "第一条", ""]

    def test_later_is_told(self):
        told = (*STARTED, Line("again", "open", day("2024-07-08")))
        sheet = worksheet(CLOCK, told, SHIPPED)
        assert sheet is not None
        assert [step.article for step in sheet.steps] == [
            "《民法典》第二百零一条第一款",
            "第二条",
            "第一条",
            "",
        ]

    def test_is_none_where_something_else_came_first(self):
        told = (Line("other", "open", day("2024-06-24")), *STARTED)
        sheet = worksheet(CLOCK, told, SHIPPED)
        assert sheet is not None
        assert len(sheet.steps) == 3

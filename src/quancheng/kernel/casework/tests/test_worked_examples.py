"""The worked examples of the rules that need a case: E7 to E13 and E20."""

import pytest

from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.casework.definition import Counting
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.refusals import TooLate
from quancheng.kernel.casework.tests.acting import consult, day, due, heard, received, take
from quancheng.kernel.casework.tests.kinds import ANSWER, ASK, ASK_CLOCK, CLARIFIED, EXTEND, OPINION_CLOCK
from quancheng.kernel.casework.worksheet import worksheets

pytestmark = pytest.mark.django_db


class TestAnExtension:
    def test_adds_twenty_or_ten_days(self, city):
        for days, expected in ((20, "2024-07-30"), (10, "2024-07-16")):  # E8b, E8c
            case = received(city, "2024-06-03")
            assert due(case) == "2024-07-02"  # E8a
            take(case, EXTEND, city.office, "2024-07-02", days=days, note="案情复杂")
            assert due(case) == expected

    def test_is_refused_after_the_last_day(self, city):  # E8d
        case = received(city, "2024-06-03")
        with pytest.raises(TooLate) as refused:
            take(case, EXTEND, city.office, "2024-07-03", days=20, note="案情复杂")
        assert "2024-07-02届满" in refused.value.sentence
        assert due(case) == "2024-07-02"
        assert case.lines.count() == 1

    def test_is_judged_by_its_day_in_law(self, city):
        case = received(city, "2024-06-03")
        take(case, EXTEND, city.office, "2024-07-04", on=day("2024-07-02"), days=10, note="案情复杂")
        assert due(case) == "2024-07-16"


class TestACorrection:
    def test_starts_the_reply_anew(self, city):  # E7a, E7b
        case = received(city, "2024-04-22")
        assert due_on(case, ASK_CLOCK) == day("2024-04-30")
        case = take(case, ASK, city.handler, "2024-04-30")
        assert due(case) == "None"
        take(case, CLARIFIED, city.handler, "2024-05-10")
        assert due(case) == "2024-06-06"

    def test_gives_a_fresh_right_to_extend(self, city):
        case = received(city, "2024-04-22")
        take(case, EXTEND, city.office, "2024-04-23", days=5, note="案情复杂")
        take(case, ASK, city.handler, "2024-04-24")
        take(case, CLARIFIED, city.handler, "2024-05-10")
        assert due(case) == "2024-06-06"
        take(case, EXTEND, city.office, "2024-05-13", days=1, note="案情复杂")
        assert due(case) == "2024-06-07"


class TestConsultations:
    def test_stop_the_clock(self, city):  # E9
        case = received(city, "2024-08-19")
        assert due(case) == "2024-09-14"
        sub = consult(case, city, "2024-08-26")
        assert due(case) == "None"
        heard(sub, city, "2024-09-10")
        assert due(case) == "2024-10-08"

    def test_run_on_clocks_of_their_own(self, city):
        case = received(city, "2024-08-19")
        sub = consult(case, city, "2024-08-28")
        assert due(sub) == "2024-09-19"  # E10a
        assert OPINION_CLOCK.counting is Counting.WORKING_DAYS

    def test_of_a_silent_party_then_an_extension(self, city):  # E10b, E11
        case = received(city, "2024-08-19")
        heard(consult(case, city, "2024-08-26"), city, "2024-09-19")
        assert due(case) == "2024-10-15"
        take(case, EXTEND, city.office, "2024-10-15", days=20, note="案情复杂")
        assert due(case) == "2024-11-12"

    def test_that_overlap_count_once(self, city):  # E12
        case = received(city, "2024-08-19")
        one = consult(case, city, "2024-08-26")
        two = consult(case, city, "2024-08-29")
        heard(one, city, "2024-09-10")
        assert due(case) == "None"  # the other one is still under way
        heard(two, city, "2024-09-13")
        assert due(case) == "2024-10-11"

    def test_that_begin_after_the_last_day_give_nothing_back(self, city):
        case = received(city, "2024-08-19")
        consult(case, city, "2024-09-18")
        assert due(case) == "2024-09-14"


class TestTheStanding:
    @pytest.mark.parametrize(
        ("today", "used", "left", "overdue", "level"),
        [
            ("2024-01-26", 14, 6, 0, Level.CALM),
            ("2024-01-29", 15, 5, 0, Level.YELLOW),
            ("2024-01-31", 17, 3, 0, Level.ORANGE),
            ("2024-02-02", 19, 1, 0, Level.RED),
            ("2024-02-05", 20, 0, 1, Level.OVERDUE),
        ],
    )
    def test_of_e1_on_a_day(self, city, today, used, left, overdue, level):  # E20
        sheet, _ = worksheets(received(city, "2024-01-08"), today=day(today))
        at = sheet.standing
        assert (at.used, at.left, at.overdue, sheet.level) == (used, left, overdue, level)

    def test_stays_as_it_was_when_the_answer_was_given(self, city):
        case = take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-02-05")
        sheet, _ = worksheets(case, today=day("2024-06-03"))
        assert (sheet.due, sheet.stopped_on) == (day("2024-02-04"), day("2024-02-05"))
        assert (sheet.standing.overdue, sheet.level) == (1, Level.OVERDUE)

    def test_is_calm_when_the_answer_was_in_time(self, city):
        case = take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-02-04")
        sheet, _ = worksheets(case, today=day("2024-06-03"))
        assert (sheet.standing.overdue, sheet.level) == (0, Level.CALM)


def test_the_worksheet_of_a_case_has_the_shape_of_the_console(city):
    case = received(city, "2024-08-19")
    heard(consult(case, city, "2024-08-26"), city, "2024-09-10")
    told = worksheets(case, today=day("2024-09-11"))[0].as_data()
    assert (told["due"], told["provisional"], told["clock"]) == ("2024-10-08", False, "answer")
    assert {"rule", "article", "from", "to", "counted", "skipped"} == {*told["steps"][0]}
    assert sum(mark["reason"] == "暂停" for step in told["steps"] for mark in step["skipped"]) == 11

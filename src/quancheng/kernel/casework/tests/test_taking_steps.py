"""Beginning cases and taking steps."""

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework import permission, refusals, steps
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.tests.acting import consult, day, due, heard, noon, received, take
from quancheng.kernel.casework.tests.kinds import (
    ANSWER,
    ASK,
    ASSIGN,
    CLARIFIED,
    CONFIRM,
    CONSULTATION,
    DUTY,
    EXTEND,
    HEARD,
    LAPSE,
    PASS_ON,
    POSTPONE,
    RECEIVE,
    REPORT,
    REQUEST,
    RETURN,
    SEND,
)

pytestmark = pytest.mark.django_db


class TestOpenCase:
    def test_writes_the_first_line_and_the_last_day(self, city):
        case = received(city, "2024-01-08")
        assert (case.state, case.unit, case.tenant, due(case)) == (
            "open",
            city.water,
            city.tenant,
            "2024-02-04",
        )
        [line] = case.lines.all()
        assert (line.step, line.on, line.person_id) == ("receive", day("2024-01-08"), city.handler.person_id)

    def test_counts_from_the_day_in_law(self, city):
        case = steps.open_case(
            workflow=REQUEST,
            step=RECEIVE,
            unit=city.water,
            actor=city.handler,
            now=noon("2024-03-11"),
            on=day("2024-03-09"),  # a Saturday off, signed for by the mail room
        )
        assert due(case) == "2024-04-08"  # E4

    def test_is_refused_to_a_stranger(self, city):
        for actor in (city.neighbour, city.foreigner, city.office, Actor.anonymous(), Actor.clockwork()):
            with pytest.raises(refusals.NotYourStep):
                steps.open_case(
                    workflow=REQUEST, step=RECEIVE, unit=city.water, actor=actor, now=noon("2024-01-08")
                )
        assert not Case.objects.exists()

    def test_is_refused_on_a_day_that_has_not_come(self, city):
        with pytest.raises(refusals.BadDay):
            steps.open_case(
                workflow=REQUEST,
                step=RECEIVE,
                unit=city.water,
                actor=city.handler,
                now=noon("2024-01-08"),
                on=day("2024-01-09"),
            )

    def test_is_refused_with_a_step_that_opens_nothing(self, city):
        for step in (ANSWER, SEND):
            with pytest.raises(refusals.StepNotOpen):
                steps.open_case(
                    workflow=REQUEST, step=step, unit=city.water, actor=city.handler, now=noon("2024-01-08")
                )

    def test_begins_many_in_a_few_queries(self, city, django_assert_max_num_queries):
        openings = [
            steps.Opening(unit, day("2024-12-31"), f"第{n}项")
            for n in range(50)
            for unit in (city.water, city.roads)
        ]
        work_calendar()
        with django_assert_max_num_queries(
            5
        ):  # the calendar, the cases, the lines (SQLite takes some at a time)
            cases = steps.open_cases(
                workflow=DUTY, step=ASSIGN, openings=openings, actor=city.office, now=noon("2024-03-04")
            )
        assert {case.due_on for case in cases} == {day("2024-12-31")}
        assert CaseLine.objects.filter(note="第7项").count() == 2


class TestTakeStep:
    def test_moves_the_case_and_writes_it_down(self, city):
        case = take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-01-10", note="已公开")
        assert (case.state, case.ended_on, case.due_on) == ("answered", day("2024-01-10"), None)
        assert [line.step for line in case.lines.all()] == ["receive", "answer"]

    def test_is_refused_out_of_another_state(self, city):
        case = take(received(city, "2024-01-08"), ASK, city.handler, "2024-01-09")
        with pytest.raises(refusals.StepNotOpen) as refused:
            take(case, ANSWER, city.handler, "2024-01-10")
        assert "待补正" in refused.value.sentence

    def test_is_refused_to_whoever_it_is_not_for(self, city):
        case = received(city, "2024-01-08")
        for actor in (city.neighbour, city.foreigner, city.office, Actor.citizen(1), Actor.clockwork()):
            with pytest.raises(refusals.NotYourStep):
                take(case, ANSWER, actor, "2024-01-10")

    def test_reaches_over_the_units_of_one_government_only(self, city):
        case = received(city, "2024-01-08")
        stranger = Actor(
            city.office.kind, None, None, city.elsewhere.pk, city.elsewhere.tenant_id, frozenset({"office"})
        )
        with pytest.raises(refusals.NotYourStep):
            take(case, EXTEND, stranger, "2024-01-10", days=5, note="案情复杂")
        take(case, EXTEND, city.office, "2024-01-10", days=5, note="案情复杂")

    def test_lets_the_clockwork_do_only_what_is_for_it(self, city):
        case = take(received(city, "2024-01-08"), ASK, city.handler, "2024-01-09")
        assert take(case, LAPSE, Actor.clockwork(), "2024-02-09").ended_on == day("2024-02-09")

    @pytest.mark.parametrize("days", [0, 21, -1])
    def test_grants_no_more_than_it_may(self, city, days):
        with pytest.raises(refusals.TooManyDays):
            take(received(city, "2024-01-08"), EXTEND, city.office, "2024-01-10", days=days, note="案情复杂")

    def test_grants_nothing_where_nothing_is_granted(self, city):
        with pytest.raises(refusals.TooManyDays):
            take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-01-10", days=1)

    def test_needs_a_reason_where_one_is_needed(self, city):
        with pytest.raises(refusals.ReasonMissing):
            take(received(city, "2024-01-08"), EXTEND, city.office, "2024-01-10", days=5, note="  ")

    def test_is_taken_once_in_each_run(self, city):
        case = take(received(city, "2024-01-08"), EXTEND, city.office, "2024-01-10", days=5, note="案情复杂")
        with pytest.raises(refusals.StepNotOpen):
            take(case, EXTEND, city.office, "2024-01-11", days=5, note="案情复杂")

    @pytest.mark.parametrize("on", ["2024-01-11", "2024-01-07"])
    def test_is_refused_on_an_impossible_day(self, city, on):
        with pytest.raises(refusals.BadDay):
            take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-01-10", on=day(on))

    def test_tells_the_slower_of_two(self, city):
        case = received(city, "2024-01-08")
        slower = Case.objects.get(pk=case.pk)
        take(case, EXTEND, city.office, "2024-01-10", days=5, note="案情复杂")
        with pytest.raises(refusals.MovedMeanwhile):
            steps.take_step(case=slower, step=ANSWER, actor=city.handler, now=noon("2024-01-10"))
        assert [line.step for line in case.lines.all()] == ["receive", "extend"]

    def test_tells_whoever_clicks_on_a_stale_page(self, city):
        case = received(city, "2024-01-08")
        shown = case.version
        take(case, EXTEND, city.office, "2024-01-10", days=5, note="案情复杂")
        with pytest.raises(refusals.MovedMeanwhile):
            take(case, ANSWER, city.handler, "2024-01-10", seen_version=shown)


class TestHandingOver:
    def test_moves_the_case_and_keeps_its_history_and_clock(self, city):
        case = received(city, "2024-01-08")
        case = take(case, PASS_ON, city.handler, "2024-01-10", to_unit=city.roads, note="职责不符")
        assert (case.unit, due(case)) == (city.roads, "2024-02-04")
        assert [line.unit for line in case.lines.all()] == [city.water, city.roads]
        with pytest.raises(refusals.NotYourStep):
            take(case, ANSWER, city.handler, "2024-01-11")
        take(case, ANSWER, city.neighbour, "2024-01-11")

    def test_takes_open_sub_cases_along(self, city):
        case = received(city, "2024-01-08")
        over, under_way = consult(case, city, "2024-01-09"), consult(case, city, "2024-01-09")
        heard(over, city, "2024-01-10")
        take(case, PASS_ON, city.handler, "2024-01-11", to_unit=city.roads)
        assert [Case.objects.get(pk=sub.pk).unit for sub in (over, under_way)] == [city.water, city.roads]
        assert [line.step for line in under_way.lines.all()] == ["send", "moved_along"]
        take(under_way, HEARD, city.neighbour, "2024-01-12")
        assert due(case) == "2024-02-07"

    def test_is_refused_to_the_wrong_unit(self, city):
        case = received(city, "2024-01-08")
        city.roads.closed_on = day("2024-01-09")
        for unit in (city.water, city.elsewhere, city.roads, None):
            with pytest.raises(refusals.BadUnit):
                take(case, PASS_ON, city.handler, "2024-01-10", to_unit=unit)
        with pytest.raises(refusals.BadUnit):
            take(case, ANSWER, city.handler, "2024-01-10", to_unit=city.roads)


class TestAFixedDay:
    def test_is_stated_and_moved_by_decisions(self, city):
        case = self.assigned(city)
        assert due(case) == "2024-06-30"
        case = take(case, POSTPONE, city.office, "2024-07-02", until=day("2024-09-30"), note="汛期延误")
        assert due(case) == "2024-09-30"

    def test_outlives_a_report_that_is_returned(self, city):
        case = self.assigned(city)
        take(case, REPORT, city.handler, "2024-06-03")
        take(case, RETURN, city.office, "2024-06-04")
        assert due(case) == "2024-06-30"
        take(case, REPORT, city.handler, "2024-06-05")
        assert take(case, CONFIRM, city.office, "2024-06-06").due_on is None

    def test_moves_only_to_a_later_day(self, city):
        case = self.assigned(city)
        for until in ("2024-06-30", "2024-06-01"):
            with pytest.raises(refusals.BadDay):
                take(case, POSTPONE, city.office, "2024-05-06", until=day(until), note="汛期延误")

    def test_must_be_stated(self, city):
        case = self.assigned(city)
        with pytest.raises(refusals.BadDay):
            take(case, POSTPONE, city.office, "2024-05-06", note="汛期延误")
        with pytest.raises(refusals.BadDay):
            take(case, REPORT, city.handler, "2024-05-06", until=day("2024-12-31"))

    @staticmethod
    def assigned(city) -> Case:
        return steps.open_case(
            workflow=DUTY,
            step=ASSIGN,
            unit=city.water,
            actor=city.office,
            now=noon("2024-03-04"),
            until=day("2024-06-30"),
        )


class TestSubCases:
    def test_cannot_begin_when_the_main_case_is_over(self, city):
        case = take(received(city, "2024-01-08"), ANSWER, city.handler, "2024-01-10")
        with pytest.raises(refusals.StepNotOpen):
            consult(case, city, "2024-01-11")

    def test_can_end_after_the_main_case_and_leave_it_as_it_is(self, city):
        case = received(city, "2024-01-08")
        sub = consult(case, city, "2024-01-09")
        take(case, ANSWER, city.handler, "2024-01-10")
        heard(sub, city, "2024-01-11")
        assert Case.objects.get(pk=case.pk).due_on is None

    def test_cannot_begin_before_the_main_case(self, city):
        case = received(city, "2024-01-08")
        with pytest.raises(refusals.BadDay):
            steps.open_case(
                workflow=CONSULTATION,
                step=SEND,
                unit=city.water,
                actor=city.handler,
                now=noon("2024-01-10"),
                on=day("2024-01-05"),
                parent=case,
            )

    def test_make_a_page_of_the_main_case_stale(self, city):
        case = received(city, "2024-01-08")
        shown = case.version
        consult(case, city, "2024-01-09")
        with pytest.raises(refusals.MovedMeanwhile):
            take(case, ANSWER, city.handler, "2024-01-10", seen_version=shown)


class TestStepsOpenTo:
    def test_lists_what_the_actor_may_do(self, city):
        case = received(city, "2024-01-08")
        assert self.codes(case, city.handler, "2024-01-10") == ["ask", "pass_on", "answer"]
        assert self.codes(case, city.office, "2024-01-10") == ["extend"]
        assert self.codes(case, city.neighbour, "2024-01-10") == []

    def test_leaves_out_what_would_come_too_late(self, city):
        case = received(city, "2024-01-08")
        assert self.codes(case, city.office, "2024-02-04") == ["extend"]
        assert self.codes(case, city.office, "2024-02-05") == []

    def test_leaves_out_what_was_done_in_this_run(self, city):
        case = take(received(city, "2024-01-08"), ASK, city.handler, "2024-01-09")
        case = take(case, CLARIFIED, city.handler, "2024-01-12")
        assert "ask" in self.codes(case, city.handler, "2024-01-15")  # a fresh run
        case = take(case, EXTEND, city.office, "2024-01-15", days=5, note="案情复杂")
        assert self.codes(case, city.office, "2024-01-16") == []

    @staticmethod
    def codes(case, actor, today) -> list[str]:
        return [step.code for step in permission.steps_open_to(case, actor, today=day(today))]

"""What the records of requests say of units: measures for duties, and judged for those who assess."""

import pytest

from quancheng.kernel.casework.models import Case
from quancheng.kernel.obligations.measures import measures, named_in
from quancheng.records.disclosure.commands import demands
from quancheng.records.disclosure.commands.handling import note_withdrawal
from quancheng.records.disclosure.queries import judged
from quancheng.records.disclosure.tests.conftest import NOW, day, finance, hand_in, seen
from quancheng.records.disclosure.tests.supervised import answer, hands
from quancheng.records.disclosure.tests.test_conference import call, conclude
from quancheng.records.disclosure.tests.test_demands import hand, step

pytestmark = pytest.mark.django_db
SPRING = day("2024-04-01"), day("2024-06-30")  # Monday to Sunday


@pytest.fixture
def by(clerk, head, office):
    return hands(clerk, head, office)


def met(judge, city, last=SPRING[1]) -> list[bool]:
    told = judge(city.pk, [finance().pk], SPRING[0], last)
    return [one.is_met for one in told]


def read(code: str) -> list[str]:
    return [one.says for one in measures[code].read(finance().pk, *SPRING)]


class TestRequestsJudged:
    def test_are_met_when_served_by_the_last_day(self, received, by, clerk, city):
        answer(received, by, on="2024-05-21")  # Tuesday, the last day
        answer(hand_in(clerk), by, on="2024-05-22")  # Wednesday
        hand_in(clerk)
        assert sorted(met(judged.requests_judged, city)) == [False, False, True]
        assert sorted(met(judged.requests_left_open, city)) == [False, True, True]

    def test_have_their_last_day_left_on_it(self, received, city):
        assert met(judged.requests_judged, city, day("2024-05-21")) == []
        assert met(judged.requests_left_open, city, day("2024-05-21")) == [True]

    def test_are_late_once_the_last_day_is_over(self, received, by, clerk, city):
        answer(hand_in(clerk), by, on="2024-05-21")
        told = city.pk, [finance().pk], SPRING[0], day("2024-05-21")
        for today, expected in ((day("2024-05-21"), [True]), (day("2024-05-22"), [False, True])):
            found = judged.requests_judged(*told, today)
            assert sorted(one.is_met for one in found) == expected
        left = judged.requests_left_open(*told, day("2024-05-22"))
        assert sorted(one.is_met for one in left) == [False, True]

    def test_were_owed_nothing_when_withdrawn(self, received, clerk, city):
        note_withdrawal(**seen(received), reason="不需要了", actor=clerk, now=NOW)
        assert met(judged.requests_judged, city) == []

    def test_are_those_of_the_asked_units(self, received, city):
        assert list(judged.requests_judged(city.pk, [0], *SPRING)) == []
        assert list(judged.requests_judged(0, [finance().pk], *SPRING)) == []


class TestWorksheets:
    def test_hold_while_the_copy_is_what_the_history_gives(self, received, by, clerk, city):
        answer(hand_in(clerk), by, on="2024-05-20")
        assert met(judged.worksheets_judged, city) == [True, True]
        assert len(read("disclosure.worksheets")) == 2

    def test_do_not_when_somebody_moved_the_day(self, received, city):
        Case.objects.update(due_on=day("2024-05-31"))
        assert met(judged.worksheets_judged, city) == [False]
        assert read("disclosure.worksheets") == []


class TestMeasures:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("认真落实省“依申请公开质效提升年”活动要求", "disclosure.in_time"),
            ("推动申请人合理诉求的实质性解决", "disclosure.settled"),
            ("妥善处理疑难复杂案件", "disclosure.guided"),
            ("实现对依申请公开的全流程监管", "disclosure.worksheets"),
            ("落实好全省依申请公开一体化管理平台建设工作相关要求", "disclosure.exchanged"),
        ],
    )
    def test_are_named_by_the_words_of_a_row(self, text, code):
        assert named_in(text) == code

    def test_read_what_was_answered_in_time(self, received, by, clerk):
        answer(received, by, on="2024-05-21")
        answer(hand_in(clerk), by, on="2024-05-22")
        assert read("disclosure.in_time") == [f"申请{received.number}，按期答复"]

    def test_read_what_was_guided(self, received, clerk, neighbour):
        joint = call(received, clerk)
        assert read("disclosure.guided") == []
        conclude(joint, clerk)
        assert read("disclosure.guided") == [f"申请{received.number}的疑难会商"]

    def test_read_what_was_settled_of_who_settled_it(self, received, clerk, neighbour, office):

        demand = hand(received, office, unit_id=finance().pk)
        for act, actor, told in (
            (demands.accept_demand, clerk, {}),
            (demands.report_demand, clerk, {"reason": "已办"}),
            (demands.settle_demand, office, {"reason": "已核实"}),
        ):
            step(act, demand, actor, **told)
        assert read("disclosure.settled") == [f"申请{received.number}的诉求，已实质解决"]

    def test_of_the_exchange_say_that_nothing_reads_it(self, received):
        assert read("disclosure.exchanged") == []
        assert "不能核到" in measures["disclosure.exchanged"].says

"""The people of a unit are told of everything that was carried over into what they owe this year."""

from collections.abc import Sequence
from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import carrying
from quancheng.records.plan.models import CarryOver, Plan
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_turn_of_the_year.conftest import NEXT, Decision, left, settle
from quancheng.records.plan.tests.test_working_on_duties import told

pytestmark = pytest.mark.django_db
FIRST, THIRD = "公开稳增长政策69项。", "解读与政策同步发布。"


@pytest.fixture
def clerk(city) -> Actor:
    """The handler of the finance department, who owes row 1 once and row 3 by half-years."""
    return seat("市财政局", Role.HANDLER)


def carry(plan: Plan, duties: Sequence[DueItem], actor: Actor) -> None:
    """Everything into the first row of this year."""
    seen = {duty.pk: told(duty)["version"] for duty in duties}
    carrying.settle_left_overs(
        plan_ref=plan.ref, seen=seen, decision=Decision.CARRY, to_row=f"{plan.ref}-1", reason="",
        actor=actor, now=NEXT,
    )  # fmt: skip


def notices(clerk: Actor) -> list[str]:
    found = Notice.objects.filter(to_person=clerk.person_id, kind="plan.carried").order_by("pk")
    return list(found.values_list("body", flat=True))


class TestTellingOfWhatWasCarried:
    def test_names_every_duty_that_goes_on_in_one(self, issued, office, clerk):
        first, half = left(issued, "市财政局"), left(issued, "市财政局", "3")
        rest = DueItem.objects.get(obligation=half.obligation, until_on=date(2026, 12, 31))
        carry(issued, [first, half, rest], office)
        assert CarryOver.objects.values("successor").distinct().count() == 1
        [body] = notices(clerk)
        assert f"“{FIRST}”、“{THIRD}”已结转到《{issued.title}》" in body
        assert body.count(THIRD) == 1  # two half-years of one task

    def test_comes_again_when_another_one_is_carried_into_the_same(self, issued, office, clerk):
        carry(issued, [left(issued, "市财政局")], office)
        carry(issued, [left(issued, "市财政局", "3")], office)
        first, second = notices(clerk)
        assert FIRST in first
        assert f"未办结的“{THIRD}”已结转" in second

    def test_is_one_for_each_that_goes_on_by_itself(self, issued, office, clerk):
        settle(issued, left(issued, "市财政局"), Decision.CARRY, office)
        settle(issued, left(issued, "市财政局", "3"), Decision.CARRY, office)
        assert [FIRST in body for body in notices(clerk)] == [True, False]

    def test_does_not_go_to_units_that_owe_none_of_it(self, issued, office, clerk):
        carry(issued, [left(issued, "东区政府")], office)
        assert notices(clerk) == []

    @pytest.mark.parametrize("decision", [Decision.STAY, Decision.CANCEL])
    def test_says_nothing_of_what_stays_or_is_cancelled(self, issued, office, clerk, decision):
        settle(issued, left(issued, "市财政局"), decision, office, reason="机构改革")
        assert notices(clerk) == []

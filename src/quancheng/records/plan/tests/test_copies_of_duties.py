"""What a duty's case keeps for counting is what its history tells, whatever was done with it."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.recompute import differing_due_days, recompute_every_due_day
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight, tasks
from quancheng.records.plan.queries.duty_list import DutyList
from quancheng.records.plan.queries.plans import PLAN_KIND
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = pytest.mark.django_db
ACTS = ("sign", "report", "confirm", "refuse", "return", "doubt", "ask", "postpone", "reassign", "cancel")
WEIGHTS = (2, 4, 4, 1, 2, 1, 2, 4, 1, 0)  # long lives rather than short ones


@pytest.fixture
def issued(office):
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def cast(city, office):
    return {
        "office": office,
        "clerk": staff("市财政局", "clerk", Role.HANDLER),
        "head": staff("市财政局", "head", Role.HEAD),
        "other": staff("市发展改革委", "other", Role.HANDLER),
    }


def try_one(name: str, duty: DueItem, cast: dict[str, Actor], days: int) -> None:
    """Try one thing with the duty; what cannot be done now is refused."""
    clerk, head, office, other = (cast[who] for who in ("clerk", "head", "office", "other"))
    seen, later = told(duty), {"until": duty.until_on + timedelta(days=days), "reason": "改革"}
    tries = {
        "sign": lambda: duties.sign_duty(**seen, actor=clerk, now=NOW),
        "report": lambda: report(duty, clerk),
        "confirm": lambda: duties.confirm_duty(**seen, actor=head, now=NOW),
        "refuse": lambda: duties.refuse_report(**seen, reason="不全", actor=head, now=NOW),
        "return": lambda: oversight.return_duty(**seen, reason="不全", actor=office, now=NOW),
        "doubt": lambda: oversight.doubt_duty(**seen, reason="打不开", actor=office, now=NOW),
        "ask": lambda: duties.ask_later(**seen, **later, actor=clerk, now=NOW),
        "postpone": lambda: oversight.postpone_duty(**seen, **later, actor=office, now=NOW),
        "reassign": lambda: oversight.reassign_duty(
            **seen, unit_id=other.unit_id, reason="职责调整", actor=office, now=NOW
        ),
        "cancel": lambda: oversight.cancel_duty(**seen, reason="重复", actor=office, now=NOW),
    }
    with suppress(Refusal):
        tries[name]()


class TestTheCopies:
    @pytest.mark.parametrize("seed", range(12))
    def test_are_what_the_history_tells(self, issued, cast, seed):
        dice = random.Random(seed)
        duty = DueItem.objects.filter(case__unit_id=cast["clerk"].unit_id).order_by("pk")[0]
        for name in [*dice.choices(ACTS, WEIGHTS, k=7), dice.choice(("sign", "cancel", "report"))]:
            try_one(name, DueItem.objects.get(pk=duty.pk), cast, dice.randrange(1, 90))
        assert differing_due_days().differences == ()
        case = Case.objects.get(due_item=duty)
        moves = CaseLine.objects.filter(case=case, step="postpone")
        assert case.is_moved is moves.exists()
        assert case.last_on == (moves.last().until if moves else duty.until_on)
        assert case.due_on == (None if case.ended_on else case.last_on)

    def test_name_the_task_and_the_plan(self, issued):
        for duty in DueItem.objects.select_related("case", "obligation"):
            assert (duty.case.about, duty.case.within) == (
                duty.obligation.about,
                f"{PLAN_KIND}:{issued.ref}",
            )

    def test_are_set_right_by_night_even_when_the_duty_is_over(self, issued, office):
        [duty, *_] = DueItem.objects.all()
        oversight.cancel_duty(**told(duty), reason="重复", actor=office, now=NOW)
        Case.objects.filter(pk=duty.case_id).update(is_moved=True, last_on=None)
        found = recompute_every_due_day(actor=Actor.clockwork(), now=NOW)
        assert [each.case_id for each in found.differences] == [duty.case_id]
        case = Case.objects.get(pk=duty.case_id)
        assert (case.is_moved, case.last_on, case.due_on) == (False, duty.until_on, None)
        assert recompute_every_due_day(actor=Actor.clockwork(), now=NOW).differences == ()


class TestDutyList:
    @pytest.fixture
    def listed(self, issued, office) -> DutyList:
        """Some are over, the rest open."""
        for duty in DueItem.objects.order_by("-pk")[:2]:
            oversight.cancel_duty(**told(duty), reason="重复", actor=office, now=NOW)
        return DutyList(Case.objects.all())

    def test_holds_what_is_open_by_its_day_and_then_what_is_over(self, listed):
        found = [duty.case for duty in listed]
        ended = [case.ended_on is not None for case in found]
        assert ended == sorted(ended)
        days = [case.due_on for case in found if case.due_on]
        assert days == sorted(days)
        assert len(listed) == len(found) == DueItem.objects.count()

    def test_has_pages_that_make_up_the_whole(self, listed):
        whole = [duty.pk for duty in listed]
        for size in range(1, len(whole) + 2):
            pages = [listed[start : start + size] for start in range(0, len(whole), size)]
            assert [duty.pk for page in pages for duty in page] == whole
        assert [listed[n].pk for n in range(len(whole))] == whole
        assert listed[len(whole) : len(whole) + 5] == []

    def test_of_what_is_open_leaves_out_what_is_over(self, listed):
        found = DutyList.of_open(Case.objects.all())
        assert found.count() == listed.count() - 2
        assert all(duty.case.ended_on is None for duty in found[:50])

    def test_costs_the_same_for_every_page(self, listed, django_assert_max_num_queries):
        for start in random.Random(1).sample(range(len(listed)), 3):
            with django_assert_max_num_queries(4):
                assert DutyList(Case.objects.all())[start : start + 2]

"""Refusals are looked at again after some months (第十八条)."""

from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import withheld
from quancheng.records.disclosure.models import MadeOpen, Reevaluation
from quancheng.records.disclosure.queries.norms import withheld_again
from quancheng.records.disclosure.queries.withheld import NoSuchRefusal, as_refused, refusals_listed
from quancheng.records.disclosure.rules.made_open import State
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    at,
    enter_norm,
    sign,
    signed_in,
    staff,
)
from quancheng.records.disclosure.tests.test_made_open import answer, last_told

CLOCKWORK = Actor.clockwork()


@pytest.fixture
def refused(received, clerk, reviewer, head, court, city, legal):
    """A request withheld as internal affairs, answered on Monday 22 April 2024."""
    for norm in ("disclosure.remedies", "disclosure.remedy_organs"):
        sign(norm, city, legal)
    answer(received, clerk, reviewer, head, "16-1", reasons="内部事务")
    return received.items.get()


YEAR_LATER = at("2025-04-22")  # Tuesday


def look(item, actor, *, opens=False, now=YEAR_LATER):
    return withheld.look_again(item_id=item.pk, opens=opens, reason="依据仍然成立", actor=actor, now=now)


class TestLookAgain:
    def test_is_due_after_the_months_of_the_norm(self, refused, clerk, city):
        assert withheld_again(city.pk, on=NOW.date()) == 12
        [one] = as_refused(list(refusals_listed(clerk)), today=NOW.date())
        assert one.look_on == date(2025, 4, 22)  # Tuesday
        assert not one.is_due(date(2025, 4, 21))
        assert one.is_due(date(2025, 4, 22))

    def test_by_the_months_that_its_government_set(self, refused, clerk, office, legal):
        enter_norm("disclosure.withheld_again", 6, office, legal)
        [one] = as_refused(list(refusals_listed(clerk)), today=NOW.date())
        assert one.look_on == date(2024, 10, 22)  # Tuesday

    def test_starts_anew_when_the_head_agrees(self, refused, clerk, head):
        look(refused, clerk)
        assert last_told() == "disclosure.reevaluation.proposed"
        withheld.agree_to_look(item_id=refused.pk, actor=head, now=YEAR_LATER)
        assert last_told() == "disclosure.reevaluation.decided"
        [one] = as_refused(list(refusals_listed(clerk)), today=YEAR_LATER.date())
        assert one.look_on == date(2026, 4, 22)  # Wednesday

    def test_that_finds_it_open_leads_to_publication(self, refused, clerk, head):
        look(refused, clerk, opens=True)
        withheld.agree_to_look(item_id=refused.pk, actor=head, now=YEAR_LATER)
        one = MadeOpen.objects.get()
        assert (one.case.state, one.origin) == (State.TO_PUBLISH, "withheld")
        assert one.case.due_on == date(2025, 5, 22)  # Thursday
        assert not refusals_listed(clerk).exists()

    def test_is_sent_back(self, refused, clerk, head):
        look(refused, clerk)
        withheld.disagree_with_look(item_id=refused.pk, actor=head, now=YEAR_LATER)
        assert look(refused, clerk)
        assert Reevaluation.objects.count() == 2

    def test_twice_at_once_or_without_reason_is_refused(self, refused, clerk, head):
        with pytest.raises(withheld.NoReasonTold):
            withheld.look_again(item_id=refused.pk, opens=False, reason=" ", actor=clerk, now=YEAR_LATER)
        with pytest.raises(withheld.LookedAtAlready):
            withheld.agree_to_look(item_id=refused.pk, actor=head, now=YEAR_LATER)
        look(refused, clerk)
        with pytest.raises(withheld.LookedAtAlready):
            look(refused, clerk)

    def test_has_four_eyes_and_is_the_agencys(self, refused, clerk, head, neighbour, office):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        look(refused, both)
        with pytest.raises(withheld.SameLooker):
            withheld.agree_to_look(item_id=refused.pk, actor=both, now=YEAR_LATER)
        with pytest.raises(withheld.NotYourRefusal):
            withheld.agree_to_look(item_id=refused.pk, actor=clerk, now=YEAR_LATER)
        for stranger in (neighbour, office):
            with pytest.raises(NoSuchRefusal):
                withheld.agree_to_look(item_id=refused.pk, actor=stranger, now=YEAR_LATER)

    def test_of_what_is_given_there_is_none(self, received, clerk, reviewer, head, court):
        answer(received, clerk, reviewer, head)
        assert not refusals_listed(clerk).exists()


class TestRemindOfOwnWork:
    def test_of_refusals_once_a_week(self, refused, clerk):
        assert withheld.remind_of_own_work(actor=CLOCKWORK, now=NOW) == 0
        for _ in range(2):
            assert withheld.remind_of_own_work(actor=CLOCKWORK, now=YEAR_LATER) == 1
        assert Notice.objects.filter(kind="disclosure.withheld_due").count() == 1
        assert last_told() == "disclosure.people.own_work_reminded"


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    def test_list_refusals_and_take_the_look(self, refused, clerk, head, office):
        window = signed_in(clerk)
        assert "应当评估" in window.get("/disclosure/withheld/").text
        here = f"/disclosure/withheld/{refused.pk}/"
        assert signed_in(office).get(here).status_code == 404
        assert window.post(here, {"opens": "open", "reason": ""}).status_code == 422
        assert "已提交审定" in window.post(here, {"opens": "open", "reason": "已公布"}, follow=True).text
        done = signed_in(head).post(f"{here}agree/", follow=True)
        assert "待公开" in done.text

"""One person of the agency is in charge of a request (主办人): to be seen; no right hangs on it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework import charge
from quancheng.kernel.casework.models import Charge
from quancheng.kernel.casework.refusals import NothingInHand
from quancheng.kernel.casework.taking_over import take_over_cases
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.handover import left_by
from quancheng.kernel.orgs.models import Holding, Person
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.commands.charging import ChargeMoved, NotToBePutInCharge, put_in_charge
from quancheng.records.disclosure.queries.requests import (
    NoSuchRequest,
    requests_at_a_glance,
    requests_listed,
    requests_whole,
)
from quancheng.records.disclosure.rules.looking import Wanted
from quancheng.records.disclosure.tests.conftest import NOW, hand_in, now_of, seen, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MINE = Wanted(is_whole=False, is_in_my_charge=True)
LIST = "disclosure_desk:requests"


@pytest.fixture
def colleague(city):
    return staff("市财政局", "colleague", Role.HANDLER)


def holding_of(actor) -> int:
    return Holding.objects.get(person=actor.person_id, post=actor.post_id).pk


def put(request, whom, actor, instead_of=None):
    had = instead_of.person_id if instead_of else None
    return put_in_charge(
        number=request.number, holding_id=holding_of(whom), instead_of=had, actor=actor, now=NOW
    )


def let_go(request, actor, instead_of=None):
    had = instead_of.person_id if instead_of else None
    return put_in_charge(number=request.number, holding_id=None, instead_of=had, actor=actor, now=NOW)


def numbers_of(actor) -> list[str]:
    return [one.number for one in requests_listed(actor, MINE, today=NOW.date())]


def page_of(request) -> str:
    return reverse("disclosure_desk:request", args=[request.number])


def address_of(request) -> str:
    return reverse("disclosure_desk:put_in_charge", args=[request.number])


class TestPutInCharge:
    def test_is_taken_by_a_handler_for_herself(self, received, clerk):
        put(received, clerk, clerk)
        assert charge.charge_of(now_of(received).case).person_id == clerk.person_id
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.put_in_charge"
        assert not Notice.objects.filter(kind="disclosure.in_charge").exists()

    def test_is_given_to_a_colleague_while_nobody_has_it(self, received, clerk, colleague):
        put(received, colleague, clerk)
        assert numbers_of(colleague) == [received.number]
        assert Notice.objects.get(kind="disclosure.in_charge").to_person_id == colleague.person_id

    def test_is_changed_by_the_head(self, received, clerk, colleague, head):
        put(received, clerk, clerk)
        put(received, colleague, head, instead_of=clerk)
        assert (numbers_of(clerk), numbers_of(colleague)) == ([], [received.number])

    def test_is_taken_from_a_colleague_by_whoever_goes_on(self, received, clerk, colleague):
        put(received, clerk, clerk)
        put(received, colleague, colleague, instead_of=clerk)
        assert numbers_of(colleague) == [received.number]

    def test_is_not_given_away_by_a_handler_once_somebody_has_it(self, received, clerk, colleague):
        put(received, colleague, clerk)
        third = staff("市财政局", "third", Role.HANDLER)
        with pytest.raises(NotToBePutInCharge):
            put(received, third, clerk, instead_of=colleague)

    def test_is_not_for_whoever_does_not_work_on_requests(self, received, clerk, reviewer):
        with pytest.raises(NotToBePutInCharge):
            put(received, reviewer, clerk)

    def test_is_not_for_others_than_its_agency(self, received, clerk, neighbour, office):
        with pytest.raises(NoSuchRequest):
            put(received, neighbour, neighbour)
        with pytest.raises(NotToBePutInCharge):
            put(received, clerk, office)

    def test_is_refused_where_somebody_was_quicker(self, received, clerk, colleague):
        put(received, clerk, clerk)
        with pytest.raises(ChargeMoved):
            put(received, colleague, colleague)
        assert numbers_of(clerk) == [received.number]

    def test_gives_no_right_and_takes_none(self, received, clerk, colleague, office):
        put(received, colleague, clerk)
        before = now_of(received).case.version
        handling.note_withdrawal(**seen(received), reason="来电撤回（演示）", actor=clerk, now=NOW)
        assert now_of(received).case.version == before + 1
        with pytest.raises(NotToBePutInCharge):
            put(received, clerk, clerk, instead_of=colleague)  # it is over

    def test_is_let_go_by_whoever_has_it(self, received, clerk, colleague):
        put(received, clerk, clerk)
        let_go(received, clerk, instead_of=clerk)
        assert charge.charge_of(now_of(received).case) is None
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.request.let_go"
        put(received, colleague, clerk)  # and given to a colleague, as while nobody had it

    def test_is_taken_away_by_the_head_and_by_no_colleague(self, received, clerk, colleague, head, office):
        put(received, clerk, clerk)
        above = staff("市政府办公厅", "above", Role.OPENNESS_HEAD)
        for other in (colleague, office, above):
            with pytest.raises(NotToBePutInCharge):
                let_go(received, other, instead_of=clerk)
        let_go(received, head, instead_of=clerk)
        assert numbers_of(clerk) == []
        with pytest.raises(NotToBePutInCharge):
            let_go(received, head)  # nobody has it

    def test_is_not_let_go_once_it_is_over(self, received, clerk):
        put(received, clerk, clerk)
        handling.note_withdrawal(**seen(received), reason="来电撤回（演示）", actor=clerk, now=NOW)
        with pytest.raises(NotToBePutInCharge):
            let_go(received, clerk, instead_of=clerk)

    def test_ends_where_the_request_goes_to_another_agency(self, received, clerk, office, neighbour):
        put(received, clerk, clerk)
        handling.hand_on_request(
            **seen(received), unit_id=neighbour.unit_id, reason="机构改革（演示）", actor=office, now=NOW
        )
        assert charge.charge_of(now_of(received).case) is None
        assert numbers_of(clerk) == []
        assert not left_by(person_id=clerk.person_id, post_id=clerk.post_id)


class TestLeaving:
    def test_is_stopped_until_a_colleague_has_taken_over(self, received, clerk, colleague):
        put(received, clerk, clerk)
        told = {"person_id": clerk.person_id, "post_id": clerk.post_id}
        assert [str(one) for one in left_by(**told)] == ["主办的公开申请1项"]
        assert charge.charged_in_unit(colleague) == {(clerk.person_id, clerk.post_id)}
        assert take_over_cases(**told, actor=colleague, now=NOW) == 1
        assert not left_by(**told)
        assert numbers_of(colleague) == [received.number]

    def test_leaves_what_is_over(self, received, clerk):
        put(received, clerk, clerk)
        handling.note_withdrawal(**seen(received), reason="来电撤回（演示）", actor=clerk, now=NOW)
        assert not left_by(person_id=clerk.person_id, post_id=clerk.post_id)

    def test_is_nothing_for_the_neighbours(self, received, clerk, neighbour, reviewer):
        put(received, clerk, clerk)
        for stranger in (neighbour, reviewer):
            with pytest.raises(NothingInHand):
                take_over_cases(person_id=clerk.person_id, post_id=clerk.post_id, actor=stranger, now=NOW)
        assert numbers_of(clerk) == [received.number]

    def test_is_done_on_the_page_of_the_unit(self, received, clerk, colleague):
        put(received, clerk, clerk)
        page = reverse("workbench:handover")
        client = signed_in(colleague)
        assert "主办的公开申请1项" in client.get(page).text
        client.post(page, {"person": clerk.person_id, "post": clerk.post_id})
        assert Charge.objects.get().person_id == colleague.person_id


class TestStandingIn:
    def test_shows_what_the_absent_has_in_charge(self, received, clerk, colleague):
        put(received, clerk, clerk)
        absent, today = Holding.objects.get(pk=holding_of(clerk)), NOW.date()
        Holding.objects.create(
            person_id=colleague.person_id, post_id=clerk.post_id, stands_in_for=absent,
            from_on=today - timedelta(days=1), until_on=today + timedelta(days=1),
        )  # fmt: skip
        deputy = actor_for(Person.objects.get(pk=colleague.person_id), clerk.post_id, today)
        assert numbers_of(deputy) == [received.number]
        assert numbers_of(colleague) == []  # in her own post
        later = requests_listed(deputy, MINE, today=date(2024, 5, 6))
        assert not later


class TestPages:
    def test_name_who_is_in_charge_and_take_it(self, received, clerk, colleague):
        client = signed_in(clerk)
        page = client.get(reverse("disclosure_desk:request", args=[received.number])).text
        assert "还没有定" in page
        told = {"holding_id": holding_of(colleague), "instead_of": ""}
        page = client.post(address_of(received), told, follow=True).text
        assert "已确定主办人" in page
        assert "演示colleague" in page
        assert "由我主办" in page  # she may take it herself
        page = signed_in(colleague).get(f"{reverse(LIST)}?scope=mine&charge=1").text
        assert received.number in page
        assert "我主办的（在办1）" in page
        page = client.get(f"{reverse(LIST)}?scope=mine&charge=1").text
        assert received.number not in page
        assert "演示colleague" in client.get(reverse(LIST)).text

    def test_tell_them_apart_in_the_agenda(self, received, clerk, colleague):
        other = hand_in(clerk, came_on="2024-04-22")
        address, client = reverse("workbench:agenda"), signed_in(clerk)
        assert "我主办的" not in client.get(address).text
        put(received, clerk, clerk)
        whole, mine = client.get(address).text, client.get(f"{address}?charge=1").text
        assert "我主办的（1）" in whole
        assert received.number in whole
        assert other.number in whole
        assert received.number in mine
        assert other.number not in mine
        assert "没有由您主办的在办事项" in signed_in(colleague).get(f"{address}?charge=1").text

    def test_let_go_of_what_is_mine(self, received, clerk, colleague):
        put(received, clerk, clerk)
        told = {"holding_id": "0", "instead_of": clerk.person_id}
        assert "不再定主办人" not in signed_in(colleague).get(page_of(received)).text
        assert signed_in(colleague).post(address_of(received), told).status_code == 422
        client = signed_in(clerk)
        assert "不再定主办人" in client.get(page_of(received)).text
        page = client.post(address_of(received), told, follow=True).text
        assert "现在没有主办人" in page
        assert "还没有定" in page

    def test_show_what_was_refused(self, received, clerk, colleague):
        put(received, colleague, clerk)
        told = {"holding_id": holding_of(clerk), "instead_of": ""}
        answer = signed_in(clerk).post(address_of(received), told)
        assert answer.status_code == 422
        assert "主办人已有变动" in answer.text

    def test_offer_nothing_to_the_office(self, received, clerk, office):
        put(received, clerk, clerk)
        page = signed_in(office).get(reverse("disclosure_desk:request", args=[received.number])).text
        assert "演示clerk" in page
        assert address_of(received) not in page

    def test_are_closed_to_the_neighbours(self, received, neighbour):
        assert signed_in(neighbour).post(address_of(received), {"holding_id": 1}).status_code == 404

    def test_ask_no_more_for_many(self, received, clerk):
        client, asked = signed_in(clerk), []
        put(received, clerk, clerk)
        client.get(reverse(LIST))
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(LIST))
            asked.append(len(queries))
            for _ in range(3):
                put(hand_in(clerk, came_on="2024-04-22"), clerk, clerk)
        assert asked[0] == asked[1]

    def test_count_in_one_query(self, received, clerk, django_assert_num_queries):
        put(received, clerk, clerk)
        with django_assert_num_queries(1):
            assert requests_at_a_glance(clerk, today=NOW.date()).in_my_charge == 1
        with django_assert_num_queries(1):
            [one] = requests_whole()
            assert one.case.charge.person.name == "演示clerk"

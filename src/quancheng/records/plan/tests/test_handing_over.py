"""Nobody leaves a post with work in hand: colleagues take over, with a line in each history."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.commands import posts
from quancheng.kernel.orgs.handover import NotHandedOver, left_by
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.plan.commands import drafts, duties, handing_over, oversight, tasks
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries import in_hand
from quancheng.records.plan.tests.conftest import NOW, official
from quancheng.records.plan.tests.desk import LONG_AGO, signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, told

pytestmark = pytest.mark.django_db


def at_work(unit: Unit, account: str, role: str) -> Actor:
    """Somebody in a post of the unit."""
    actor = official(unit.tenant, account, role)
    post = Post.objects.create(unit=unit, title=f"岗位{account}")
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person_id=actor.person_id, post=post, from_on=LONG_AGO)
    given = {name: getattr(actor, name) for name in Actor.__slots__}
    return Actor(**{**given, "unit_id": unit.pk, "post_id": post.pk})


@pytest.fixture
def bureau(city) -> Unit:
    return Unit.objects.get(short_name="市财政局")


@pytest.fixture
def leaving(bureau) -> Actor:
    return at_work(bureau, "leaving", Role.HANDLER)


@pytest.fixture
def colleague(bureau) -> Actor:
    return at_work(bureau, "colleague", Role.HEAD)


@pytest.fixture
def duty(office, leaving) -> DueItem:
    """Signed for by the one who leaves."""
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    found = DueItem.objects.get(obligation__about=f"plan.task:{plan.ref}-1-1", case__unit_id=leaving.unit_id)
    duties.sign_duty(**told(found), actor=leaving, now=NOW)
    return found


def left(actor: Actor) -> list[str]:
    return [str(each) for each in left_by(person_id=actor.person_id, post_id=actor.post_id)]


def take_over(leaving: Actor, actor: Actor) -> int:
    return handing_over.take_over(
        person_id=leaving.person_id, post_id=leaving.post_id or 0, actor=actor, now=NOW
    )


class TestWhatIsInHand:
    def test_is_what_was_signed_for_and_is_not_over(self, duty, leaving, colleague):
        assert left(leaving) == ["已签收未办结的责任事项1项"]
        assert left(colleague) == []

    def test_goes_to_whoever_reports(self, duty, leaving, bureau):
        other = at_work(bureau, "other", Role.HANDLER)
        report(duty, other)
        assert (left(leaving), left(other)) == ([], ["已签收未办结的责任事项1项"])

    def test_ends_when_the_duty_ends_or_goes_elsewhere(self, duty, leaving, office):
        elsewhere = Unit.objects.get(short_name="市发展改革委")
        oversight.reassign_duty(**told(duty), unit_id=elsewhere.pk, reason="职责调整", actor=office, now=NOW)
        assert left(leaving) == []

    def test_is_an_open_draft_of_the_office(self, city):
        actor = at_work(Unit.objects.get(short_name="市政府"), "drafter", Role.OPENNESS_OFFICE)
        draft = bring(actor)
        assert left(actor) == ["待核对的要点草稿1项"]
        drafts.discard_draft(draft_id=draft.pk, version=0, actor=actor, now=NOW)
        assert left(actor) == []

    def test_names_the_page_where_it_is_handed_over(self, duty, leaving):
        [item] = left_by(person_id=leaving.person_id, post_id=leaving.post_id)
        assert reverse(item.page) == "/plan/handover/"


@pytest.fixture(autouse=True)
def desk(desk_surface) -> None:
    """Addresses of the desk."""


class TestTakeOver:
    def test_gives_the_duties_to_the_colleague_with_a_line_each(self, duty, leaving, colleague):
        assert take_over(leaving, colleague) == 1
        assert (left(leaving), left(colleague)) == ([], ["已签收未办结的责任事项1项"])
        line = duty.case.lines.order_by("-id")[0]
        assert (line.step, line.person_id) == ("take_over", colleague.person_id)
        assert AuditEntry.objects.order_by("-seq")[0].code == "plan.work.taken_over"

    def test_gives_the_drafts_too(self, city):
        office = Unit.objects.get(short_name="市政府")
        drafter, other = (at_work(office, name, Role.OPENNESS_OFFICE) for name in ("drafter", "second"))
        bring(drafter)
        assert take_over(drafter, other) == 1
        assert Draft.objects.get().taken_over_by_id == other.person_id
        assert (left(drafter), left(other)) == ([], ["待核对的要点草稿1项"])

    def test_lets_them_leave(self, duty, leaving, colleague, city):
        held = Holding.objects.get(person_id=leaving.person_id)
        seat = official(city, "system", AdminRole.SYSTEM)
        AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM, person_id=seat.person_id)
        with pytest.raises(NotHandedOver, match="已签收未办结的责任事项1项"):
            posts.relieve_person(holding_id=held.pk, last_on=date(2026, 3, 2), actor=seat, now=NOW)
        take_over(leaving, colleague)
        posts.relieve_person(holding_id=held.pk, last_on=date(2026, 3, 2), actor=seat, now=NOW)
        assert Holding.objects.get(pk=held.pk).until_on == date(2026, 3, 2)

    def test_is_refused_from_oneself_and_a_second_time(self, duty, leaving, colleague):
        with pytest.raises(handing_over.FromSomebodyElse):
            take_over(leaving, leaving)
        take_over(leaving, colleague)
        with pytest.raises(handing_over.NothingToTakeOver):
            take_over(leaving, colleague)

    def test_is_refused_to_people_of_other_units_and_governments(self, duty, leaving, stranger):
        other = at_work(Unit.objects.get(short_name="市发展改革委"), "elsewhere", Role.HANDLER)
        for actor in (other, stranger, Actor.anonymous()):
            with pytest.raises(handing_over.NothingToTakeOver):
                take_over(leaving, actor)


class TestHands:
    def test_list_colleagues_of_the_own_unit_alone(self, duty, leaving, colleague, stranger):
        [hand] = in_hand.hands(colleague)
        assert (hand.person.pk, hand.duties, hand.is_own) == (leaving.person_id, 1, False)
        assert [hand.is_own for hand in in_hand.hands(leaving)] == [True]
        other = at_work(Unit.objects.get(short_name="市发展改革委"), "elsewhere", Role.HEAD)
        assert in_hand.hands(other) == in_hand.hands(stranger) == in_hand.hands(Actor.anonymous()) == ()

    def test_ask_the_database_a_fixed_number_of_times(self, duty, colleague, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            in_hand.hands(colleague)


class TestThePages:
    @pytest.fixture
    def at_bureau(self, bureau) -> Client:
        return signed_in(bureau, "desk-head", Role.HEAD)

    def test_show_the_list_and_take_over(self, at_bureau, duty, leaving):
        here = reverse("plan_desk:handover")
        assert "演示leaving" in at_bureau.get(here).content.decode()
        told = at_bureau.post(here, {"person": leaving.person_id, "post": leaving.post_id}, follow=True)
        assert "已接办1项" in told.content.decode()
        assert left(leaving) == []

    @pytest.mark.parametrize(
        "bad", [{"x": "y"}, {"person": "x", "post": "-1"}, {"person": "999999", "post": "1"}]
    )
    def test_refuse_bad_input(self, at_bureau, duty, bad):
        assert at_bureau.post(reverse("plan_desk:handover"), bad).status_code == 409

    def test_show_the_administrator_what_stands_in_the_way(self, city, duty, leaving):
        person = Person.objects.create(account="sysadmin", name="演示系统", tenant=city)
        AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM, person=person)
        client = Client()
        client.force_login(person)
        held = Holding.objects.get(person_id=leaving.person_id)
        page = client.get(reverse("workbench:orgs_on_holding", args=[held.pk, "relieve"])).content.decode()
        assert "还有事项没有移交" in page
        assert "请该单位的负责人或同事登录后接办" in page  # who holds no post finds nothing behind the link
        assert reverse("plan_desk:handover") not in page
        unit = client.get(reverse("workbench:orgs_unit", args=[leaving.unit_id])).content.decode()
        assert "离岗前须移交" in unit

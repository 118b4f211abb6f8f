"""Somebody leaves with drafts unsigned, tables half filled, meetings called: all is handed over."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from quancheng.kernel.access.actors import NoPostToday, NotYourPost, actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.taking_over import take_over_cases
from quancheng.kernel.orgs.commands import posts, units
from quancheng.kernel.orgs.handover import NotHandedOver, left_by, left_by_each, left_by_unit
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.groundwork.commands import checking, collecting, gatherings
from quancheng.records.groundwork.commands.notices import rewrite_notice, withdraw_notice
from quancheng.records.groundwork.models import Gathering, Notice
from quancheng.records.groundwork.queries.fillings import table_of
from quancheng.records.groundwork.queries.notices import NoSuchNotice
from quancheng.records.groundwork.tests.conftest import MEETING
from quancheng.records.groundwork.tests.test_notices.cast import (
    NOW,
    ROW,
    arrival_of,
    at,
    issue,
    save,
    seen,
    sign,
    signed_in,
    staff,
    table,
    unit,
    wish,
    write,
)
from quancheng.records.groundwork.workflow.notices import State

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MEETS = replace(MEETING, starts_at=at("2026-03-11", "14:00"), ends_at=at("2026-03-11", "16:00"))  # Wednesday


@pytest.fixture
def colleague(notice_city) -> Actor:
    return staff("市财政局", "colleague", Role.HANDLER)


@pytest.fixture
def system(notice_city) -> Actor:
    person = Person.objects.create(account="system", name="演示系统管理员", tenant=notice_city)
    AdminSeat.objects.create(tenant=notice_city, role=AdminRole.SYSTEM, person=person)
    return actor_for(person, None, MONDAY, "system")


@pytest.fixture
def half_filled(office, office_head, clerk, head, stranger) -> Notice:
    """The clerk of the finance department has signed and filled in a row."""
    sent = issue(write(office, "市财政局", "市水务局", table=table()), office_head)
    mine = arrival_of(sent, "市财政局")
    sign(mine, clerk)
    save(mine, clerk, ROW)
    return sent


@pytest.fixture
def called(clerk) -> Gathering:
    return gatherings.plan_gathering(told=MEETS, actor=clerk, now=NOW)


def office_tenant() -> Tenant:
    return unit("市财政局").tenant


def left(actor: Actor) -> set[str]:
    return {str(each) for each in left_by(person_id=actor.person_id, post_id=actor.post_id)}


def take_over(leaving: Actor, actor: Actor) -> int:
    return take_over_cases(person_id=leaving.person_id, post_id=leaving.post_id, actor=actor, now=NOW)


class TestWhoLeaves:
    def test_finds_everything_listed(self, half_filled, called, clerk, colleague):
        assert left(clerk) == {"已签收未报送的收表1项", "登记了还没有确认的会议和培训1项"}
        assert left(colleague) == set()

    def test_hands_all_of_it_to_a_colleague_who_goes_on(self, half_filled, called, clerk, colleague, head):
        assert take_over(clerk, colleague) == 2
        assert (left(clerk), len(left(colleague))) == (set(), 2)
        mine = arrival_of(half_filled, "市财政局")
        assert table_of(mine).rows[0]["c1"] == ROW["c1"]  # what was half filled is there
        assert collecting.fill_table(**seen(mine), actor=colleague, now=NOW).case.state == State.FILLED
        collecting.confirm_table(**seen(mine), actor=head, now=NOW)
        assert left(colleague) == {"登记了还没有确认的会议和培训1项"}

    def test_may_then_leave_and_not_before(self, half_filled, called, clerk, colleague, system):
        held = Holding.objects.get(person_id=clerk.person_id)
        told = {"holding_id": held.pk, "last_on": MONDAY, "actor": system, "now": NOW}
        with pytest.raises(NotHandedOver, match="收表1项"):
            posts.relieve_person(**told)
        take_over(clerk, colleague)
        posts.relieve_person(**told)
        with pytest.raises(NoPostToday):
            actor_for(Person.objects.get(pk=clerk.person_id), None, date(2026, 3, 3), "clerk")  # Tuesday

    def test_leaves_a_draft_that_a_colleague_rewrites(self, office, office_head):
        draft = write(office, "市财政局")
        assert left(office) == {"未签发的通知1项"}
        other = replace(wish("市财政局"), text="请各单位于本周内报送联系人名单。")
        rewrite_notice(
            notice_id=draft.pk, version=0, wish=other, files=(), without=(), actor=office_head, now=NOW
        )
        assert (left(office), left(office_head)) == (set(), {"未签发的通知1项"})

    def test_leaves_nothing_when_the_notice_is_withdrawn(self, half_filled, clerk, office):
        withdraw_notice(notice_id=half_filled.pk, reason="有误。", actor=office, now=NOW)
        assert left(clerk) == set()

    def test_leaves_nothing_once_another_unit_has_taken_it(self, half_filled, clerk, office):
        third = Unit.objects.create(
            tenant=office_tenant(),
            code="third",
            kind=UnitKind.DEPARTMENT,
            name="市演示局",
            short_name="市演示局",
        )
        mine = arrival_of(half_filled, "市财政局")
        checking.pass_on(**seen(mine), unit_id=third.pk, reason="职责调整", actor=office, now=NOW)
        assert left(clerk) == set()

    def test_is_counted_in_a_fixed_number_of_queries(
        self, half_filled, called, clerk, colleague, head, django_assert_max_num_queries
    ):
        pairs = [(one.person_id, one.post_id) for one in (clerk, colleague, head)]
        with django_assert_max_num_queries(12):
            left_by_each(pairs)

    @pytest.mark.usefixtures("desk_surface")
    def test_is_shown_to_colleagues_on_one_page(self, half_filled, called, clerk, colleague, stranger):
        page = signed_in(colleague).get("/handover/").text
        for each in ("已签收未报送的收表1项", "登记了还没有确认的会议和培训1项", "由我接办"):
            assert each in page
        assert "演示clerk" not in signed_in(stranger).get("/handover/").text
        assert "演示clerk" in signed_in(clerk).get("/handover/").text  # in the frame: oneself
        assert "在我手里" in signed_in(clerk).get("/handover/").text


class TestAUnitThatGoes:
    def test_names_what_it_owes_and_is_merged_when_all_is_passed_on(
        self, half_filled, called, clerk, head, office, system
    ):
        told = {"into": unit("市水务局").pk, "last_on": MONDAY, "actor": system, "now": NOW}
        finance = unit("市财政局")
        with pytest.raises(NotHandedOver, match="未办结的通知与收表1项"):
            units.merge_unit(unit_id=finance.pk, **told)
        third = Unit.objects.create(
            tenant=office_tenant(),
            code="third",
            kind=UnitKind.DEPARTMENT,
            name="市演示局",
            short_name="市演示局",
        )
        mine = arrival_of(half_filled, "市财政局")
        checking.pass_on(**seen(mine), unit_id=third.pk, reason="合并", actor=office, now=NOW)
        gatherings.cancel_gathering(
            gathering_id=called.pk, version=called.case.version, reason="合并", actor=clerk, now=NOW
        )
        assert {each.says for each in left_by_unit(finance.pk)} == {"岗位"}  # which close with their people


class TestADeputy:
    """Somebody stands in for the clerk from Tuesday 3 to Thursday 5 March 2026."""

    @pytest.fixture
    def person(self, clerk) -> Person:
        deputy = Person.objects.create(account="deputy", name="演示代班", tenant=unit("市财政局").tenant)
        Holding.objects.create(
            person=deputy, post_id=clerk.post_id, from_on=date(2026, 3, 3), until_on=date(2026, 3, 5),
            stands_in_for=Holding.objects.get(person_id=clerk.person_id),
        )  # fmt: skip
        return deputy

    def test_signs_fills_and_calls_meetings_within_the_days(self, half_filled, person):
        deputy = actor_for(person, None, date(2026, 3, 5), "deputy")
        mine = arrival_of(half_filled, "市财政局")
        save(mine, deputy, {**ROW, "c1": "座谈"}, now=at("2026-03-05"))
        filled = collecting.fill_table(**seen(mine), actor=deputy, now=at("2026-03-05"))
        assert filled.case.state == State.FILLED
        one = gatherings.plan_gathering(told=MEETS, actor=deputy, now=at("2026-03-05"))
        assert one.made_by_id == person.pk

    @pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 6)])  # Monday before, Friday after
    def test_holds_no_post_before_and_after(self, half_filled, person, day):
        with pytest.raises(NoPostToday):
            actor_for(person, None, day, "deputy")
        with pytest.raises(NotYourPost):
            actor_for(person, Holding.objects.get(person=person).post_id, day, "deputy")

    @pytest.mark.usefixtures("desk_surface")
    def test_finds_the_desk_closed_after_the_days(self, half_filled, person):
        window = Client()
        window.force_login(person)
        mine = arrival_of(half_filled, "市财政局")
        for where in (f"/groundwork/notices/got/{mine.pk}/", "/groundwork/gatherings/new/"):
            assert window.get(where).url.startswith("/login/")

    def test_may_not_go_on_in_a_window_that_stayed_open(self, half_filled, person, clerk):
        """What the surface hands down after the days is an actor without a post."""
        gone = Actor(clerk.kind, person.pk, None, None, clerk.tenant_id, frozenset())
        mine = arrival_of(half_filled, "市财政局")
        with pytest.raises(NoSuchNotice):
            collecting.fill_table(**seen(mine), actor=gone, now=at("2026-03-06"))

    def test_of_a_head_issues_within_the_days_alone(self, office, office_head):
        person = Person.objects.create(account="acting", name="演示代理主任", tenant=unit("市财政局").tenant)
        Holding.objects.create(
            person=person, post_id=office_head.post_id, from_on=date(2026, 3, 3), until_on=date(2026, 3, 5),
            stands_in_for=Holding.objects.get(person_id=office_head.person_id),
        )  # fmt: skip
        draft = write(office, "市财政局")
        acting = actor_for(person, None, date(2026, 3, 4), "acting")  # Wednesday
        assert issue(draft, acting, at("2026-03-04")).issued_by_id == person.pk
        with pytest.raises(NoPostToday):
            actor_for(person, None, date(2026, 3, 6), "acting")

"""Posts, the people in them, their deputies, and the three administrators."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands import people, posts
from quancheng.kernel.orgs.handover import NotHandedOver
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, Unit
from quancheng.kernel.orgs.queries import NoSuchHolding, NoSuchPerson, NoSuchPost, people_in
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.orgs.seats import WeakPassword
from quancheng.kernel.orgs.tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

JANUARY = date(2024, 1, 2)  # a Tuesday
FRIDAY = date(2024, 3, 8)


def last_code() -> str:
    return AuditEntry.objects.latest("seq").code


def relieve(held: Holding, actor: Actor, on: date = TODAY) -> Holding:
    return posts.relieve_person(holding_id=held.pk, last_on=on, actor=actor, now=NOW)


def stand_in(held: Holding, actor: Actor, account: str = "乙", first: date = TODAY, last: date = FRIDAY):
    return posts.seat_deputy(
        holding_id=held.pk, account=account, from_on=first, until_on=last, actor=actor, now=NOW
    )


def head_of(unit: Unit) -> Actor:
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=1,
        unit_id=unit.pk,
        tenant_id=unit.tenant_id,
        roles=frozenset({"head"}),
    )


class TestOpenPost:
    def open(self, unit, actor, title="经办", roles=frozenset({Role.HANDLER})):
        return posts.open_post(
            unit_id=unit.pk, title=title, roles=roles, opened_on=JANUARY, actor=actor, now=NOW
        )

    def test_gives_it_its_roles(self, organs, system):
        post = self.open(organs.data, system, roles=frozenset({Role.HEAD, Role.REVIEWER}))
        assert {one.role for one in post.roles.all()} == {"head", "reviewer"}
        assert AuditEntry.objects.latest("seq").facts["roles"] == ["单位负责人", "审核人"]

    def test_is_refused_without_a_role_or_with_a_title_that_is_taken(self, desk, organs, system):
        with pytest.raises(posts.NoRoles):
            self.open(organs.finance, system, title="新岗", roles=frozenset())
        with pytest.raises(posts.TitleTaken):
            self.open(organs.finance, system)

    def test_is_refused_to_others(self, organs, security):
        with pytest.raises(NotYourRegister):
            self.open(organs.finance, security)


class TestChangeRoles:
    def change(self, post: Post, actor: Actor, *roles: Role) -> Post:
        return posts.change_roles(post_id=post.pk, roles=frozenset(roles), actor=actor, now=NOW)

    def test_gives_and_takes_and_keeps_both_in_one_line(self, desk, held, system):
        lines = AuditEntry.objects.count()
        self.change(desk, system, Role.HEAD, Role.REVIEWER)
        assert {one.role for one in Post.objects.get(pk=desk.pk).roles.all()} == {"head", "reviewer"}
        assert AuditEntry.objects.count() == lines + 1
        said = sentence_of(AuditEntry.objects.latest("seq"))
        assert said == "单位2岗位“经办”的角色由承办人改为单位负责人、审核人"
        assert [one.person for one in people_in([desk.unit_id], roles=["head"], on=TODAY)] == [held.person]
        assert not people_in([desk.unit_id], roles=["handler"], on=TODAY)

    def test_keeps_those_that_stay(self, desk, system):
        kept = desk.roles.get().pk
        self.change(desk, system, Role.HANDLER, Role.REVIEWER)
        assert desk.roles.get(role="handler").pk == kept

    def test_is_refused_without_a_role_and_without_a_change(self, desk, system):
        with pytest.raises(posts.NoRoles):
            self.change(desk, system)
        with pytest.raises(posts.SameRoles, match="没有改动"):
            self.change(desk, system, Role.HANDLER)

    def test_is_refused_for_a_closed_post(self, desk, system):
        posts.close_post(post_id=desk.pk, last_on=TODAY, actor=system, now=NOW)
        with pytest.raises(posts.Gone):
            self.change(desk, system, Role.HEAD)

    def test_is_refused_to_others_and_out_of_sight_for_a_sibling(self, desk, security, organs, stranger):
        for actor in (security, head_of(organs.finance)):
            with pytest.raises(NotYourRegister):
                self.change(desk, actor, Role.HEAD)
        with pytest.raises(NoSuchPost):
            self.change(desk, stranger, Role.HEAD)


class TestClosePost:
    def test_waits_until_nobody_is_in_it(self, desk, held, system):
        with pytest.raises(posts.PostIsHeld, match="甲某还在“经办”岗位上"):
            posts.close_post(post_id=desk.pk, last_on=TODAY, actor=system, now=NOW)
        relieve(held, system)
        assert posts.close_post(post_id=desk.pk, last_on=TODAY, actor=system, now=NOW).closed_on == TODAY
        assert last_code() == "orgs.post.closed"
        with pytest.raises(posts.Gone):
            posts.close_post(post_id=desk.pk, last_on=TODAY, actor=system, now=NOW)

    def test_is_refused_before_it_was_opened(self, desk, system):
        with pytest.raises(posts.NotInThatTime):
            posts.close_post(post_id=desk.pk, last_on=date(2024, 1, 1), actor=system, now=NOW)

    def test_is_out_of_sight_for_a_sibling(self, desk, stranger):
        with pytest.raises(NoSuchPost):
            posts.close_post(post_id=desk.pk, last_on=TODAY, actor=stranger, now=NOW)


class TestSeatPerson:
    def test_puts_one_person_into_a_post(self, desk, held, system, enrol):
        enrol("乙")
        assert last_code() == "orgs.person.added"
        with pytest.raises(posts.PostIsHeld, match="甲某"):
            posts.seat_person(account="乙", post_id=desk.pk, from_on=TODAY, actor=system, now=NOW)
        relieve(held, system)
        posts.seat_person(account="乙", post_id=desk.pk, from_on=date(2024, 3, 5), actor=system, now=NOW)
        assert last_code() == "orgs.holding.seated"

    def test_is_refused_to_an_administrator(self, desk, system, security, enrol):
        enrol("审")
        people.appoint_administrator(
            tenant="city", role=AdminRole.AUDIT, account="审", actor=security, now=NOW
        )
        with pytest.raises(posts.AdministratorsHoldNoPost):
            posts.seat_person(account="审", post_id=desk.pk, from_on=TODAY, actor=system, now=NOW)

    def test_is_refused_to_one_out_of_use_and_to_a_stranger(self, desk, system, stranger, sibling, enrol):
        enrol("乙")
        people.retire_person(account="乙", actor=system, now=NOW)
        with pytest.raises(posts.Gone):
            posts.seat_person(account="乙", post_id=desk.pk, from_on=TODAY, actor=system, now=NOW)
        people.add_person(tenant="west", account="丙", name="丙某", actor=stranger, now=NOW)
        with pytest.raises(NoSuchPerson):
            posts.seat_person(account="丙", post_id=desk.pk, from_on=TODAY, actor=system, now=NOW)


class TestRelievePerson:
    def test_waits_for_an_empty_hand_over_list(self, held, system, in_hand):
        in_hand["计划任务"] = 2
        with pytest.raises(NotHandedOver) as refusal:
            relieve(held, system)
        assert refusal.value.sentence == "甲某还有计划任务2项未移交，请先移交再办理离岗"
        in_hand["计划任务"] = 0
        assert relieve(held, system).until_on == TODAY
        assert last_code() == "orgs.holding.relieved"

    def test_ends_the_deputy_with_the_holder(self, held, system, enrol):
        enrol("乙")
        deputy = stand_in(held, system)
        relieve(held, system)
        deputy.refresh_from_db()
        assert deputy.until_on == TODAY

    def test_asks_for_a_deputy_to_come_to_be_called_off(self, held, system, enrol):
        enrol("乙")
        stand_in(held, system, first=date(2024, 3, 6))
        with pytest.raises(
            posts.PostIsHeld, match="乙某 代 甲某的代理从2024-03-06才开始，请先在单位页面取消代理"
        ):
            relieve(held, system)

    def test_lets_the_head_of_the_unit_end_a_deputyship_but_not_a_holding(self, organs, held, system, enrol):
        enrol("乙")
        deputy = stand_in(held, system)
        with pytest.raises(NotYourRegister):
            relieve(deputy, head_of(organs.data))
        assert relieve(deputy, head_of(organs.finance)).until_on == TODAY
        with pytest.raises(NotYourRegister):
            relieve(held, head_of(organs.finance))

    def test_is_refused_outside_the_holding(self, held, system):
        with pytest.raises(posts.NotInThatTime):
            relieve(held, system, on=date(2024, 1, 1))

    def test_is_out_of_sight_for_a_sibling(self, held, stranger):
        with pytest.raises(NoSuchHolding):
            relieve(held, stranger)


class TestSeatDeputy:
    def test_stands_in_from_the_first_day_to_the_last(self, organs, held, system, enrol):
        enrol("乙")
        assert str(stand_in(held, system)) == "乙某 代 甲某"
        assert last_code() == "orgs.holding.deputy_seated"
        there = people_in([organs.finance.pk], roles=[Role.HANDLER], on=FRIDAY)
        assert [str(one) for one in there] == ["甲某", "乙某 代 甲某"]
        later = people_in([organs.finance.pk], roles=[Role.HANDLER], on=date(2024, 3, 9))
        assert [str(one) for one in later] == ["甲某"]

    def test_may_be_arranged_by_the_head_of_the_unit_and_by_no_other_head(self, organs, held, enrol):
        enrol("乙")
        with pytest.raises(NotYourRegister):
            stand_in(held, head_of(organs.data))
        assert stand_in(held, head_of(organs.finance)).stands_in_for == held

    def test_does_not_end_before_it_begins(self, held, system, enrol):
        enrol("乙")
        with pytest.raises(posts.NotInThatTime, match="代理末日不能早于代理首日"):
            stand_in(held, system, first=FRIDAY, last=TODAY)

    def test_is_never_for_oneself_nor_for_a_deputy(self, held, system, enrol):
        enrol("乙")
        enrol("丙")
        with pytest.raises(posts.NotForThemselves):
            stand_in(held, system, account="甲")
        with pytest.raises(posts.NotForThemselves):
            stand_in(stand_in(held, system), system, account="丙")

    @pytest.mark.parametrize(("first", "last"), [("2024-01-01", "2024-03-08"), ("2024-03-08", "2024-03-07")])
    def test_stays_inside_the_holding(self, held, system, enrol, first, last):
        enrol("乙")
        with pytest.raises(posts.NotInThatTime):
            stand_in(held, system, first=date.fromisoformat(first), last=date.fromisoformat(last))

    def test_is_one_at_a_time(self, held, system, enrol):
        enrol("乙")
        enrol("丙")
        stand_in(held, system)
        with pytest.raises(posts.PostIsHeld, match="请错开日期"):
            stand_in(held, system, account="丙", first=FRIDAY, last=FRIDAY)
        stand_in(held, system, account="丙", first=date(2024, 3, 9), last=date(2024, 3, 10))


class TestCallOffDeputy:
    def call_off(self, deputy: Holding, actor: Actor) -> Post:
        return posts.call_off_deputy(holding_id=deputy.pk, actor=actor, now=NOW)

    def test_lets_the_holder_leave_before_the_deputy_would_have_come(self, organs, held, system, enrol):
        enrol("乙")
        deputy = stand_in(held, system, first=date(2024, 3, 6))
        assert self.call_off(deputy, head_of(organs.finance)) == held.post
        assert last_code() == "orgs.holding.deputy_called_off"
        assert not Holding.objects.filter(stands_in_for=held).exists()
        assert relieve(held, system).until_on == TODAY

    def test_is_refused_once_the_deputy_has_begun_and_for_a_holder(self, held, system, enrol):
        enrol("乙")
        for begun in (stand_in(held, system), held):
            with pytest.raises(posts.NotInThatTime, match="请办理结束"):
                self.call_off(begun, system)
        assert Holding.objects.count() == 2

    def test_is_refused_to_the_head_of_another_unit(self, organs, held, system, enrol):
        enrol("乙")
        deputy = stand_in(held, system, first=date(2024, 3, 6))
        with pytest.raises(NotYourRegister):
            self.call_off(deputy, head_of(organs.data))


class TestPeople:
    def test_have_accounts_of_their_own(self, system, stranger, enrol):
        enrol("甲")
        with pytest.raises(people.AccountTaken):
            people.add_person(tenant="west", account="甲", name="别人", actor=stranger, now=NOW)

    @pytest.mark.parametrize("account", ["甲/乙", "甲 乙", "..", "甲" * 61, ""])
    def test_have_accounts_that_can_be_typed(self, system, account):
        with pytest.raises(people.OddAccount, match="只用文字、数字"):
            people.add_person(tenant="city", account=account, name="甲某", actor=system, now=NOW)

    def test_get_a_password_from_the_security_administrator(self, system, security, enrol):
        enrol("甲")
        with pytest.raises(NotYourRegister, match="安全管理员"):
            people.issue_password(account="甲", password="趵突泉-2024-水", actor=system, now=NOW)
        with pytest.raises(WeakPassword):
            people.issue_password(account="甲", password="12345", actor=security, now=NOW)
        people.issue_password(account="甲", password="趵突泉-2024-shui", actor=security, now=NOW)
        assert Person.objects.get(account="甲").check_password("趵突泉-2024-shui")
        assert "趵突泉" not in str(AuditEntry.objects.latest("seq").facts)

    def test_bear_another_name_and_address(self, system, enrol):
        enrol("甲")
        lines = AuditEntry.objects.count()
        self.correct(system, name="甲新某", email="jia@example.com")
        person = Person.objects.get(account="甲")
        assert (person.name, person.email) == ("甲新某", "jia@example.com")
        assert AuditEntry.objects.count() == lines + 1
        entry = AuditEntry.objects.latest("seq")
        assert sentence_of(entry) == "更改账号甲的姓名、电子邮箱"
        assert "甲新某" not in str(entry.facts)
        assert "jia@" not in str(entry.facts)
        self.correct(system, name="甲新某", email="")
        assert sentence_of(AuditEntry.objects.latest("seq")) == "更改账号甲的电子邮箱"

    def test_are_corrected_by_the_system_administrator_of_their_government(
        self, system, security, stranger, enrol
    ):
        enrol("甲")
        with pytest.raises(NotYourRegister, match="系统管理员"):
            self.correct(security, name="乙某")
        with pytest.raises(NoSuchPerson):
            self.correct(stranger, name="乙某")
        with pytest.raises(people.NothingNew, match="没有改动"):
            self.correct(system, name="甲某")

    def correct(self, actor: Actor, *, name: str, email: str = "") -> Person:
        return people.correct_person(account="甲", name=name, email=email, actor=actor, now=NOW)

    def test_go_out_of_use_only_after_leaving(self, held, system):
        with pytest.raises(people.StillInPost):
            people.retire_person(account="甲", actor=system, now=NOW)
        relieve(held, system, on=date(2024, 3, 3))
        assert not people.retire_person(account="甲", actor=system, now=NOW).is_active
        assert last_code() == "orgs.person.retired"

    def test_come_into_use_again_once(self, system, stranger, enrol):
        enrol("甲")
        people.retire_person(account="甲", actor=system, now=NOW)
        with pytest.raises(NoSuchPerson):
            people.reinstate_person(account="甲", actor=stranger, now=NOW)
        assert people.reinstate_person(account="甲", actor=system, now=NOW).is_active
        assert last_code() == "orgs.person.reinstated"
        with pytest.raises(people.NotRetired):
            people.reinstate_person(account="甲", actor=system, now=NOW)


class TestAppointAdministrator:
    def appoint(self, role: AdminRole, account: str, actor: Actor) -> AdminSeat:
        return people.appoint_administrator(tenant="city", role=role, account=account, actor=actor, now=NOW)

    def test_seats_three_different_people(self, security, enrol):
        for role, account in zip(AdminRole, "甲乙丙", strict=True):
            enrol(account)
            self.appoint(role, account, security)
        assert last_code() == "orgs.seat.appointed"
        with pytest.raises(people.NeverOnePerson, match="三员不能由一人担任"):
            self.appoint(AdminRole.AUDIT, "甲", security)

    def test_is_refused_for_one_who_does_business(self, held, security):
        with pytest.raises(people.NeverOnePerson, match="管理员不办业务"):
            self.appoint(AdminRole.AUDIT, "甲", security)

    def test_is_refused_to_the_system_administrator(self, system, enrol):
        enrol("甲")
        with pytest.raises(NotYourRegister):
            self.appoint(AdminRole.AUDIT, "甲", system)


class TestVacateSeat:
    def test_empties_it_once(self, security, enrol):
        enrol("甲")
        people.appoint_administrator(
            tenant="city", role=AdminRole.AUDIT, account="甲", actor=security, now=NOW
        )
        seat = people.vacate_seat(tenant="city", role=AdminRole.AUDIT, actor=security, now=NOW)
        assert seat.person is None
        assert last_code() == "orgs.seat.vacated"
        with pytest.raises(people.SeatIsEmpty):
            people.vacate_seat(tenant="city", role=AdminRole.AUDIT, actor=security, now=NOW)


def test_every_command_writes_one_line(held, system, enrol):
    enrol("乙")
    before = AuditEntry.objects.count()
    relieve(stand_in(held, system), system)
    assert AuditEntry.objects.count() == before + 2
    assert Post.objects.count() == 1

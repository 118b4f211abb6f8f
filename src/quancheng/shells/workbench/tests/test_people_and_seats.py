"""People and the three administrators at the desk: each administrator does their own part."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Tenant, UnitName
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
GOOD = "泉水叮咚2024nian"


@pytest.fixture
def city() -> Tenant:
    return government("c")


def administrator(tenant: Tenant, role: str) -> Client:
    person = Person.objects.create(account=f"{role}-{tenant.slug}", name="演示管理员", tenant=tenant)
    AdminSeat.objects.create(tenant=tenant, role=role, person=person)
    return signed_in(person)


@pytest.fixture
def system(city) -> Client:
    return administrator(city, "system")


@pytest.fixture
def security(city) -> Client:
    return administrator(city, "security")


@pytest.fixture
def audit(city) -> Client:
    return administrator(city, "audit")


@pytest.fixture
def spare(city) -> Person:
    return Person.objects.create(account="spare", name="演示乙", tenant=city)


def href(name: str, *args: object) -> str:
    return reverse(f"workbench:{name}", args=args)


class TestTheRoom:
    def test_lists_people_and_the_three_seats(self, system, security, audit, spare):
        page = system.get(href("orgs_people"))
        assert page.status_code == 200
        assert "演示乙" in page.content.decode()
        assert [role.value for role, _ in page.context["seats"]] == ["system", "security", "audit"]

    def test_finds_by_word(self, system, security, audit, spare):
        page = system.get(href("orgs_people"), {"q": "乙"})
        assert [person.account for person, _ in page.context["lines"]] == ["spare"]

    def test_is_shut_to_clerks(self, city, system, security, audit):
        clerk = seat(unit_of(city, "9", "演示市财政局"), "经办", "clerk")
        assert signed_in(clerk.person).get(href("orgs_people")).status_code == 403

    def test_asks_the_database_as_often_for_many_people(
        self, city, system, security, audit, django_assert_max_num_queries
    ):
        unit = unit_of(city, "9", "演示市财政局")
        for number in range(20):
            seat(unit, f"经办{number}", f"clerk{number}")
        with django_assert_max_num_queries(30):
            system.get(href("orgs_people"))


class TestRegistering:
    def test_is_the_system_administrators(self, system, city):
        answer = system.post(href("orgs_add_person"), {"account": "neu", "name": "演示新人", "email": ""})
        assert answer.status_code == 302
        assert Person.objects.get(account="neu").tenant == city
        assert AuditEntry.objects.filter(code="orgs.person.added").count() == 1

    def test_of_a_taken_account_keeps_the_input(self, system, spare):
        answer = system.post(href("orgs_add_person"), {"account": "spare", "name": "演示丙"})
        assert answer.status_code == 422
        assert "已被使用" in answer.content.decode()
        assert "演示丙" in answer.content.decode()

    def test_is_refused_to_the_security_administrator(self, security, city):
        assert security.post(href("orgs_add_person"), {"account": "neu", "name": "丁"}).status_code == 403


class TestAPassword:
    def test_is_the_security_administrators_to_give(self, security, spare):
        security.post(href("orgs_on_person", "spare", "password"), {"password": GOOD})
        spare.refresh_from_db()
        assert spare.check_password(GOOD)

    def test_that_is_weak_is_refused(self, security, spare):
        answer = security.post(href("orgs_on_person", "spare", "password"), {"password": "123"})
        assert answer.status_code == 422
        assert "密码不合要求" in answer.content.decode()

    def test_is_not_the_account_over_again(self, security, city):
        Person.objects.create(account="zhangsan-2024", name="演示张三", tenant=city)
        told = {"password": "zhangsan2024"}
        answer = security.post(href("orgs_on_person", "zhangsan-2024", "password"), told)
        assert "密码与“账号”太相似，请换一个。" in answer.content.decode()

    @pytest.mark.parametrize(
        ("weak", "sentence"),
        [
            ("泉水2024", "密码太短，至少要有10个字符。"),
            ("83710264915", "至少要有3类"),
            ("password123", "这个密码太常见，请换一个。"),
        ],
    )
    def test_that_is_weak_is_refused_in_chinese(self, security, spare, weak, sentence):
        answer = security.post(href("orgs_on_person", "spare", "password"), {"password": weak})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert weak not in answer.content.decode()

    def test_is_refused_to_the_system_administrator(self, system, spare):
        assert system.get(href("orgs_on_person", "spare", "password")).status_code == 403

    def test_of_somebody_elsewhere_is_not_there(self, security):
        Person.objects.create(account="far", name="外人", tenant=government("w"))
        assert security.get(href("orgs_on_person", "far", "password")).status_code == 404


class TestCorrectingAPerson:
    def test_begins_with_what_is_registered_and_changes_it(self, system, security, audit, spare):
        href_of_spare = href("orgs_on_person", "spare", "correct")
        assert href_of_spare in system.get(href("orgs_people")).content.decode()
        assert 'value="演示乙"' in system.get(href_of_spare).content.decode()
        told = {"name": "演示乙改", "email": "yi@example.com"}
        assert system.post(href_of_spare, told).status_code == 302
        spare.refresh_from_db()
        assert (spare.name, spare.email) == ("演示乙改", "yi@example.com")
        assert AuditEntry.objects.filter(code="orgs.person.corrected").count() == 1

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"name": "演示乙", "email": ""}, "姓名和电子邮箱都没有改动"),
            ({"name": "", "email": "a@example.com"}, "姓名："),
            ({"name": "演示丁", "email": "not-an-address"}, "电子邮箱："),
        ],
    )
    def test_is_refused_beside_what_was_entered(self, system, spare, told, sentence):
        answer = system.post(href("orgs_on_person", "spare", "correct"), told)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert told["email"] in answer.content.decode()
        assert not AuditEntry.objects.exists()

    def test_is_the_system_administrators(self, system, security, audit, spare):
        address = href("orgs_on_person", "spare", "correct")
        assert address not in security.get(href("orgs_people")).content.decode()
        assert security.post(address, {"name": "甲"}).status_code == 403

    def test_of_somebody_elsewhere_is_not_there(self, system):
        Person.objects.create(account="far", name="外人", tenant=government("w"))
        assert system.post(href("orgs_on_person", "far", "correct"), {"name": "甲"}).status_code == 404


class TestALockedAccount:
    def lock(self, account: str) -> None:
        for _ in range(5):
            Client().post(reverse("account_login"), {"login": account, "password": "不对的密码"})

    def test_is_seen_and_unlocked_by_the_security_administrator(self, system, security, audit, spare):
        self.lock("spare")
        assert "已锁定" in security.get(href("orgs_people")).content.decode()
        assert security.post(href("orgs_on_person", "spare", "unlock")).status_code == 302
        assert "已锁定" not in security.get(href("orgs_people")).content.decode()

    def test_is_not_the_system_administrators_affair(self, system, security, audit, spare):
        self.lock("spare")
        assert "解除锁定" not in system.get(href("orgs_people")).content.decode()
        assert system.post(href("orgs_on_person", "spare", "unlock")).status_code == 403

    def test_that_is_not_locked_is_told_so(self, security, spare):
        answer = security.post(href("orgs_on_person", "spare", "unlock"))
        assert answer.status_code == 422
        assert "没有被锁定" in answer.content.decode()


class TestALostPhone:
    def test_is_helped_by_the_security_administrator(self, system, security, audit, spare):
        Authenticator.objects.create(user=spare, type=Authenticator.Type.TOTP, data={})
        page = security.get(href("orgs_people")).content.decode()
        assert href("orgs_on_person", "spare", "factor") in page
        assert security.post(href("orgs_on_person", "spare", "factor")).status_code == 302
        assert not Authenticator.objects.exists()
        assert AuditEntry.objects.filter(code="workbench.door.second_factor_reset").count() == 1


class TestAnOddAccount:
    @pytest.mark.parametrize("account", ["演示/某", "演示 某", "演" * 61])
    def test_is_refused_beside_what_was_entered(self, system, account):
        answer = system.post(href("orgs_add_person"), {"account": account, "name": "演示新人", "email": ""})
        assert answer.status_code == 422
        assert "演示新人" in answer.content.decode()
        assert not Person.objects.filter(account=account).exists()

    def test_from_elsewhere_does_not_shut_the_room(self, system, security, audit, city):
        Person.objects.create(account="old/clerk", name="演示旧人", tenant=city)
        assert "演示旧人" in system.get(href("orgs_people")).content.decode()
        assert system.get(href("orgs_on_person", "old/clerk", "retire")).status_code == 200


class TestRetiring:
    def test_ends_an_account(self, system, spare):
        system.post(href("orgs_on_person", "spare", "retire"))
        spare.refresh_from_db()
        assert not spare.is_active

    def test_is_taken_back_by_who_registers(self, system, security, audit, spare):
        system.post(href("orgs_on_person", "spare", "retire"))
        assert "恢复使用" in system.get(href("orgs_people")).content.decode()
        assert security.post(href("orgs_on_person", "spare", "reinstate")).status_code == 403
        assert system.post(href("orgs_on_person", "spare", "reinstate")).status_code == 302
        spare.refresh_from_db()
        assert spare.is_active

    def test_waits_for_the_post_to_be_left(self, system, city):
        held = seat(unit_of(city, "9", "演示市财政局"), "经办", "clerk")
        answer = system.post(href("orgs_on_person", held.person.account, "retire"))
        assert answer.status_code == 422
        assert "请先办理离岗" in answer.content.decode()

    def test_of_an_unknown_act_is_not_there(self, system, spare):
        assert system.get(href("orgs_on_person", "spare", "dance")).status_code == 404


class TestASeat:
    def test_is_given_by_the_security_administrator(self, security, city, spare):
        AdminSeat.objects.create(tenant=city, role="audit")
        security.post(href("orgs_on_seat", "audit"), {"account": "spare"})
        assert AdminSeat.objects.get(tenant=city, role="audit").person == spare

    def test_says_who_sits_there_and_what_giving_it_away_means(self, system, security, audit):
        page = security.get(href("orgs_on_seat", "audit")).content.decode()
        assert "现由演示管理员（audit-c）担任" in page
        assert "您自己的席位" not in page
        assert "您自己的席位" in security.get(href("orgs_on_seat", "security")).content.decode()

    def test_becomes_empty(self, security, audit, city):
        security.post(href("orgs_on_seat", "audit"), {"account": "-"})
        assert AdminSeat.objects.get(tenant=city, role="audit").person is None

    def test_is_not_emptied_by_an_empty_form(self, security, audit, city):
        assert security.post(href("orgs_on_seat", "audit")).status_code == 422
        assert AdminSeat.objects.get(tenant=city, role="audit").person is not None

    def test_is_never_for_who_has_business(self, security, city):
        AdminSeat.objects.create(tenant=city, role="audit")
        seat(unit_of(city, "9", "演示市财政局"), "经办", "clerk")
        answer = security.post(href("orgs_on_seat", "audit"), {"account": "clerk"})
        assert answer.status_code == 422
        assert "管理员不办业务" in answer.content.decode()
        assert AdminSeat.objects.get(tenant=city, role="audit").person is None

    def test_is_offered_to_those_alone_who_can_sit(self, system, security, city, spare):
        AdminSeat.objects.create(tenant=city, role="audit")
        unit = unit_of(city, "9", "演示市财政局")
        seat(unit, "经办", "clerk")
        left, later = seat(unit, "科长", "left"), seat(unit, "科员", "later")
        Holding.objects.filter(pk=left.pk).update(until_on=date(2024, 3, 3))  # a Sunday
        Holding.objects.filter(pk=later.pk).update(from_on=date(2198, 3, 5))  # a Monday
        Person.objects.create(account="gone", name="演示旧人", tenant=city, is_active=False)
        Person.objects.create(account="far", name="外人", tenant=government("w"))
        page = security.get(href("orgs_on_seat", "audit"))
        offered = [account for account, _ in page.context["form"].fields["account"].choices]
        assert offered == ["", "-", "left", "spare"]
        assert "另有4人因此不在此列" in page.content.decode()

    def test_is_refused_to_the_system_administrator(self, system):
        assert system.get(href("orgs_on_seat", "audit")).status_code == 403

    def test_of_an_unknown_role_is_not_there(self, security):
        assert security.get(href("orgs_on_seat", "king")).status_code == 404


class TestAnAlias:
    def test_is_added_to_a_unit(self, system, city):
        unit = unit_of(city, "9", "演示市财政局")
        system.post(href("orgs_on_unit", unit.pk, "alias"), {"name": "演示市财政"})
        assert UnitName.objects.filter(unit=unit, name="演示市财政").exists()

"""Changing the register at the desk: one form, one command; a refusal stands beside the input."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit
from quancheng.shells.workbench.tests.test_orgs import (
    LONG_AGO,
    administrator_of,
    government,
    seat,
    signed_in,
    unit_of,
)

ONE_DAY = date.resolution
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def city() -> Tenant:
    return government("c")


@pytest.fixture
def top(city) -> Unit:
    return unit_of(city, "1", "演示市人民政府")


@pytest.fixture
def finance(city, top) -> Unit:
    return unit_of(city, "2", "演示市财政局", top)


@pytest.fixture
def holder(finance) -> Holding:
    return seat(finance, "经办", "holder")


@pytest.fixture
def system(city) -> Client:
    return administrator_of(city)


@pytest.fixture
def spare(city) -> Person:
    return Person.objects.create(account="spare", name="演示乙", tenant=city)


def on_unit(client: Client, unit: Unit, act: str, **told: object):
    return client.post(reverse("workbench:orgs_on_unit", args=[unit.pk, act]), told)


def on_holding(client: Client, held: Holding, act: str, **told: object):
    return client.post(reverse("workbench:orgs_on_holding", args=[held.pk, act]), told)


def on_post(client: Client, post: Post, act: str, **told: object):
    return client.post(reverse("workbench:orgs_on_post", args=[post.pk, act]), told)


def stand_in(held: Holding, person: Person, first: date, last: date) -> Holding:
    return Holding.objects.create(
        person=person, post=held.post, from_on=first, until_on=last, stands_in_for=held
    )


def unit_page(client: Client, unit: Unit) -> str:
    return client.get(reverse("workbench:orgs_unit", args=[unit.pk])).content.decode()


class TestAddingAUnit:
    def test_leads_to_its_page(self, system, top):
        told = {"name": "演示市审计局", "kind": "department", "code": "3", "under": top.pk}
        answer = system.post(reverse("workbench:orgs_add"), told)
        made = Unit.objects.get(code="3")
        assert answer["Location"] == reverse("workbench:orgs_unit", args=[made.pk])
        assert made.places.get().parent == top
        assert AuditEntry.objects.filter(code="orgs.unit.added").count() == 1

    def test_keeps_the_input_beside_the_refusal(self, system, finance):
        told = {"name": "演示市审计局", "kind": "department", "code": "2"}
        answer = system.post(reverse("workbench:orgs_add"), told)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "单位编码“2”已被使用" in page
        assert "演示市审计局" in page


class TestAUnit:
    def test_bears_a_new_name(self, system, finance):
        on_unit(system, finance, "rename", name="演示市财税局", from_on="2024-03-04")  # a Monday
        finance.refresh_from_db()
        assert finance.name == "演示市财税局"

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_changes_on_no_day_outside_our_time(self, system, finance, day):
        for act, told in (("rename", {"name": "演示市财税局", "from_on": day}), ("close", {"last_on": day})):
            answer = on_unit(system, finance, act, **told)
            assert answer.status_code == 422
            assert "日期应在1900年至2199年之间" in answer.content.decode()

    def test_moves_elsewhere(self, system, city, top, finance):
        office = unit_of(city, "5", "演示市办公厅", top)
        on_unit(system, finance, "move", under=office.pk, from_on="2024-03-04")  # a Monday
        assert finance.places.get(until_on=None).parent == office

    def test_is_not_offered_itself_nor_units_that_end(self, system, city, finance):
        ending = unit_of(city, "5", "演示市税务局")
        on_unit(system, ending, "close", last_on=str(timezone.localdate()))
        for act, field in (("merge", "into"), ("move", "under")):
            page = system.get(reverse("workbench:orgs_on_unit", args=[finance.pk, act]))
            offered = {value for value, _ in page.context["form"].fields[field].choices}
            assert not offered & {str(finance.pk), str(ending.pk)}
            assert offered - {""}

    def test_closes_on_one_day_with_its_last_post(self, system, finance, holder):
        today = timezone.localdate()
        on_holding(system, holder, "relieve", last_on=str(today))
        page = unit_page(system, finance)
        assert reverse("workbench:orgs_on_post", args=[holder.post_id, "close"]) in page
        assert "安排接任" in page
        refused = on_post(system, holder.post, "seat", account=holder.person.account, from_on=str(today))
        assert f"由演示holder担任至{today}，请选其后的日期" in refused.content.decode()
        on_post(system, holder.post, "close", last_on=str(today))
        page = unit_page(system, finance)
        assert "后不再存在" in page
        assert "调整角色" not in page
        assert on_unit(system, finance, "close", last_on=str(today)).status_code == 302
        finance.refresh_from_db()
        assert finance.closed_on == today

    def test_that_is_no_more_asks_for_no_posts(self, system, finance):
        on_unit(system, finance, "close", last_on="2024-03-04")  # a Monday
        page = unit_page(system, finance)
        assert "没有在用的岗位" in page
        assert "设岗并安排人员之后" not in page

    def test_goes_into_another(self, system, city, finance):
        heir = unit_of(city, "5", "演示市税务局")
        on_unit(system, finance, "merge", into=heir.pk, last_on="2024-03-04")  # a Monday
        finance.refresh_from_db()
        assert finance.merged_into == heir

    def test_does_not_close_while_something_is_in_hand(self, system, holder, finance):
        answer = on_unit(system, finance, "close", last_on="2024-03-04")  # a Monday
        assert answer.status_code == 422
        assert "岗位1项未移交" in answer.content.decode()
        finance.refresh_from_db()
        assert finance.closed_on is None

    def test_gets_a_post_with_roles(self, system, finance):
        on_unit(system, finance, "post", title="科长", roles=["head"], opened_on="2024-03-04")  # a Monday
        assert [one.role for one in Post.objects.get(title="科长").roles.all()] == ["head"]

    def test_gets_no_post_without_a_role(self, system, finance):
        answer = on_unit(system, finance, "post", title="科长", opened_on="2024-03-04")  # a Monday
        assert "请至少给岗位选择一个角色" in answer.content.decode()
        assert "科长" in answer.content.decode()

    def test_knows_no_other_act(self, system, finance):
        assert on_unit(system, finance, "explode").status_code == 404


class TestTheRolesOfAPost:
    def test_are_shown_and_changed(self, system, finance, holder):
        address = reverse("workbench:orgs_on_post", args=[holder.post_id, "roles"])
        assert address in unit_page(system, finance)
        assert system.get(address).context["form"]["roles"].value() == ["handler"]
        answer = on_post(system, holder.post, "roles", roles=["head", "reviewer"])
        assert answer["Location"] == reverse("workbench:orgs_unit", args=[finance.pk])
        assert sorted(one.role for one in holder.post.roles.all()) == ["head", "reviewer"]
        assert AuditEntry.objects.filter(code="orgs.post.roles_changed").count() == 1

    @pytest.mark.parametrize(
        ("roles", "sentence"),
        [([], "请至少给岗位选择一个角色"), (["handler"], "没有改动"), (["king"], "角色")],
    )
    def test_stay_with_a_sentence(self, system, holder, roles, sentence):
        answer = on_post(system, holder.post, "roles", roles=roles)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert [one.role for one in holder.post.roles.all()] == ["handler"]

    def test_are_not_changed_by_their_holder_or_from_elsewhere(self, finance, holder):
        head = seat(finance, "局长", "head", role="head")
        assert on_post(signed_in(head.person), holder.post, "roles", roles=["head"]).status_code == 403
        elsewhere = administrator_of(government("w"))
        assert on_post(elsewhere, holder.post, "roles", roles=["head"]).status_code == 404


class TestAPost:
    def test_is_taken_up_and_closed(self, system, finance, spare):
        post = Post.objects.create(unit=finance, title="科长")
        on_post(system, post, "seat", account="spare", from_on="2024-03-04")  # a Monday
        held = post.holdings.get()
        assert held.person == spare
        answer = on_post(system, post, "close", last_on="2024-03-05")  # a Tuesday
        assert "请先办理离岗" in answer.content.decode()
        on_holding(system, held, "relieve", last_on="2024-03-05")  # a Tuesday
        on_post(system, post, "close", last_on="2024-03-05")  # a Tuesday
        post.refresh_from_db()
        assert post.closed_on is not None

    def test_gets_a_deputy_with_dates(self, system, holder, spare):
        told = {"account": "spare", "from_on": "2024-03-04", "until_on": "2024-03-08"}  # Monday to Friday
        on_holding(system, holder, "deputy", **told)
        assert str(Holding.objects.get(person=spare)) == "演示乙 代 演示holder"

    def test_loses_a_deputy_before_the_last_day(self, system, finance, holder, spare):
        today = timezone.localdate()
        deputy = stand_in(holder, spare, today - ONE_DAY, today + ONE_DAY)
        assert "结束代理" in unit_page(system, finance)
        assert on_holding(system, deputy, "end", last_on=today).status_code == 302
        deputy.refresh_from_db()
        assert deputy.until_on == today

    def test_calls_off_a_deputy_who_has_not_come(self, system, finance, holder, spare):
        today = timezone.localdate()
        deputy = stand_in(holder, spare, today + ONE_DAY, today + ONE_DAY)
        assert "取消代理" in unit_page(system, finance)
        refused = on_holding(system, holder, "relieve", last_on=today)
        assert "请先在单位页面取消代理" in refused.content.decode()
        assert on_holding(system, deputy, "call-off").status_code == 302
        assert not Holding.objects.filter(pk=deputy.pk).exists()

    def test_offers_no_administrator(self, system, holder, spare):
        answer = system.get(reverse("workbench:orgs_on_holding", args=[holder.pk, "deputy"]))
        offered = [account for account, _ in answer.context["form"].fields["account"].choices]
        assert offered == ["", "holder", "spare"]


class TestWhoMay:
    def test_the_head_arranges_a_deputy_in_the_own_unit_and_nothing_more(self, finance, holder, spare):
        head = signed_in(seat(finance, "局长", "head", role="head").person)
        page = head.get(reverse("workbench:orgs_unit", args=[finance.pk])).content.decode()
        assert ("安排代理" in page, "办理离岗" in page, "更名" in page) == (True, False, False)
        told = {"account": "spare", "from_on": "2024-03-04", "until_on": "2024-03-08"}  # Monday to Friday
        assert on_holding(head, holder, "deputy", **told).status_code == 302
        assert on_holding(head, holder, "relieve", last_on="2024-03-08").status_code == 403  # a Friday

    def test_an_official_is_shown_no_form(self, finance, holder):
        official = signed_in(holder.person)
        assert official.get(reverse("workbench:orgs_add")).status_code == 403
        assert on_unit(official, finance, "close", last_on="2024-03-04").status_code == 403  # a Monday

    def test_a_sibling_finds_nothing(self, finance, holder):
        stranger = administrator_of(government("west"))
        told = {"last_on": "2024-03-04"}  # a Monday
        assert on_unit(stranger, finance, "close", **told).status_code == 404
        assert on_post(stranger, holder.post, "close", **told).status_code == 404
        assert on_holding(stranger, holder, "relieve", **told).status_code == 404
        assert Holding.objects.get(pk=holder.pk).until_on is None
        assert holder.from_on == LONG_AGO

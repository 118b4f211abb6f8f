"""Invariants of a row stand in the database: no command and no screen can pass them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from quancheng.kernel.orgs.models import (
    AdminSeat,
    Holding,
    Person,
    Post,
    PostRole,
    Tenant,
    Unit,
    UnitName,
    UnitPlace,
)
from quancheng.kernel.orgs.roles import AdminRole

pytestmark = pytest.mark.django_db

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)


@pytest.fixture
def city() -> Tenant:
    return Tenant.objects.create(slug="c", name="某市", full_name="某市人民政府", level="city")


@pytest.fixture
def unit(city: Tenant) -> Unit:
    return Unit.objects.create(tenant=city, code="01", kind="department", name="某市财政局")


@pytest.fixture
def post(unit: Unit) -> Post:
    return Post.objects.create(unit=unit, title="经办")


def person(account: str) -> Person:
    return Person.objects.create(account=account, name=account)


def refused(write: Callable[[], object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


class TestAUnit:
    def test_does_not_close_before_it_opens(self, city):
        days = {"opened_on": TUESDAY, "closed_on": MONDAY}
        refused(
            lambda: Unit.objects.create(tenant=city, code="9", kind="street", name="x", **days),
            "orgs_unit_closed_on_after_opened_on",
        )

    def test_has_a_kind_that_the_house_knows(self, city):
        refused(
            lambda: Unit.objects.create(tenant=city, code="9", kind="x", name="x"), "orgs_unit_kind_known"
        )

    def test_merges_only_when_closed(self, city, unit):
        other = Unit.objects.create(tenant=city, code="2", kind="street", name="y")
        refused(
            lambda: Unit.objects.filter(pk=unit.pk).update(merged_into=other), "orgs_unit_merged_is_closed"
        )

    def test_bears_one_open_official_name(self, unit):
        UnitName.objects.create(unit=unit, name="甲", kind="official")
        refused(
            lambda: UnitName.objects.create(unit=unit, name="乙", kind="official"),
            "orgs_unitname.unit_id|one_open",
        )
        UnitName.objects.create(unit=unit, name="乙", kind="official", until_on=MONDAY)

    def test_stands_in_one_open_place_and_never_under_itself(self, city, unit):
        above = Unit.objects.create(tenant=city, code="2", kind="government", name="y")
        UnitPlace.objects.create(unit=unit, parent=above)
        refused(lambda: UnitPlace.objects.create(unit=unit, parent=above), "orgs_unitplace.unit_id|one_open")
        refused(lambda: UnitPlace.objects.create(unit=above, parent=above), "orgs_unitplace_not_under_itself")


class TestAPost:
    def test_has_one_open_holder(self, post):
        Holding.objects.create(post=post, person=person("a"), from_on=MONDAY)
        refused(
            lambda: Holding.objects.create(post=post, person=person("b"), from_on=TUESDAY),
            "orgs_holding.post_id|one_open_holder",
        )

    def test_has_a_deputy_with_dates_only(self, post):
        held = Holding.objects.create(post=post, person=person("a"), from_on=MONDAY)
        deputy = person("b")
        refused(
            lambda: Holding.objects.create(post=post, person=deputy, from_on=MONDAY, stands_in_for=held),
            "orgs_holding_deputy_has_dates",
        )
        stood_in = Holding.objects.create(
            post=post, person=deputy, from_on=MONDAY, until_on=TUESDAY, stands_in_for=held
        )
        assert str(stood_in) == "b 代 a"

    def test_is_never_held_backwards(self, post):
        refused(
            lambda: Holding.objects.create(post=post, person=person("a"), from_on=TUESDAY, until_on=MONDAY),
            "orgs_holding_until_on_after_from_on",
        )

    def test_has_roles_that_the_house_knows(self, post):
        refused(lambda: PostRole.objects.create(post=post, role="system"), "orgs_postrole_role_known")


class TestAPerson:
    def test_is_never_a_superuser(self):
        refused(
            lambda: Person.objects.create(account="a", name="a", is_superuser=True),
            "orgs_person_never_superuser",
        )
        someone = person("b")
        refused(
            lambda: Person.objects.filter(pk=someone.pk).update(is_superuser=True),
            "orgs_person_never_superuser",
        )

    def test_is_told_so_by_the_console_that_would_make_one(self):
        with pytest.raises(CommandError, match=r"没有超级用户.*三员"):
            call_command("createsuperuser", "--noinput")
        assert not Person.objects.exists()


class TestTheThreeAdministrators:
    def test_are_never_one_person(self, city):
        one = person("a")
        AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM, person=one)
        refused(
            lambda: AdminSeat.objects.create(tenant=city, role=AdminRole.AUDIT, person=one),
            "orgs_adminseat.person_id|orgs_adminseat_person",
        )

    def test_have_one_seat_each_in_a_government(self, city):
        AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM)
        refused(
            lambda: AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM),
            "orgs_adminseat.tenant_id|orgs_adminseat_role_once",
        )

    def test_may_leave_seats_empty(self, city):
        for role in AdminRole:
            AdminSeat.objects.create(tenant=city, role=role)
        assert city.seats.filter(person=None).count() == 3

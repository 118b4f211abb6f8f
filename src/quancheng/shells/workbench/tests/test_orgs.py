"""The register of a government at the desk: what is shown, to whom, on which day."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LONG_AGO = date(2020, 1, 1)  # a Wednesday
MOST_QUERIES = 34


def government(slug: str, above: Tenant | None = None) -> Tenant:
    return Tenant.objects.create(
        slug=slug, name=f"演示{slug}", full_name=f"演示{slug}人民政府", level="city", parent=above
    )


def unit_of(tenant: Tenant, code: str, name: str, under: Unit | None = None) -> Unit:
    made = Unit.objects.create(tenant=tenant, code=code, kind="department", name=name)
    UnitName.objects.create(unit=made, kind="official", name=name)
    if under is not None:
        UnitPlace.objects.create(unit=made, parent=under)
    return made


def seat(unit: Unit, title: str, account: str, *, role: str = "handler") -> Holding:
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=title)
    PostRole.objects.create(post=post, role=role)
    return Holding.objects.create(person=person, post=post, from_on=LONG_AGO)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def administrator_of(tenant: Tenant) -> Client:
    person = Person.objects.create(account=f"sys-{tenant.slug}", name="演示管理员", tenant=tenant)
    AdminSeat.objects.create(tenant=tenant, role="system", person=person)
    return signed_in(person)


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
    return seat(finance, "预算科经办", "holder")


@pytest.fixture
def system(city) -> Client:
    return administrator_of(city)


@pytest.fixture
def sibling_system(city) -> Client:
    return administrator_of(government("west"))


def page(client: Client, name: str, *args: object, **query: object) -> str:
    return client.get(reverse(f"workbench:{name}", args=args), query).content.decode()


class TestTheTree:
    def test_shows_units_below_units_and_counts(self, system, holder):
        told = system.get(reverse("workbench:orgs")).context["chart"]
        assert [(line.name, line.depth, line.posts, line.vacant) for line in told.lines] == [
            ("演示市人民政府", 0, 0, 0),
            ("演示市财政局", 1, 1, 0),
        ]

    def test_is_that_of_the_day_asked_for(self, system, finance):
        UnitName.objects.filter(unit=finance).update(from_on=date(2024, 3, 4))  # a Monday
        UnitName.objects.create(
            unit=finance, kind="official", name="演示市财税局", until_on=date(2024, 3, 3)
        )  # a Sunday
        assert "演示市财税局" in page(system, "orgs", on="2024-03-03")
        assert "演示市财税局" not in page(system, "orgs")

    def test_leaves_out_what_is_no_more(self, system, finance):
        Unit.objects.filter(pk=finance.pk).update(closed_on=date(2024, 3, 3))  # a Sunday
        assert "演示市财政局" not in page(system, "orgs")
        assert "演示市财政局" in page(system, "orgs", on="2024-03-03")

    @pytest.mark.parametrize("word", ["财政", "预算科", "holder", "演示holder"])
    def test_finds_units_by_name_post_and_person(self, system, holder, word):
        told = system.get(reverse("workbench:orgs"), {"q": word}).context["chart"]
        assert [line.name for line in told.lines] == ["演示市财政局"]

    def test_says_when_nothing_is_found(self, system, finance):
        assert "没有找到" in page(system, "orgs", q="没有这个局")

    def test_says_when_the_day_cannot_be_read(self, system, finance):
        told = page(system, "orgs", on="三月")
        assert "日期无法读取" in told
        assert "演示市财政局" in told

    def test_is_not_there_for_a_sibling(self, sibling_system, holder):
        told = page(sibling_system, "orgs")
        assert "演示市财政局" not in told
        assert "这一天没有登记的机构" in told

    def test_asks_the_database_no_more_for_more_units(
        self, system, city, top, holder, django_assert_max_num_queries
    ):
        system.get("/orgs/")
        with django_assert_max_num_queries(MOST_QUERIES) as for_few:
            page(system, "orgs")
        for n in range(10, 20):
            seat(unit_of(city, str(n), f"演示局{n}", top), "经办", f"p{n}")
        with django_assert_max_num_queries(len(for_few.captured_queries)):
            page(system, "orgs")


class TestAUnit:
    def test_shows_its_posts_and_who_stands_in_for_whom(self, system, finance, holder):
        deputy = Person.objects.create(account="dep", name="演示乙", tenant=finance.tenant)
        Holding.objects.create(
            person=deputy,
            post=holder.post,
            from_on=LONG_AGO,
            until_on=date(2999, 12, 31),  # a Tuesday
            stands_in_for=holder,
        )
        told = page(system, "orgs_unit", finance.pk)
        assert "演示乙 代 演示holder" in told
        assert "承办人" in told

    def test_says_what_is_still_in_hand(self, system, finance, holder):
        assert "岗位1项" in page(system, "orgs_unit", finance.pk)

    def test_keeps_its_former_names(self, system, finance):
        UnitName.objects.create(
            unit=finance, kind="former", name="演示市财税局", until_on=date(2024, 3, 3)
        )  # a Sunday
        told = page(system, "orgs_unit", finance.pk)
        assert "演示市财税局" in told
        assert "至2024-03-03" in told

    def test_is_not_there_for_a_sibling(self, sibling_system, finance):
        answer = sibling_system.get(reverse("workbench:orgs_unit", args=[finance.pk]))
        assert answer.status_code == 404
        assert "演示市财政局" not in answer.content.decode()

    def test_keeps_its_people_from_the_government_above(self, city, system, holder):
        below = government("d", city)
        theirs = seat(unit_of(below, "9", "演示区财政局"), "经办", "theirs")
        told = page(system, "orgs_unit", theirs.post.unit_id)
        assert "演示区财政局" in told
        assert "演示theirs" not in told

    def test_asks_the_database_a_fixed_number_of_times(
        self, system, finance, holder, django_assert_max_num_queries
    ):
        page(system, "orgs_unit", finance.pk)
        with django_assert_max_num_queries(MOST_QUERIES) as for_one:
            page(system, "orgs_unit", finance.pk)
        for n in range(5):
            seat(finance, f"岗位{n}", f"q{n}")
        with django_assert_max_num_queries(len(for_one.captured_queries)):
            page(system, "orgs_unit", finance.pk)

"""From a person to an actor, and who comes to the desk."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import timezone

from quancheng.kernel.access.actors import NoPostToday, NotYourPost, actor_for, opens_desk, posts_of
from quancheng.kernel.access.backend import ACCESS_ADMIN, PostBackend
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, PostRole, Tenant, Unit, UnitPlace

pytestmark = pytest.mark.django_db

MONDAY = date(2024, 3, 4)
FRIDAY = date(2024, 3, 8)
LATER = date(2024, 3, 11)  # the Monday after


@pytest.fixture
def city() -> Tenant:
    return Tenant.objects.create(slug="c", name="某市", full_name="某市人民政府", level="city")


@pytest.fixture
def office(city: Tenant) -> Unit:
    return Unit.objects.create(tenant=city, code="01", kind="department", name="某市政府办公厅")


@pytest.fixture
def desk(office: Unit) -> Post:
    """A post in an internal unit of the office."""
    inside = Unit.objects.create(tenant=office.tenant, code="0101", kind="internal", name="政务公开处")
    UnitPlace.objects.create(unit=inside, parent=office)
    post = Post.objects.create(unit=inside, title="经办")
    PostRole.objects.create(post=post, role="openness_office")
    return post


@pytest.fixture
def holder(city: Tenant, desk: Post) -> Person:
    person = Person(account="a", name="甲", tenant=city)
    person.set_password("open-sesame-1")
    person.save()
    Holding.objects.create(person=person, post=desk, from_on=MONDAY)
    return person


@pytest.fixture
def deputy(city: Tenant, desk: Post, holder: Person) -> Person:
    person = Person.objects.create(account="b", name="乙", tenant=city)
    held = holder.holdings.get()
    Holding.objects.create(person=person, post=desk, from_on=MONDAY, until_on=FRIDAY, stands_in_for=held)
    return person


class TestActorFor:
    def test_acts_for_the_unit_above_an_internal_one(self, city, office, desk, holder):
        assert actor_for(holder, None, MONDAY, "act-1") == Actor(
            kind=Kind.OFFICIAL,
            person_id=holder.pk,
            post_id=desk.pk,
            unit_id=office.pk,
            tenant_id=city.pk,
            roles=frozenset({"openness_office"}),
            act_id="act-1",
        )

    def test_gives_a_deputy_the_roles_until_the_last_day(self, desk, deputy):
        assert actor_for(deputy, desk.pk, FRIDAY).roles == {"openness_office"}
        with pytest.raises(NoPostToday):
            actor_for(deputy, None, LATER)

    def test_refuses_a_post_that_is_not_theirs(self, office, holder):
        other = Post.objects.create(unit=office, title="别的岗位")
        with pytest.raises(NotYourPost):
            actor_for(holder, other.pk, MONDAY)

    def test_refuses_before_the_first_day(self, holder):
        with pytest.raises(NoPostToday):
            actor_for(holder, None, date(2024, 3, 3))

    @pytest.mark.parametrize("what", ["post", "unit", "person"])
    def test_refuses_when_post_unit_or_person_is_gone(self, desk, holder, what):
        if what == "post":
            Post.objects.filter(pk=desk.pk).update(closed_on=MONDAY)
        elif what == "unit":
            Unit.objects.filter(pk=desk.unit_id).update(closed_on=MONDAY)
        else:
            Person.objects.filter(pk=holder.pk).update(is_active=False)
        with pytest.raises(NoPostToday):
            actor_for(holder, None, FRIDAY)

    def test_seats_an_administrator_outside_every_unit(self, city):
        admin = Person.objects.create(account="s", name="丙")
        AdminSeat.objects.create(tenant=city, role="security", person=admin)
        actor = actor_for(admin, None, MONDAY)
        assert (actor.roles, actor.unit_id, actor.tenant_id) == ({"security"}, None, city.pk)

    def test_prefers_the_own_post_to_one_stood_in_for(self, office, desk, deputy):
        own = Post.objects.create(unit=office, title="另一岗位")
        Holding.objects.create(person=deputy, post=own, from_on=MONDAY)
        assert [held.post_id for held in posts_of(deputy, MONDAY)] == [own.pk, desk.pk]
        assert actor_for(deputy, None, MONDAY).post_id == own.pk


class TestTheDesk:
    def test_opens_to_those_with_a_post_today(self, holder, deputy):
        assert opens_desk(holder, LATER)
        assert not opens_desk(deputy, LATER)
        assert holder.has_perm(ACCESS_ADMIN)
        assert not deputy.has_perm(ACCESS_ADMIN)

    def test_opens_nothing_else(self, holder):
        assert holder.get_all_permissions() == {ACCESS_ADMIN}

    def test_asks_the_database_once_for_a_page(self, holder, django_assert_max_num_queries):
        holder.has_perm(ACCESS_ADMIN)
        with django_assert_max_num_queries(0):
            assert all(holder.has_perm(ACCESS_ADMIN) for _ in range(20))


class TestSigningIn:
    def sign_in(self, account: str = "a") -> object:
        request = RequestFactory().post("/login/")
        return PostBackend().authenticate(request, username=account, password="open-sesame-1")

    def test_is_open_to_a_person_in_use(self, holder):
        assert self.sign_in() == holder
        Person.objects.filter(pk=holder.pk).update(is_active=False)
        assert self.sign_in() is None

    def test_is_closed_in_production_to_demo_accounts(self, holder, settings):
        Person.objects.filter(pk=holder.pk).update(is_demo=True)
        assert self.sign_in() == holder
        settings.IN_PRODUCTION = True
        assert self.sign_in() is None
        assert PostBackend().get_user(holder.pk) is None


def test_today_is_the_day_of_shanghai(holder, monkeypatch):
    """Holding a post from tomorrow on opens nothing today."""
    holder.holdings.update(from_on=timezone.localdate() + (FRIDAY - MONDAY))
    assert not Person.objects.get(pk=holder.pk).has_perm(ACCESS_ADMIN)

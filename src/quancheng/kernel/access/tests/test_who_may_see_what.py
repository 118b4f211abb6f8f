"""The matrix: every sort of actor before every audience, in the filter and in the predicate alike."""

from dataclasses import dataclass

import pytest
from django.db.models import IntegerField, Value

from quancheng.kernel.access.audiences import Audience, Owner, Whose, may_see, visible_to
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.models import Tenant, Unit

pytestmark = pytest.mark.django_db

A = Audience
PERSON_ID, CITIZEN_ID = 41, 42


@dataclass(frozen=True)
class Land:
    """A city with two districts; the record in question belongs to a unit of the first district."""

    city: Tenant
    mine: Tenant
    sibling: Tenant
    unit: Unit
    neighbour: Unit


@pytest.fixture
def land() -> Land:
    city = Tenant.objects.create(slug="c", name="市", full_name="市", level="city")
    mine, sibling = (
        Tenant.objects.create(slug=s, name=s, full_name=s, level="district", parent=city)
        for s in ("d1", "d2")
    )
    unit, neighbour = (
        Unit.objects.create(tenant=mine, code=code, kind="department", name=code) for code in ("01", "02")
    )
    return Land(city, mine, sibling, unit, neighbour)


def official(tenant: Tenant, unit_id: int | None = 9999, person: int = 1, *roles: str) -> Actor:
    return Actor(
        kind=Kind.OFFICIAL, person_id=person, unit_id=unit_id, tenant_id=tenant.pk, roles=frozenset(roles)
    )


ACTORS = {
    "a passer-by": lambda land: Actor.anonymous(),
    "the citizen": lambda land: Actor.citizen(CITIZEN_ID),
    "another citizen": lambda land: Actor.citizen(7),
    "a citizen with the official's number": lambda land: Actor.citizen(PERSON_ID),
    "the official": lambda land: official(land.mine, land.neighbour.pk, PERSON_ID, "handler"),
    "an official with the citizen's number": lambda land: official(land.mine, None, CITIZEN_ID),
    "the unit": lambda land: official(land.mine, land.unit.pk, 1, "handler"),
    "the unit's head": lambda land: official(land.mine, land.unit.pk, 1, "head"),
    "a neighbour": lambda land: official(land.mine, land.neighbour.pk, 1, "head", "reviewer"),
    "the office": lambda land: official(land.mine, land.neighbour.pk, 1, "openness_office"),
    "the office's head": lambda land: official(land.mine, land.neighbour.pk, 1, "openness_head"),
    "an administrator": lambda land: official(land.mine, None, 1, "audit"),
    "a sibling": lambda land: official(land.sibling, 9999, 1, "head"),
    "a sibling's office": lambda land: official(land.sibling, 9999, 1, "openness_head", "openness_office"),
    "a sibling's administrator": lambda land: official(land.sibling, None, 1, "system"),
    "the level above": lambda land: official(land.city, 9999, 1, "head"),
    "the office above": lambda land: official(land.city, 9999, 1, "openness_office"),
    "the clockwork": lambda land: Actor.clockwork(),
    "the tenant's clockwork": lambda land: Actor.clockwork(land.mine.pk),
    "a sibling's clockwork": lambda land: Actor.clockwork(land.sibling.pk),
}

MATRIX: dict[str, set[Audience]] = {
    "a passer-by": {A.PUBLIC},
    "the citizen": {A.PUBLIC, A.PERSON},
    "another citizen": {A.PUBLIC},
    "a citizen with the official's number": {A.PUBLIC},
    "the official": {A.PUBLIC, A.FIGURES, A.TENANT, A.PERSON},
    "an official with the citizen's number": {A.PUBLIC},
    "the unit": {A.PUBLIC, A.FIGURES, A.TENANT, A.OFFICE, A.UNIT},
    "the unit's head": {A.PUBLIC, A.FIGURES, A.TENANT, A.OFFICE, A.UNIT},
    "a neighbour": {A.PUBLIC, A.FIGURES, A.TENANT},
    "the office": {A.PUBLIC, A.FIGURES, A.TENANT, A.OFFICE},
    "the office's head": {A.PUBLIC, A.FIGURES, A.TENANT, A.OFFICE},
    "an administrator": {A.PUBLIC, A.ADMINS},
    "a sibling": {A.PUBLIC},
    "a sibling's office": {A.PUBLIC},
    "a sibling's administrator": {A.PUBLIC},
    "the level above": {A.PUBLIC},
    "the office above": {A.PUBLIC, A.FIGURES},
    "the clockwork": set(A),
    "the tenant's clockwork": set(A),
    "a sibling's clockwork": set(),
}

WHOSE = Whose(tenant="tenant", unit="pk", person="of_person", citizen="of_citizen", audience="shown_to")


def filtered(land: Land, actor: Actor, audience: Audience) -> bool:
    """Whether a list returns the record of the unit when it is for this audience."""
    told = Unit.objects.annotate(
        shown_to=Value(str(audience)),
        of_person=Value(PERSON_ID, IntegerField()),
        of_citizen=Value(CITIZEN_ID, IntegerField()),
    )
    return told.filter(visible_to(actor, whose=WHOSE), pk=land.unit.pk).exists()


def owner(land: Land) -> Owner:
    return Owner(land.mine.pk, land.city.pk, land.unit.pk, PERSON_ID, CITIZEN_ID)


def test_the_matrix_is_complete():
    assert set(MATRIX) == set(ACTORS)


@pytest.mark.parametrize("who", ACTORS)
def test_a_list_shows(land, who):
    actor = ACTORS[who](land)
    assert {audience for audience in A if filtered(land, actor, audience)} == MATRIX[who]


@pytest.mark.parametrize("who", ACTORS)
def test_a_single_record_opens(land, who):
    actor = ACTORS[who](land)
    assert {a for a in A if may_see(actor, audience=a, owner=owner(land))} == MATRIX[who]


def test_circles_grow(land):
    """What a narrower circle holds, a wider one holds too, for staff of the same government."""
    circles = [A.UNIT, A.OFFICE, A.TENANT, A.FIGURES, A.PUBLIC]
    for who in ("the unit", "a neighbour", "the office", "the office above", "a sibling"):
        seen = [may_see(ACTORS[who](land), audience=a, owner=owner(land)) for a in circles]
        assert seen == sorted(seen)


def test_a_model_without_a_field_for_it_opens_nothing_by_it(land):
    poor = Whose(tenant="", unit="", audience="shown_to")
    told = Unit.objects.annotate(shown_to=Value(str(A.TENANT)))
    assert not told.filter(visible_to(ACTORS["the unit"](land), whose=poor)).exists()


def test_somebody_without_a_number_is_nobody(land):
    """An owner who is not known must never match an actor who is not known."""
    unknown = Actor(kind=Kind.OFFICIAL)
    assert not any(may_see(unknown, audience=a, owner=Owner()) for a in set(A) - {A.PUBLIC})
    assert not may_see(Actor(kind=Kind.CITIZEN), audience=A.PERSON, owner=Owner())

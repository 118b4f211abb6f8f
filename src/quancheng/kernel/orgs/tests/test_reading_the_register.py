"""The register is read for an actor, on a day, in a constant number of queries."""

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.commands import posts, units
from quancheng.kernel.orgs.commands.register import import_register
from quancheng.kernel.orgs.matching import How
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.naming import match_all
from quancheng.kernel.orgs.queries import (
    acting_unit_ids,
    holdings_for,
    people_for,
    people_in,
    posts_for,
    tenants_for,
    tree,
    units_for,
)
from quancheng.kernel.orgs.register.rows import NameRow, PlaceRow, UnitRow, book_of
from quancheng.kernel.orgs.register.sheets import SHEETS
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.orgs.tests.conftest import CONSOLE, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def division(organs, system) -> Unit:
    """An internal unit of an internal unit of the finance bureau."""
    for code, name, under in (("2-1", "综合处", organs.finance), ("2-1-1", "公开科", None)):
        above = under or Unit.objects.get(code="2-1")
        units.add_unit(
            tenant="city", code=code, kind="internal", name=name, under=above.pk, actor=system, now=NOW
        )
    return Unit.objects.get(code="2-1-1")


class TestAnInternalUnit:
    def test_acts_in_the_name_of_the_unit_above_however_deep(self, organs, division):
        found = acting_unit_ids([division, organs.data], on=TODAY)
        assert found == {division.pk: organs.finance.pk, organs.data.pk: organs.data.pk}

    def test_is_found_by_its_name_as_the_unit_above(self, organs, division, city):
        found = match_all(["公开科"], tenant=city, on=TODAY)["公开科"]
        assert (found.how, found.unit_ids) == (How.EXACT, (organs.finance.pk,))

    def test_lends_its_people_to_the_unit_above(self, organs, division, system, enrol):
        enrol("丁")
        post = posts.open_post(
            unit_id=division.pk,
            title="科员",
            roles=frozenset({Role.HANDLER}),
            opened_on=TODAY,
            actor=system,
            now=NOW,
        )
        posts.seat_person(account="丁", post_id=post.pk, from_on=TODAY, actor=system, now=NOW)
        there = people_in([organs.finance.pk], roles=[Role.HANDLER], on=TODAY)
        assert [held.person.account for held in there] == ["丁"]
        assert not people_in([organs.finance.pk], roles=[Role.HEAD], on=TODAY)
        assert not people_in([organs.data.pk], roles=[Role.HANDLER], on=TODAY)


def official(tenant) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=1, unit_id=1, tenant_id=tenant.pk, roles=frozenset({"head"}))


class TestDoors:
    def test_open_units_to_the_level_above_and_people_to_nobody_else(
        self, organs, held, city, district, sibling
    ):
        units.add_unit(tenant="east", code="1", kind="government", name="东区政府", actor=CONSOLE, now=NOW)
        counts = {
            who: [len(door(actor)) for door in (tenants_for, units_for, posts_for, holdings_for, people_for)]
            for who, actor in {
                "city": official(city),
                "east": official(district),
                "west": official(sibling),
                "citizen": Actor.citizen(1),
                "passer-by": Actor.anonymous(),
                "clockwork": Actor.clockwork(),
                "clockwork of the east": Actor.clockwork(district.pk),
            }.items()
        }
        assert counts == {
            "city": [3, 4, 1, 1, 1],
            "east": [1, 1, 0, 0, 0],
            "west": [1, 0, 0, 0, 0],
            "citizen": [0, 0, 0, 0, 0],
            "passer-by": [0, 0, 0, 0, 0],
            "clockwork": [3, 4, 1, 1, 1],
            "clockwork of the east": [1, 1, 0, 0, 0],
        }


class TestManyUnits:
    @pytest.fixture
    def many(self, organs, system):
        rows = []
        for number in range(100, 300):
            code, name = str(number), f"某市第{number}局"
            rows += [
                UnitRow(code=code, kind="department", name=name),
                NameRow(unit=code, kind="official", name=name),
                PlaceRow(unit=code, parent="1"),
            ]
        import_register(tenant="city", brought=book_of(SHEETS, *rows), lines={}, actor=system, now=NOW)

    def test_cost_a_tree_two_queries(self, many, city, django_assert_num_queries):
        with django_assert_num_queries(2):
            (root,) = tree(CONSOLE, tenant=city, on=TODAY)
        assert len(root.below) == 202

    def test_cost_the_matching_of_a_plan_six_queries(self, many, city, django_assert_max_num_queries):
        written = [f"市第{number}局" for number in range(100, 300)]
        with django_assert_max_num_queries(6):
            found = match_all([*written, "市政府各部门"], tenant=city, on=TODAY)
        assert {finding.how for finding in found.values()} == {How.EXACT, How.COLLECTIVE}
        assert len(found["市政府各部门"].unit_ids) == 202

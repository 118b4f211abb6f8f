"""What the portal shows, taken in: what does not fit is refused with a sentence, and nothing stays of it."""

from datetime import UTC, datetime

import pytest

from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.shells.portal.mirror.carried import Shown, shown_rows, shown_signs
from quancheng.shells.portal.mirror.taking import OfItsOwn, OtherColumns, take_shown

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday


def tenant(number: int, slug: str) -> Shown:
    facts = {
        "id": number, "slug": slug, "name": slug, "full_name": slug, "level": "city", "parent_id": None,
        "is_demo": True,
    }  # fmt: skip
    return Shown(table="orgs_tenant", number=number, facts=facts)


def slugs() -> list[str]:
    return list(Tenant.objects.order_by("slug").values_list("slug", flat=True))


class TestTakeShown:
    def test_writes_rows_under_their_own_numbers(self):
        assert take_shown([tenant(41, "b"), tenant(7, "a")], frozenset(), NOW) == 2
        assert dict(Tenant.objects.values_list("slug", "pk")) == {"a": 7, "b": 41}
        assert Tenant.objects.create(slug="own", name="o", full_name="o", level="city").pk > 41

    def test_takes_the_place_of_what_was_not_sent(self):
        Tenant.objects.create(slug="old", name="o", full_name="o", level="city")
        take_shown([tenant(7, "a")], frozenset(), NOW)
        assert slugs() == ["a"]

    def test_is_refused_where_something_of_its_own_hangs_on_that(self):
        own = Tenant.objects.create(pk=3, slug="own", name="o", full_name="o", level="city")
        Person.objects.create(account="x", name="某人", tenant=own)
        with pytest.raises(OfItsOwn, match="lay_out_site"):
            take_shown([tenant(7, "a")], frozenset(), NOW)

    def test_is_refused_with_a_column_more_or_less(self):
        row = tenant(7, "a")
        for facts in ({**row.facts, "colour": "blue"}, {"id": 7, "slug": "a"}):
            with pytest.raises(OtherColumns, match=r"版本不一致.*--anew"):
                take_shown([Shown(table="orgs_tenant", number=7, facts=facts)], frozenset(), NOW)
        assert slugs() == []

    def test_is_refused_with_a_table_that_is_not_here(self):
        with pytest.raises(OtherColumns, match="没有的表plan_secret"):
            take_shown([Shown(table="plan_secret", number=1, facts={})], frozenset(), NOW)


class TestWhatIsShown:
    def test_tells_a_change_by_its_sign(self):
        city = Tenant.objects.create(slug="a", name="甲市", full_name="甲市人民政府", level="city")
        before = shown_signs()
        city.name = "乙市"
        city.save()
        after = shown_signs()
        assert before.keys() == after.keys() == {f"orgs_tenant:{city.pk}"}
        assert before != after
        [row] = shown_rows(list(after))
        assert row.says.facts["name"] == "乙市"

"""Many sorts of rows are counted in one query, and each as it would be by itself."""

import pytest
from django.db.models import QuerySet

from quancheng.kernel.basis.counting import counts_of
from quancheng.kernel.orgs import handover
from quancheng.kernel.orgs.models import Tenant, Unit, UnitName

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Tenant:
    made = Tenant.objects.create(slug="c", name="演示市", full_name="演示市人民政府", level="city")
    for code in ("1", "2", "3"):
        unit = Unit.objects.create(tenant=made, code=code, kind="department", name=f"演示局{code}")
        for word in ("甲", "乙"):
            unit.names.create(name=f"演示{word}局{code}", kind="alias")
    return made


class TestCountsOf:
    def test_counts_every_sort_in_one_query(self, city, django_assert_num_queries):
        units = Unit.objects.filter(tenant=city)
        asked = {
            "all": units,
            "none": Unit.objects.none(),
            "nobody's": units.filter(code="9"),
            "ordered": units.filter(code__in=["1", "2"]).order_by("-code"),
            "met twice": units.filter(names__name__contains="演示"),
            "cut": units.order_by()[:2],
        }
        with django_assert_num_queries(1):
            counts = counts_of(asked, beside=Tenant.objects.filter(pk=city.pk))
        assert counts == {"all": 3, "none": 0, "nobody's": 0, "ordered": 2, "met twice": 3, "cut": 2}

    def test_asks_nothing_for_nothing(self, city, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert counts_of({}, beside=Tenant.objects.all()) == {}

    def test_counts_nothing_beside_what_is_not_there(self, city):
        assert counts_of({"all": Unit.objects.all()}, beside=Tenant.objects.filter(pk=0)) == {"all": 0}


class TestLeftByUnit:
    def test_asks_once_however_many_modules_tell(self, city, monkeypatch, django_assert_num_queries):
        told = {f"演示名称{n}": names_of for n in range(9)}
        monkeypatch.setattr(handover, "_of_units", told)
        monkeypatch.setattr(handover, "_at_once", [])
        unit = Unit.objects.get(code="1")
        with django_assert_num_queries(1):
            left = handover.left_by_unit(unit.pk)
        assert [(each.says, each.count) for each in left] == [(says, 2) for says in told]


def names_of(unit_id: int) -> QuerySet[UnitName]:
    return UnitName.objects.filter(unit=unit_id)

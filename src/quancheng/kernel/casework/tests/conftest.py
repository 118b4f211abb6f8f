"""A government with three units, and the people who work on cases in them."""

from dataclasses import dataclass

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.casework import registry
from quancheng.kernel.casework.tests.kinds import CONSULTATION, DUTY, REQUEST
from quancheng.kernel.orgs.models import Level, Person, Tenant, Unit, UnitKind


@dataclass(frozen=True)
class City:
    tenant: Tenant
    water: Unit
    roads: Unit
    elsewhere: Unit
    handler: Actor
    neighbour: Actor
    office: Actor
    foreigner: Actor


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    for kind in (REQUEST, CONSULTATION, DUTY):
        monkeypatch.setitem(registry.workflows, kind.code, kind)


@pytest.fixture
def city(db) -> City:
    tenant = Tenant.objects.create(slug="spring", name="泉城市", full_name="泉城市人民政府", level=Level.CITY)
    other = Tenant.objects.create(slug="hill", name="山城市", full_name="山城市人民政府", level=Level.CITY)

    def unit(of: Tenant, code: str, name: str) -> Unit:
        return Unit.objects.create(tenant=of, code=code, kind=UnitKind.DEPARTMENT, name=name)

    def official(of: Unit, role: str, name: str) -> Actor:
        person = Person.objects.create(
            account=f"{of.tenant.slug}-{of.code}-{role}", name=name, tenant=of.tenant
        )
        return Actor(Kind.OFFICIAL, person.pk, None, of.pk, of.tenant_id, frozenset({role}))

    water, roads = unit(tenant, "water", "水务局"), unit(tenant, "roads", "交通局")
    elsewhere = unit(other, "water", "山城水务局")
    return City(
        tenant,
        water,
        roads,
        elsewhere,
        handler=official(water, "handler", "演示甲"),
        neighbour=official(roads, "handler", "演示乙"),
        office=official(roads, "office", "演示丙"),
        foreigner=official(elsewhere, "handler", "演示丁"),
    )

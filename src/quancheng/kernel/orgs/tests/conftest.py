"""A city with a district and a sibling district, its administrators, and a few people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs import handover
from quancheng.kernel.orgs.commands import people, posts, register, units
from quancheng.kernel.orgs.models import Holding, Person, Post, Tenant, Unit
from quancheng.kernel.orgs.roles import AdminRole, Role

NOW = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
TODAY = NOW.date()
CONSOLE = Actor.clockwork()


@pytest.fixture
def city() -> Tenant:
    return register.add_tenant(
        slug="city", name="某市", full_name="某市人民政府", level="city", actor=CONSOLE, now=NOW
    )


@pytest.fixture
def district(city: Tenant) -> Tenant:
    return register.add_tenant(
        slug="east",
        name="东区",
        full_name="某市东区人民政府",
        level="district",
        above="city",
        actor=CONSOLE,
        now=NOW,
    )


@pytest.fixture
def sibling(city: Tenant) -> Tenant:
    return register.add_tenant(
        slug="west",
        name="西区",
        full_name="某市西区人民政府",
        level="district",
        above="city",
        actor=CONSOLE,
        now=NOW,
    )


@pytest.fixture
def enrol(city: Tenant) -> Callable[[str], Person]:
    """A person of the city joins the register."""

    def enrol(account: str) -> Person:
        return people.add_person(tenant="city", account=account, name=f"{account}某", actor=CONSOLE, now=NOW)

    return enrol


def administrator(tenant: Tenant, role: AdminRole) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=900, tenant_id=tenant.pk, roles=frozenset({role}))


@pytest.fixture
def system(city: Tenant) -> Actor:
    return administrator(city, AdminRole.SYSTEM)


@pytest.fixture
def security(city: Tenant) -> Actor:
    return administrator(city, AdminRole.SECURITY)


@pytest.fixture
def stranger(sibling: Tenant) -> Actor:
    """The system administrator of a sibling government."""
    return administrator(sibling, AdminRole.SYSTEM)


@dataclass(frozen=True)
class Organs:
    """The government and two departments of the city."""

    government: Unit
    finance: Unit
    data: Unit


@pytest.fixture
def organs(city: Tenant, system: Actor) -> Organs:
    def add(code: str, kind: str, name: str, short: str, under: int | None = None) -> Unit:
        return units.add_unit(
            tenant="city",
            code=code,
            kind=kind,
            name=name,
            short_name=short,
            under=under,
            actor=system,
            now=NOW,
        )

    top = add("1", "government", "某市人民政府", "市政府")
    finance = add("2", "department", "某市财政局", "市财政局", top.pk)
    return Organs(top, finance, add("3", "department", "某市大数据局", "市大数据局", top.pk))


@pytest.fixture
def desk(organs: Organs, system: Actor) -> Post:
    return posts.open_post(
        unit_id=organs.finance.pk,
        title="经办",
        roles=frozenset({Role.HANDLER}),
        opened_on=date(2024, 1, 2),
        actor=system,
        now=NOW,
    )


@pytest.fixture
def held(desk: Post, system: Actor, enrol: Callable[[str], Person]) -> Holding:
    """甲 at the desk of the finance bureau since Tuesday 2 January 2024."""
    enrol("甲")
    return posts.seat_person(account="甲", post_id=desk.pk, from_on=date(2024, 1, 2), actor=system, now=NOW)


@pytest.fixture
def in_hand(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What everybody still has in hand; a module would count it from its records."""
    counts = {"计划任务": 0}
    monkeypatch.setitem(handover._of_holdings, "计划任务", lambda person_id, post_id: counts["计划任务"])
    rows = Unit.objects.all()  # any rows: so many of them as are told
    monkeypatch.setitem(handover._of_units, "计划任务", lambda unit_id: rows[: counts["计划任务"]])
    return counts

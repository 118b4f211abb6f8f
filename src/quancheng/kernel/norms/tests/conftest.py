"""A city with a neighbour, its cast, and three norms of a module that is not there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.norms import registry
from quancheng.kernel.norms.definition import Column, Mark, Norm, Shipped, Sort
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import AdminRole, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
TODAY = NOW.date()
LATER = date(2026, 4, 1)  # a Wednesday
SINCE = date(2019, 5, 15)  # a Wednesday

DAYS = Norm(
    code="trial.days", says="试行期限", sort=Sort.DAYS, unit="个工作日", least=1, most=20,
    shipped=(Shipped(SINCE, 10, "暂定", Mark.D), Shipped(date(2027, 1, 1), 7, "新规定", Mark.M)),
)  # fmt: skip
TABLE = Norm(
    code="trial.table", says="试行表", sort=Sort.TABLE, needs_signature=True,
    columns=(Column("what", "事项"), Column("class", "类别", one_of=("A", "B"))),
    shipped=(Shipped(SINCE, (("甲", "A"), ("乙", "B")), "据转述", Mark.V2),),
)  # fmt: skip
BARE = Norm(code="trial.court", says="试行法院", sort=Sort.TEXT, shipped=(), needs_signature=True)


@pytest.fixture(autouse=True)
def declared(monkeypatch) -> None:
    """The three norms and no others."""
    monkeypatch.setattr(registry, "_norms", {})
    registry.register(DAYS, TABLE, BARE)


@pytest.fixture
def city(db) -> Tenant:
    return _government("city", "某市")


@pytest.fixture
def neighbour(db) -> Tenant:
    return _government("next", "邻市")


def _government(slug: str, name: str) -> Tenant:
    tenant = Tenant.objects.create(slug=slug, name=name, full_name=f"{name}人民政府", level=Level.CITY)
    Unit.objects.create(
        tenant=tenant, code="01", kind=UnitKind.DEPARTMENT, name=f"{name}政府办公厅", short_name="办公厅"
    )
    return tenant


def staff(tenant: Tenant, account: str, *roles: str) -> Actor:
    """Somebody in a post of the openness office with these roles."""
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=tenant)
    post = Post.objects.create(unit=tenant.units.get(), title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=SINCE)
    return actor_for(someone, None, TODAY, account)


@pytest.fixture
def office(city) -> Actor:
    return staff(city, "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def legal(city) -> Actor:
    return staff(city, "legal", Role.LEGAL_READER)


@pytest.fixture
def second_legal(city) -> Actor:
    return staff(city, "legal2", Role.LEGAL_READER)


@pytest.fixture
def handler(city) -> Actor:
    return staff(city, "handler", Role.HANDLER)


@pytest.fixture
def system(city) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=900, tenant_id=city.pk, roles=frozenset({AdminRole.SYSTEM}))


@pytest.fixture
def stranger(neighbour) -> Actor:
    """Of a neighbouring city one person in every role that has to do with norms."""
    return staff(neighbour, "stranger", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD, Role.LEGAL_READER)

"""The cast of the plan, a small city, and small plans in our own words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Level, NameKind, Person, Tenant, Unit, UnitKind, UnitName
from quancheng.kernel.orgs.roles import Role

HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
THREE_ROWS = (
    ("1", "一、主动公开", "（一）经济", "公开稳增长政策69项。", "各区县政府、市财政局", "2026年12月底前"),
    ("2", "", "", "公开重大项目审批信息。", "市发展改革委", ""),
    ("3", "二、政策服务", "（二）解读", "解读与政策同步发布。", "市财政局", "长期坚持"),
)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday


def flattened(rows: Sequence[Sequence[str]], title: str = "2026年泉州湾市政务公开工作任务分工") -> bytes:
    """A plan as a flattened table: one cell a line, a blank line between rows."""
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *rows)]
    return "\n".join([title, "\n\n".join(blocks), ""]).encode()


def file_of(rows: Sequence[Sequence[str]] = THREE_ROWS, name: str = "任务分工.txt") -> dict[str, object]:
    """A file as the web hands it to the command: what the gate let through, and its bytes."""
    data = flattened(rows)
    return {"upload": check_upload(data, name=name), "data": data}


@pytest.fixture
def city(db) -> Tenant:
    """A city with two districts and two departments."""
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    for slug, name in (("dong", "东区"), ("xi", "西区")):
        below = Tenant.objects.create(
            slug=slug, name=name, full_name=f"{name}人民政府", level=Level.DISTRICT, parent=city
        )
        add_unit(below, f"{name}人民政府", f"{name}政府", kind=UnitKind.GOVERNMENT)
    add_unit(city, "泉州湾市人民政府", "市政府", kind=UnitKind.GOVERNMENT)
    add_unit(city, "泉州湾市财政局", "市财政局")
    add_unit(city, "泉州湾市发展和改革委员会", "市发展改革委")
    return city


def add_unit(tenant: Tenant, name: str, short: str, kind: str = UnitKind.DEPARTMENT) -> Unit:
    code = f"{tenant.slug}-{Unit.objects.count() + 1}"
    unit = Unit.objects.create(tenant=tenant, code=code, kind=kind, name=name, short_name=short)
    UnitName.objects.create(unit=unit, name=name, kind=NameKind.OFFICIAL)
    UnitName.objects.create(unit=unit, name=short, kind=NameKind.SHORT)
    return unit


def official(tenant: Tenant, account: str, *roles: str) -> Actor:
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=tenant)
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=person.pk,
        tenant_id=tenant.pk,
        unit_id=tenant.units.order_by("pk").values_list("pk", flat=True).first(),
        roles=frozenset(roles),
        act_id=account,
    )


@pytest.fixture
def office(city) -> Actor:
    return official(city, "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def office_head(city) -> Actor:
    return official(city, "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def handler(city) -> Actor:
    return official(city, "handler", Role.HANDLER)


@pytest.fixture
def district(city) -> Actor:
    return official(Tenant.objects.get(slug="dong"), "district", Role.OPENNESS_OFFICE)


@pytest.fixture
def stranger(db) -> Actor:
    elsewhere = Tenant.objects.create(slug="other", name="他市", full_name="他市人民政府", level=Level.CITY)
    return official(elsewhere, "stranger", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)

"""A city with an office and two departments, a district below it, and the people who work there."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands import gatherings
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.rules.gatherings import AgendaLine, Kind, Told

LONG_AGO = date(2020, 1, 1)  # Wednesday


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday
AFTER = at("2026-03-05")  # Thursday, the day after the meeting
MEETING = Told(
    kind=Kind.MEETING,
    title="演示政务公开专题会议",
    starts_at=at("2026-03-04", "14:00"),  # Wednesday
    ends_at=at("2026-03-04", "16:00"),
    place="三楼会议室",
    chair="演示局长",
    is_chaired_by_leader=True,
    hears_report=True,
    minutes="会议听取了汇报。",
    agenda=(AgendaLine("听取年度政务公开工作汇报", "演示科长"),),
)
TRAINING = replace(
    MEETING, kind=Kind.TRAINING, title="演示业务培训", agenda=(), trainer="演示教师", hours=4, minutes=""
)


@pytest.fixture
def city(db) -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    below = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level=Level.DISTRICT, parent=city
    )
    for tenant, name, kind in (
        (city, "市政府办公厅", UnitKind.DEPARTMENT),
        (city, "市财政局", UnitKind.DEPARTMENT),
        (city, "市水务局", UnitKind.DEPARTMENT),
        (below, "东区政府", UnitKind.GOVERNMENT),
    ):
        code = f"{tenant.slug}-{Unit.objects.count() + 1}"
        Unit.objects.create(tenant=tenant, code=code, kind=kind, name=name, short_name=name)
    return city


def staff(unit_name: str, account: str, *roles: str) -> Actor:
    unit = Unit.objects.get(name=unit_name)
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=LONG_AGO)
    return actor_for(someone, None, NOW.date(), account)


@pytest.fixture
def office(city) -> Actor:
    return staff("市政府办公厅", "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def district(city) -> Actor:
    return staff("东区政府", "district", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


@pytest.fixture
def planned(clerk) -> Gathering:
    """A meeting of the finance department on Wednesday 4 March 2026."""
    return gatherings.plan_gathering(told=MEETING, actor=clerk, now=NOW)


@pytest.fixture
def held(planned, clerk, head) -> Gathering:
    return gatherings.hold_gathering(**seen(planned), actor=clerk, now=AFTER)


@pytest.fixture
def confirmed(held, head) -> Gathering:
    return gatherings.confirm_gathering(**seen(held), actor=head, now=AFTER)


def seen(one: Gathering) -> dict[str, int]:
    """Number and version, as the page of a moment ago showed them."""
    return {"gathering_id": one.pk, "version": Gathering.objects.get(pk=one.pk).case.version}


def finance() -> Unit:
    return Unit.objects.get(name="市财政局")


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

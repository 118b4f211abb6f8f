"""A city with an office and two departments, who works there, and requests as their module tells them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.links import parts, registry
from quancheng.kernel.links.parts import Part
from quancheng.kernel.links.registry import Linked, RecordKind
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.remedies.commands.measures import Demand
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.models import Measure, Proceeding
from quancheng.records.remedies.queries.proceedings import REQUEST_KIND
from quancheng.records.remedies.rules.kinds import Kind as Sort
from quancheng.records.remedies.rules.kinds import Procedure
from quancheng.records.remedies.rules.measures import Source

LONG_AGO = date(2020, 1, 1)  # Wednesday
POSTED = None  # posted on Friday 1 March 2024; nobody has entered when it was signed for
TO_THIRD = ("市财政局依告〔2024〕1号", "B", POSTED)
TITLES = {"市财政局依弃〔2024〕1号": "政府信息公开申请不再处理告知书", TO_THIRD[0]: "依申请公开告知书"}
REPLIES = {  # of the requests of 市财政局: number, class of the clause, day of service
    "2024-001": [("市财政局依复〔2024〕1号", "A", date(2024, 3, 1))],  # Friday
    "2024-002": [("市财政局依复〔2024〕2号", "B", date(2024, 3, 1))],
    "2024-003": [],
    "2024-004": [("市财政局依复〔2024〕4号", "B", POSTED)],
    "2024-005": [("市财政局依弃〔2024〕1号", "B", date(2024, 3, 1)), TO_THIRD],
}


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2024-04-22")  # Monday


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def city(db) -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    below = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level=Level.DISTRICT, parent=city
    )
    names = ((city, "市政府办公厅"), (city, "市财政局"), (city, "市水务局"), (below, "东区政府办公室"))
    for tenant, name in names:
        code = f"{tenant.slug}-{Unit.objects.count() + 1}"
        Unit.objects.create(tenant=tenant, code=code, kind=UnitKind.DEPARTMENT, name=name, short_name=name)
    return city


def person(unit_name: str, account: str, *roles: str) -> Person:
    """Somebody in a post of the unit with these roles."""
    unit = Unit.objects.get(name=unit_name)
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=LONG_AGO)
    return someone


def staff(unit_name: str, account: str, *roles: str) -> Actor:
    return actor_for(person(unit_name, account, *roles), None, NOW.date(), account)


@pytest.fixture
def office(city) -> Actor:
    return staff("市政府办公厅", "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def chief(city) -> Actor:
    return staff("市政府办公厅", "chief", Role.OPENNESS_HEAD)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def district(city) -> Actor:
    return staff("东区政府办公室", "district", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


@pytest.fixture
def keeper(city) -> Actor:
    """One of the three administrators: no business of theirs."""
    return Actor(
        kind=Kind.OFFICIAL, person_id=0, tenant_id=city.pk, roles=frozenset({AdminRole.SYSTEM}), act_id="x"
    )


@pytest.fixture(autouse=True)
def requests(monkeypatch) -> None:
    """Requests of 市财政局, told as their module would tell them: to the bureau and to the office."""

    def mine(actor: Actor) -> bool:
        unit = Unit.objects.filter(name="市财政局").first()
        return unit is not None and (
            actor.kind is Kind.CLOCKWORK
            or actor.unit_id == unit.pk
            or (Role.OPENNESS_OFFICE in actor.roles and actor.tenant_id == unit.tenant_id)
        )

    def find_many(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
        unit = Unit.objects.filter(name="市财政局").first()
        seen = [ref for ref in refs if ref in REPLIES and mine(actor)]
        return {
            ref: Linked(f"申请{ref}", f"/disclosure/{ref}/", unit_id=unit.pk if unit else None)
            for ref in seen
        }

    def find_parts(actor: Actor, ref: str) -> Sequence[Part]:
        told = REPLIES.get(ref, []) if mine(actor) else []
        return [Part(one[0], TITLES.get(one[0], "答复书"), one[2], facts_of(one)) for one in told]

    def facts_of(one: tuple) -> dict[str, str]:
        told = {"clause": one[1], "served": "2024-03-01"}
        return told | ({"to": "third"} if one is TO_THIRD else {})

    kind = RecordKind(REQUEST_KIND, "依申请公开", find_many, is_inner=True)
    monkeypatch.setitem(registry._kinds, REQUEST_KIND, kind)
    monkeypatch.setitem(parts._finders, REQUEST_KIND, find_parts)


def finance() -> Unit:
    return Unit.objects.get(name="市财政局")


def filing(**told: Any) -> Filing:
    """A reconsideration of the reply of class A, accepted and notified in April 2024."""
    given = {
        "kind": Sort.REVIEW, "request": "2024-001", "organ": "泉州湾市人民政府",
        "reply": "市财政局依复〔2024〕1号", "file_number": "泉政复〔2024〕3号",
        "filed_on": day("2024-04-10"),  # Wednesday
        "accepted_on": day("2024-04-15"),  # Monday
        "notified_on": day("2024-04-22"),  # Monday
        "procedure": Procedure.ORDINARY, **told,
    }  # fmt: skip
    return Filing(**given)


def enter(actor: Actor, now: datetime = NOW, **told: Any) -> Proceeding:
    return enter_proceeding(filing=filing(**told), actor=actor, now=now)


def suit(actor: Actor, now: datetime = NOW, **told: Any) -> Proceeding:
    """A suit at once against the reply of class B."""
    given = {
        "kind": Sort.DIRECT, "request": "2024-002", "reply": "市财政局依复〔2024〕2号",
        "organ": "演示区人民法院", "file_number": "（2024）演01行初3号", **told,
    }  # fmt: skip
    return enter(actor, now, **given)


def seen(proceeding: Proceeding) -> dict[str, Any]:
    """Number and version, as the page of a moment ago showed them."""
    return {
        "proceeding_id": proceeding.pk,
        "version": Proceeding.objects.get(pk=proceeding.pk).case.version,
    }


def now_of(proceeding: Proceeding) -> Proceeding:
    """The proceeding as it stands in the database."""
    return Proceeding.objects.select_related("case").get(pk=proceeding.pk)


def shown(measure: Measure) -> dict[str, Any]:
    return {"measure_id": measure.pk, "version": Measure.objects.get(pk=measure.pk).case.version}


def demand(**told: Any) -> Demand:
    """What the office demands of 市财政局 by Friday 10 May 2024."""
    given = {
        "unit_id": finance().pk, "source": Source.CASE, "problem": "三件申请逾期答复。",
        "demand": "查明原因，提交整改情况。", "until": day("2024-05-10"), "person": "办公室主任", **told,
    }  # fmt: skip
    return Demand(**given)


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


@pytest.fixture
def review(clerk) -> Proceeding:
    """Taken up on Monday 15 April 2024: sixty days end on Friday 14 June."""
    return enter(clerk)


@pytest.fixture
def sued(clerk) -> Proceeding:
    """Taken up on Monday 15 April 2024: six months end on Tuesday 15 October."""
    return suit(clerk)

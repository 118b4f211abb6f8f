"""A city with an office and two departments, a district below it, and the people who work there."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.commands.handling import classify_message
from quancheng.records.mailbox.commands.publishing import draft_publication, publish_message
from quancheng.records.mailbox.commands.replies import answer_message, draft_reply
from quancheng.records.mailbox.commands.sending import send_message
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.rules.kinds import Kind

LONG_AGO = date(2020, 1, 1)  # Wednesday
PASSER_BY = Actor.anonymous()
TEXT = "网站上“办事指南”的电话打不通，请更正。"


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday


@pytest.fixture
def city(db) -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    below = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level=Level.DISTRICT, parent=city
    )
    for tenant, name in (
        (city, "市政府办公厅"),
        (city, "市财政局"),
        (city, "市水务局"),
        (below, "东区政府办公室"),
    ):
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
def office_head(city, office) -> Actor:
    return staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def reviewer(city, office) -> Actor:
    return staff("市政府办公厅", "reviewer", Role.REVIEWER)


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
    return staff("东区政府办公室", "district", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


def finance() -> Unit:
    return Unit.objects.get(name="市财政局")


def send(tenant: Tenant, *, now: datetime = NOW, **told: object) -> Message:
    """A message as a passer-by sends it."""
    given = {
        "wish": Kind.FAULT,
        "text": TEXT,
        "once": uuid.uuid4().hex,
        "source": "203.0.113.7",
        "actor": PASSER_BY,
        **told,
    }
    return send_message(tenant_id=tenant.pk, now=now, **given)


def seen(message: Message) -> dict[str, object]:
    """Number and version, as the page of a moment ago showed them."""
    return {"number": message.number, "version": Message.objects.get(pk=message.pk).case.version}


@pytest.fixture
def received(city, office) -> Message:
    """A fault that came in on Monday 2 March 2026, with the name and address of its sender."""
    return send(city, name="张三丰", contact="zhang@example.cn", wants_mail=True)


@pytest.fixture
def handed(received, office, clerk, head) -> Message:
    """The same in the hands of the finance department."""
    return classify_message(
        **seen(received), kind=Kind.FAULT, unit_id=finance().pk, reason="", actor=office, now=NOW
    )


@pytest.fixture
def drafted(handed, clerk) -> Message:
    return draft_reply(**seen(handed), text="电话已更正。", actor=clerk, now=NOW)


@pytest.fixture
def answered(drafted, head) -> Message:
    return answer_message(**seen(drafted), actor=head, now=at("2026-03-03"))


def publish(message: Message, office: Actor, reviewer: Actor, *, now: datetime) -> Publication:
    """The message in public wording, by the two people it takes."""
    told = {"title": "电话更正", "question": "电话打不通。", "answer": "已更正。", "now": now}
    one = draft_publication(number=message.number, **told, actor=office)
    return publish_message(publication_id=one.pk, actor=reviewer, now=now)


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

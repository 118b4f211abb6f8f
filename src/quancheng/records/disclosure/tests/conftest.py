"""A city with an office and two departments, a district below it, who works there, and applicants."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_shipped, sign_value
from quancheng.kernel.norms.definition import Mark, Value
from quancheng.kernel.norms.models import OwnValue
from quancheng.kernel.norms.queries import holding_on
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.commands.checking import acknowledge_check
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.intake import (
    What,
    Who,
    confirm_receipt,
    register_request,
    submit_request,
)
from quancheng.records.disclosure.commands.searching import record_search
from quancheng.records.disclosure.models import Item, Request, SearchRecord
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.receipt import Channel

LONG_AGO = date(2020, 1, 1)  # Wednesday
PASSER_BY = Actor.anonymous()
PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
WHO = Who(
    sort=Applicant.PERSON, name="李四（演示）", proof=Proof.IDENTITY, proof_number=PAPER, phone="13800000000",
    address="演示路1号",
)  # fmt: skip
WHAT = What(wanted="2025年市级部门预算执行情况的报告", medium=Medium.PAPER, route=Route.POST)


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
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def reviewer(city) -> Actor:
    return staff("市财政局", "reviewer", Role.REVIEWER)


@pytest.fixture
def legal(city) -> Actor:
    return staff("市政府办公厅", "legal", Role.LEGAL_READER)


@pytest.fixture
def court(office, legal) -> OwnValue:
    """The court of the city, entered by the office and signed by the legal reader."""
    return enter_norm("disclosure.courts", (("", "演示区人民法院"),), office, legal)


@pytest.fixture
def district(city) -> Actor:
    return staff("东区政府办公室", "district", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


def enter_norm(norm: str, value: object, office: Actor, legal: Actor) -> OwnValue:
    """What the office enters and the legal reader signs, from today on."""
    entered = enter_value(
        norm=norm, from_on=NOW.date(), value=value, source="演示", mark=Mark.V, actor=office, now=NOW
    )
    return sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=NOW)


@pytest.fixture
def said(office, legal) -> Callable[..., None]:
    """A norm as the government sets it from a day on."""

    def say(code: str, value: Value, *, on: datetime = NOW) -> None:
        entered = enter_value(
            norm=f"disclosure.{code}", value=value, from_on=on.date(), source="演示", mark=Mark.D,
            actor=office, now=on,
        )  # fmt: skip
        sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=on)

    return say


def finance() -> Unit:
    return Unit.objects.get(name="市财政局")


def submit(*, now: datetime = NOW, **told: Any) -> Request:
    """A request as a passer-by submits it on the website."""
    given = {
        "unit_id": finance().pk, "who": WHO, "what": WHAT, "once": uuid.uuid4().hex, "source": "203.0.113.7",
        "actor": PASSER_BY, **told,
    }  # fmt: skip
    return submit_request(now=now, **given)


def hand_in(actor: Actor, *, came_on: str = "2024-04-22", now: datetime = NOW, **told: Any) -> Request:
    """A request as somebody hands it in over the counter."""
    given = {"channel": Channel.IN_PERSON, "who": WHO, "what": WHAT, "once": uuid.uuid4().hex, **told}
    return register_request(came_on=day(came_on), actor=actor, now=now, **given)


def seen(request: Request) -> dict[str, Any]:
    """Number and version, as the page of a moment ago showed them."""
    return {"number": request.number, "version": Request.objects.get(pk=request.pk).case.version}


def searched(request: Request, actor: Actor, *, place: int = 1, **told: Any) -> SearchRecord:
    """A search for one of its items, that found nothing."""
    given = {
        "searched_in": "档案系统、财务系统", "keywords": "预算报告", "searched_by": "演示检索员",
        "searched_on": NOW.date(), "result": Result.NONE, "note": "", "files": (), "now": NOW, **told,
    }  # fmt: skip
    return record_search(number=request.number, place=place, actor=actor, **given)


def asked_and_heard(request: Request, actor: Actor, *, now: datetime = NOW) -> None:
    """A third party was asked and does not want it public, all on one day (Art. 32)."""
    on = timezone.localdate(now)
    asked = consult(
        **seen(request), party=Party.THIRD, name="演示设备有限公司", about="联系人（演示）", on=on,
        actor=actor, now=now,
    )  # fmt: skip
    told = {"number": request.number, "place": asked.place, "on": on, "actor": actor, "now": now}
    note_delivery(**told)
    note_opinion(**told, opinion=Opinion.REFUSES_WITH_REASONS, reasons="涉及个人隐私（演示）")


def read_warnings(request: Request, actor: Actor, *, now: datetime = NOW) -> None:
    """Every warning of the checks is read, with a reason."""
    for one in checks_of(request, on=timezone.localdate(now)):
        if one.checked.warns and not one.acknowledged:
            acknowledge_check(
                number=request.number, check=one.checked.check.code, finding=one.checked.finding,
                reason="已核对（演示）", actor=actor, now=now,
            )  # fmt: skip


def now_of(request: Request) -> Request:
    """The request as it stands in the database."""
    return Request.objects.select_related("case").get(pk=request.pk)


@pytest.fixture
def submitted(clerk) -> Request:
    """A request that came by the website on Monday 22 April 2024."""
    return submit()


@pytest.fixture
def received(clerk) -> Request:
    """A request handed in on Monday 22 April 2024."""
    return hand_in(clerk)


@pytest.fixture
def confirmed(submitted, clerk) -> Request:
    return confirm_receipt(**seen(submitted), on=NOW.date(), how="电话确认", actor=clerk, now=NOW)


def sign(code: str, city: Tenant, legal: Actor) -> None:
    """The legal reader holds a shipped norm against its text."""
    shipped = holding_on(code, tenant_id=city.pk, on=NOW.date())
    assert shipped is not None
    sign_shipped(norm=code, digest=shipped.digest, row=0, note="", actor=legal, now=NOW)


def divide(request: Request, actor: Actor, *wanted: str) -> Request:
    return replies.divide_request(**seen(request), wanted=wanted or ("预算报告",), actor=actor, now=NOW)


def decide(request: Request, actor: Actor, ground: str, **told: Any) -> Item:
    """The first item, or another `place`; what is not of the command itself is what the ground must say."""
    given = {"place": 1, "withheld": (), "row": None, "row_reason": ""}
    given |= {name: told.pop(name) for name in [*told] if name in given}
    if ground == "36-4":
        searched(request, actor, place=given["place"])
    return replies.decide_item(**seen(request), ground=ground, said=told, **given, actor=actor, now=NOW)


def draft(request: Request, actor: Actor, now: datetime = NOW, row: int | None = None) -> Request:
    return replies.draft_reply(**seen(request), row=row, actor=actor, now=now)


@pytest.fixture
def decided(received, clerk) -> Request:
    """Nothing was found, and where was looked."""
    divide(received, clerk)
    decide(received, clerk, "36-4", search_record="档案系统、财务系统，关键词“预算报告”，没有查到")
    return received


@pytest.fixture
def drafted(decided, clerk, court) -> Request:
    return draft(decided, clerk)


@pytest.fixture
def issued(drafted, reviewer, head) -> Request:
    replies.review_reply(**seen(drafted), actor=reviewer, now=NOW)
    replies.clear_reply(**seen(drafted), actor=reviewer, now=NOW)
    return replies.issue_reply(**seen(drafted), actor=head, now=NOW)


def enter(norm: str, value: Value, office: Actor) -> None:
    """A norm of the city from today on: entered by the office, signed by a legal reader."""
    legal = staff("市政府办公厅", f"legal-{norm}", Role.LEGAL_READER)
    made = enter_value(
        norm=norm, from_on=NOW.date(), value=value, source="演示", mark=Mark.V, actor=office, now=NOW
    )
    sign_value(value_id=made.pk, digest=made.digest, actor=legal, now=NOW)


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

"""A small office with leaders in posts, and a kind of paper of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.approvals import papers
from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Column, Grid, Heading, Text
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role

MONDAY = date(2026, 3, 2)
PAPER = RecordRef("test.paper", "1")


class NotYourPaper(Refusal):
    code = "test.not_your_paper"
    status = 404


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday


@dataclass
class Drawer:
    """The papers of the test: by number, in the words in which they read now."""

    words: dict[str, str] = field(default_factory=lambda: {"1": "请按期公开。"})

    def present(self, ref: str) -> Contents | None:
        said = self.words.get(ref)
        if said is None:
            return None
        grid = Grid("清单", (Column("单位", 3), Column("件数", 1, is_number=True)), (("市财政局", "2"),))
        return Contents("关于按期公开的通知", (Heading("一、要求"), Text(said), grid))

    def drafted(self, actor: Actor, ref: str) -> Contents:
        found = self.present(ref)
        if found is None or not actor.roles & {Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}:
            raise NotYourPaper("没有这份文稿")
        return found


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    kept = Drawer()
    kind = PaperKind(
        code=PAPER.kind, says="试验文稿", signed_by=frozenset({Role.HEAD, Role.OPENNESS_HEAD}),
        drafted=kept.drafted, present=kept.present,
    )  # fmt: skip
    papers.register(kind)
    yield kept
    papers.forget(PAPER.kind)


@pytest.fixture
def city(db) -> Tenant:
    return Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)


@pytest.fixture
def office_unit(city) -> Unit:
    return Unit.objects.create(
        tenant=city, code="office", kind=UnitKind.DEPARTMENT, name="泉州湾市政务公开办公室",
        short_name="市政务公开办",
    )  # fmt: skip


@pytest.fixture
def hall(city) -> Unit:
    return Unit.objects.create(
        tenant=city,
        code="hall",
        kind=UnitKind.DEPARTMENT,
        name="泉州湾市人民政府办公室",
        short_name="市政府办",
    )


def post(unit: Unit, title: str, *roles: str) -> Post:
    made = Post.objects.create(unit=unit, title=title)
    PostRole.objects.bulk_create(PostRole(post=made, role=role) for role in roles)
    return made


def holder(where: Post, account: str, *, from_on: date = date(2024, 1, 1)) -> Actor:
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=where.unit.tenant)
    Holding.objects.create(post=where, person=person, from_on=from_on)
    return actor_for(person, where.pk, MONDAY, act_id=account)


@pytest.fixture
def clerk(office_unit) -> Actor:
    return holder(post(office_unit, "经办", Role.OPENNESS_OFFICE), "clerk")


@pytest.fixture
def colleague(office_unit) -> Actor:
    return holder(post(office_unit, "内勤", Role.OPENNESS_OFFICE), "colleague")


@pytest.fixture
def head(office_unit) -> Actor:
    return holder(post(office_unit, "主任", Role.OPENNESS_HEAD), "head")


@pytest.fixture
def secretary(hall) -> Actor:
    return holder(post(hall, "秘书长", Role.HEAD), "secretary")


@pytest.fixture
def mayor(hall) -> Actor:
    return holder(post(hall, "分管副市长", Role.HEAD), "mayor")


@pytest.fixture
def stranger(db) -> Actor:
    elsewhere = Tenant.objects.create(slug="other", name="他市", full_name="他市人民政府", level=Level.CITY)
    unit = Unit.objects.create(
        tenant=elsewhere, code="x", kind=UnitKind.DEPARTMENT, name="他市办公室", short_name="他市办"
    )
    return holder(post(unit, "主任", *Role), "stranger")

"""A city with an office of two and two departments, and an indicator sheet made in code."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tests.samples import LEFT, UP, table, xlsx_of
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.inspections.commands.sheets import Span, bring_sheet, confirm_sheet
from quancheng.records.inspections.commands.tasks import lay_task
from quancheng.records.inspections.models import Indicator, Inspection, SheetDraft, Task

LONG_AGO = date(2020, 1, 1)  # Wednesday
SPAN = Span(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))  # Thursdays
HEAD = ("一级指标", "二级指标", "评估要点", "分值", "评分标准", "佐证材料")
ROWS = (
    HEAD,
    ("主动公开", "政策解读", "政策文件与解读材料同步发布", "6分", "每发现一件未解读扣1分", "解读清单"),
    (UP, "政府公报", "公报电子版及时发布", "4", "未发布不得分", "公报页面网址"),
    ("依申请公开", "答复规范", "依法按期答复公开申请", "10", "逾期一件扣2分", "答复台账"),
    ("合计", LEFT, LEFT, "20", "", ""),
)


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
def office_head(city) -> Actor:
    return staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def district(city) -> Actor:
    return staff("东区政府办公室", "district", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


def finance() -> Unit:
    return Unit.objects.get(name="市财政局")


@cache
def sheet_file(*rows: tuple[str, ...]) -> bytes:
    """The same bytes for the same rows: a workbook tells in which second it was written."""
    return xlsx_of(table(*(rows or ROWS)))


def bring(actor: Actor, *rows: tuple[str, ...], amends: int | None = None, now: datetime = NOW) -> SheetDraft:
    data = sheet_file(*rows)
    upload = check_upload(data, name="评估指标表.xlsx")
    return bring_sheet(upload=upload, data=data, span=SPAN, amends=amends, actor=actor, now=now)


def fresh(draft: SheetDraft) -> dict[str, int]:
    return {"draft_id": draft.pk, "version": SheetDraft.objects.get(pk=draft.pk).version}


@pytest.fixture
def draft(office) -> SheetDraft:
    return bring(office)


@pytest.fixture
def inspection(draft, office_head) -> Inspection:
    return confirm_sheet(**fresh(draft), actor=office_head, now=NOW)


@pytest.fixture
def indicator(inspection) -> Indicator:
    return inspection.indicators.get(name="政府公报")


@pytest.fixture
def task(indicator, office, clerk) -> Task:
    return lay_task(
        indicator_id=indicator.pk, unit_id=finance().pk, until=date(2026, 3, 13),  # Friday
        demand="请报送公报页面网址。", actor=office, now=NOW,
    )  # fmt: skip


def seen(task: Task) -> dict[str, int]:
    return {"task_id": task.pk, "version": Task.objects.get(pk=task.pk).case.version}


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

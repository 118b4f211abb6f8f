"""A plan comes in and is confirmed; a unit works off its duty; the office looks at it again."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Holding, NameKind, Person, Post, PostRole, Tenant, Unit, UnitName
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, editions, tasks
from tests.journeys.conftest import NARROW, WIDE

WIDTHS = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
ROWS = (
    ("1", "一、公开财政信息", "公开部门预算和决算，附说明。", "市财政局", "2026年12月底前"),
    ("2", "", "公开政府采购意向，全年不少于4次。", "市财政局", "2026年12月底前"),
)
PLAN = "2026年演示市政务公开工作任务分工"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    machine.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture
def bureau(official) -> Unit:
    """A department that will owe something."""
    unit = Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )
    UnitName.objects.create(unit=unit, name=unit.name, kind=NameKind.OFFICIAL)
    UnitName.objects.create(unit=unit, name=unit.short_name, kind=NameKind.SHORT)
    return unit


def person(tenant: Tenant, unit: Unit, role: str, name: str) -> Person:
    someone = Person.objects.create(account=role, name=name, tenant=tenant, is_superuser=True)
    post = Post.objects.create(unit=unit, title=name.removesuffix("（演示）"))
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


@pytest.fixture
def clerk(bureau) -> Person:
    return person(bureau.tenant, bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def head(bureau) -> Person:
    return person(bureau.tenant, bureau, Role.HEAD, "负责人（演示）")


def paper() -> bytes:
    """The plan as a text file: one cell a line, a blank line between rows."""
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *ROWS)]
    return "\n\n".join([PLAN, *blocks, ""]).encode()


@pytest.fixture
def issued(official, clerk, head) -> None:
    """The plan, confirmed and laid upon the department."""
    now, data = timezone.now(), paper()
    office = actor_for(official, None, timezone.localdate(now), "journey")
    upload = check_upload(data, name="任务分工.txt")
    draft = drafts.bring_draft(upload=upload, data=data, actor=office, now=now)
    edition = editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now)
    tasks.issue_tasks(plan_ref=edition.plan.ref, actor=office, now=now)


def sit_down(page: Page, desk: str, who: Person) -> None:
    """The same window, another official."""
    client = Client()
    client.force_login(who)
    page.context.clear_cookies()
    for name, morsel in client.cookies.items():
        page.context.add_cookies([{"name": name, "value": morsel.value, "url": desk}])


class TestAPlan:
    def test_is_uploaded_looked_through_compared_and_confirmed(
        self, page: Page, desk, official, bureau, must_be_accessible, shot
    ):
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        must_be_accessible(page)
        told = {"name": "任务分工.txt", "mimeType": "text/plain", "buffer": paper()}
        page.get_by_label("任务分工文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对任务分工")
        expect(page.get_by_text("公开政府采购意向")).to_be_visible()
        must_be_accessible(page)
        shot(page, "plan-draft")
        page.get_by_role("link", name=re.compile("更正.*第1行")).click()
        page.get_by_label("具体要求").fill("公开部门预算和决算，附文字说明。")
        must_be_accessible(page)
        shot(page, "plan-row-open")
        page.get_by_label("完成时限").fill("2026年2月30日前")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("在日历上没有这一天")).to_be_visible()  # the doubt, beside its cell
        assert page.url.endswith("/")  # nobody left the table
        expect(page.get_by_role("link", name=re.compile("更正.*第1行"))).to_be_focused()
        page.get_by_role("link", name=re.compile("更正.*第1行")).click()
        page.get_by_label("完成时限").fill("2026年12月底前")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("link", name=re.compile("更正.*第1行"))).to_be_focused()
        page.get_by_role("link", name="比较并确认").click()
        must_be_accessible(page)
        page.get_by_role("button", name="确认这2行").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
        expect(page.get_by_text("附文字说明")).to_be_visible()
        must_be_accessible(page)

    def test_that_cannot_be_read_is_refused_in_its_place(self, page: Page, desk, official, bureau):
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        told = {"name": "机密★三年.txt", "mimeType": "text/plain", "buffer": paper()}
        page.get_by_label("任务分工文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("上传任务分工")


@pytest.mark.usefixtures("issued")
class TestADuty:
    @WIDTHS
    def test_is_worked_off_confirmed_and_returned(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        shot(page, "duty-my-work")
        page.get_by_role("link", name="待签收").click()
        must_be_accessible(page)
        shot(page, "duty-list")
        page.get_by_role("button", name="全部签收（2）").click()
        expect(page.get_by_text("已签收2项责任事项")).to_be_visible()
        page.get_by_role("link", name="公开政府采购意向").click()

        page.get_by_label("完成情况").fill("四次采购意向均已公开。")
        page.get_by_role("button", name="报送").click()  # without evidence
        expect(page.get_by_role("alert")).to_contain_text("还没有佐证")
        expect(page.get_by_label("完成情况")).to_have_value("四次采购意向均已公开。")
        must_be_accessible(page)
        shot(page, "duty-refused")

        page.get_by_text("添加网址").click()
        page.get_by_label("网址").fill("https://www.example.cn/intentions")
        page.get_by_label("说明").first.fill("采购意向公开页")
        page.get_by_role("button", name="添加", exact=True).click()
        page.get_by_label("完成情况").fill("四次采购意向均已公开。")
        page.get_by_role("button", name="报送").click()
        expect(page.get_by_text("已报送，等单位负责人确认")).to_be_visible()

        sit_down(page, desk, head)
        page.goto(f"{desk}/my-work/")
        page.get_by_role("link", name="待我确认").click()
        must_be_accessible(page)
        shot(page, "duty-confirm")
        page.get_by_role("checkbox", name="确认：公开政府采购意向").check()
        page.get_by_role("button", name="确认所勾选的事项").click()
        expect(page.get_by_text("已确认1项责任事项")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/duties/?scope=all&state=confirmed")
        page.get_by_role("link", name="公开政府采购意向").click()
        page.get_by_text("退回责任单位").first.click()
        page.get_by_label("理由").first.fill("链接只列出两次，请补全。")
        page.get_by_role("button", name="退回责任单位").click()
        expect(page.get_by_text("链接只列出两次，请补全。")).to_be_visible()
        must_be_accessible(page)
        shot(page, "duty-returned")

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        expect(page.get_by_role("link", name="被退回")).to_be_visible()
        expect(page.get_by_role("link", name="条未读通知")).to_be_visible()

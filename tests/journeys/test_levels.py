"""A district takes up the city's plan, the city looks on; a year turns; somebody hands over."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Holding, NameKind, Person, Post, PostRole, Tenant, Unit, UnitName
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, duties, editions, tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.duties import own_duties
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
CITY_ROWS = (
    ("1", "一、公开财政信息", "公开部门预算和决算，附说明。", "各区县政府", "2025年12月底前"),
    ("2", "", "公开政府采购意向，全年不少于4次。", "各区县政府、市财政局", "长期坚持"),
    ("3", "二、优化服务", "建设乡村振兴公开专栏，集中公开惠农政策。", "各区县政府", "2025年9月底前"),
    ("4", "", "公开2024年重大项目审批结果。", "市财政局", "2025年6月底前"),
)
EAST_ROWS = (
    ("1", "一、公开财政信息", "公开全区部门预算和决算，附文字说明。", "东区政府", "2025年12月底前"),
    ("2", "", "公开全区政府采购意向。", "东区政府", "长期坚持"),
    ("3", "二、优化服务", "办好区级政务公开专区。", "东区政府", "2025年12月底前"),
)


def unit(tenant: Tenant, code: str, name: str, short: str, kind: str) -> Unit:
    made = Unit.objects.create(tenant=tenant, code=code, kind=kind, name=name, short_name=short)
    for told, sort in ((name, NameKind.OFFICIAL), (short, NameKind.SHORT)):
        UnitName.objects.create(unit=made, name=told, kind=sort)
    return made


def person(where: Unit, account: str, name: str, *roles: str) -> Person:
    someone = Person.objects.create(account=account, name=name, tenant=where.tenant)
    post = Post.objects.create(unit=where, title=name.removesuffix("（演示）"))
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in roles)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


@pytest.fixture
def bureau(official) -> Unit:
    return unit(official.tenant, "02", "济南市财政局", "市财政局", "department")


@pytest.fixture
def east(official) -> Unit:
    """A district with a government that can owe something; and two more beside it."""
    for slug, name in (("xi", "西区"), ("nan", "南区")):
        other = Tenant.objects.create(
            slug=slug, name=name, full_name=f"{name}人民政府", level="district", parent=official.tenant
        )
        unit(other, "01", f"{name}人民政府", f"{name}政府", "government")
    tenant = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level="district", parent=official.tenant
    )
    return unit(tenant, "01", "东区人民政府", "东区政府", "government")


@pytest.fixture
def clerk(east) -> Person:
    return person(east, "east", "东区经办（演示）", Role.OPENNESS_OFFICE, Role.HANDLER)


def acting(who: Person) -> Actor:
    return actor_for(who, None, date(2026, 1, 5), "journey")  # Monday


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00+08:00")


def confirmed(who: Person, title: str, rows: tuple[tuple[str, ...], ...], day: str) -> Plan:
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *rows)]
    data = "\n\n".join([title, *blocks, ""]).encode()
    upload = check_upload(data, name="任务分工.txt")
    draft = drafts.bring_draft(upload=upload, data=data, actor=acting(who), now=at(day))
    told = {"draft_id": draft.pk, "actor": acting(who), "now": at(day)}
    return editions.confirm_draft(version=draft.version, **told).plan


@pytest.fixture
def above(official, bureau, east) -> Plan:
    """The city's plan of 2025, issued."""
    plan = confirmed(official, "2025年济南市政务公开工作任务分工", CITY_ROWS, "2025-03-03")
    tasks.issue_tasks(plan_ref=plan.ref, actor=acting(official), now=at("2025-03-03"))
    return plan


@pytest.fixture
def below(above, clerk) -> Plan:
    plan = confirmed(clerk, "2025年东区政务公开工作任务分工", EAST_ROWS, "2025-03-10")
    tasks.issue_tasks(plan_ref=plan.ref, actor=acting(clerk), now=at("2025-03-10"))
    return plan


class TestLevels:
    @WIDTHS
    def test_a_district_takes_up_the_plan_and_the_city_looks_on(
        self, page: Page, desk, official, clerk, above, below, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/{below.ref}/")
        page.get_by_role("link", name="承接哪份上级要点").click()
        must_be_accessible(page)
        shot(page, "levels-choose")
        page.get_by_role("button", name="确定").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("承接上级要点")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "levels-gaps")
        page.get_by_role("link", name="相近度设置").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "likeness")
        page.go_back()
        page.get_by_role("button", name="按勾选的建议承接").click()
        expect(page.get_by_text("已确定")).to_be_visible()

        page.get_by_role("link", name="上级第3项").click()
        must_be_accessible(page)
        shot(page, "levels-row")
        page.get_by_label("不适用的理由").fill("本区全域城市化，没有农村（演示）")
        page.get_by_role("button", name="标为不适用").click()
        expect(page.get_by_text("本区全域城市化，没有农村（演示）")).to_be_visible()
        shot(page, "levels-settled")

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/{above.ref}/publish/")
        expect(page.get_by_text("公开后，公众在门户上立即看到")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "publish")
        page.goto(f"{desk}/plan/warnings/settings/")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "warning-settings")
        page.goto(f"{desk}/plan/{above.ref}/")
        page.get_by_role("link", name="下级承接情况").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("承接情况")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "levels-matrix")
        page.get_by_role("link", name="建设乡村振兴公开专栏").click()
        expect(page.get_by_text("本区全域城市化，没有农村（演示）")).to_be_visible()
        must_be_accessible(page)
        shot(page, "levels-row-below")


class TestTheTurnOfTheYear:
    @WIDTHS
    def test_starts_from_last_year_and_carries_over(
        self, page: Page, desk, official, above, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/{above.ref}/")
        shot(page, "years-plan")
        page.get_by_role("link", name="编制下一年度").click()
        must_be_accessible(page)
        shot(page, "years-next")
        page.get_by_role("button", name="以上年为底稿").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对任务分工")
        expect(page.get_by_text("2026年12月底前").first).to_be_visible()
        expect(page.get_by_text("没有自动改动")).to_be_visible()
        must_be_accessible(page)
        shot(page, "years-draft")
        page.get_by_role("link", name="与上年比较").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "years-compared")
        page.get_by_role("link", name="返回核对").click()
        page.get_by_role("button", name="所列疑点均已核对").click()
        page.get_by_role("link", name="比较并确认").click()
        page.get_by_role("button", name="确认这4行").click()
        page.get_by_role("link", name="与上年比较").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "years-beside")
        page.get_by_role("link", name=re.compile("更改.*第1项")).click()
        must_be_accessible(page)
        shot(page, "years-tie")
        page.get_by_role("button", name="保存").click()

        page.get_by_role("link", name="2026年济南市政务公开工作任务分工").click()
        page.get_by_role("link", name="下达…").click()
        lay_past = page.get_by_label(re.compile("一并下达"))  # asked once a period of the year is over
        if lay_past.count():
            lay_past.check()
        page.get_by_role("button", name=re.compile("^下达")).click()
        page.get_by_role("link", name="上年未办结").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        page.get_by_label("整行3项").first.check()
        shot(page, "years-left-overs")
        page.get_by_role("button", name="确定").click()
        expect(page.get_by_text("3项上年未办结事项：结转")).to_be_visible()
        must_be_accessible(page)
        shot(page, "years-carried")
        page.get_by_role("link", name="接续事项").first.click()
        expect(page.get_by_text("结转自")).to_be_visible()
        must_be_accessible(page)
        shot(page, "years-duty")


class TestHandingOver:
    @WIDTHS
    def test_a_colleague_takes_over(
        self, page: Page, desk, official, bureau, above, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        leaving = person(bureau, "leaving", "离岗的承办人（演示）", Role.HANDLER)
        head = person(bureau, "head", "负责人（演示）", Role.HEAD)
        for duty in own_duties(acting(leaving)):
            duties.sign_duty(
                duty_id=duty.pk, version=duty.case.version, actor=acting(leaving), now=at("2025-03-12")
            )
        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/handover/")
        expect(page.get_by_text("离岗的承办人（演示）").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "handover")
        page.get_by_role("button", name="由我接办").click()
        expect(page.get_by_text("现在由您办理")).to_be_visible()
        must_be_accessible(page)
        shot(page, "handover-done")

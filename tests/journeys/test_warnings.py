"""The head of the office sets when the house warns; the house warns, keeps a milestone; people read both."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands.milestone import report_milestone
from quancheng.records.plan.commands.warned import warn_of_duties
from quancheng.records.plan.models import Plan
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow


@pytest.fixture
def warned(request: pytest.FixtureRequest, official) -> None:
    """On Monday 28 December 2026, three working days before its duties fall due, the bureau was warned."""
    request.getfixturevalue("issued")  # the plan of test_plan, laid upon its bureau
    then = datetime.combine(date(2026, 12, 28), time(7, 30), ZoneInfo("Asia/Shanghai"))
    warn_of_duties(actor=Actor.clockwork(official.tenant_id), now=then)


class TestTheSettings:
    @WIDTHS
    def test_are_set_by_the_head_and_keep_their_history(
        self, page: Page, desk, chief, size, must_be_accessible: Callable[[Page], None], shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/warnings/settings/")
        expect(page.get_by_text("系统默认，本级尚未自行设定").first).to_be_visible()
        page.get_by_label("黄色").fill("10")
        page.get_by_label("橙色").fill("5")
        page.get_by_label("红色").fill("2")
        page.get_by_label("时间节点").fill("6月30日、2月30日")
        page.get_by_label("启用日期").fill(f"{timezone.localdate() + timedelta(days=7)}")
        page.get_by_label("依据").fill("政务公开工作例会（演示）")
        page.get_by_role("button", name="保存设置").click()
        expect(page.get_by_role("alert")).to_contain_text("一年里没有“2月30日”")
        must_be_accessible(page)
        shot(page, "warning-settings-refused")
        page.get_by_label("时间节点").fill("6月30日、10月31日")
        page.get_by_role("button", name="保存设置").click()
        expect(page.get_by_text("未到启用日")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "warning-settings")


class TestAWarning:
    @WIDTHS
    def test_leads_from_the_inbox_to_its_duties(
        self,
        page: Page,
        desk,
        warned,
        size,
        must_be_accessible,
        shot,
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, Person.objects.get(account=Role.HANDLER))
        page.goto(f"{desk}/inbox/")
        page.get_by_role("link", name="橙色预警：2项责任事项").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("橙色预警")
        expect(page.get_by_role("rowheader")).to_have_count(2)
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "warning")


class TestAMilestone:
    @WIDTHS
    def test_stands_on_the_one_screen_with_the_figures_of_its_day(
        self,
        page: Page,
        desk,
        warned,
        official,
        size,
        must_be_accessible,
        shot,
    ):
        plan = Plan.objects.get()
        now: datetime = timezone.now()
        on = timezone.localdate(now)
        report_milestone(plan_ref=plan.ref, on=on, actor=Actor.clockwork(plan.tenant_id), now=now)
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/overview/")
        line = page.get_by_role("region", name="全年节点")
        expect(line.get_by_role("link", name="2行完成0行")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "milestone-line")
        line.get_by_role("link", name="2行完成0行").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("节点")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "milestone")

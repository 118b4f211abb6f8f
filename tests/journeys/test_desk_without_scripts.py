"""An official whose browser runs no scripts still reaches every page; what waits is told on every page."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.telling import tell
from quancheng.records.plan.commands.telling import ISSUED
from tests.journeys.cast import paper, sit_down
from tests.journeys.conftest import NARROW, WIDTHS, overflow


@pytest.fixture
def plain(browser: Browser, desk: str, official) -> Iterator[Page]:
    """A window of the official that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", timezone_id="Asia/Shanghai")
    client = Client()
    client.force_login(official)
    for name, morsel in client.cookies.items():
        context.add_cookies([{"name": name, "value": morsel.value, "url": desk}])
    page = context.new_page()
    page.goto(desk)
    yield page
    context.close()


def say_something(official, times: int = 1) -> None:
    for number in range(times):
        tell(
            person_ids=[official.pk], kind=ISSUED, facts={"title": f"演示要点{number}"},
            about=RecordRef("plan.plan", "demo"), at=timezone.now(), tenant_id=official.tenant_id,
        )  # fmt: skip


def said(page: Page, words: str) -> None:
    """What was just told stands before the reader, who goes on from it."""
    place = page.locator(".qc-said, .qc-errors")
    expect(place).to_contain_text(words)
    expect(place).to_be_focused()
    assert overflow(page) <= 0


class TestAWholeJobWithoutScripts:
    def test_of_the_office_with_a_plan(self, plain: Page, desk, official, bureau):
        plain.set_viewport_size(NARROW)
        plain.goto(f"{desk}/plan/upload/")
        expect(plain.get_by_text("启用脚本")).to_be_hidden()  # nothing here needs one
        told = {"name": "任务分工.txt", "mimeType": "text/plain", "buffer": paper()}
        plain.get_by_label("任务分工文件").set_input_files([told])
        plain.get_by_role("button", name="上传并读取").click()
        plain.get_by_role("link", name=re.compile("更正.*第1项")).click()
        plain.get_by_label("完成时限").fill("2026年2月30日前")
        plain.get_by_label("具体要求").fill("")
        plain.get_by_role("button", name="保存").click()
        said(plain, "具体要求")
        expect(plain.get_by_label("完成时限")).to_have_value("2026年2月30日前")
        plain.get_by_label("具体要求").fill("公开部门预算和决算，附文字说明。")
        plain.get_by_role("button", name="保存").click()
        expect(plain.get_by_text("在日历上没有这一天")).to_be_visible()
        plain.get_by_role("button", name=re.compile("无误.*第1项")).click()
        said(plain, "所列疑点已标记为核对过")
        plain.get_by_role("link", name="比较并确认").click()
        plain.get_by_role("button", name="确认这2行").click()
        said(plain, "第1版已确认")

    @pytest.mark.usefixtures("issued")
    def test_of_a_unit_with_its_duties(self, plain: Page, desk, official, clerk, head):
        plain.set_viewport_size(NARROW)
        sit_down(plain, desk, clerk)
        plain.goto(f"{desk}/my-work/")
        plain.get_by_role("link", name="待签收").click()
        plain.get_by_role("button", name="全部签收（2）").click()
        said(plain, "已签收2项责任事项")
        plain.get_by_role("link", name="公开政府采购意向").click()
        plain.get_by_label("完成情况").fill("四次采购意向均已公开。")
        plain.get_by_role("button", name="报送").click()
        said(plain, "还没有佐证")
        expect(plain.get_by_label("完成情况")).to_have_value("四次采购意向均已公开。")
        proof = {"name": "采购意向.txt", "mimeType": "text/plain", "buffer": "四次采购意向。".encode()}
        plain.get_by_text("添加文件").click()
        plain.get_by_label("文件", exact=True).set_input_files([proof])
        plain.get_by_role("button", name="上传").click()
        said(plain, "已添加佐证“采购意向.txt”")
        plain.get_by_label("完成情况").fill("四次采购意向均已公开。")
        plain.get_by_role("button", name="报送").click()
        said(plain, "已报送，等单位负责人确认")

        sit_down(plain, desk, head)
        plain.goto(f"{desk}/plan/duties/confirm/")
        plain.get_by_role("checkbox", name="确认：公开政府采购意向").check()
        plain.get_by_role("button", name="确认所勾选的事项").click()
        said(plain, "已确认1项责任事项")

        sit_down(plain, desk, official)
        plain.goto(f"{desk}/plan/duties/?scope=all&state=confirmed")
        plain.get_by_role("link", name="公开政府采购意向").click()
        plain.get_by_text("退回责任单位").first.click()
        plain.get_by_role("button", name="退回责任单位").click()
        said(plain, "理由")
        plain.locator("details[open]").get_by_label("理由").fill("链接只列出两次，请补全。")
        plain.get_by_role("button", name="退回责任单位").click()
        said(plain, "已退回责任单位")


class TestTheMenuWithoutScripts:
    @WIDTHS
    def test_leads_to_every_page(self, home, plain: Page, desk, size, shot):
        plain.set_viewport_size(size)
        menu = plain.get_by_role("navigation", name="主菜单")
        labels = [text.strip() for text in menu.get_by_role("link").all_inner_texts()]
        assert labels[:3] == ["我的工作", "通知", "一屏总览"]
        for label in labels:
            plain.goto(f"{desk}/my-work/")
            menu.get_by_role("link", name=label, exact=True).click()
            expect(plain.locator("h1").first).to_be_visible()
            expect(menu).to_be_visible()
        assert "网站内容" in labels  # Wagtail's own pages have it too

    @WIDTHS
    def test_says_where_i_am_and_lies_beside_the_page(self, plain: Page, desk, size, shot):
        plain.set_viewport_size(size)
        plain.goto(f"{desk}/calendar/")
        here = plain.get_by_role("navigation", name="主菜单").locator("[aria-current=page]")
        expect(here).to_have_text("日历")
        assert overflow(plain) <= 0
        heading, menu = plain.locator("h1").bounding_box(), here.bounding_box()
        assert heading
        assert menu
        assert heading["x"] > menu["x"] + menu["width"] or heading["y"] > menu["y"] + menu["height"]
        shot(plain, "desk-plain-calendar")

    @WIDTHS
    def test_tells_what_waits(self, plain: Page, desk, official, size, shot):
        plain.set_viewport_size(size)
        say_something(official, 3)
        plain.goto(f"{desk}/my-work/")
        menu = plain.get_by_role("navigation", name="主菜单")
        expect(menu.get_by_role("link", name="通知 3 条未读", exact=True)).to_be_visible()
        expect(plain.locator(".qc-top .qc-badge")).to_have_text("3 条未读")
        shot(plain, "desk-plain-my-work")


class TestTheBadge:
    def test_stands_in_the_side_bar_and_goes_with_the_last_notice(
        self, at_desk: Page, desk, official, must_be_accessible, shot
    ):
        say_something(official, 12)
        at_desk.goto(f"{desk}/inbox/")
        entry = at_desk.locator(".sidebar-main-menu__list a[data-unread]")
        expect(entry).to_have_attribute("data-unread", "12")
        expect(at_desk.locator(".qc-top .qc-badge")).to_have_text("12 条未读")
        expect(at_desk.locator(".qc-plain")).to_have_count(0)
        must_be_accessible(at_desk)
        shot(at_desk, "desk-badge")
        at_desk.get_by_role("button", name="全部标为已读").click()
        at_desk.wait_for_load_state()
        expect(at_desk.locator(".qc-badge")).to_have_count(0)
        expect(at_desk.locator("[data-unread]")).to_have_count(0)

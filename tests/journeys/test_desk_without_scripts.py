"""An official whose browser runs no scripts still reaches every page; what waits is told on every page."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.telling import tell
from quancheng.records.plan.commands.telling import ISSUED
from tests.journeys.conftest import WIDTHS, overflow


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


class TestTheMenuWithoutScripts:
    @WIDTHS
    def test_leads_to_every_page(self, plain: Page, desk, size, shot):
        plain.set_viewport_size(size)
        menu = plain.get_by_role("navigation", name="主菜单")
        labels = [text.strip() for text in menu.get_by_role("link").all_inner_texts()]
        assert labels[:3] == ["我的工作", "通知", "一屏总览"]
        for label in labels:
            plain.goto(f"{desk}/my-work/")
            menu.get_by_role("link", name=label).click()
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
        expect(menu.get_by_role("link", name="通知")).to_have_text("通知 3 条未读")
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

"""The desk is searched from every page: by key, by number, by words, with and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS


@pytest.mark.usefixtures("issued")
class TestSearching:
    @WIDTHS
    def test_leads_from_the_box_to_the_record(self, page: Page, desk, clerk, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        page.get_by_role("searchbox", name="检索词或编号").fill("公开 预算")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="工作台检索")).to_be_visible()
        expect(page.locator("mark").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "search")
        page.get_by_role("navigation", name="类别").get_by_role("link", name="责任事项").click()
        must_be_accessible(page)
        shot(page, "search-kind")
        page.locator("[data-hit]").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "/search/" not in page.url

    def test_goes_by_keys_alone(self, page: Page, desk, clerk):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        page.locator("main").click(position={"x": 5, "y": 5})
        page.keyboard.press("/")
        page.keyboard.type("公开")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="工作台检索")).to_be_visible()
        page.wait_for_load_state()  # the heading is there before the script that knows the key
        page.keyboard.press("/")
        expect(page.locator("#search_q")).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-hit]").first).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-hit]").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#search_q")).to_be_focused()

    def test_writes_the_sign_where_somebody_is_typing_and_can_be_switched_off(self, page: Page, desk, clerk):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/search/")
        page.locator("#search_q").fill("")
        page.locator("#search_q").press("/")
        expect(page.locator("#search_q")).to_have_value(re.compile("^/$"))
        page.get_by_label("使用 / 键").uncheck()
        page.goto(f"{desk}/my-work/")
        page.locator("main").click(position={"x": 5, "y": 5})
        page.keyboard.press("/")
        expect(page.locator("#search-box")).not_to_be_focused()

    def test_says_when_nothing_is_found(self, page: Page, desk, clerk, must_be_accessible, shot):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/search/?q=没有这样的话&year=2026")
        expect(page.get_by_text("没有找到您能查看的记录")).to_be_visible()
        must_be_accessible(page)
        shot(page, "search-nothing")

    def test_needs_no_script(self, browser: Browser, desk, clerk):
        context = browser.new_context(java_script_enabled=False)
        plain = context.new_page()
        sit_down(plain, desk, clerk)
        plain.goto(f"{desk}/my-work/")
        plain.get_by_role("searchbox", name="检索词或编号").fill("公开")
        plain.get_by_role("button", name="检索").click()
        expect(plain.locator("[data-hit]").first).to_be_visible()
        context.close()

"""A citizen works out by when an answer is due, with the keyboard or without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDTHS, overflow

STICKING_OUT = """() => {
  const edge = document.querySelector(".calc-form").getBoundingClientRect().right;
  return [...document.querySelectorAll(".calc-form :is(input, select)")].filter(one =>
    one.getBoundingClientRect().right > edge || one.clientWidth < 2 * 32).map(one => one.id);
}"""
CONSULTED = "received=2024-08-19&by=days&n=20&from=2024-08-26&to=2024-09-19&extend=20"


class TestTheCalculator:
    @WIDTHS
    def test_answers_and_shows_its_working(self, page: Page, public_site, must_be_accessible, shot, size):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/calculator/")
        must_be_accessible(page)
        shot(page, "calculator-empty")
        page.get_by_label("收到日（起算当日）").fill("2024-01-31")
        page.get_by_role("button", name="计算", exact=True).click()
        expect(page.locator(".calc-due__day")).to_have_text("2024年3月4日")
        expect(page.get_by_role("table", name="2024年2月")).to_contain_text("不计入，春节放假")
        page.get_by_text("逐日明细").first.click()
        expect(page.get_by_role("cell", name="春节放假").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        must_be_accessible(page)
        shot(page, "calculator-spring")

    @WIDTHS
    def test_takes_pauses_and_an_extension(self, page: Page, public_site, must_be_accessible, shot, size):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/calculator/?{CONSULTED}")
        expect(page.locator(".calc-due__day")).to_have_text("2024年11月12日")
        expect(page.get_by_label("延长的工作日数")).to_have_value("20")
        must_be_accessible(page)
        shot(page, "calculator-consulted")

    def test_names_what_is_wrong_and_leads_there(self, page: Page, public_site, must_be_accessible, shot):
        page.goto(f"{public_site}/calculator/?received=2024-01-08&by=days&n=20&extend=30")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("须是1至20的整数")
        alert.get_by_role("link").click()
        expect(page.get_by_label("延长的工作日数")).to_be_focused()
        expect(page.get_by_label("收到日（起算当日）")).to_have_value("2024-01-08")
        must_be_accessible(page)
        shot(page, "calculator-wrong")

    def test_works_without_scripts(self, browser: Browser, public_site):
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{public_site}/calculator/")
        page.get_by_label("收到日（起算当日）").fill("2024-01-08")
        page.get_by_role("button", name="计算", exact=True).click()
        expect(page.locator(".calc-due__day")).to_have_text("2024年2月4日")

    @pytest.mark.parametrize("width", [320, 390, 1280])
    def test_keeps_its_fields_apart_at_twice_the_text(self, page: Page, public_site, width):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{public_site}/calculator/?{CONSULTED}")
        page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% !important }')")
        assert overflow(page) <= 0
        assert page.evaluate(STICKING_OUT) == []

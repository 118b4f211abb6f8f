"""A citizen works out by when an answer is due, with the keyboard or without scripts."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDTHS

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

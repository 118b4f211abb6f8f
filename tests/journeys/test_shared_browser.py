"""A browser that several people use: nothing of the desk is there once its reader has signed out."""

import pytest
from playwright.sync_api import Page, expect

from quancheng.kernel.orgs.models import Person
from tests.journeys.test_signed_out import come_in, kept, must_keep, sign_in, system  # noqa: F401  # a fixture

ADD = "/orgs/add/?under=1"


def fill(page: Page) -> None:
    page.get_by_label("全称").fill("济南市演示局")
    page.get_by_label("类别").select_option("street")


def sign_out(page: Page, person: Person) -> None:
    page.get_by_text(person.name).click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录工作台")


class TestAStepBack:
    def test_shows_nothing_after_the_sign_out(self, page: Page, desk, system):  # noqa: F811
        come_in(page, desk, system, "/orgs/")
        expect(page.locator("main")).to_contain_text("市政府办公厅")
        page.goto(f"{desk}/help/")
        sign_out(page, system)
        for _ in range(3):
            page.go_back()
            expect(page.get_by_role("heading", level=1)).to_have_text("登录工作台")
            expect(page.locator("body")).not_to_contain_text("市政府办公厅")

    def test_brings_the_page_as_it_now_is_while_its_reader_works(self, page: Page, desk, system):  # noqa: F811
        come_in(page, desk, system, "/orgs/")
        page.goto(f"{desk}/help/")
        page.go_back()
        expect(page.locator("main")).to_contain_text("市政府办公厅")
        page.go_forward()
        assert page.url == f"{desk}/help/"

    @pytest.mark.parametrize("does_restore", [True, False], ids=["browser-helps", "browser-forgets"])
    def test_finds_what_was_typed(self, page: Page, desk, system, does_restore):  # noqa: F811
        """Over https a browser restores no field of such a page by itself: the form forgets, as there."""
        come_in(page, desk, system, ADD)
        if not does_restore:
            page.add_init_script(
                "document.addEventListener('readystatechange', () => document.readyState === 'interactive' &&"
                "document.querySelectorAll('main form').forEach(one => one.reset()))"
            )
            page.reload()
        fill(page)
        page.goto(f"{desk}/help/")
        must_keep(page, "qc-left")
        page.go_back()
        expect(page.get_by_label("全称")).to_have_value("济南市演示局")
        expect(page.get_by_label("类别")).to_have_value("street")
        must_keep(page)

    def test_finds_nothing_of_it_after_the_sign_out(self, page: Page, desk, system):  # noqa: F811
        come_in(page, desk, system, ADD)
        fill(page)
        page.goto(f"{desk}/help/")
        sign_out(page, system)
        assert kept(page) == []
        page.go_back()
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("济南市演示局")

    def test_gives_it_to_nobody_else(self, page: Page, desk, system, official):  # noqa: F811
        come_in(page, desk, system, ADD)
        fill(page)
        page.goto(f"{desk}/help/")
        page.context.clear_cookies()
        page.goto(desk)
        sign_in(page, official)
        must_keep(page)

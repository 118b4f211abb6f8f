"""An official comes to the desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, WIDTHS, overflow


class TestTheDoor:
    @WIDTHS
    def test_lets_an_official_in(self, page: Page, desk, official, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        page.goto(desk)
        expect(page.get_by_text("严禁处理、传输国家秘密")).to_be_visible()
        must_be_accessible(page)
        shot(page, "door")
        page.get_by_label("账号").fill(official.account)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")

    def test_says_in_chinese_what_was_wrong(self, page: Page, desk, official, must_be_accessible, shot):
        page.goto(desk)
        page.get_by_label("账号").fill(official.account)
        page.get_by_label("密码").fill("wrong")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("alert")).to_contain_text("账号")
        expect(page.get_by_label("账号")).to_have_value(official.account)
        must_be_accessible(page)
        shot(page, "door-refused")


class TestTheFrame:
    @WIDTHS
    def test_shows_my_work_first(self, at_desk: Page, desk, size, must_be_accessible, shot):
        at_desk.set_viewport_size(size)
        at_desk.goto(desk)
        expect(at_desk.get_by_role("heading", level=1)).to_have_text("我的工作")
        must_be_accessible(at_desk)
        assert overflow(at_desk) <= 0
        shot(at_desk, "desk-my-work")

    def test_has_only_our_entries_in_the_menu(self, at_desk: Page):
        at_desk.locator(".sidebar-main-menu__list").wait_for()
        inner = at_desk.locator(".sidebar-main-menu__list > li").all_inner_texts()
        labels = [label.strip() for label in inner]
        assert labels[0] == "我的工作"
        assert not {"页面", "图像", "文档", "报告", "设置", "帮助"} & set(labels)

    def test_signs_out_from_the_bar_on_top(self, at_desk: Page):
        at_desk.get_by_text("李明（演示）").click()
        at_desk.get_by_role("button", name="退出登录").click()
        expect(at_desk.get_by_role("heading", level=1)).to_have_text("登录工作台")

    @WIDTHS
    @pytest.mark.parametrize(
        ("address", "name"),
        [("/pattern-book/", "pattern-book"), ("/help/", "help"), ("/help/duties/", "help-duties")],
        ids=["patterns", "help", "chapter"],
    )
    def test_draws_our_pages(self, at_desk: Page, desk, address, name, size, must_be_accessible, shot):
        at_desk.set_viewport_size(size)
        at_desk.goto(desk + address)
        must_be_accessible(at_desk)
        assert overflow(at_desk) <= 0
        shot(at_desk, f"desk-{name}")

    def test_lets_the_official_go_on_in_another_post(self, at_desk: Page):
        at_desk.get_by_label("当前岗位").select_option(label="市政府办公厅 · 新闻处负责人")
        at_desk.get_by_role("button", name="切换", exact=True).click()
        expect(at_desk.get_by_label("当前岗位").locator("option:checked")).to_have_text(
            "市政府办公厅 · 新闻处负责人"
        )

"""An administrator keeps the register, an official keeps the calendar; no script is needed."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.orgs.models import AdminSeat, Person, Unit, UnitName
from tests.journeys.conftest import WIDTHS, overflow

NOTICE = """国务院办公厅关于2031年部分节假日安排的通知
国办发明电〔2030〕9号
一、元旦：1月1日（星期三）放假，共1天。
二、春节：1月22日（星期三）至1月28日放假调休，共7天。1月19日（星期日）上班。
"""


def without_script(browser: Browser, desk: str, person: Person, size: dict[str, int]) -> Page:
    """A window without scripts in which the person has signed in."""
    window = browser.new_context(java_script_enabled=False, viewport=size, locale="zh-CN")
    client = Client()
    client.force_login(person)
    for name, morsel in client.cookies.items():
        window.add_cookies([{"name": name, "value": morsel.value, "url": desk}])
    return window.new_page()


@pytest.fixture
def administrator(official: Person) -> Person:
    """The system administrator of the official's government, whose office has its official name."""
    office = Unit.objects.get(code="01")
    UnitName.objects.create(unit=office, kind="official", name=office.name)
    person = Person.objects.create(account="xitong", name="王勤（演示）", tenant=official.tenant)
    AdminSeat.objects.create(tenant=official.tenant, role="system", person=person)
    return person


class TestTheRegister:
    @WIDTHS
    def test_is_changed_step_by_step_without_script(self, browser, desk, administrator, shot, size):
        page = without_script(browser, desk, administrator, size)
        page.goto(f"{desk}/orgs/")
        page.get_by_role("link", name="新增单位").click()
        page.get_by_label("全称").fill("济南市演示局")
        page.get_by_label("编码").fill("01")
        page.get_by_role("button", name="新增单位").click()
        expect(page.get_by_role("alert")).to_contain_text("单位编码“01”已被使用")
        expect(page.get_by_label("全称")).to_have_value("济南市演示局")
        shot(page, "orgs-refused")
        page.get_by_label("编码").fill("02")
        page.get_by_role("button", name="新增单位").click()
        page.get_by_role("link", name="设岗").click()
        page.get_by_label("岗位名称").fill("经办")
        page.get_by_label("承办人").check()
        page.get_by_role("button", name="设岗").click()
        expect(page.get_by_role("heading", name="经办")).to_be_visible()
        page.get_by_role("link", name="安排人员").click()
        page.get_by_label("人员").select_option("yanshi")
        page.get_by_role("button", name="安排人员").click()
        expect(page.get_by_text("李明（演示）").first).to_be_visible()
        shot(page, "orgs-unit")

    @WIDTHS
    def test_goes_out_and_comes_in_as_a_workbook(
        self, browser, desk, administrator, shot, size, tmp_path: Path, settings
    ):
        settings.MEDIA_ROOT = tmp_path
        page = without_script(browser, desk, administrator, size)
        page.goto(f"{desk}/orgs/")
        with page.expect_download() as out:
            page.get_by_role("link", name="导出名册").click()
        out.value.save_as(tmp_path / "名册.xlsx")
        page.goto(f"{desk}/orgs/import/")
        page.get_by_label("名册文件").set_input_files(tmp_path / "名册.xlsx")
        page.get_by_role("button", name="上传并预览").click()
        expect(page.get_by_text("与现在的名册完全相同")).to_be_visible()
        shot(page, "orgs-preview")

    @WIDTHS
    def test_has_accessible_pages(self, at_desk: Page, desk, administrator, must_be_accessible, shot, size):
        at_desk.set_viewport_size(size)
        for name, address in (("orgs", "/orgs/"), ("orgs-one", f"/orgs/units/{Unit.objects.get().pk}/")):
            at_desk.goto(f"{desk}{address}")
            must_be_accessible(at_desk)
            assert overflow(at_desk) == 0
            shot(at_desk, name)


class TestTheCalendar:
    @WIDTHS
    def test_takes_a_notice_and_has_it_compared_without_script(self, browser, desk, official, shot, size):
        page = without_script(browser, desk, official, size)
        page.goto(f"{desk}/calendar/")
        page.get_by_role("link", name="录入放假安排").click()
        page.get_by_label("或者粘贴通知正文").fill(NOTICE)
        page.get_by_role("button", name="读取并比较").click()
        expect(page.get_by_text("1月19日（星期日）").first).to_be_visible()
        shot(page, "calendar-understood")
        page.get_by_role("button", name="确认录入").click()
        expect(page.get_by_text("还没有人与通知原文逐日核对")).to_be_visible()
        page.get_by_label("通知的成文日期").fill(date(2030, 11, 4).isoformat())  # a Monday
        page.get_by_role("button", name="与通知原文一致").click()
        expect(page.get_by_text("已核对原文")).to_be_visible()
        shot(page, "calendar-year-compared")

    @WIDTHS
    def test_has_accessible_pages(self, at_desk: Page, desk, must_be_accessible, shot, size):
        at_desk.set_viewport_size(size)
        for name, address in (
            ("years", "/calendar/"),
            ("year", "/calendar/2024/"),
            ("bring", "/calendar/bring/"),
        ):
            at_desk.goto(f"{desk}{address}")
            must_be_accessible(at_desk)
            assert overflow(at_desk) == 0
            shot(at_desk, f"calendar-{name}")

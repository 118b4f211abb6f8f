"""A real house is opened on its console; each of the five signs in, changes the password, finds the desk."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE, overflow

SEATS = {
    "sys": ("系统管理员", "机构与人员"),
    "sec": ("安全管理员", "机构与人员"),
    "aud": ("审计管理员", "审计记录"),
    "head": ("政务公开机构负责人", "一屏总览"),
    "clerk": ("政务公开经办人", "工作要点"),
}


@pytest.fixture
def passwords(shared_database) -> dict[str, str]:
    out = StringIO()
    call_command(
        "open_house", slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level="city",
        office="泉州湾市人民政府办公厅", system="sys:演示甲", security="sec:演示乙", audit="aud:演示丙",
        head="head:演示丁", clerk="clerk:演示戊", stdout=out,
    )  # fmt: skip
    lines = [line for line in out.getvalue().splitlines() if "密码 " in line and "账号 " in line]
    return {line.split("账号 ")[1].split("　")[0]: line.rpartition("密码 ")[2] for line in lines}


class TestTheFirstSignIn:
    @pytest.mark.parametrize("account", list(SEATS))
    def test_changes_the_password_and_finds_the_desk(
        self, page: Page, desk, passwords, account, must_be_accessible, shot
    ):
        page.set_viewport_size(NARROW if account == "clerk" else WIDE)
        seat, menu = SEATS[account]
        page.goto(f"{desk}/login/")
        page.locator("[name=login]").fill(account)
        page.locator("[name=password]").fill(passwords[account])
        page.locator("button[type=submit]").first.click()
        expect(page.locator("[name=new_password1]")).to_be_visible()
        must_be_accessible(page)
        shot(page, f"open-{account}-password")
        page.goto(f"{desk}/my-work/")  # there is no way round it
        expect(page.locator("[name=new_password1]")).to_be_visible()
        page.locator("[name=old_password]").fill(passwords[account])
        page.locator("[name=new_password1]").fill("Quan-cheng-2026-yan-shi")
        page.locator("[name=new_password2]").fill("Quan-cheng-2026-yan-shi")
        page.get_by_role("button", name="保存新密码").click()
        expect(page.get_by_text("新密码已生效")).to_be_visible()
        page.goto(f"{desk}/my-work/")
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")
        expect(page.get_by_text(seat).first).to_be_visible()
        if account != "clerk":  # on a telephone the menu stands behind its button
            expect(page.get_by_role("link", name=menu).first).to_be_attached()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, f"open-{account}-desk")

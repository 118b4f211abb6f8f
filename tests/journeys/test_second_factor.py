"""An official takes up a second factor, comes in with it, and loses the phone."""

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, WIDTHS, overflow


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code of the moment; one that would change before it is used is waited out."""
    left = 30 - time.time() % 30
    if left < 4:
        time.sleep(left + 0.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(page: Page, desk: str, account: str) -> None:
    page.goto(desk)
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


class TestTheSecondFactor:
    @WIDTHS
    def test_is_set_asked_for_and_replaced_by_a_recovery_code(
        self, page: Page, desk, official, size, must_be_accessible, shot
    ):
        def look(name: str) -> None:
            must_be_accessible(page)
            assert overflow(page) <= 0
            shot(page, name)

        page.set_viewport_size(size)
        sign_in(page, desk, official.account)
        page.goto(f"{desk}/account/")
        look("account")
        page.get_by_role("link", name="启用动态口令").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("动态口令")
        look("factor-none")
        page.get_by_role("link", name="启用动态口令").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("启用动态口令")
        look("factor-set")
        secret = re.sub(r"\s", "", page.locator(".qc-secret").inner_text())
        page.get_by_label("手机上显示的六位数字").fill("000000")
        page.get_by_role("button", name="启用").click()
        expect(page.get_by_role("alert")).to_contain_text("验证码不正确")
        assert re.sub(r"\s", "", page.locator(".qc-secret").inner_text()) == secret
        page.get_by_label("手机上显示的六位数字").fill(code_of(secret, steps=-1))
        page.get_by_role("button", name="启用").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
        look("recovery-codes")
        spare = page.locator(".qc-codes code").first.inner_text().replace(" ", "")

        page.context.clear_cookies()
        sign_in(page, desk, official.account)
        expect(page.get_by_role("heading", level=1)).to_have_text("输入动态口令")
        look("factor-asked")
        page.get_by_label("验证码").fill(code_of(secret))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")

        page.context.clear_cookies()
        sign_in(page, desk, official.account)
        page.get_by_label("验证码").fill(spare)
        page.get_by_role("button", name="确认登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")
        page.goto(f"{desk}/account/sign-ins/")
        look("sign-ins")
        page.get_by_role("button", name="退出其他登录").click()
        expect(page.get_by_role("row")).to_have_count(2)


class TestProvingOnceMore:
    @WIDTHS
    def test_stands_before_data_that_leaves_the_house(
        self, page: Page, desk, official, size, must_be_accessible, shot, settings
    ):
        page.set_viewport_size(size)
        sign_in(page, desk, official.account)
        expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")
        settings.DOOR_LIMITS = replace(settings.DOOR_LIMITS, sure_for=timedelta(0))
        page.goto(f"{desk}/plan/duties/list.csv")
        expect(page.get_by_role("heading", level=1)).to_have_text("确认是您本人")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "again")
        settings.DOOR_LIMITS = replace(settings.DOOR_LIMITS, sure_for=timedelta(minutes=15))
        page.get_by_label("密码").fill(PASSWORD)
        with page.expect_download() as download:
            page.get_by_role("button", name="确认并继续").click()
        assert download.value.suggested_filename.endswith(".csv")


class TestALock:
    @pytest.mark.parametrize("size", [{"width": 390, "height": 844}], ids=["phone"])
    def test_is_told_in_plain_words(self, page: Page, desk, official, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        page.goto(desk)
        for _ in range(5):
            page.get_by_label("账号").fill(official.account)
            page.get_by_label("密码").fill("不对的密码")
            page.get_by_role("button", name="登录").click()
            expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("账号已锁定15分钟")
        must_be_accessible(page)
        shot(page, "door-locked")

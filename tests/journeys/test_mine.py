"""A citizen signs in with a code, writes and finds it again, takes an earlier message in, and leaves."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.models import Code
from quancheng.kernel.citizens.queries import digits_of
from quancheng.records.mailbox.commands.sending import send_message
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.ui import seals
from tests.journeys.conftest import WIDTHS, overflow

PHONE = "13800000001"
TEXT = "办事指南里的咨询电话是空号，打了三次都没有人接，请更正。（演示）"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch) -> None:
    """A browser at full speed is no human."""
    monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))


def code_that_came() -> str:
    return digits_of(Code.objects.order_by("-pk")[0])


def a_minute_later() -> None:
    for code in Code.objects.all():
        Code.objects.filter(pk=code.pk).update(asked_at=code.asked_at - timedelta(minutes=2))


def ask(page: Page, button: str = "获取验证码") -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_label("验证码", exact=True)).to_be_visible()


def enter(page: Page, button: str) -> None:
    page.get_by_label("验证码", exact=True).fill(code_that_came())
    page.get_by_role("button", name=button).click()


def sign_in(page: Page, public_site: str) -> None:
    page.goto(f"{public_site}/mine/")
    page.get_by_label("手机号码或电子邮箱").fill(PHONE)
    page.get_by_label(re.compile("我已满十四周岁")).check()
    ask(page)
    enter(page, "登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的")


class TestACitizen:
    @WIDTHS
    def test_signs_in_writes_and_finds_it_again(
        self, page: Page, public_site, official, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(public_site)
        page.get_by_role("banner").get_by_role("link", name="我的").click()
        must_be_accessible(page)
        shot(page, "mine-sign-in")
        page.get_by_role("button", name="获取验证码").click()
        expect(page.get_by_role("alert")).to_contain_text("请填写接收验证码的手机号码或邮箱")
        must_be_accessible(page)
        page.get_by_label("手机号码或电子邮箱").fill(PHONE)
        page.get_by_label(re.compile("我已满十四周岁")).check()
        ask(page)
        assert PHONE not in page.url
        must_be_accessible(page)
        shot(page, "mine-code")
        page.get_by_label("验证码", exact=True).fill("1")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("alert")).to_contain_text("验证码不对或已失效")
        must_be_accessible(page)
        enter(page, "登录")
        expect(page.get_by_text("还没有留言")).to_be_visible()
        must_be_accessible(page)
        shot(page, "mine-empty")
        page.get_by_role("link", name="写留言").click()
        page.get_by_label("留言内容").fill(TEXT)
        page.get_by_role("button", name="提交留言").click()
        page.get_by_role("link", name="在“我的”里查看").click()
        expect(page.get_by_text("收到您的留言")).to_be_visible()
        must_be_accessible(page)
        page.get_by_role("link", name="回到我的").click()
        expect(page.get_by_role("link", name=re.compile("咨询电话是空号"))).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "mine-home")
        page.get_by_role("button", name="退出登录").click()
        page.goto(f"{public_site}/mine/")
        expect(page.get_by_role("heading", level=1)).to_have_text("登录")

    @WIDTHS
    def test_takes_an_earlier_message_in_and_closes_the_account(
        self, page: Page, public_site, official, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        message = send_message(
            tenant_id=official.tenant_id, wish=Kind.FAULT, text=TEXT, once="journey", source="journey",
            actor=Actor.anonymous(), now=timezone.now(),
        )  # fmt: skip
        sign_in(page, public_site)
        page.get_by_role("link", name="添加以前的留言").click()
        must_be_accessible(page)
        page.get_by_label("编号").fill(message.number)
        page.get_by_label("查询码").fill(code_of(message.number))
        page.get_by_role("button", name="添加到我的账号").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"留言 {message.number}")
        page.goto(f"{public_site}/mine/account/passphrase/")
        must_be_accessible(page)
        page.goto(f"{public_site}/mine/account/address/")
        must_be_accessible(page)
        page.goto(f"{public_site}/mine/notice/")
        assert overflow(page) == 0
        must_be_accessible(page)
        page.goto(f"{public_site}/mine/")
        page.get_by_role("link", name="注销账号").click()
        must_be_accessible(page)
        shot(page, "mine-close")
        a_minute_later()
        ask(page, "获取注销验证码")
        must_be_accessible(page)
        enter(page, "注销我的账号")
        expect(page.get_by_role("heading", level=1)).to_have_text("账号已注销")
        must_be_accessible(page)
        assert Message.objects.get().text == TEXT


class TestWithoutScriptsAndWithLargeText:
    def test_a_citizen_signs_in_all_the_same(self, browser, public_site, official, must_be_accessible):
        page = browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
        sign_in(page, public_site)
        page.get_by_role("link", name="更改称呼").click()
        page.get_by_label("称呼").fill("王女士")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("王女士，您好")

    def test_the_page_holds_twice_the_text_on_a_phone(self, page: Page, public_site, official):
        page.set_viewport_size({"width": 390, "height": 844})
        sign_in(page, public_site)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) == 0

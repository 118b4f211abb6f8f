"""Whole jobs without a mouse: every control is reached and seen, and the keyboard goes on where it was."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from quancheng.ui import seals
from tests.journeys.cast import ROWS, paper, sit_down
from tests.journeys.keyboard import BACK, Keyboard

PAST_THE_MENU, PAST_THE_HEAD = "跳到主要内容", "跳到正文"
DONE = "四次采购意向均已公开。"
ASKED = "采购意向的链接打不开，请问什么时候能看到？（演示）"


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


def said(page: Page, words: str) -> None:
    """What was just told stands before the reader, and the keyboard goes on from it."""
    place = page.locator(".qc-said, .qc-errors")
    expect(place).to_contain_text(words)
    expect(place).to_be_focused()


def mended(keys: Keyboard, line: str) -> None:
    """From the line of what must be mended into its field; the address stays as it was."""
    before = keys.page.url
    keys.press(line)
    expect(keys.page.locator("input:focus, textarea:focus")).to_have_attribute("aria-invalid", "true")
    assert keys.page.url == before


@pytest.mark.usefixtures("issued")
class TestAUnit:
    def test_signs_brings_evidence_and_reports(self, page: Page, keys: Keyboard, desk, clerk, tmp_path):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        keys.skip(PAST_THE_MENU)
        keys.follow("待签收")
        keys.follow("全部签收（2）")
        said(page, "已签收2项责任事项")
        keys.follow("公开政府采购意向")
        keys.write("完成情况", DONE)
        keys.follow("报送")
        said(page, "还没有佐证")

        keys.press("添加网址")
        keys.write("网址", "没有网址")
        keys.follow("添加")
        said(page, "这不是完整的网址")
        mended(keys, "网址：")
        page.keyboard.press("Control+a")
        page.keyboard.type("https://www.example.cn/intentions")
        keys.follow("添加")
        said(page, "已添加网址佐证")
        proof = tmp_path / "采购意向.txt"
        proof.write_text("四次采购意向。")
        keys.press("添加文件")
        keys.bring("文件", proof)
        keys.follow("上传")
        said(page, "已添加佐证“采购意向.txt”")

        expect(page.get_by_label("完成情况")).to_have_value(DONE)  # it waited while evidence was brought
        keys.follow("报送")
        said(page, "已报送，等单位负责人确认")

    def test_asks_for_a_later_day_and_is_told_what_is_missing(self, page: Page, keys: Keyboard, desk, clerk):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/duties/")
        keys.skip(PAST_THE_MENU)
        keys.follow("全部签收（2）")
        keys.follow("公开部门预算")
        keys.skip(PAST_THE_MENU)
        keys.press("申请延期")
        keys.write("理由", "系统升级。")
        keys.follow("申请延期")
        said(page, "延至")
        mended(keys, "延至：")
        expect(page.get_by_label("理由")).to_have_value("系统升级。")

    def test_narrows_the_list_and_reads_on_where_it_was(self, page: Page, keys: Keyboard, desk, clerk):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/duties/")
        keys.skip(PAST_THE_MENU)
        keys.choose("状态", "待签收")
        keys.follow("筛选")
        keys.next("查找")  # not the bar and the menu once more
        keys.follow("公开部门预算")
        expect(page.get_by_role("heading", level=1)).to_contain_text("公开部门预算")


@pytest.mark.usefixtures("issued")
class TestAHead:
    def test_confirms_what_was_ticked(self, page: Page, keys: Keyboard, desk, clerk, head):
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/duties/")
        keys.follow("全部签收（2）", by=BACK)
        keys.follow("公开政府采购意向")
        keys.press("添加网址")
        keys.write("网址", "https://www.example.cn/intentions")
        keys.follow("添加")
        keys.follow("报送")

        sit_down(page, desk, head)
        page.goto(f"{desk}/my-work/")
        keys.skip(PAST_THE_MENU)
        keys.follow("待我确认")
        keys.follow("确认所勾选的事项", by=BACK)
        said(page, "还没有勾选责任事项")
        keys.tick("确认：公开政府采购意向")
        keys.follow("确认所勾选的事项")
        said(page, "已确认1项责任事项")


class TestTheOffice:
    def test_brings_a_plan_corrects_a_cell_and_confirms(
        self, page: Page, keys: Keyboard, desk, official, bureau, tmp_path
    ):
        brought = tmp_path / "任务分工.txt"
        brought.write_bytes(paper())
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        keys.skip(PAST_THE_MENU)
        keys.bring("任务分工文件", brought)
        keys.follow("上传并读取")
        keys.skip(PAST_THE_MENU)
        keys.press("更正第1项")
        expect(page.get_by_label("具体要求")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        keys.press("保存")
        expect(page.get_by_role("alert")).to_contain_text("具体要求")
        expect(page.get_by_label("具体要求")).to_be_focused()
        page.keyboard.type("公开部门预算和决算，附文字说明。")
        keys.press("保存")
        expect(page.get_by_role("link", name=re.compile("更正.*第1项"))).to_be_focused()

        page.keyboard.press("Enter")
        expect(page.get_by_label("具体要求")).to_be_focused()
        keys.press("序号、工作任务、分类")
        keys.write("工作任务", "一、公开预算和决算")
        keys.follow("保存")  # the row may stand elsewhere now: the table is drawn anew
        said(page, "已更正第1项")
        keys.follow("比较并确认")
        keys.skip(PAST_THE_MENU)
        keys.follow("确认这2行")
        said(page, "第1版已确认")
        expect(page.get_by_text("附文字说明")).to_be_visible()

    def test_looks_at_another_post_only_when_it_says_so(self, page: Page, keys: Keyboard, desk, official):
        sit_down(page, desk, official)
        page.goto(f"{desk}/my-work/")
        keys.choose("当前岗位", "市政府办公厅 · 新闻处负责人")  # past others, none of which is taken
        keys.follow("切换")
        expect(page.get_by_label("当前岗位").locator("option:checked")).to_have_text(
            re.compile("新闻处负责人")
        )


@pytest.mark.usefixtures("published")
class TestACitizen:
    def test_reads_the_plan_asks_about_a_row_and_looks_the_message_up(
        self, page: Page, keys: Keyboard, public_site, monkeypatch
    ):
        cache.clear()  # no message of an earlier test counts against the throttle
        monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))  # a browser at full speed is no human
        page.goto(f"{public_site}/plan/")
        keys.skip(PAST_THE_HEAD)
        keys.choose("责任单位", "市财政局")
        keys.write("含有词语", "采购")
        keys.follow("筛选")
        keys.follow(ROWS[1][2][:6])
        keys.skip(PAST_THE_HEAD)
        keys.follow("提意见、找错")
        keys.skip(PAST_THE_HEAD)
        keys.follow("提交留言")
        said(page, "请写下您要说的话")  # though the address told another place of the page
        mended(keys, "留言内容：")
        page.keyboard.type(ASKED)
        keys.follow("提交留言")
        expect(page.get_by_role("heading", level=1)).to_have_text("留言已收到")
        number, code = page.locator(".mail-receipt__codes dd").all_inner_texts()

        keys.skip(PAST_THE_HEAD)
        keys.follow("查办理情况")
        keys.skip(PAST_THE_HEAD)
        keys.write("编号", number)
        keys.write("查询码", code)
        keys.follow("查询")
        expect(page.get_by_text(ASKED)).to_be_visible()

    def test_follows_it_by_mail(self, page: Page, keys: Keyboard, public_site, published, monkeypatch):
        monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))
        page.goto(f"{public_site}/plan/{published.ref}/")
        keys.follow("用邮件订阅更新", by=BACK)
        keys.skip(PAST_THE_HEAD)
        keys.follow("发送确认邮件")
        said(page, "电子邮箱")
        mended(keys, "电子邮箱：")
        page.keyboard.type("jia@example.cn")
        keys.follow("发送确认邮件")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

"""A plan comes in and is confirmed; a unit works off its duty; the office looks at it again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cast import PLAN, paper, sit_down
from tests.journeys.conftest import WIDTHS


class TestAPlan:
    def test_is_uploaded_looked_through_compared_and_confirmed(
        self, page: Page, desk, official, bureau, must_be_accessible, shot
    ):
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        must_be_accessible(page)
        told = {"name": "任务分工.txt", "mimeType": "text/plain", "buffer": paper()}
        page.get_by_label("任务分工文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对任务分工")
        expect(page.get_by_text("公开政府采购意向")).to_be_visible()
        must_be_accessible(page)
        shot(page, "plan-draft")
        page.get_by_role("link", name=re.compile("更正.*第1项")).click()
        expect(page.get_by_label("具体要求")).to_be_focused()
        page.get_by_label("具体要求").fill("公开部门预算和决算，附文字说明。")
        must_be_accessible(page)
        shot(page, "plan-row-open")
        page.get_by_label("完成时限").fill("2026年2月30日前")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("在日历上没有这一天")).to_be_visible()  # the doubt, beside its cell
        assert page.url.endswith("/")  # nobody left the table
        expect(page.get_by_role("link", name=re.compile("更正.*第1项"))).to_be_focused()
        page.get_by_role("link", name=re.compile("更正.*第1项")).click()
        expect(page.get_by_label("具体要求")).to_be_focused()  # else words typed at once would land there
        page.get_by_label("完成时限").fill("2026年12月底前")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("link", name=re.compile("更正.*第1项"))).to_be_focused()
        page.get_by_role("link", name="比较并确认").click()
        must_be_accessible(page)
        page.get_by_role("button", name="确认这2行").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(PLAN)
        expect(page.get_by_text("附文字说明")).to_be_visible()
        must_be_accessible(page)

    def test_that_cannot_be_read_is_refused_in_its_place(self, page: Page, desk, official, bureau):
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        told = {"name": "机密★三年.txt", "mimeType": "text/plain", "buffer": paper()}
        page.get_by_label("任务分工文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("上传任务分工")


@pytest.mark.usefixtures("issued")
class TestADuty:
    @WIDTHS
    def test_is_worked_off_confirmed_and_returned(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        must_be_accessible(page)
        shot(page, "duty-my-work")
        page.get_by_role("link", name="待签收").click()
        must_be_accessible(page)
        shot(page, "duty-list")
        page.get_by_role("button", name="全部签收（2）").click()
        expect(page.get_by_text("已签收2项责任事项")).to_be_visible()
        page.get_by_role("link", name="公开政府采购意向").click()

        page.get_by_label("完成情况").fill("四次采购意向均已公开。")
        page.get_by_role("button", name="报送").click()  # without evidence
        expect(page.get_by_role("alert")).to_contain_text("还没有佐证")
        expect(page.get_by_label("完成情况")).to_have_value("四次采购意向均已公开。")
        must_be_accessible(page)
        shot(page, "duty-refused")

        page.get_by_text("添加网址").click()
        page.get_by_label("网址").fill("https://www.example.cn/intentions")
        page.get_by_label("说明").first.fill("采购意向公开页")
        page.get_by_role("button", name="添加", exact=True).click()
        page.get_by_label("完成情况").fill("四次采购意向均已公开。")
        page.get_by_role("button", name="报送").click()
        expect(page.get_by_text("已报送，等单位负责人确认")).to_be_visible()

        sit_down(page, desk, head)
        page.goto(f"{desk}/my-work/")
        page.get_by_role("link", name="待我确认").click()
        must_be_accessible(page)
        shot(page, "duty-confirm")
        page.get_by_role("checkbox", name="确认：公开政府采购意向").check()
        page.get_by_role("button", name="确认所勾选的事项").click()
        expect(page.get_by_text("已确认1项责任事项")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/duties/?scope=all&state=confirmed")
        page.get_by_role("link", name="公开政府采购意向").click()
        page.get_by_text("退回责任单位").first.click()
        page.get_by_label("理由").first.fill("链接只列出两次，请补全。")
        page.get_by_role("button", name="退回责任单位").click()
        expect(page.get_by_text("链接只列出两次，请补全。")).to_be_visible()
        must_be_accessible(page)
        shot(page, "duty-returned")

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/my-work/")
        expect(page.get_by_role("link", name="被退回")).to_be_visible()
        expect(page.get_by_role("link", name="条未读通知")).to_be_visible()

"""A supervision order goes its way from a tick to the end; a bulletin goes out; tables are taken home."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS


@pytest.mark.usefixtures("issued")
class TestAnOrder:
    @WIDTHS
    def test_goes_its_way_from_a_tick_to_the_end(
        self,
        page: Page,
        desk,
        official,
        chief,
        clerk,
        head,
        size,
        must_be_accessible,
        shot,
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/duties/all/")
        page.get_by_role("checkbox", name="督办：公开政府采购意向").check()
        page.get_by_role("checkbox", name="督办：公开部门预算和决算").check()
        must_be_accessible(page)
        shot(page, "order-tick")
        page.get_by_role("button", name="就所勾选的事项发督办单…").click()
        must_be_accessible(page)
        page.get_by_label("事由").fill("财政信息公开")
        page.get_by_label("督办要求").fill("责令改正。")
        page.get_by_role("button", name="存为草稿").click()
        expect(page.get_by_role("alert")).to_contain_text("上一级行政机关")
        must_be_accessible(page)
        shot(page, "order-new")
        page.get_by_label("督办要求").fill("请公开预算、决算和采购意向。\n并逐项附公开页面的网址。")
        page.get_by_role("button", name="存为草稿").click()
        expect(page.get_by_text("督办单草稿已保存")).to_be_visible()
        must_be_accessible(page)
        shot(page, "order-draft")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/orders/")
        page.get_by_role("link", name="待签发").click()
        page.get_by_role("link", name="财政信息公开").click()
        page.get_by_role("button", name="签发").click()
        expect(page.get_by_role("paragraph").filter(has_text="济政公开督办〔")).to_be_visible()

        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/orders/")
        page.get_by_role("link", name="财政信息公开").click()
        must_be_accessible(page)
        page.get_by_role("button", name="签收").click()
        page.get_by_label("办理情况").fill("预算已公开，决算本月底公开。")
        page.get_by_label("附件").set_input_files(
            [{"name": "说明.txt", "mimeType": "text/plain", "buffer": "公开说明".encode()}]
        )
        page.get_by_role("button", name="保存答复稿").click()
        expect(page.get_by_text("答复稿已保存")).to_be_visible()
        expect(page.get_by_role("link", name="说明.txt")).to_be_visible()
        must_be_accessible(page)
        shot(page, "order-answering")

        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/orders/")
        page.get_by_role("link", name="财政信息公开").click()
        page.get_by_role("button", name="报送答复").click()
        expect(page.get_by_text("已报送答复")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/orders/?state=answered")
        must_be_accessible(page)
        shot(page, "order-list")
        page.get_by_role("link", name="财政信息公开").click()
        expect(page.get_by_role("button", name="通过，办结")).to_be_visible()
        shot(page, "order-answered")
        page.get_by_text("退回承办单位").first.click()
        page.get_by_label("理由").first.fill("请写明决算公开的日期。")
        page.get_by_role("button", name="退回承办单位").click()
        expect(page.get_by_text("已退回", exact=True).first).to_be_visible()
        must_be_accessible(page)

        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/orders/")
        page.get_by_role("link", name="财政信息公开").click()
        expect(page.get_by_label("办理情况")).to_have_value("预算已公开，决算本月底公开。")
        page.get_by_label("办理情况").fill("决算于30日公开。")
        page.get_by_role("button", name="报送答复").click()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/orders/?state=answered")
        page.get_by_role("link", name="财政信息公开").click()
        with page.expect_download() as paper:
            page.get_by_role("link", name="下载 docx").click()
        assert paper.value.suggested_filename.endswith("号 财政信息公开.docx")
        page.get_by_role("button", name="通过，办结").click()
        expect(page.get_by_text("已办结").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "order-closed")


@pytest.mark.usefixtures("issued")
class TestABulletin:
    @WIDTHS
    def test_is_drafted_worded_and_issued(
        self,
        page: Page,
        desk,
        official,
        chief,
        head,
        size,
        must_be_accessible,
        shot,
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/overview/")
        page.get_by_text("导出表格").click()
        must_be_accessible(page)
        shot(page, "overview-tables")
        with page.expect_download() as table:
            page.get_by_role("link", name=re.compile("三张表合为一册")).click()
        assert table.value.suggested_filename.endswith(".xlsx")
        page.get_by_role("button", name="起草通报").click()
        must_be_accessible(page)
        shot(page, "bulletin-edit")
        page.get_by_label("表扬和批评").fill("市财政局签收及时，予以表扬。")
        page.get_by_role("button", name="保存").click()
        must_be_accessible(page)
        shot(page, "bulletin-draft")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/bulletins/")
        must_be_accessible(page)
        page.get_by_role("link", name="工作进展情况的通报").click()
        page.get_by_role("button", name="签发并通知各责任单位").click()
        expect(page.get_by_text("各责任单位已收到通知")).to_be_visible()

        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/bulletins/")
        shot(page, "bulletin-list")
        page.get_by_role("link", name="工作进展情况的通报").click()
        expect(page.get_by_text("予以表扬")).to_be_visible()
        must_be_accessible(page)
        shot(page, "bulletin-issued")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/bulletins/")
        page.get_by_role("link", name="工作进展情况的通报").click()
        page.get_by_text("撤销通报").click()
        page.get_by_label("理由").fill("数据口径有误，另行印发。")
        page.get_by_role("button", name="撤销并通知各责任单位").click()
        expect(page.get_by_text("撤销了这份通报")).to_be_visible()
        must_be_accessible(page)
        shot(page, "bulletin-withdrawn")

"""A plan that stands in public is amended: one official sends it, the head returns it, then confirms it."""

from playwright.sync_api import Page, expect

from tests.journeys.cast import ROWS, paper, sit_down
from tests.journeys.conftest import WIDTHS, overflow

AMENDED = (ROWS[0], ("2", "", "公开政府采购意向和结果，全年不少于6次。", "市财政局", "2026年12月底前"))


class TestAnAmendment:
    @WIDTHS
    def test_is_sent_returned_sent_again_and_confirmed_by_another(
        self, page: Page, desk, official, chief, published, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/upload/")
        told = {"name": "修订.txt", "mimeType": "text/plain", "buffer": paper(AMENDED)}
        page.get_by_label("任务分工文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        page.get_by_role("link", name="比较并确认").click()
        expect(page.get_by_text("在那之前公众看到的内容不变")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "amend-to-send")
        page.get_by_role("button", name="核对无误，送审").click()
        expect(page.get_by_text("已送审")).to_be_visible()
        must_be_accessible(page)
        shot(page, "amend-sent")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/my-work/")
        page.get_by_role("link", name="要点修订待审核").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "amend-list")
        page.get_by_role("link", name="查看修订").click()
        expect(page.get_by_role("button", name="已作保密审查，确认并公开")).to_be_visible()
        page.get_by_text("退回更正").first.click()
        page.get_by_role("button", name="退回更正").click()
        expect(page.get_by_role("alert")).to_be_visible()
        must_be_accessible(page)
        shot(page, "amend-review")
        page.get_by_label("理由").fill("请写明采购结果公开的依据。")
        page.get_by_role("button", name="退回更正").click()
        expect(page.get_by_text("已退回，送审人已收到通知")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/inbox/")
        page.get_by_role("link", name="修订被退回").first.click()
        expect(page.get_by_text("请写明采购结果公开的依据。").first).to_be_visible()
        page.goto(f"{desk}/plan/")
        page.get_by_role("link", name="继续核对").click()
        page.get_by_role("link", name="比较并确认").click()
        expect(page.get_by_text("审核人退回了这份修订")).to_be_visible()
        page.get_by_role("button", name="核对无误，送审").click()
        expect(page.get_by_text("已送审")).to_be_visible()

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/")
        page.get_by_role("link", name="查看修订").click()
        page.get_by_role("button", name="已作保密审查，确认并公开").click()
        expect(page.get_by_text("第2版已确认")).to_be_visible()
        expect(page.get_by_text("公开政府采购意向和结果")).to_be_visible()

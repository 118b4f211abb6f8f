"""A paper goes before its leaders: decided on a phone, signed on paper, and sent out by the office."""

import pytest
from playwright.sync_api import Page, expect

from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def colleague(official) -> Person:
    """A second person of the same office, who reads what comes back on paper."""
    office = official.tenant.units.get(code="01")
    return person(official.tenant, office, Role.OPENNESS_OFFICE, "内勤（演示）")


def draft_an_order(page: Page, desk: str) -> None:
    page.goto(f"{desk}/plan/duties/all/")
    page.get_by_role("checkbox", name="督办：公开政府采购意向").check()
    page.get_by_role("button", name="就所勾选的事项发督办单…").click()
    page.get_by_label("事由").fill("采购意向公开")
    page.get_by_label("督办要求").fill("请按季公开采购意向。")
    page.get_by_role("button", name="存为草稿").click()


def lay_before(page: Page, post: str) -> None:
    page.get_by_role("link", name="呈批", exact=True).last.click()
    page.get_by_role("group", name="送谁批示").get_by_label("岗位").first.select_option(label=post)
    page.get_by_role("group", name="送谁批示").get_by_label("环节").first.fill("签发")


@pytest.mark.usefixtures("issued")
class TestAnApproval:
    @WIDTHS
    def test_is_given_and_the_order_goes_out(
        self, page: Page, desk, official, chief, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        draft_an_order(page, desk)
        lay_before(page, str(chief.holdings.get().post))
        must_be_accessible(page)
        shot(page, "approval-new")
        page.get_by_role("button", name="呈送").click()
        expect(page.get_by_text("已呈送，编号呈批〔")).to_be_visible()
        must_be_accessible(page)
        shot(page, "approval-own")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/my-work/")
        page.get_by_role("link", name="文稿待我批示").click()
        must_be_accessible(page)
        shot(page, "approval-list")
        page.get_by_role("link", name="关于采购意向公开的督办单").click()
        must_be_accessible(page)
        shot(page, "approval-decide")
        page.get_by_role("textbox", name="批示").first.fill("同意，请抓紧。")
        page.get_by_role("button", name="同意", exact=True).click()
        expect(page.get_by_text("已同意")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/orders/")
        page.get_by_role("link", name="采购意向公开").click()
        expect(page.get_by_text("已批准", exact=False).first).to_be_visible()
        shot(page, "approval-order")
        page.get_by_role("button", name="印发（已批准）").click()
        expect(page.get_by_text("已印发，承办单位现在可以签收")).to_be_visible()

    def test_comes_back_on_paper(
        self, page: Page, desk, official, colleague, chief, must_be_accessible, shot
    ):
        sit_down(page, desk, official)
        draft_an_order(page, desk)
        lay_before(page, str(chief.holdings.get().post))
        page.get_by_role("button", name="呈送").click()
        mark = page.get_by_role("complementary", name="批示").locator("dd").last.inner_text()
        page.get_by_text("交回扫描件", exact=True).click()
        page.get_by_label("呈批单上的版本号").fill("0000-0000")
        page.get_by_label("扫描件", exact=True).set_input_files(
            files=[{"name": "签批.png", "mimeType": "image/png", "buffer": PNG}]
        )
        page.get_by_role("button", name="交回", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("不一致")
        must_be_accessible(page)
        page.get_by_label("呈批单上的版本号").fill(mark)
        page.get_by_label("扫描件", exact=True).set_input_files(
            files=[{"name": "签批.png", "mimeType": "image/png", "buffer": PNG}]
        )
        page.get_by_role("button", name="交回", exact=True).click()
        expect(page.get_by_text("须由本单位另一人核对")).to_be_visible()
        where = page.url

        sit_down(page, desk, colleague)
        page.goto(where)
        page.get_by_label("签名人").select_option(label=str(chief))
        page.get_by_label("签名日期").fill(page.locator("time").first.get_attribute("datetime") or "")
        page.get_by_label("批示原文").fill("同意。")
        must_be_accessible(page)
        shot(page, "approval-scan")
        page.get_by_role("button", name="照扫描件记入批示").click()
        expect(page.get_by_text("已核对，批示已记入")).to_be_visible()
        expect(page.get_by_text("已批准").first).to_be_visible()

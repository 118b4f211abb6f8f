"""The legal reader reads what the house goes by, signs a table row by row, then what the office entered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.norms.queries import is_signed, norm_on
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, overflow

ORGANS, DAYS, COURTS = "disclosure.remedy_organs", "disclosure.correction_days", "disclosure.courts"


@pytest.fixture
def legal(official) -> Person:
    office = official.tenant.units.get(code="01")
    return person(official.tenant, office, Role.LEGAL_READER, "合法性审核（演示）")


class TestTheNorms:
    @WIDTHS
    def test_are_read_and_signed(self, page: Page, desk, official, legal, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        sit_down(page, desk, legal)
        page.goto(f"{desk}/norms/")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "norms")
        page.get_by_role("navigation", name="筛选").get_by_role("link", name="待签署").click()
        expect(page.get_by_role("link", name="救济途径表")).to_be_visible()
        page.get_by_role("link", name="复议机关表").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "norm-table")
        page.get_by_role("button", name="签这一行").first.click()
        expect(page.get_by_text("1/7行已签").first).to_be_visible()
        page.get_by_label("核对说明").fill("对照公布的文本")
        page.get_by_role("button", name="与依据一致，签署").click()
        expect(page.get_by_text("对照公布的文本")).to_be_visible()
        told = {"tenant_id": official.tenant_id, "on": timezone.localdate()}
        assert is_signed(ORGANS, **told)

    @WIDTHS
    def test_of_the_government_hold_once_a_second_person_signed(
        self, page: Page, desk, official, legal, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        day = timezone.localdate() + timedelta(days=1)
        sit_down(page, desk, official)
        page.goto(f"{desk}/norms/{DAYS}/")
        page.get_by_label("补正期限，通常").fill("8")
        page.get_by_label("启用日期").fill(day.isoformat())
        page.get_by_label("出处").fill("演示市政府办公厅文件〔2026〕3号")
        page.get_by_role("button", name="录入，送签署").click()
        expect(page.get_by_text("等合法性审核人签署")).to_be_visible()
        must_be_accessible(page)
        page.goto(f"{desk}/norms/{COURTS}/")
        page.get_by_label("人民法院 1", exact=True).fill("演示市某区人民法院")
        page.get_by_role("button", name="加几行").click()
        expect(page.get_by_label("人民法院 1", exact=True)).to_have_value("演示市某区人民法院")
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "norm-grid")
        sit_down(page, desk, legal)
        page.goto(f"{desk}/norms/{DAYS}/")
        page.get_by_role("button", name="签署，从启用日期起施行").click()
        expect(page.get_by_text("将启用").first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "norm-days")
        assert norm_on(DAYS, tenant_id=official.tenant_id, on=day).number == 8

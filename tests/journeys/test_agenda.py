"""What a unit has in hand stands in one list and in one month."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS


@pytest.mark.usefixtures("issued")
class TestTheAgenda:
    @WIDTHS
    def test_lists_and_draws_what_is_due(self, page: Page, desk, clerk, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/agenda/")
        must_be_accessible(page)
        shot(page, "agenda")
        expect(page.get_by_role("link", name="公开部门预算和决算").first).to_be_visible()
        day = page.locator("tbody tr").first.locator("td").first.inner_text().split()[-1][:7]
        page.get_by_role("link", name="按月").click()
        page.goto(f"{desk}/agenda/month/?month={day}")
        must_be_accessible(page)
        shot(page, "agenda-month")
        expect(
            page.get_by_role("table", name=day.replace("-0", "年").replace("-", "年") + "月")
        ).to_be_visible()
        page.get_by_role("link", name="下个月").click()
        page.get_by_role("link", name="上个月").click()
        expect(page.get_by_role("link", name="公开").first).to_be_visible()

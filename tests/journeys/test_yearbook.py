"""An annual report is begun, typed, out of balance, mended, submitted, issued; and read by everybody."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.public import (
    Part,
    Place,
    enter_cells,
    issue_report,
    start_report,
    submit_report,
)
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

NOW = datetime(2026, 1, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
CELLS = {"3.1.1": "12", "3.1.2": "3", "3.2.1": "1", "3.3.1": "8", "3.4.1": "2", "3.13.2": "3"}


def acting(who: Person) -> Actor:
    return actor_for(who, None, date(2026, 1, 12), "journey")


@WIDTHS
def test_a_report_comes_to_its_issue(
    page: Page, desk, official, clerk, head, size, must_be_accessible, shot, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    page.set_viewport_size(size)
    sit_down(page, desk, clerk)
    page.goto(f"{desk}/yearbook/")
    must_be_accessible(page)
    page.get_by_role("button", name=re.compile("编制")).click()
    expect(page.get_by_text("已生成草稿")).to_be_visible()
    made = Report.objects.get()
    page.goto(f"{desk}/yearbook/{made.pk}/cells/3/")
    for key, value in CELLS.items():
        page.locator(f'[name="{key}"]').fill(value)
    must_be_accessible(page)
    shot(page, "yearbook-cells")
    page.get_by_label("数据来源").fill("纸质台账（演示）")
    page.get_by_role("button", name="保存").click()
    expect(page.locator('[id="cell-3.25.1"]')).to_have_class(re.compile("year-cell--wrong"))
    must_be_accessible(page)
    shot(page, "yearbook-faulty")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_role("alert")).to_contain_text("表格有2处不平")
    page.goto(f"{desk}/yearbook/{made.pk}/cells/3/")
    page.locator('[name="3.25.1"]').fill("3")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{desk}/yearbook/{made.pk}/texts/")
    must_be_accessible(page)
    shot(page, "yearbook-texts")
    page.get_by_label("五、存在的主要问题及改进情况").fill("办结{{本年办结}}件，仍有不足（演示）。")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待签发")).to_be_visible()

    sit_down(page, desk, head)
    page.goto(f"{desk}/yearbook/{made.pk}/")
    page.get_by_role("button", name="签发并公布").click()
    expect(page.get_by_text("报告已在门户公布")).to_be_visible()
    must_be_accessible(page)
    shot(page, "yearbook-issued")
    assert overflow(page) <= 0

    sit_down(page, desk, official)
    for address in ("", "former/", "days/"):
        page.goto(f"{desk}/yearbook/{address}")
        must_be_accessible(page)
        assert overflow(page) <= 0, address
        shot(page, f"yearbook-{address.strip('/') or 'board'}")


@pytest.fixture
def shown(clerk, head) -> Report:
    """A report as everybody reads it."""
    made = start_report(unit_id=clerk.holdings.get().post.unit_id, year=2025, actor=acting(clerk), now=NOW)
    cells = {Place.parse(key): int(value) for key, value in {**CELLS, "3.25.1": "3"}.items()}
    made = enter_cells(
        report_id=made.pk, version=made.version, part=Part.REQUESTS, source="演示台账", actor=acting(clerk),
        cells={place: value for place, value in cells.items() if place}, now=NOW,
    )  # fmt: skip
    made = submit_report(report_id=made.pk, version=made.version, actor=acting(clerk), now=NOW)
    return issue_report(report_id=made.pk, version=made.version, actor=acting(head), now=NOW)


@WIDTHS
def test_everybody_reads_it(page: Page, public_site, shown, size, must_be_accessible, shot):
    page.set_viewport_size(size)
    page.goto(f"{public_site}/yearbook/")
    must_be_accessible(page)
    shot(page, "yearbook-public-list")
    page.get_by_role("link", name="济南市财政局2025年政府信息公开工作年度报告").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年政府信息公开工作年度报告")
    must_be_accessible(page)
    assert overflow(page) <= 0  # the table scrolls inside its frame
    shot(page, "yearbook-public")

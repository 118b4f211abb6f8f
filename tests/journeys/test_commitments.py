"""Commitments come in, are reviewed and published; a unit tells how far it is; a day is moved."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.files.safety import check_upload
from quancheng.records.plan.commands import commitment_drafts, commitment_editions
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life import load_promises
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

HEADER = ("序号", "重点任务", "承诺内容", "完成时限", "责任单位", "责任人")
ROWS = (
    ("1", "惠企资金直达", "免申即享事项增至40项。", "2026年12月底前", "市财政局", "演示·褚知澜（局长）"),
    ("2", "公开预算和决算", "附文字说明。", "全年", "市财政局", "演示·褚知澜（局长）"),
)
TITLE = "2026年演示市重点任务公开承诺清单"
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


def paper(rows=ROWS) -> bytes:
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *rows)]
    return "\n\n".join([TITLE, *blocks, ""]).encode()


@pytest.fixture
def promised(official, chief, bureau) -> None:
    """The first commitment, published."""
    now, data = timezone.now(), paper(ROWS[:1])
    office, second = (actor_for(who, None, timezone.localdate(now), "journey") for who in (official, chief))
    upload = check_upload(data, name="承诺.txt")
    draft = commitment_drafts.bring_commitments(upload=upload, data=data, actor=office, now=now)
    draft = commitment_editions.confirm_commitments(
        draft_id=draft.pk, version=draft.version, reason="", actor=office, now=now
    )
    commitment_editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=second, now=now)


class TestAList:
    @WIDTHS
    def test_is_uploaded_corrected_sent_and_published(
        self, page: Page, desk, official, chief, bureau, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/commitments/")
        must_be_accessible(page)
        page.get_by_role("link", name="上传承诺清单").first.click()
        must_be_accessible(page)
        told = {"name": "承诺清单.txt", "mimeType": "text/plain", "buffer": paper()}
        page.get_by_label("承诺清单文件").set_input_files([told])
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_text("承诺须写明哪天完成")).to_be_visible()
        must_be_accessible(page)
        shot(page, "commitments-draft")

        page.get_by_role("link", name=re.compile("更正.*第2项")).click()
        page.get_by_label("完成时限").fill("2026-10-31")
        must_be_accessible(page)
        shot(page, "commitments-row")
        page.get_by_role("button", name="保存").click()
        page.get_by_role("link", name="送审").click()
        must_be_accessible(page)
        page.get_by_role("button", name="核对无误，2项送审").click()
        expect(page.get_by_text("等政务公开机构的另一位负责人审核公开")).to_be_visible()
        shot(page, "commitments-home")

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/commitments/")
        page.get_by_role("link", name=TITLE).click()
        must_be_accessible(page)
        shot(page, "commitments-review")
        page.get_by_role("button", name="已作保密审查，公开这2项承诺").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        must_be_accessible(page)
        shot(page, "commitments-list")
        assert overflow(page) == 0


@pytest.mark.usefixtures("promised")
class TestACommitment:
    @WIDTHS
    def test_is_told_of_confirmed_and_moved(
        self, page: Page, desk, official, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/commitments/")
        page.get_by_role("link", name="惠企资金直达").click()
        page.get_by_role("textbox", name="进展").fill("已有28项。")
        page.get_by_label("承诺已全部完成").check()
        page.get_by_role("button", name="填报进展").click()  # done, and nothing to show
        expect(page.get_by_role("alert")).to_contain_text("公开页面的网址")
        expect(page.get_by_role("textbox", name="进展")).to_have_value("已有28项。")
        must_be_accessible(page)
        shot(page, "commitment-refused")
        page.get_by_label("承诺已全部完成").uncheck()
        page.get_by_role("button", name="填报进展").click()
        expect(page.get_by_text("已填报，等单位负责人确认")).to_be_visible()
        page.get_by_text("申请调整时限").first.click()
        page.get_by_label("调整至").fill("2027-03-31")
        page.get_by_label("理由").first.fill("系统改造推迟。")
        page.get_by_role("button", name="申请调整时限").click()

        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/commitments/")
        page.get_by_role("link", name="惠企资金直达").click()
        must_be_accessible(page)
        shot(page, "commitment-head")
        page.get_by_role("button", name="负责人确认进展").click()
        expect(page.get_by_text("已确认，公众现在可以看到")).to_be_visible()

        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/commitments/city-2026/")
        page.get_by_role("link", name="惠企资金直达").click()
        must_be_accessible(page)
        shot(page, "commitment-office")
        page.get_by_label("理由").first.fill("系统改造推迟，须待明年一季度上线。")
        page.get_by_role("button", name="调整时限", exact=True).click()
        expect(page.get_by_text("时限已调整，理由已公开")).to_be_visible()
        assert overflow(page) == 0


class TestTheCitysWord:
    @pytest.fixture
    def city(self, home) -> None:
        load_city(NOW)
        load_promises(NOW)

    @WIDTHS
    def test_is_read_narrowed_and_followed_to_its_reason(
        self, page: Page, city, public_site, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/plan/commitments/")
        expect(page.get_by_role("heading", level=1)).to_have_text("2024年济南市重点任务公开承诺清单（演示）")
        must_be_accessible(page)
        shot(page, "public-commitments")
        assert overflow(page) == 0
        page.get_by_label("状态").select_option(label="时限已调整")
        page.get_by_role("button", name="筛选").click()
        expect(page.get_by_role("status")).to_have_text("13项中有1项符合")
        page.get_by_role("link", name="打通断头路").click()
        expect(page.get_by_text("线路重新论证").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "public-commitment")
        assert overflow(page) == 0

    def test_is_read_at_twice_the_size_and_without_scripts(self, browser, city, public_site):
        window = browser.new_context(viewport={"width": 720, "height": 900}, java_script_enabled=False)
        page = window.new_page()
        page.goto(f"{public_site}/plan/commitments/")
        page.get_by_role("link", name="老旧小区改造").click()
        expect(page.get_by_text("汛期长于往年").first).to_be_visible()
        window.close()

    def test_keeps_its_figures_within_a_phone_at_twice_the_text(self, page, city, public_site):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{public_site}/plan/commitments/")
        page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% !important }')")
        box = page.locator(".pledge__sums > div").last.bounding_box()
        assert box["x"] + box["width"] <= 390

"""A set is issued, a unit reads its score, a quarter is frozen, an appeal and a letter go their way."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from quancheng.insight.scorecards.models import ScoreSet
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.kernel.orgs.roles import Role
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, overflow

AFTER = datetime(2026, 4, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Wednesday


@pytest.fixture
def bureau(official) -> Unit:
    return Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )


@pytest.fixture
def clerk(bureau) -> Person:
    return person(bureau.tenant, bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def chief(official) -> Person:
    return person(official.tenant, Unit.objects.get(code="01"), Role.OPENNESS_HEAD, "负责人（演示）")


def add(page: Page, desk: str, code: str, name: str, points: str, shape: str) -> None:
    score_set = ScoreSet.objects.get()
    page.goto(f"{desk}/scorecards/sets/{score_set.pk}/indicators/new/")
    page.get_by_label("编号", exact=True).fill(code)
    page.get_by_label("指标名称").fill(name)
    page.get_by_label("类别").fill("任务落实")
    page.get_by_label("分值").fill(points)
    page.get_by_label("计分方式").select_option(label=shape)
    page.get_by_label("依据文件").fill("演示办法")
    page.locator("#id_reading").select_option(label="公开承诺如期兑现")


@WIDTHS
def test_a_year_is_assessed(
    page: Page, desk, official, chief, clerk, size, must_be_accessible, shot, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    page.set_viewport_size(size)
    sit_down(page, desk, official)
    page.goto(f"{desk}/scorecards/")
    page.get_by_role("link", name="拟定考核指标").click()
    must_be_accessible(page)
    page.get_by_label("依据", exact=True).fill("演示办法")
    page.get_by_role("button", name="保存").click()
    add(page, desk, "A1", "公众号阅读量", "100", "按比例计分")
    must_be_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("不得以粉丝量、阅读量、点赞量计分")
    page.get_by_label("指标名称").fill("公开承诺如期兑现")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已添加指标").first).to_be_visible()
    must_be_accessible(page)
    shot(page, "score-set")

    sit_down(page, desk, chief)
    page.goto(f"{desk}/scorecards/sets/{ScoreSet.objects.get().pk}/")
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_text("已签发，被考核单位已收到通知").first).to_be_visible()
    page.goto(f"{desk}/scorecards/?period=2026Q1")
    expect(page.get_by_role("link", name="市财政局")).to_be_visible()
    must_be_accessible(page)
    shot(page, "score-matrix")
    assert overflow(page) <= 0
    page.get_by_role("button", name="固化这一期的结果").click()
    expect(page.get_by_text("结果已固化").first).to_be_visible()
    must_be_accessible(page)

    sit_down(page, desk, clerk)
    page.goto(f"{desk}/scorecards/results/")
    page.get_by_role("link", name="2026年第1季度").or_(
        page.get_by_role("link", name="2026年第一季度")
    ).click()
    must_be_accessible(page)
    shot(page, "score-sheet")
    assert overflow(page) <= 0
    page.get_by_role("link", name="对这项得分提出申诉").click()
    page.get_by_label("申诉理由").fill("第一季度有一项承诺已经完成，请核对。")
    must_be_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("申诉已提交").first).to_be_visible()

    sit_down(page, desk, official)
    page.goto(f"{desk}/scorecards/appeals/")
    must_be_accessible(page)
    page.get_by_role("link", name="市财政局").click()
    page.get_by_text("申诉成立，更正得分").first.click()
    page.get_by_label("更正分").fill("60")
    page.locator("#uphold_reason").fill("记录核实。")
    must_be_accessible(page)
    shot(page, "score-appeal")
    page.get_by_role("button", name="申诉成立，更正得分").click()
    expect(page.get_by_text("得分已更正").first).to_be_visible()

    page.goto(f"{desk}/scorecards/letters/new/")
    page.get_by_label("种类").select_option(label="提醒函")
    page.locator("#id_unit").select_option(label="市财政局")
    must_be_accessible(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("正文").fill("责令限期整改。")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("alert")).to_contain_text("上一级行政机关")
    page.get_by_label("正文").fill("请对照记录查找原因，抓紧补齐。")
    page.get_by_label("反馈期限").fill("2026-04-17")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.locator("#actions").get_by_role("link", name="呈批")).to_be_visible()
    must_be_accessible(page)
    shot(page, "score-letter")
    letter = page.url

    sit_down(page, desk, chief)
    page.goto(letter)
    page.get_by_role("button", name="签发并编号").click()
    expect(page.get_by_text("政公开提醒〔2026〕1号").first).to_be_visible()

    sit_down(page, desk, clerk)
    page.goto(f"{desk}/my-work/")
    page.get_by_role("link", name="考核函件待签收").click()
    must_be_accessible(page)
    page.get_by_role("link", name="提醒函").click()
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("待反馈").first).to_be_visible()
    must_be_accessible(page)
    page.get_by_label("整改情况").fill("已经补齐。")
    page.get_by_role("button", name="提交反馈").click()
    expect(page.get_by_text("政务公开机构已收到通知").first).to_be_visible()

    sit_down(page, desk, chief)
    page.goto(letter)
    page.get_by_text("撤回函件").first.click()
    page.get_by_label("撤回理由").fill("得分已经更正。")
    must_be_accessible(page)
    page.get_by_role("button", name="撤回函件").click()
    expect(page.get_by_text("撤回了这份函件").first).to_be_visible()
    must_be_accessible(page)
    shot(page, "score-letter-withdrawn")
    for address in ("letters/", "letters/basis/", "letters/basis/new/", "below/", "sets/", "results/"):
        page.goto(f"{desk}/scorecards/{address}")
        must_be_accessible(page)
        assert overflow(page) <= 0

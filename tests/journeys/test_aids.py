"""A handler decides beside the aids: linked requests are shown, a search is recorded, two are joined."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.commands import intake
from quancheng.records.disclosure.models import Item, Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.receipt import Channel
from tests.journeys.cast import sit_down
from tests.journeys.conftest import NARROW, WIDTHS, overflow

WANTED = "城东片区老旧小区改造项目的施工合同和竣工验收报告（演示）"


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None) -> None:
    cache.clear()


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def handed_in(clerk: Person, place: int) -> Request:
    """Two people with one telephone ask for the same."""
    who = intake.Who(
        sort=Applicant.PERSON, name=f"演示第{place}人", proof=Proof.PASSPORT,
        proof_number=f"E000000{place:02}", phone="13800000000",
    )  # fmt: skip
    what = intake.What(wanted=WANTED, medium=Medium.PAPER, route=Route.IN_PERSON)
    return intake.register_request(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(), who=who, what=what, once=f"journey-{place}",
        actor=acting(clerk), now=timezone.now(),
    )  # fmt: skip


class TestAHandler:
    @WIDTHS
    def test_decides_beside_the_aids(self, page: Page, desk, clerk, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        first, second = handed_in(clerk, 1), handed_in(clerk, 2)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/disclosure/{first.number}/")
        expect(page.get_by_role("heading", name="关联申请")).to_be_visible()
        expect(page.get_by_text("同一手机号，姓名不同")).to_be_visible()
        if not page.get_by_label("每行一项").is_visible():
            page.locator("summary", has_text="分项").first.click()
        page.get_by_role("button", name="分项", exact=True).click()
        page.locator("summary", has_text="与内容相同的申请并案").click()
        page.get_by_label(second.number).check()
        page.get_by_role("button", name="并案办理").click()
        expect(page.get_by_text("已并案办理")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "aids-request")

        page.get_by_role("link", name="拟定处理意见").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        for _ in range(3):
            page.get_by_role("link", name="都不是，下一问").click()
        shot(page, "aids-question")
        page.get_by_role("link", name="经检索不存在").click()
        similar = page.locator("details", has_text="相近的申请和答复")
        if size == NARROW:  # folded once the page's script has come
            expect(similar).not_to_have_attribute("open", re.compile(".*"))
        else:
            expect(similar).to_have_attribute("open", "")
        page.get_by_label("检索范围").fill("档案室、办公系统")
        page.get_by_label("关键词", exact=True).fill("施工合同")
        page.get_by_label("检索人").fill("演示档案员")
        page.get_by_role("button", name="记下检索").click()
        expect(page.get_by_text("已记录检索")).to_be_visible()
        told = page.get_by_role("textbox", name="检索记录")
        assert "演示档案员在档案室、办公系统" in told.input_value()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "aids-decide")
        page.get_by_role("button", name="拟定处理意见").click()
        expect(page.get_by_role("heading", name="签发前检查")).to_be_visible()
        must_be_accessible(page)
        shot(page, "aids-checks")

        page.get_by_role("link", name="把这件的处理意见用于其他").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "aids-copy")
        page.get_by_role("button", name="用于勾选的申请").click()
        expect(page.get_by_text("已用于1件申请")).to_be_visible()
        assert set(Item.objects.values_list("request__number", "ground")) == {
            (first.number, "36-4"), (second.number, "36-4"),
        }  # fmt: skip

    def test_sees_everything_on_one_page_without_scripts(self, browser, desk, clerk):
        request = handed_in(clerk, 1)
        page = browser.new_context(java_script_enabled=False).new_page()
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/disclosure/{request.number}/")
        page.get_by_role("button", name="分项", exact=True).click()
        page.get_by_role("link", name="拟定处理意见").click()
        page.get_by_role("link", name="全部依据在一页").click()
        page.get_by_role("link", name="没有现成信息，需要另行制作").click()
        page.get_by_label("理由", exact=True).fill("需要把各部门的台账汇总计算，没有现成的文件。")
        page.get_by_role("button", name="拟定处理意见").click()
        expect(page.get_by_text("已拟定处理意见")).to_be_visible()
        page.context.close()


class TestAnApplicant:
    @WIDTHS
    def test_looks_before_asking_and_loses_nothing(
        self, page: Page, public_site, clerk, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/disclosure/guide/")
        page.get_by_label("用一句话写您要什么").fill("水库移民安置方案")
        page.get_by_role("button", name="找一找").click()
        expect(page.get_by_text("没有找到已经公开的")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        page.get_by_role("link", name="直接填申请表").click()
        page.get_by_label("您需要什么信息").fill("水库移民安置方案")
        page.get_by_label("姓名或者单位名称").fill("演示甲")
        page.get_by_role("button", name="先看看是不是已经公开了").click()
        expect(page.get_by_text("没有找到已经公开的")).to_be_visible()
        expect(page.get_by_label("姓名或者单位名称")).to_have_value("演示甲")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "aids-look")
        assert not Request.objects.exists()

"""A citizen asks for information, keeps the receipt, is asked to make it clearer, and withdraws."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import consulting, handling, intake
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.ui import seals
from tests.journeys.conftest import NARROW, WIDTHS, overflow

WANTED = "2025年市级部门预算执行情况的报告，含各部门的明细表。（演示）"
PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
POINTS = "一、请写明是哪一年的报告。\n二、请写明要哪些部门的明细表。（演示）"


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None, monkeypatch) -> None:
    """No earlier test counts against the throttle; and a browser at full speed is no human."""
    cache.clear()
    monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))


@pytest.fixture
def clerk(official) -> Person:
    bureau = Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )
    someone = Person.objects.create(account="handler", name="承办人（演示）", tenant=official.tenant)
    post = Post.objects.create(unit=bureau, title="承办人")
    PostRole.objects.create(post=post, role=Role.HANDLER)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def confirmed(clerk: Person) -> Request:
    """A request that was submitted and confirmed a moment ago."""
    now = timezone.now()
    who = intake.Who(
        sort=Applicant.PERSON, name="演示甲", proof=Proof.IDENTITY, proof_number=PAPER, phone="13800000000"
    )
    what = intake.What(wanted=WANTED, medium=Medium.ELECTRONIC, route=Route.NETWORK)
    unit_id = acting(clerk).unit_id
    assert unit_id is not None
    request = intake.submit_request(
        unit_id=unit_id,
        who=who,
        what=what,
        once="journey",
        source="journey",
        actor=Actor.anonymous(),
        now=now,
    )
    return intake.confirm_receipt(
        number=request.number, version=0, on=timezone.localdate(now), how="电话", actor=acting(clerk), now=now
    )


def look_up(page: Page, site: str, number: str, code: str) -> None:
    page.goto(f"{site}/disclosure/status/")
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()


def is_forgotten(page: Page) -> bool:
    """Whether the browser keeps no draft, once the scripts of the page have run."""
    for _ in range(50):
        if page.evaluate("localStorage.length") == 0:
            return True
        page.wait_for_timeout(100)
    return False


def fill_in(page: Page) -> None:
    page.get_by_label("向哪个机关申请").select_option(label="市财政局")
    page.get_by_label("您需要什么信息").fill(WANTED)
    page.get_by_label("姓名或者单位名称").fill("演示甲")
    page.get_by_label("证件号码").fill(PAPER)
    page.get_by_label("联系电话").fill("13800000000")


class TestAnApplicant:
    @WIDTHS
    def test_is_guided_asks_and_looks_it_up(
        self, page: Page, public_site, clerk, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/disclosure/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-index")
        page.get_by_role("link", name="提交申请").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-guide")
        page.get_by_role("link", name="直接填申请表").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-form")
        page.get_by_label("联系电话").fill("不是号码")
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("alert")).to_contain_text("请写明需要什么政府信息")
        expect(page.get_by_label("联系电话")).to_have_value("不是号码")
        must_be_accessible(page)
        shot(page, "asking-form-refused")
        fill_in(page)
        page.get_by_label("我确认以上内容属实").check()
        shot(page, "asking-form-filled")
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-receipt")
        number, code = page.locator(".ask-receipt__codes dd").all_text_contents()
        look_up(page, public_site, number, "AAAAAAAA")
        expect(page.get_by_role("alert")).to_contain_text("不相符")
        must_be_accessible(page)
        look_up(page, public_site, number, code)
        expect(page.get_by_role("heading", level=1)).to_have_text("已提交，等待机关确认收到")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-status-waiting")

    def test_as_an_organisation_is_asked_who_represents_it(
        self, page: Page, public_site, clerk, must_be_accessible, shot
    ):
        page.set_viewport_size(NARROW)
        page.goto(f"{public_site}/disclosure/new/")
        expect(page.get_by_label("法定代表人或者负责人")).to_be_hidden()
        page.get_by_label("商业企业").check()
        expect(page.get_by_label("法定代表人或者负责人")).to_be_visible()
        must_be_accessible(page)
        shot(page, "asking-form-organisation")

    def test_finds_the_draft_again_without_the_number_of_the_paper(self, page: Page, public_site, clerk):
        page.goto(f"{public_site}/disclosure/new/")
        expect(page.get_by_role("button", name="清除草稿")).to_be_hidden()
        fill_in(page)
        expect(page.get_by_role("button", name="清除草稿")).to_be_visible()
        page.get_by_text("委托代理人").first.click()
        page.locator("[name=agent_name]").fill("演示代理")
        page.locator("[name=agent_proof_number]").fill("E00000009")
        kept = page.evaluate("JSON.stringify(localStorage)")
        assert WANTED in kept
        assert not any(told in kept for told in (PAPER, "演示甲", "13800000000", "演示代理", "E00000009"))
        page.goto(f"{public_site}/disclosure/new/")
        expect(page.get_by_label("您需要什么信息")).to_have_value(WANTED)
        expect(page.get_by_label("向哪个机关申请")).not_to_have_value("")
        expect(page.get_by_label("证件号码")).to_have_value("")
        expect(page.get_by_role("status")).to_contain_text("草稿已经放回来了")
        page.get_by_role("button", name="清除草稿").click()
        expect(page.get_by_label("您需要什么信息")).to_have_value("")
        assert is_forgotten(page)

    def test_sends_away_the_draft_with_the_request(self, page: Page, public_site, clerk):
        page.goto(f"{public_site}/disclosure/new/")
        fill_in(page)
        expect(page.get_by_role("button", name="清除草稿")).to_be_visible()
        page.get_by_label("我确认以上内容属实").check()
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
        assert is_forgotten(page)

    def test_asks_without_scripts_on_a_phone(self, browser: Browser, public_site, clerk, shot):
        context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{public_site}/disclosure/")
        page.get_by_role("link", name="提交申请").click()
        page.get_by_role("link", name="填申请表", exact=True).click()
        expect(page.get_by_role("button", name="清除草稿")).to_be_hidden()
        fill_in(page)
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("alert")).to_contain_text("提交前请勾选确认")
        expect(page.get_by_label("您需要什么信息")).to_have_value(WANTED)
        page.get_by_label("我确认以上内容属实").check()
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
        number, code = page.locator(".ask-receipt__codes dd").all_text_contents()
        look_up(page, public_site, number, code)
        page.get_by_text("不需要了，撤回申请").click()
        page.get_by_role("button", name="撤回申请").click()
        expect(page.get_by_role("alert")).to_contain_text("先勾选")
        page.get_by_label("我确定撤回这件申请").check()
        page.get_by_role("button", name="撤回申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("您已撤回申请")
        context.close()


class TestACorrection:
    @WIDTHS
    def test_is_read_point_by_point_and_made_online(
        self, page: Page, public_site, clerk, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        request = confirmed(clerk)
        handling.ask_correction(
            number=request.number, version=1, points=POINTS, days=10, actor=acting(clerk), now=timezone.now()
        )
        look_up(page, public_site, request.number, code_of(request.number))
        expect(page.get_by_role("heading", level=1)).to_have_text("需要您补充说明")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-status-correction")
        page.get_by_role("button", name="提交补正").click()
        expect(page.get_by_role("alert")).to_contain_text("写明补正内容")
        must_be_accessible(page)
        page.get_by_label("补正内容").fill("一、2025年。二、所有部门。（演示）")
        page.get_by_role("button", name="提交补正").click()
        expect(page.get_by_role("status")).to_contain_text("已收到您的补正")
        page.get_by_text("期限是怎样算的").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-status-corrected")


class TestAConsultation:
    def test_is_told_as_a_rest(self, page: Page, public_site, clerk, must_be_accessible, shot):
        page.set_viewport_size(NARROW)
        request = confirmed(clerk)
        consulting.consult(
            number=request.number, version=1, party=Party.THIRD, name="演示公司", about="演示",
            on=timezone.localdate(), actor=acting(clerk), now=timezone.now(),
        )  # fmt: skip
        look_up(page, public_site, request.number, code_of(request.number))
        expect(page.get_by_role("heading", level=1)).to_have_text("机关正在征求意见")
        expect(page.get_by_text("演示公司")).to_have_count(0)
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "asking-status-consulting")

"""A fee is proposed, decided and paid; the letters are there to be served; a citizen checks one of them."""

import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import consulting, fees, intake, replies
from quancheng.records.disclosure.models import Letter, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.rules.receipt import Channel
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import NARROW, WIDTHS, overflow

PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
HOW = "凭缴款码网上缴入演示市财政非税收入专户（演示）"


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None) -> None:
    cache.clear()


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


@pytest.fixture
def payment(official) -> None:
    """How one pays, entered by the office and signed."""
    legal = person(official.tenant, official.tenant.units.get(code="01"), Role.LEGAL_READER, "审核（演示）")
    now = timezone.now()
    made = enter_value(
        norm="disclosure.payment", from_on=timezone.localdate(now), value=(("", HOW),), source="演示",
        mark=Mark.D, actor=acting(official), now=now,
    )  # fmt: skip
    sign_value(value_id=made.pk, digest=made.digest, actor=acting(legal), now=now)


@pytest.fixture
def handed_in(clerk) -> Request:
    """Handed in today, with an item that is handed out on paper."""
    now = timezone.now()
    who = intake.Who(
        sort=Applicant.PERSON, name="演示甲", proof=Proof.IDENTITY, proof_number=PAPER, address="演示路1号"
    )
    what = intake.What(wanted="验收报告全文。（演示）", medium=Medium.PAPER, route=Route.POST)
    made = intake.register_request(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(now), who=who, what=what,
        once=uuid.uuid4().hex, actor=acting(clerk), now=now,
    )  # fmt: skip
    told = {"number": made.number, "actor": acting(clerk), "now": now}
    replies.divide_request(**told, version=0, wanted=["验收报告"])
    replies.decide_item(
        **told, version=1, place=1, ground="36-2", withheld=(), said={"information": "见附件"}, row=None,
        row_reason="",
    )  # fmt: skip
    return made


def opened(page: Page, desk: str, who: Person, request: Request) -> None:
    sit_down(page, desk, who)
    page.goto(f"{desk}/disclosure/{request.number}/")


def look_up(page: Page, site: str, number: str) -> None:
    page.goto(f"{site}/disclosure/status/")
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code_of(number))
    page.get_by_role("button", name="查询").click()


class TestAFee:
    @WIDTHS
    def test_is_proposed_decided_served_and_paid(
        self, page: Page, desk, payment, handed_in, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        opened(page, desk, clerk, handed_in)
        page.get_by_text("拟收信息处理费", exact=True).first.click()
        page.get_by_label("计收方式").select_option("pages")
        page.get_by_role("button", name="拟收信息处理费").click()
        expect(page.get_by_text("按量计收的，请填写页数").first).to_be_visible()
        must_be_accessible(page)
        page.get_by_label("页数").fill("68")
        page.get_by_label("收费理由").fill("一个月内多次申请同类信息，数量明显超过合理范围。（演示）")
        page.get_by_role("button", name="拟收信息处理费").click()
        expect(page.get_by_text("合计380元")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "letters-fee-proposed")
        opened(page, desk, head, handed_in)
        page.get_by_role("button", name="签发收费通知书").click()
        expect(page.get_by_text(HOW).first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        opened(page, desk, clerk, handed_in)
        page.get_by_role("button", name="收费通知书送达").click()
        expect(page.get_by_text("已登记送达，缴费期限开始计算")).to_be_visible()
        shot(page, "letters-fee-served")
        page.get_by_label("财政票据号").fill("演示0001")
        page.get_by_role("button", name="申请人缴费").click()
        expect(page.get_by_text("已登记缴费，请看现在的届满日")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0

    @WIDTHS
    def test_is_told_to_whoever_owes_it(
        self, page: Page, public_site, payment, handed_in, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        told = {"number": handed_in.number, "now": timezone.now()}
        fees.propose_fee(
            **told, version=2, basis=Basis.PAGES, pages=68, why="数量过大（演示）", actor=acting(clerk)
        )
        fees.issue_fee_notice(**told, version=3, actor=acting(head))
        look_up(page, public_site, handed_in.number)
        expect(page.get_by_role("heading", name="请缴纳信息处理费380元")).to_be_visible()
        expect(page.get_by_text(HOW)).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "letters-fee-status")


class TestLetters:
    @WIDTHS
    def test_are_served(self, page: Page, desk, handed_in, clerk, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        consulting.consult(
            number=handed_in.number, version=2, party=Party.THIRD, name="演示设备有限公司", about="合同单价",
            on=timezone.localdate(), actor=acting(clerk), now=timezone.now(),
        )  # fmt: skip
        opened(page, desk, clerk, handed_in)
        receipt = page.locator("#letter-1")
        receipt.get_by_text("登记送达").first.click()
        receipt.get_by_role("button", name="登记送达").click()
        expect(page.get_by_text("请填写送达凭证").first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        receipt.get_by_label("送达凭证").fill("演示甲签收")
        receipt.get_by_role("button", name="登记送达").click()
        expect(page.locator("#letter-1")).to_contain_text("直接送达")
        page.locator("#letter-2 summary", has_text="正文").click()
        must_be_accessible(page)
        shot(page, "letters-desk")

    @WIDTHS
    def test_are_checked_by_anybody(self, page: Page, public_site, handed_in, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        letter = Letter.objects.get(sort="receipt")
        page.goto(f"{public_site}/disclosure/")
        page.get_by_role("link", name="核验文书").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "letters-verify")
        page.get_by_label("文号").fill(letter.number)
        page.get_by_label("核验码").fill("AAAAAAAA")
        page.get_by_role("button", name="核验").click()
        expect(page.get_by_role("alert")).to_contain_text("没有文号和核验码都相符的文书")
        expect(page.get_by_label("文号")).to_have_value(letter.number)
        must_be_accessible(page)
        page.get_by_label("文号").fill(letter.number.replace("〔", "[").replace("〕", "]"))
        page.get_by_label("核验码").fill(f"{letter.code[:4]} {letter.code[4:]}".lower())
        page.get_by_role("button", name="核验").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("文书真实有效")
        expect(page.get_by_text("演示甲")).to_have_count(0)
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "letters-verified")

    def test_are_checked_without_scripts_on_a_phone(self, browser: Browser, public_site, handed_in):
        context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="zh-CN")
        page, letter = context.new_page(), Letter.objects.get(sort="receipt")
        page.goto(f"{public_site}/disclosure/verify/")
        page.get_by_label("文号").fill(letter.number)
        page.get_by_label("核验码").fill(letter.code)
        page.get_by_role("button", name="核验").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("文书真实有效")
        context.close()

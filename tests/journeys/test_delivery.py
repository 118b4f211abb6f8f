"""A partial disclosure from the upload of its file, through its redaction, into the applicant's hands."""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from config.environment import Surface
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.tests import papers
from quancheng.records.disclosure.commands import intake
from quancheng.records.disclosure.commands.consulting import consult, note_delivery, note_opinion
from quancheng.records.disclosure.commands.files import take_redacted
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.tests import story
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, _serve, overflow

serving = contextmanager(_serve)
PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
TITLE = "2025年公共数据开放补贴发放表（演示）"
PAGES = (
    papers.lines(
        "2025年公共数据开放补贴发放表（演示）", "一、甲公司，三万元。", "二、乙公司，三万元。",
        f"联系人：{papers.NAME}",
    ),
)  # fmt: skip


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


@pytest.fixture
def asked(official, clerk) -> Request:
    """A confirmed request whose reply is wanted on the internet, in a house whose rules are in force."""
    cache.clear()
    now = timezone.now()
    legal = person(official.tenant, official.tenant.units.get(code="01"), Role.LEGAL_READER, "审核人（演示）")
    story.rules_in_force(acting(official), acting(legal), now=now)
    unit_id = acting(clerk).unit_id
    assert unit_id is not None
    request = intake.submit_request(
        unit_id=unit_id, once="journey", source="journey", actor=Actor.anonymous(), now=now,
        who=intake.Who(
            sort=Applicant.PERSON, name="演示甲", proof=Proof.IDENTITY, proof_number=PAPER,
            phone="13800000000",
        ),
        what=intake.What(
            wanted="2025年公共数据开放补贴的发放对象和金额。（演示）", medium=Medium.ELECTRONIC,
            route=Route.NETWORK,
        ),
    )  # fmt: skip
    intake.confirm_receipt(
        number=request.number, version=0, on=timezone.localdate(now), how="电话", actor=acting(clerk), now=now
    )
    return heard(request, acting(clerk), now)


def heard(request: Request, clerk: Actor, now: datetime) -> Request:
    """Whose name stands in the file was asked, and does not want it public (《条例》第三十二条)."""
    told = {"number": request.number, "place": 1, "on": timezone.localdate(now), "actor": clerk, "now": now}
    consult(
        number=request.number, version=1, party=Party.THIRD, name="演示联系人", about="联系人姓名（演示）",
        on=timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip
    note_delivery(**told)
    note_opinion(**told, opinion=Opinion.REFUSES_WITH_REASONS, reasons="个人隐私（演示）")
    return request


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The file as the agency has it."""
    kept = tmp_path / "发放表（内部）.pdf"
    kept.write_bytes(papers.pdf_of(*PAGES))
    return kept


def window(browser: Browser, size) -> Page:
    return browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai").new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def work_on(actor: Actor) -> None:
    """What the worker does once a redaction is finished; in a journey none runs beside the house."""
    done = Redaction.objects.get(state=Redaction.State.FINISHED)
    take_redacted(redaction_id=done.pk, actor=Actor.clockwork(actor.tenant_id), now=timezone.now())


class TestAPartialDisclosure:
    @WIDTHS
    def test_goes_from_the_upload_to_the_applicants_download(
        self,
        browser: Browser,
        home,
        asked,
        clerk,
        head,
        sheet,
        size,
        must_be_accessible,
        shot,
        tmp_path,
    ):
        with serving(Surface.DESK, browser) as desk:
            page = window(browser, size)
            address = f"{desk}/disclosure/{asked.number}/"
            self.decide(page, desk, address, clerk)
            self.attach(page, sheet)
            expect(page.get_by_text("还没有完成区分处理").first).to_be_visible()
            must_be_accessible(page)
            assert overflow(page) == 0
            shot(page, "delivery-attached")
            self.redact(page, desk, clerk, head)
            work_on(acting(head))
            sit_down(page, desk, clerk)
            page.goto(address)
            expect(page.get_by_text("不公开：《政府信息公开条例》第十五条1处")).to_be_visible()
            self.issue(page, desk, address, clerk, head)
            must_be_accessible(page)
            shot(page, "delivery-to-serve")
            page.locator("#serve_way").select_option(label="网上送达")
            press(page, "送达答复")
            expect(page.get_by_text("申请人还没有查看")).to_be_visible()
            must_be_accessible(page)
            assert overflow(page) == 0
            shot(page, "delivery-served")
        with serving(Surface.PUBLIC, browser) as site:
            page = window(browser, size)
            self.open_reply(page, site, asked, must_be_accessible, shot)
            kept = tmp_path / "given.pdf"
            with page.expect_download() as coming:
                page.locator(".ask-files").get_by_role("button", name="下载").click()
            coming.value.save_as(kept)
            assert coming.value.suggested_filename == f"{TITLE}.pdf"
            assert kept.read_bytes().startswith(b"%PDF")
            assert papers.NAME.encode() not in kept.read_bytes()
            with page.expect_download() as coming:
                page.get_by_role("button", name="下载答复书（docx）").click()
            assert coming.value.suggested_filename.endswith("政府信息公开申请答复书.docx")

    def decide(self, page: Page, desk: str, address: str, clerk: Person) -> None:
        sit_down(page, desk, clerk)
        page.goto(address)
        press(page, "分项")
        page.get_by_role("link", name="拟定处理意见").click()
        page.goto(f"{page.url}?ground=37")
        for label, text in (
            ("所公开的政府信息", "共两笔，明细见附件。"), ("理由", "联系人姓名属于个人隐私。"),
            ("区分处理记录", "附件中联系人一处。"),
        ):  # fmt: skip
            page.locator("#say").get_by_label(label, exact=True).fill(text)
        page.get_by_label("保护第三方合法权益").check()
        press(page, "拟定处理意见")

    def attach(self, page: Page, sheet: Path) -> None:
        page.get_by_text("添加附件", exact=True).first.click()
        page.get_by_label("附件名称").fill(TITLE)
        page.get_by_label("文件", exact=True).set_input_files(sheet)
        press(page, "添加附件")

    def redact(self, page: Page, desk: str, clerk: Person, head: Person) -> None:
        page.locator(".foi-files").get_by_role("link", name="区分处理").click()
        press(page, "开始区分处理")
        page.goto(f"{page.url}?words={papers.NAME}")
        page.get_by_role("button", name=f"遮盖所有“{papers.NAME}”（1处）").click()
        expect(page.get_by_text("共1处")).to_be_visible()
        press(page, "送复核")
        expect(page.get_by_text("复核期间不能修改")).to_be_visible()
        sit_down(page, desk, head)
        page.goto(f"{desk}/redaction/")
        page.get_by_role("link", name="发放表（内部）.pdf").click()
        page.get_by_label("已逐页核对").check()
        press(page, "完成，生成公开件")
        expect(page.get_by_role("heading", name="清除证明")).to_be_visible()

    def issue(self, page: Page, desk: str, address: str, clerk: Person, head: Person) -> None:
        press(page, "提交答复稿")
        sit_down(page, desk, head)
        page.goto(address)
        for step in ("审核通过", "保密审查通过", "签发答复"):
            press(page, step)
        sit_down(page, desk, clerk)
        page.goto(address)

    def open_reply(self, page: Page, site: str, asked: Request, must_be_accessible, shot) -> None:
        page.goto(f"{site}/disclosure/status/")
        page.get_by_label("申请编号").fill(asked.number)
        page.get_by_label("查询码").fill(code_of(asked.number))
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已答复")
        expect(page.get_by_text("演示甲")).to_have_count(0)
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "delivery-status")
        page.get_by_label("证件号码后4位").fill("1234")
        page.get_by_role("button", name="查看答复书").click()
        expect(page.get_by_role("alert")).to_contain_text("所填的证件不相符")
        must_be_accessible(page)
        shot(page, "delivery-wrong-tail")
        page.get_by_label("证件号码后4位").fill(PAPER[-4:])
        page.get_by_role("button", name="查看答复书").click()
        expect(page.get_by_role("article")).to_contain_text("演示甲：")
        expect(page.get_by_text("最迟这一天，先向")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "delivery-reply")

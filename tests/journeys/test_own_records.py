"""Somebody wants their own record put right; the agency verifies, tells, serves. What surrounds requests."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.records.disclosure.commands.transfers import register_passed_along
from quancheng.records.disclosure.models import MadeOpen, OwnRecord, Redirection
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life import load_norms, load_own_records
from quancheng.ui import seals
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow
from tests.journeys.test_approvals import PNG

PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None, monkeypatch) -> None:
    """No earlier test counts against the throttle; and a browser at full speed is no human."""
    cache.clear()
    monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))


@pytest.fixture
def lived_in(shared_database: None) -> None:
    """The model city with its norms and its own records."""
    now = timezone.now()
    load_city(now)
    load_norms(now)
    load_own_records(now)


def is_fine(page: Page, must_be_accessible, shot, name: str) -> None:
    must_be_accessible(page)
    assert overflow(page) == 0
    shot(page, name)


def at(page: Page, desk: str, account: str, path: str) -> None:
    who = person_of_account(account)
    assert who is not None
    sit_down(page, desk, who)
    page.goto(f"{desk}{path}")


def look_up(page: Page, address: str, label: str, number: str, code: str) -> None:
    page.goto(address)
    page.get_by_label(label).fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()


class TestAnOwnRecord:
    @WIDTHS
    def test_is_asked_for_on_the_portal_and_withdrawn(
        self, page: Page, public_site, lived_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/disclosure/own-record/")
        is_fine(page, must_be_accessible, shot, "own-record-index")
        page.get_by_role("link", name="提出更正").click()
        is_fine(page, must_be_accessible, shot, "own-record-form")
        page.get_by_role("button", name="提交更正申请").click()
        expect(page.get_by_role("alert")).to_contain_text("请写明哪里不准确")
        is_fine(page, must_be_accessible, shot, "own-record-form-refused")
        number, code = self.send(page)
        is_fine(page, must_be_accessible, shot, "own-record-receipt")
        look_up(page, f"{public_site}/disclosure/own-record/status/", "更正申请编号", number, code)
        expect(page.get_by_role("heading", level=1)).to_have_text("待核实")
        is_fine(page, must_be_accessible, shot, "own-record-status")
        page.get_by_text("不需要了，撤回更正申请").click()
        page.get_by_label("我确定撤回这件更正申请").check()
        page.get_by_role("button", name="撤回更正申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已撤回")
        is_fine(page, must_be_accessible, shot, "own-record-status-withdrawn")

    @WIDTHS
    def test_is_put_right_at_the_desk(self, page: Page, desk, lived_in, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        number = OwnRecord.objects.get(case__state="received").number
        self.handle(page, desk, number, must_be_accessible, shot)

    def send(self, page: Page) -> tuple[str, str]:
        page.get_by_label("向哪个机关提出").select_option(label="市大数据局")
        page.get_by_label("哪一条记录").fill("2024年登记（演示）")
        page.get_by_label("哪里不准确").fill("姓名写成同音字（演示）")
        page.get_by_label("应当怎样").fill("与身份证一致（演示）")
        page.get_by_label("证据").set_input_files(
            {"name": "身份证明.png", "mimeType": "image/png", "buffer": PNG}
        )
        page.get_by_label("姓名或者单位名称").fill("演示甲")
        page.get_by_label("证件号码").fill(PAPER)
        page.get_by_label("联系电话").fill("13800000000")
        page.get_by_label("我确认以上内容属实").check()
        page.get_by_role("button", name="提交更正申请").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("更正申请已提交")
        number, code = page.locator(".ask-receipt__codes dd").all_text_contents()
        return number, code

    def handle(self, page: Page, desk: str, number: str, must_be_accessible, shot) -> None:
        at(page, desk, "unit", "/disclosure/own-records/")
        is_fine(page, must_be_accessible, shot, "own-records-desk")
        page.get_by_role("link", name=number).click()
        is_fine(page, must_be_accessible, shot, "own-record-desk")
        page.get_by_text("核实：记录确有不准确", exact=True).first.click()
        page.locator("#verify_found").fill("与身份证核对，姓名确有误（演示）")
        page.get_by_role("button", name="核实：记录确有不准确").click()
        page.locator("#propose_found").fill("与身份证核对，姓名确有误（演示）")
        page.get_by_role("button", name="拟写告知书").click()
        is_fine(page, must_be_accessible, shot, "own-record-desk-letter")
        at(page, desk, "unit-head", f"/disclosure/own-records/{number}/")
        page.get_by_role("button", name="签发告知书").click()
        at(page, desk, "unit", f"/disclosure/own-records/{number}/")
        page.get_by_label("送达凭证").fill("送达回证1（演示）")
        page.get_by_role("button", name="登记送达").click()
        expect(page.get_by_text("更正申请办结")).to_be_visible()
        is_fine(page, must_be_accessible, shot, "own-record-desk-done")
        assert OwnRecord.objects.get(number=number).served_on is not None

    @WIDTHS
    def test_is_entered_at_the_counter(self, page: Page, desk, lived_in, size, must_be_accessible, shot):
        page.set_viewport_size(size)
        at(page, desk, "unit", "/disclosure/own-records/new/")
        is_fine(page, must_be_accessible, shot, "own-record-register")


class TestWhatSurroundsARequest:
    @WIDTHS
    def test_is_passed_along_when_the_applicant_wishes_it(
        self, page: Page, public_site, lived_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        number = Redirection.objects.get().request.number
        status = f"{public_site}/disclosure/status/"
        look_up(page, status, "申请编号", number, code_of(number))
        is_fine(page, must_be_accessible, shot, "passing-wish")
        page.get_by_role("button", name="请替我向该机关提出").click()
        expect(page.get_by_role("status")).to_contain_text("已记下")
        register_passed_along(actor=Actor.clockwork(), now=timezone.now())
        look_up(page, status, "申请编号", number, code_of(number))
        expect(page.get_by_text("新查询码")).to_be_visible()
        is_fine(page, must_be_accessible, shot, "passing-new-number")

    @WIDTHS
    def test_is_suggested_to_be_public(
        self, page: Page, public_site, lived_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        asked = MadeOpen.objects.get().wishes.order_by("pk")[0].request.number
        look_up(page, f"{public_site}/disclosure/status/", "申请编号", asked, code_of(asked))
        page.get_by_text("建议把这些信息向所有人公开").click()
        is_fine(page, must_be_accessible, shot, "suggesting")
        page.get_by_role("button", name="提出建议").click()
        expect(page.get_by_role("status")).to_contain_text("已收到您的建议")

    @WIDTHS
    def test_becomes_public_and_is_looked_at_again(
        self, page: Page, desk, lived_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        one = MadeOpen.objects.get()
        at(page, desk, "unit", "/disclosure/made-open/")
        is_fine(page, must_be_accessible, shot, "made-opens")
        page.goto(f"{desk}/disclosure/made-open/{one.pk}/")
        is_fine(page, must_be_accessible, shot, "made-open")
        page.get_by_label("转为主动公开", exact=True).check()
        page.get_by_label("评估理由").fill("属于主动公开范围（演示）")
        page.get_by_role("button", name="提出评估意见").click()
        expect(page.get_by_text("评估意见已提交审定")).to_be_visible()
        page.goto(f"{desk}/disclosure/withheld/")
        is_fine(page, must_be_accessible, shot, "withheld")
        page.get_by_role("link", name="数据平台运行维护的内部排班表。（演示）").click()
        is_fine(page, must_be_accessible, shot, "withheld-one")

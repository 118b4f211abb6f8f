"""Somebody of an agency takes charge of a request, and finds it in her own list."""

from playwright.sync_api import Page, expect

from quancheng.kernel.casework.models import Charge
from quancheng.kernel.orgs.models import Holding
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.models import Request
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow


@WIDTHS
def test_from_nobody_to_her_own_list(page: Page, supervised_city, desk, size, must_be_accessible, shot):
    def look(name: str) -> None:
        must_be_accessible(page)
        assert overflow(page) <= 0, name
        shot(page, f"charge-{name}")

    page.set_viewport_size(size)
    request = Request.objects.filter(case__ended_on__isnull=True).order_by("pk")[0]
    at_work = Holding.objects.filter(
        post__unit=request.case.unit, post__roles__role=Role.HANDLER, stands_in_for__isnull=True
    )
    handler = at_work.select_related("person")[0]
    sit_down(page, desk, handler.person)
    page.goto(f"{desk}/disclosure/{request.number}/")
    expect(page.get_by_text("还没有定")).to_be_visible()
    page.get_by_text("确定主办人").click()
    page.locator("#charge_holding_id").select_option(str(handler.pk))
    look("request")
    page.locator("form", has=page.locator("#charge_holding_id")).get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(handler.person.name)
    assert Charge.objects.get().person == handler.person
    look("taken")
    page.goto(f"{desk}/disclosure/")
    page.get_by_role("link", name="我主办的").click()
    expect(page.get_by_role("region", name="申请", exact=True)).to_contain_text(request.number)
    look("mine")
    page.goto(f"{desk}/disclosure/{request.number}/")
    page.get_by_text("改变主办人").click()
    page.locator("#charge_holding_id").select_option("0")
    look("let-go")
    page.locator("form", has=page.locator("#charge_holding_id")).get_by_role("button").click()
    expect(page.get_by_text("还没有定")).to_be_visible()
    assert not Charge.objects.exists()

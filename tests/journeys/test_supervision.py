"""The office supervises requests: lights, lists, a conference, a demand, a bulletin that a second issues."""

import re

from playwright.sync_api import Page, expect

from quancheng.kernel.orgs.models import Person
from quancheng.records.disclosure.models import Conference, Demand
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow


def playing(account: str) -> Person:
    return Person.objects.get(account=account)


@WIDTHS
def test_from_the_lights_to_a_bulletin(page: Page, supervised_city, desk, size, must_be_accessible, shot):
    def look(name: str) -> None:
        must_be_accessible(page)
        assert overflow(page) <= 0, name
        shot(page, f"supervision-{name}")

    page.set_viewport_size(size)
    sit_down(page, desk, playing("office"))
    page.goto(f"{desk}/disclosure/supervision/")
    look("screen")
    page.get_by_role("link", name="逾期已办").first.click()
    expect(page.get_by_role("region", name="逾期已办")).to_contain_text(re.compile(r"逾期\d个工作日"))
    look("late")
    page.get_by_role("link", name="征求意见未签收").click()
    expect(page.get_by_role("region", name="征求意见未签收")).to_contain_text("没有签收凭证")
    page.goto(f"{desk}/disclosure/supervision/joint/")
    look("joints")
    page.goto(f"{desk}/disclosure/supervision/joint/{Conference.objects.get().pk}/")
    expect(page.get_by_text("不暂停答复期限")).to_be_visible()
    look("joint")
    demand = Demand.objects.select_related("request").get()
    page.goto(f"{desk}/disclosure/supervision/joint/new/{demand.request.number}/")
    look("call")
    page.goto(f"{desk}/disclosure/supervision/demands/new/{demand.request.number}/")
    look("hand-on")
    page.goto(f"{desk}/disclosure/supervision/demands/")
    look("demands")
    page.goto(f"{desk}/disclosure/supervision/demands/{demand.pk}/")
    look("demand")
    page.locator("#settle_reason").fill("电话核实，已经到账（演示）")
    page.get_by_role("button", name="核实：已解决").click()
    expect(page.get_by_text("已核实：诉求实质解决")).to_be_visible()
    page.goto(f"{desk}/disclosure/{demand.request.number}/")
    look("request")

    page.goto(f"{desk}/disclosure/supervision/bulletins/")
    look("bulletins")
    page.get_by_role("link", name="关于").first.click()
    look("bulletin")
    expect(page.get_by_text("不同之处")).to_be_visible()  # the demand was settled since it was drafted
    page.get_by_role("button", name="按今天的数据重新取数").click()
    expect(page.get_by_text("不同之处")).to_have_count(0)
    page.get_by_role("link", name="修改文字").click()
    look("bulletin-edit")
    page.get_by_label("存在问题").fill("逾期答复{{逾期答复}}件（演示）。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("通报草稿已保存")).to_be_visible()
    address = page.url
    sit_down(page, desk, playing("office-head"))
    page.goto(address)
    page.get_by_role("button", name="签发并通知各单位").click()
    expect(page.get_by_text("已签发，各单位已收到通知")).to_be_visible()
    look("issued")

    sit_down(page, desk, playing("unit"))
    page.goto(f"{desk}/disclosure/supervision/")
    expect(page.get_by_text("本机关的申请办到哪里")).to_be_visible()
    look("of-a-unit")

"""The head of the openness office hands a closed order to the archive: the package, the list, the receipt."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.retention.models import Term
from quancheng.records.plan.commands import order_answers, orders
from quancheng.records.plan.models import Order
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def closed(issued, official, chief, head, clerk) -> Order:
    """An order of three months ago, answered and closed; the term of the government is one month."""
    office, boss, answers, signs = (
        actor_for(one, None, NOW.date(), "j") for one in (official, chief, head, clerk)
    )
    duty = DueItem.objects.filter(case__unit_id=signs.unit_id).order_by("pk")[0]
    until = timezone.localdate(LONG_AGO) + timedelta(days=14)
    wording = orders.OrderWording(
        subject="部门预算公开（演示）", demand="请公开预算说明。（演示）", answer_on=until
    )
    [order] = orders.draft_orders(duty_ids=[duty.pk], wording=wording, actor=office, now=LONG_AGO)

    def seen() -> dict[str, int]:
        return {"order_id": order.pk, "version": Order.objects.get(pk=order.pk).case.version}

    orders.issue_order(**seen(), until=until, actor=boss, now=LONG_AGO)
    order_answers.sign_order(**seen(), actor=signs, now=LONG_AGO)
    order_answers.send_answer(**seen(), text="已公开。（演示）", files=(), actor=answers, now=LONG_AGO)
    orders.close_order(**seen(), note="", actor=office, now=LONG_AGO)
    Term.objects.create(
        tenant=chief.tenant, kind="plan.order", from_on=LONG_AGO.date(), value=1, source="分类方案（演示）",
        set_by=chief, set_at=LONG_AGO,
    )  # fmt: skip
    return order


class TestAnOrder:
    @WIDTHS
    def test_goes_to_the_archive(
        self, page: Page, desk, closed, chief: Person, size, must_be_accessible, shot
    ) -> None:
        page.set_viewport_size(size)
        sit_down(page, desk, chief)
        page.goto(f"{desk}/retention/plan.order/")
        expect(page.get_by_text("1件可以移交")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, f"archive-kind-{size['width']}")
        page.get_by_role("button", name="生成移交包").click()
        expect(page.get_by_role("heading", name="归档移交〔")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, f"archive-handover-{size['width']}")
        page.get_by_label("接收单位").fill("济南市档案馆（演示）")
        page.get_by_label("接收人").fill("演示接收人")
        page.get_by_label("接收日期").fill(timezone.localdate().isoformat())
        page.get_by_role("button", name="登记接收").click()
        expect(page.get_by_text("所列记录已归档")).to_be_visible()
        must_be_accessible(page)
        shot(page, f"archive-received-{size['width']}")
        page.goto(f"{desk}/plan/orders/{closed.pk}/")
        expect(page.get_by_text("济南市档案馆（演示）")).to_be_visible()

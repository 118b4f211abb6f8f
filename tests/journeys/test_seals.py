"""A seal is registered, put on an issued order and looked at; the wet seal comes back as a scan."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.seals import trial
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.port import machine
from quancheng.kernel.seals.told import KEY, SealSettings
from quancheng.records.plan.commands.orders import OrderWording, draft_orders, issue_order
from quancheng.records.plan.models import Order
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, overflow
from tests.journeys.test_approvals import PNG

ORGAN = "济南市人民政府办公厅"


@pytest.fixture
def keeper(official) -> Person:
    """A third person of the office, who keeps the seal and drafts nothing."""
    office = official.tenant.units.get(code="01")
    return person(official.tenant, office, Role.OPENNESS_OFFICE, "印章保管（演示）")


@pytest.fixture
def keys(settings, tmp_path):
    span = trial.Span(start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2036, 1, 1, tzinfo=UTC))
    authority = trial.new_authority(trial.AUTHORITY, span=span)
    trial.write_seal(tmp_path / "seals" / "office", Face(ORGAN, "演示", 42), authority, span=span)
    trial.write_roots(tmp_path / "roots", authority, name="office")
    settings.SEALS = SealSettings(machine=KEY, keys=tmp_path / "seals", roots=tmp_path / "roots")
    machine.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture
def order(issued, official, chief) -> Order:
    """An order that the head of the office has issued."""
    now = timezone.now()
    today = timezone.localdate(now)
    wording = OrderWording(
        subject="采购意向公开", demand="请按季公开采购意向。", answer_on=today.replace(year=today.year + 1)
    )
    clerk, head = (actor_for(one, None, today, "journey") for one in (official, chief))
    duty = DueItem.objects.order_by("pk").first()
    drafted = draft_orders(duty_ids=[duty.pk], wording=wording, actor=clerk, now=now)[0]
    return issue_order(
        order_id=drafted.pk, version=drafted.case.version, until=wording.answer_on, actor=head, now=now
    )


def register(page: Page, desk: str, key: str) -> None:
    page.goto(f"{desk}/seals/new/")
    page.get_by_label("印章名称").fill("市政府办公厅公章（演示）")
    page.get_by_label("环形文字").fill(ORGAN)
    page.get_by_label("星下文字").fill("演示")
    page.get_by_label("保管岗位").select_option(label="市政府办公厅 印章保管")
    page.get_by_label("密钥名称").fill(key)


class TestASeal:
    @WIDTHS
    def test_is_registered_put_and_looked_at(
        self, page: Page, desk, keys, order, chief, keeper, size, must_be_accessible, shot, tmp_path: Path
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, chief)
        page.goto(f"{desk}/seals/")
        must_be_accessible(page)
        register(page, desk, "office")
        must_be_accessible(page)
        shot(page, "seal-new")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_text("已登记“市政府办公厅公章（演示）”")).to_be_visible()
        must_be_accessible(page)
        shot(page, "seal-one")
        page.goto(f"{desk}/seals/")
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "seal-list")

        sit_down(page, desk, keeper)
        page.goto(f"{desk}/seals/waiting/")
        must_be_accessible(page)
        shot(page, "seal-waiting")
        page.get_by_role("link", name="关于采购意向公开的督办单").click()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "seal-paper")
        page.get_by_role("button", name="用印", exact=True).click()
        expect(page.get_by_text("已用印，编号用印〔")).to_be_visible()
        expect(page.get_by_text("共1个签名，全部有效")).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "seal-use")
        with page.expect_download() as coming:
            page.get_by_role("link", name="下载盖章件").click()
        kept = tmp_path / "sealed.pdf"
        coming.value.save_as(kept)

        page.goto(f"{desk}/seals/uses/")
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "seal-uses")
        page.goto(f"{desk}/plan/orders/{order.pk}/")
        expect(page.get_by_role("link", name="下载盖章件").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "seal-order")

        page.goto(f"{desk}/seals/check/")
        must_be_accessible(page)
        page.get_by_label("要验的文件").set_input_files(kept)
        page.get_by_role("button", name="验章").click()
        expect(page.get_by_text("签名覆盖整个文件")).to_be_visible()
        shot(page, "seal-check-good")
        data = kept.read_bytes()
        bad = (
            data.replace(b"/Type /Sig", b"/Type /Sjg", 1) if b"/Type /Sig" in data else data[:-40] + b"x" * 40
        )
        page.get_by_label("要验的文件").set_input_files(
            files=[{"name": "改过的.pdf", "mimeType": "application/pdf", "buffer": bad}]
        )
        page.get_by_role("button", name="验章").click()
        expect(page.get_by_text("无效", exact=True).first).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "seal-check-bad")

    def test_of_ink_comes_back_as_a_scan(
        self, page: Page, desk, order, chief, keeper, must_be_accessible, shot
    ):
        sit_down(page, desk, chief)
        register(page, desk, "")
        page.get_by_role("button", name="登记", exact=True).click()

        sit_down(page, desk, keeper)
        page.goto(f"{desk}/plan/orders/{order.pk}/")
        page.get_by_role("link", name="用印", exact=True).click()
        page.get_by_role("button", name="用印", exact=True).click()
        expect(page.get_by_text("请打印后盖章，再登记扫描件")).to_be_visible()
        page.get_by_label("盖章件扫描件").set_input_files(
            files=[{"name": "盖章件.txt", "mimeType": "text/plain", "buffer": "没有章".encode()}]
        )
        page.get_by_role("button", name="登记盖章件").click()
        expect(page.get_by_role("alert")).to_be_visible()
        must_be_accessible(page)
        shot(page, "seal-wet")
        page.get_by_label("盖章件扫描件").set_input_files(
            files=[{"name": "盖章件.png", "mimeType": "image/png", "buffer": PNG}]
        )
        page.get_by_role("button", name="登记盖章件").click()
        expect(page.get_by_text("盖章件已登记，此后以它为准对外提供")).to_be_visible()
        page.goto(f"{desk}/plan/orders/{order.pk}/")
        expect(page.get_by_role("link", name="下载盖章件").first).to_be_visible()

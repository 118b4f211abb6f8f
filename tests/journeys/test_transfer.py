"""The office looks how the way to the other network stands, and has everything sent once more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.crypto.keys import make_ring
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.pair import ring_of
from quancheng.kernel.transfer.told import Transfer
from tests.journeys.conftest import WIDTHS, overflow

WHY = "quancheng-yanshi-outside-to-inside-000008.qct 是第8号包，缺少第7号包；请按顺序导入"


@pytest.fixture
def carried(shared_database, settings, tmp_path) -> None:
    """Nine packages went, seven arrived; six came, and one is missing."""
    for of in Side:
        make_ring(ring_of(tmp_path, of))
    settings.TRANSFER = Transfer("inside", "yanshi", tmp_path, 24)
    now = timezone.now()
    out = Way.objects.create(is_out=True, last=9, arrived=7)
    into = Way.objects.create(
        is_out=False, last=6, refused_file="quancheng-yanshi-outside-to-inside-000008.qct", refused_why=WHY,
        refused_at=now - timedelta(minutes=4),
    )  # fmt: skip
    for way, last in ((out, 9), (into, 6)):
        for number in range(1, last + 1):
            at = now - timedelta(minutes=30 * (last - number) + 3)
            Carried.objects.create(
                way=way, number=number, digest=f"{number:x}" * 64, rows=number * 37 % 11, at=at,
                is_anew=number == 5,
            )  # fmt: skip


class TestTheWay:
    @WIDTHS
    def test_is_seen_and_everything_is_sent_once_more(
        self, carried, at_desk: Page, desk, size, must_be_accessible, shot
    ):
        page = at_desk
        page.set_viewport_size(size)
        page.goto(f"{desk}/transfer/")
        expect(page.get_by_text("缺少第7号包").first).to_be_visible()
        expect(page.get_by_text("2个包，对方已导入至第7号")).to_be_visible()
        must_be_accessible(page)
        shot(page, "transfer")
        assert overflow(page) == 0
        page.get_by_role("button", name="全部重发").click()
        expect(page.get_by_text("已登记全部重发，下一次定时导出时写包。")).to_be_visible()
        expect(page.get_by_role("button", name="全部重发")).to_have_count(0)
        must_be_accessible(page)

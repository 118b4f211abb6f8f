"""An office sends a collection; a unit signs and fills it in, on a phone too; the office checks it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands.collecting import (
    confirm_table,
    fill_table,
    save_table,
    sign_notice,
)
from quancheng.records.groundwork.commands.notices import write_notice
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.drafts import TableWish, Wish
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, overflow

TITLE = "报送上半年政务公开活动情况（演示）"


@pytest.fixture
def bureau(official) -> Unit:
    return Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )


@pytest.fixture
def office_head(official) -> Person:
    unit = Unit.objects.get(code="01")
    return person(official.tenant, unit, Role.OPENNESS_HEAD, "公开处负责人（演示）")


@pytest.fixture
def clerk(official, bureau) -> Person:
    return person(official.tenant, bureau, Role.HANDLER, "承办人（演示）")


@pytest.fixture
def head(official, bureau) -> Person:
    return person(official.tenant, bureau, Role.HEAD, "负责人（演示）")


class TestACollection:
    @WIDTHS
    def test_is_written_sent_filled_in_checked_and_added_up(
        self, page: Page, desk, official, office_head, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        self.write(page, desk, official, must_be_accessible, shot)
        notice = Notice.objects.get()
        sit_down(page, desk, office_head)
        page.goto(f"{desk}/groundwork/notices/{notice.pk}/")
        must_be_accessible(page)
        shot(page, "collections-draft")
        page.get_by_role("button", name="签发，发1个单位").click()
        expect(page.get_by_text("已签发")).to_be_visible()

        arrival = Recipient.objects.get()
        self.fill_in(page, desk, clerk, arrival, must_be_accessible, shot)
        sit_down(page, desk, head)
        page.goto(f"{desk}/my-work/")
        page.get_by_role("link", name="收表待我确认").click()
        page.get_by_role("link", name=TITLE).click()
        must_be_accessible(page)
        page.get_by_role("button", name="确认并上报").click()
        expect(page.get_by_text("已确认并上报发出单位")).to_be_visible()
        self.check(page, desk, official, notice, must_be_accessible, shot)

    def write(self, page: Page, desk: str, official: Person, must_be_accessible, shot) -> None:
        today = timezone.localdate()
        sit_down(page, desk, official)
        page.goto(f"{desk}/groundwork/notices/?scope=sent")
        must_be_accessible(page)
        page.get_by_role("link", name="发起收表").click()
        page.get_by_label("标题").fill(TITLE)
        page.get_by_label("正文").fill("请各单位汇总上半年活动，经负责人确认后报送。（演示）")
        page.get_by_label("签收期限").fill(str(today + timedelta(days=2)))
        page.get_by_label("报送期限").fill(str(today + timedelta(days=9)))
        page.get_by_label("列名").first.fill("活动名称")
        page.get_by_role("button", name="增加一列").click()
        page.get_by_label("列名").nth(1).fill("场次")
        page.get_by_label("填什么").nth(1).select_option(label="整数")
        page.get_by_label("计量单位").nth(1).fill("场")
        page.get_by_label("合计").nth(1).check()
        page.get_by_role("button", name="全选", exact=False).first.click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "collections-write")
        page.get_by_label("标题").fill("")
        page.get_by_role("button", name="保存草稿").last.click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("标题").fill(TITLE)
        page.get_by_role("button", name="保存草稿").last.click()
        expect(page.get_by_text("草稿已保存")).to_be_visible()

    def fill_in(
        self, page: Page, desk: str, clerk: Person, arrival: Recipient, must_be_accessible, shot
    ) -> None:
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/groundwork/notices/")
        must_be_accessible(page)
        shot(page, "collections-got")
        page.get_by_role("link", name=TITLE).click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "collections-arrival")
        page.get_by_role("button", name="签收").click()
        expect(page.get_by_text("填报中").first).to_be_visible()
        page.get_by_role("link", name="填报", exact=True).click()
        page.get_by_label("活动名称").fill("政府开放日")
        page.get_by_label("场次（场）").fill("三场")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("第1行“场次”")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "collections-fill-faults")
        page.get_by_label("场次（场）").fill("１，２００")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_text("没有问题，可以报送")).to_be_visible()
        must_be_accessible(page)
        page.get_by_role("button", name="报送").click()
        expect(page.get_by_text("等本单位负责人确认")).to_be_visible()

    def check(
        self, page: Page, desk: str, official: Person, notice: Notice, must_be_accessible, shot
    ) -> None:
        sit_down(page, desk, official)
        page.goto(f"{desk}/groundwork/notices/{notice.pk}/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "collections-notice")
        page.get_by_role("link", name="市财政局").click()
        must_be_accessible(page)
        shot(page, "collections-check")
        page.get_by_role("button", name="审核通过").click()
        expect(page.get_by_text("已审核通过")).to_be_visible()
        page.goto(f"{desk}/groundwork/notices/{notice.pk}/rows/")
        expect(page.get_by_role("row", name="合计")).to_contain_text("1200")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "collections-whole")
        page.goto(f"{desk}/groundwork/notices/{notice.pk}/columns/")
        must_be_accessible(page)
        shot(page, "collections-columns")


class TestAnApprovedCollection:
    """Laid before a head on a phone, sent out in just these words, accepted with one click, handed over."""

    @pytest.fixture
    def draft(self, official, office_head, clerk, head) -> Notice:
        today = timezone.localdate()
        table = TableWish(today + timedelta(days=9), True, (Column("c1", "活动", ColumnKind.TEXT),))
        unit_id = clerk.holdings.get().post.unit_id
        wish = Wish(TITLE, "请办理。（演示）", today + timedelta(days=2), (unit_id,), table)
        return write_notice(wish=wish, files=(), actor=acting(official), now=timezone.now())

    @WIDTHS
    def test_is_laid_before_a_head_sent_and_accepted_at_once(
        self, page: Page, desk, official, office_head, clerk, head, draft, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        where = f"{desk}/groundwork/notices/{draft.pk}/"
        page.goto(where)
        must_be_accessible(page)
        shot(page, "approved-draft")
        page.get_by_role("link", name="呈批", exact=True).last.click()
        chain = page.get_by_role("group", name="送谁批示")
        chain.get_by_label("岗位").first.select_option(label=str(office_head.holdings.get().post))
        chain.get_by_label("环节").first.fill("签发")
        expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
        page.get_by_role("button", name="呈送").click()
        sit_down(page, desk, office_head)
        page.goto(f"{desk}/approvals/")
        page.get_by_role("link", name=TITLE).click()
        must_be_accessible(page)
        page.get_by_role("textbox", name="批示").first.fill("同意。")
        page.get_by_role("button", name="同意", exact=True).click()
        sit_down(page, desk, official)
        page.goto(where)
        must_be_accessible(page)
        shot(page, "approved-to-send")
        page.get_by_role("button", name="印发（已批准），发1个单位").click()
        expect(page.get_by_text("已印发，各接收单位会收到提醒")).to_be_visible()

        arrival = Recipient.objects.get()
        one, now = {"arrival_id": arrival.pk}, timezone.now()
        sign_notice(**one, version=0, actor=acting(clerk), now=now)
        save_table(**one, version=0, rows=[{"c1": "开放日"}], actor=acting(clerk), now=now)
        sit_down(page, desk, head)
        page.goto(f"{desk}/handover/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "handover")
        page.get_by_role("button", name="由我接办").click()
        expect(page.get_by_text("已接办1项，现在由您办理")).to_be_visible()
        fill_table(**one, version=2, actor=acting(clerk), now=now)
        confirm_table(**one, version=3, actor=acting(head), now=now)

        sit_down(page, desk, official)
        page.goto(where)
        page.get_by_role("link", name="批量审核（1）").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "accept-many")
        page.get_by_role("button", name="通过所勾选的收表").click()
        expect(page.get_by_text("已审核通过1份收表")).to_be_visible()


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")

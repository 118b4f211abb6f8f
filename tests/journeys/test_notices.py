"""A citizen follows a record and leaves it; an official reads what the house says."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.notify import registry
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.notify.telling import tell, tell_followers
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.ui import seals
from tests.journeys.conftest import WIDTHS

ROW = RecordRef("trial.row", "17")
CHANGED = Wording(date(2024, 1, 1), "“{title}”有更新", "责任单位已报送进展，结果已经确认。")


@pytest.fixture
def changed() -> Iterator[NoticeKind]:
    """A kind of notice, and a record that everybody may see and follow."""
    kind = NoticeKind(
        code="trial.changed",
        says="更新",
        policy=Policy.URGENT,
        facts=frozenset({"title"}),
        wordings=(CHANGED,),
    )

    def find(actor: object, ref: str) -> Linked:
        whose = Tenant.objects.values_list("pk", flat=True).first()
        return Linked("推进老旧小区改造公开", "/", tenant_id=whose)

    links.register("trial.row", says="条目", find=find)
    yield registry.register(kind)
    links.forget("trial.row")
    registry.forget("trial.changed")


@pytest.fixture
def city(shared_database) -> Tenant:
    return Tenant.objects.create(slug="city", name="济南市", full_name="济南市人民政府", level="city")


def link_in_last_letter(site: str, settings) -> str:
    """The way that the reader takes from the last letter: its last address, on the site under test."""
    deliver_due(now=timezone.now())
    lines = mail.outbox[-1].body.splitlines()
    link = next(line for line in reversed(lines) if "/subscriptions/" in line)
    return link.replace(settings.PUBLIC_ADDRESS, site)


class TestFollowing:
    @WIDTHS
    def test_from_the_form_to_leaving_needs_no_script(
        self, browser: Browser, public_site, city, changed, settings, shot, size, monkeypatch
    ):
        monkeypatch.setattr(seals, "TOO_FAST", timedelta(0))  # a browser at full speed is no human
        page = browser.new_context(java_script_enabled=False, viewport=size).new_page()
        page.goto(f"{public_site}/subscriptions/new/?about={ROW}")
        page.get_by_label("电子邮箱").fill("不是邮箱")
        page.get_by_role("button", name="发送确认邮件").click()
        expect(page.get_by_role("alert")).to_contain_text("电子邮箱")
        shot(page, "follow-wrong")
        page.get_by_label("电子邮箱").fill("li@example.cn")
        page.get_by_label("有更新时立即").check()
        page.get_by_role("button", name="发送确认邮件").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("请查收确认邮件")
        page.goto(link_in_last_letter(public_site, settings))
        shot(page, "follow-confirm")
        page.get_by_role("button", name="确认订阅").click()
        expect(page.get_by_role("status")).to_contain_text("有更新时会发邮件告诉您")
        now = timezone.now()
        facts = {"title": "推进老旧小区改造公开"}
        tell_followers(kind=changed, facts=facts, about=ROW, at=now, tenant_id=city.pk)
        page.goto(link_in_last_letter(public_site, settings))
        page.get_by_role("button", name="确认退订").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已退订")
        shot(page, "follow-left")

    @WIDTHS
    def test_has_accessible_pages(
        self, page: Page, public_site, city, changed, must_be_accessible, shot, size
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/subscriptions/new/?about={ROW}")
        must_be_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        shot(page, "follow")
        page.goto(f"{public_site}/subscriptions/asked/")
        must_be_accessible(page)


class TestTheInbox:
    @WIDTHS
    def test_tells_an_official_what_is_new(
        self, at_desk: Page, official: Person, desk, changed, must_be_accessible, shot, size
    ):
        at_desk.set_viewport_size(size)
        now, whose = timezone.now(), official.tenant_id
        assert whose is not None
        for title in ("推进老旧小区改造公开", "生活垃圾分类宣传"):
            facts = {"title": title}
            tell(person_ids=[official.pk], kind=changed, facts=facts, about=ROW, at=now, tenant_id=whose)
        at_desk.goto(f"{desk}/inbox/")
        expect(at_desk.get_by_role("status").get_by_text("2 条未读")).to_be_visible()
        must_be_accessible(at_desk)
        shot(at_desk, "inbox")
        newest = at_desk.get_by_role("listitem").filter(has_text="生活垃圾分类宣传")
        newest.get_by_role("button", name="标为已读").click()
        expect(at_desk.get_by_role("status").get_by_text("1 条未读")).to_be_visible()
        at_desk.get_by_role("button", name="全部标为已读").click()
        expect(at_desk.get_by_role("status").get_by_text("0 条未读")).to_be_visible()
        at_desk.get_by_role("link", name="只看未读").click()
        expect(at_desk.get_by_text("没有通知")).to_be_visible()
        must_be_accessible(at_desk)
        shot(at_desk, "inbox-empty")

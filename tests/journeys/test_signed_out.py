"""The sign-in ends in the middle of a form: what was typed waits for the same person, and for nobody else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.calendar.commands import import_year
from quancheng.kernel.calendar.notices import read_notice
from quancheng.kernel.orgs.models import AdminSeat, Person, Unit
from quancheng.kernel.retention.models import Term
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_desk_rooms import NOTICE


@pytest.fixture
def system(official: Person) -> Person:
    return administrator(official, "system")


def administrator(official: Person, role: str) -> Person:
    person = Person(account=role, name=f"{role}（演示）", tenant=official.tenant)
    person.set_password(PASSWORD)
    person.save()
    AdminSeat.objects.create(tenant=official.tenant, role=role, person=person)
    return person


def sign_in(page: Page, person: Person) -> None:
    page.get_by_label("账号").fill(person.account)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("main")).to_have_attribute("data-keeps-words", str(person.pk))


def come_in(page: Page, desk: str, person: Person, address: str) -> None:
    page.goto(desk)
    sign_in(page, person)
    page.goto(desk + address)


def end_the_sign_in(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('qc-'))")
    return found


def must_keep(page: Page, *keys: str) -> None:
    """The script of the page comes a moment after the page."""
    for _ in range(100):
        if kept(page) == list(keys):
            return
        page.wait_for_timeout(50)
    assert kept(page) == list(keys)


def send_in_vain(page: Page, desk: str, person: Person) -> None:
    """A new unit is typed in, and sent after the sign-in has ended."""
    come_in(page, desk, person, "/orgs/add/?under=1")
    page.get_by_label("全称").fill("济南市演示局")
    page.get_by_label("类别").select_option("street")
    page.get_by_label("编码").fill("77")
    end_the_sign_in(page)
    page.get_by_role("button", name="新增单位").click()
    expect(page.get_by_role("heading", name="登录已过期，刚才的提交没有生效")).to_be_visible()


class TestWhatWasTyped:
    def test_comes_back_into_its_form_until_it_is_sent(
        self, page: Page, desk, system, must_be_accessible, shot
    ):
        send_in_vain(page, desk, system)
        expect(page.get_by_text("填写的内容会放回原来的表单")).to_be_visible()
        must_be_accessible(page)
        page.get_by_role("link", name="重新登录").click()
        sign_in(page, system)
        assert page.url == f"{desk}/orgs/add/?under=1"
        for _ in range(2):  # it is still there when the page is opened anew
            expect(page.get_by_text("已放回下面的表单，还没有提交")).to_be_visible()
            expect(page.get_by_label("全称")).to_have_value("济南市演示局")
            expect(page.get_by_label("类别")).to_have_value("street")
            expect(page.get_by_label("编码")).to_have_value("77")
            page.reload()
        must_be_accessible(page)
        shot(page, "words-given-back")
        page.get_by_role("button", name="新增单位").click()
        expect(page.get_by_role("heading", name="济南市演示局").first).to_be_visible()
        assert Unit.objects.filter(code="77").exists()
        must_keep(page)

    def test_is_thrown_away_when_it_is_not_wanted(self, page: Page, desk, system):
        send_in_vain(page, desk, system)
        page.get_by_role("link", name="重新登录").click()
        sign_in(page, system)
        page.get_by_role("button", name="不要了").click()
        expect(page.get_by_label("全称")).to_have_value("")
        must_keep(page)

    def test_is_never_shown_to_another_person(self, page: Page, desk, system, official):
        send_in_vain(page, desk, system)
        page.get_by_role("link", name="重新登录").click()
        sign_in(page, official)
        expect(page.locator("body")).not_to_contain_text("济南市演示局")
        must_keep(page)

    def test_stands_beside_a_record_that_was_changed_meanwhile(self, page: Page, desk, official):
        now = timezone.now()
        actor = actor_for(official, None, timezone.localdate(now), "journey")
        first, second = (
            read_notice(text, name="正文.txt", year=None, number="")
            for text in (NOTICE, NOTICE.replace("1月28日", "1月29日").replace("共7天", "共8天"))
        )
        import_year(notice=first, actor=actor, now=now)
        come_in(page, desk, official, "/calendar/2031/")
        page.get_by_label("通知的成文日期").fill("2030-11-04")  # a Monday
        end_the_sign_in(page)
        import_year(notice=second, actor=actor, now=now)
        page.get_by_role("button", name="与通知原文一致").click()
        page.get_by_role("link", name="重新登录").click()
        sign_in(page, official)
        expect(page.get_by_label("登录过期前填写的内容")).to_have_value("2030-11-04")
        expect(page.get_by_label("通知的成文日期")).to_have_value("")

    def test_is_not_signed_in_a_post_chosen_in_another_window(
        self, page: Page, desk, official, must_be_accessible, shot
    ):
        come_in(page, desk, official, "/calendar/bring/")
        page.get_by_label("或者粘贴通知正文").fill(NOTICE)
        other = page.context.new_page()
        other.goto(f"{desk}/help/?from=here")
        other.get_by_label("当前岗位").select_option(label="市政府办公厅 · 新闻处负责人")
        other.get_by_role("button", name="切换", exact=True).click()
        expect(other.get_by_text("现在以“市政府办公厅 新闻处负责人”的岗位办理")).to_be_visible()
        assert other.url == f"{desk}/help/?from=here"
        page.get_by_role("button", name="读取并比较").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("岗位已更换，刚才的提交没有生效")
        expect(page.get_by_role("alert")).to_contain_text("现在的岗位是“市政府办公厅 · 新闻处负责人”")
        must_be_accessible(page)
        shot(page, "other-post")
        page.get_by_role("link", name="回到刚才的页面").click()
        expect(page.get_by_label("或者粘贴通知正文")).to_have_value(NOTICE)
        page.get_by_role("button", name="读取并比较").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对读出的2031年安排")
        must_keep(page)

    def test_comes_back_after_a_proof_that_was_asked_for(
        self, page: Page, desk, system, monkeypatch, must_be_accessible
    ):
        come_in(page, desk, system, "/retention/mailbox.sender/")
        page.get_by_label("保存期限（个月）").fill("36")
        page.get_by_label("启用日期").fill("2099-01-05")  # a Monday
        page.get_by_label("依据").first.fill("档案分类方案")
        later = timezone.now() + timedelta(minutes=16)
        monkeypatch.setattr("quancheng.shells.workbench.door.middleware.timezone.now", lambda: later)
        page.get_by_role("button", name="设定", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("确认是您本人")
        expect(page.get_by_text("您填写的内容会放回原来的表单")).to_be_visible()
        must_be_accessible(page)
        monkeypatch.undo()
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认并继续").click()
        expect(page.get_by_text("已放回下面的表单，还没有提交")).to_be_visible()
        expect(page.get_by_label("启用日期")).to_have_value("2099-01-05")
        assert not Term.objects.exists()
        expect(page.get_by_label("保存期限（个月）")).to_have_value("36")
        page.get_by_role("button", name="设定", exact=True).click()
        expect(page.get_by_text("已设定，到启用日期生效")).to_be_visible()
        assert Term.objects.get().source == "档案分类方案"

    def test_is_never_a_password(self, page: Page, desk, system, official):
        security = administrator(official, "security")
        come_in(page, desk, security, f"/orgs/people/{official.account}/password/")
        page.get_by_label("初始密码").fill("泉水叮咚2024nian")
        end_the_sign_in(page)
        page.get_by_role("button", name="发放密码").click()
        expect(page.get_by_role("heading", name="登录已过期，刚才的提交没有生效")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text("泉水叮咚")
        must_keep(page)

    def test_goes_with_who_signs_out(self, page: Page, desk, system):
        send_in_vain(page, desk, system)
        page.goto(f"{desk}/help/")
        sign_in(page, system)
        must_keep(page, "qc-kept")
        page.get_by_text(system.name).click()
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("登录工作台")
        must_keep(page)

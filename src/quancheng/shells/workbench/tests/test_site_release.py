"""A page of the site: written by an editor, put up by a second person, taken down at once by either."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice as Letter
from quancheng.kernel.orgs.models import Holding, Person, PostRole, Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage, Notice, NoticeBoard
from quancheng.shells.workbench.models import SiteRelease
from quancheng.shells.workbench.site import commands, queries
from quancheng.shells.workbench.tests.test_orgs import administrator_of, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
DRAFTED = json.dumps(
    {
        "blocks": [
            {
                "key": "a", "type": "unstyled", "depth": 0, "text": "新的话。", "inlineStyleRanges": [],
                "entityRanges": [],
            }
        ],
        "entityMap": {},
    }
)  # fmt: skip
BODY = "<p>市政务服务大厅自3月9日起延长工作日办理时间。</p>"


@pytest.fixture
def home() -> HomePage:
    return lay_out_site(SitePlan(title="演示市", government="演示市人民政府", host="演示市政府办公厅"))


@pytest.fixture
def city(home) -> Tenant:
    return Tenant.objects.create(slug="c", name="演示市", full_name="演示市人民政府", level="city")


@pytest.fixture
def office(city):
    return unit_of(city, "1", "演示市政府办公厅")


@pytest.fixture
def editor(office) -> Person:
    return seat(office, "网站编辑", "editor", role=Role.SITE_EDITOR).person


@pytest.fixture
def second(office) -> Person:
    return seat(office, "网站主编", "second", role=Role.SITE_EDITOR).person


@pytest.fixture
def reviewer(office) -> Person:
    return seat(office, "信息审核", "reviewer", role=Role.REVIEWER).person


@pytest.fixture
def clerk(office) -> Person:
    return seat(office, "内勤", "clerk").person


def acting(person: Person) -> Actor:
    return actor_for(person, None, NOW.date(), person.account)


def write(editor: Person, *, body: str = BODY, title: str = "延长办理时间的通知") -> Notice:
    """What an editor saves in Wagtail's own screen: a page that nobody sees yet."""
    board = NoticeBoard.objects.get()
    page = Notice(title=title, slug="longer", issuer="市政府办公厅", body=body, live=False, owner=editor)
    board.add_child(instance=page)
    page.save_revision(user=editor)
    return page


def rewrite(page: Page, editor: Person, **said: object) -> None:
    newest = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, text in said.items():
        setattr(newest, name, text)
    newest.save_revision(user=editor)


def submit(page: Page, editor: Person) -> SiteRelease:
    return commands.submit_page(page_id=page.pk, note="请审核", actor=acting(editor), now=NOW)


def release(laid: SiteRelease, who: Person) -> SiteRelease:
    return commands.release_page(release_id=laid.pk, actor=acting(who), now=NOW)


def is_public(page: Page) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


@pytest.fixture
def page(editor) -> Notice:
    return write(editor)


@pytest.fixture
def laid(page, editor) -> SiteRelease:
    return submit(page, editor)


@pytest.fixture
def public(laid, page, second) -> Notice:
    release(laid, second)
    return page


class TestSubmitPage:
    def test_lays_it_before_the_others_and_shows_nothing_yet(self, page, editor, second, reviewer):
        laid = submit(page, editor)
        assert (laid.state, is_public(page)) == ("waiting", False)
        told = set(Letter.objects.filter(kind="workbench.site.submitted").values_list("to_person", flat=True))
        assert told == {second.pk, reviewer.pk}

    def test_again_takes_the_place_of_what_waited(self, laid, page, editor):
        rewrite(page, editor, title="改过的通知")
        again = submit(page, editor)
        laid.refresh_from_db()
        assert (laid.state, again.state, again.title) == ("replaced", "waiting", "改过的通知")

    def test_is_for_editors(self, page, reviewer, clerk):
        for who in (reviewer, clerk):
            with pytest.raises(queries.NotYourSite):
                submit(page, who)

    def test_of_what_is_public_as_it_reads_is_refused(self, public, editor):
        with pytest.raises(commands.NothingNew):
            submit(public, editor)

    def test_is_not_left_to_the_clock(self, page, editor):
        rewrite(page, editor, go_live_at=datetime(2099, 1, 1, tzinfo=NOW.tzinfo))
        with pytest.raises(commands.NotByTheClock):
            submit(page, editor)

    def test_knows_no_page_of_another_government(self, page, city):
        below = Tenant.objects.create(
            slug="d", name="东区", full_name="东区人民政府", level="district", parent=city
        )
        stranger = seat(unit_of(below, "9", "东区政府办公室"), "编辑", "stranger", role=Role.SITE_EDITOR)
        with pytest.raises(queries.NoSuchPage):
            submit(page, stranger.person)

    def test_is_one_line_of_the_audit(self, laid):
        [line] = AuditEntry.objects.all()
        assert (line.code, line.facts["page"]) == ("workbench.site.submitted", "延长办理时间的通知")


class TestReleasePage:
    def test_puts_up_just_what_was_laid_before(self, laid, page, second):
        release(laid, second)
        shown = Notice.objects.get(pk=page.pk)
        assert (shown.live, shown.body) == (True, BODY)
        assert AuditEntry.objects.filter(code="workbench.site.released").count() == 1

    def test_by_a_reviewer_does_too(self, laid, page, reviewer):
        release(laid, reviewer)
        assert is_public(page)

    def test_is_refused_to_the_editor_who_laid_it_before(self, laid, page, editor):
        with pytest.raises(commands.OwnPage):
            release(laid, editor)
        assert not is_public(page)

    def test_is_refused_to_who_wrote_it_and_let_another_lay_it_before(self, page, editor, second, reviewer):
        rewrite(page, second, title="延长办理时间的公告")
        laid = submit(page, second)
        with pytest.raises(commands.OwnPage, match="您写的文字"):
            release(laid, editor)
        assert release(laid, reviewer).state == "released"

    def test_of_a_change_is_open_to_who_wrote_what_is_public_already(self, public, editor, second):
        rewrite(public, second, body=f"{BODY}<p>周末照常办理预约事项，请提前一天登记。</p>")
        assert release(submit(public, second), editor).state == "released"

    def test_is_refused_when_the_page_changed_since(self, laid, page, editor, second):
        rewrite(page, editor, body="<p>别的话。</p>")
        with pytest.raises(commands.PageChanged):
            release(laid, second)
        assert not is_public(page)

    def test_is_refused_a_second_time_and_to_others(self, laid, second, reviewer, clerk):
        with pytest.raises(queries.NotYourSite):
            release(laid, clerk)
        release(laid, second)
        with pytest.raises(commands.DecidedAlready):
            release(laid, reviewer)

    def test_by_who_laid_it_before_cannot_even_be_stored(self, laid, editor):
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteRelease.objects.filter(pk=laid.pk).update(state="released", decided_by=editor, decided_at=NOW)


class TestReturnPage:
    def test_sends_it_back_with_the_reason(self, laid, second, editor):
        commands.return_page(release_id=laid.pk, reason="缺依据", actor=acting(second), now=NOW)
        assert SiteRelease.objects.get().state == "returned"
        assert Letter.objects.filter(kind="workbench.site.returned", to_person=editor).exists()

    def test_needs_the_reason(self, laid, second):
        with pytest.raises(commands.ReasonNeeded):
            commands.return_page(release_id=laid.pk, reason=" ", actor=acting(second), now=NOW)


class TestWithdrawPage:
    @pytest.mark.parametrize("account", ["editor", "second", "reviewer"])
    def test_takes_it_down_at_once_by_either(self, public, reviewer, account):
        who = Person.objects.get(account=account)
        commands.withdraw_page(page_id=public.pk, reason="有误", actor=acting(who), now=NOW)
        assert not is_public(public)
        assert AuditEntry.objects.filter(code="workbench.site.withdrawn").count() == 1

    def test_needs_a_reason_and_something_public(self, page, public, editor, second):
        with pytest.raises(commands.ReasonNeeded):
            commands.withdraw_page(page_id=public.pk, reason="", actor=acting(editor), now=NOW)
        commands.withdraw_page(page_id=public.pk, reason="有误", actor=acting(editor), now=NOW)
        with pytest.raises(commands.NotPublic):
            commands.withdraw_page(page_id=public.pk, reason="有误", actor=acting(editor), now=NOW)

    def test_leaves_no_public_page_below_a_closed_one(self, public, home, editor):
        with pytest.raises(commands.NotPublic, match="先撤下"):
            commands.withdraw_page(page_id=home.pk, reason="有误", actor=acting(editor), now=NOW)

    def test_is_not_for_other_officials(self, public, clerk):
        with pytest.raises(queries.NotYourSite):
            commands.withdraw_page(page_id=public.pk, reason="有误", actor=acting(clerk), now=NOW)


class TestWagtailsRooms:
    def told(self, page: Notice, **more: str) -> dict[str, str]:
        return {
            "title": page.title, "slug": page.slug, "issuer": page.issuer, "issued_on": "2026-03-02",
            "body": DRAFTED,
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **more,
        }  # fmt: skip

    def test_let_nobody_publish_there(self, page, editor):
        window = signed_in(editor)
        here = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "action-publish" not in window.get(here).content.decode()
        window.post(here, self.told(page, **{"action-publish": "1"}))
        assert not is_public(page)
        window.post(f"/bulk/wagtailcore/page/publish/?id={page.pk}", {"id": page.pk})
        assert not is_public(page)
        assert window.post(f"/pages/{page.pk}/unpublish/").status_code == 404

    def test_save_and_lay_before_in_one_press(self, page, editor):
        window = signed_in(editor)
        here = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "action-lay-before" in window.get(here).content.decode()
        answer = window.post(here, self.told(page, **{"action-lay-before": "1"}))
        laid = SiteRelease.objects.get()
        assert answer["Location"] == reverse("workbench:site_release", args=[laid.pk])
        assert laid.revision_id == Page.objects.get(pk=page.pk).latest_revision_id

    def test_open_to_the_role_of_the_post_and_to_no_group(self, page, clerk, editor):
        group = Group.objects.create(name="旧的编辑组")
        for codename in ("change_page", "publish_page"):
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=right)
        clerk.groups.add(group)
        editor.groups.add(group)
        here = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert signed_in(clerk).get(here).status_code == 404
        signed_in(editor).post(here, self.told(page, **{"action-publish": "1"}))
        assert not is_public(page)

    def test_close_with_the_post(self, page, editor):
        here = reverse("wagtailadmin_pages:edit", args=[page.pk])
        window = signed_in(editor)
        assert window.get(here).status_code == 200
        Holding.objects.filter(person=editor).update(until_on=date(2026, 1, 31))  # a Saturday long ago
        assert window.get(here).status_code in (302, 404)

    def test_keep_a_public_page_from_being_deleted(self, public, editor):
        signed_in(editor).post(reverse("wagtailadmin_pages:delete", args=[public.pk]))
        assert is_public(public)


class TestAppointing:
    def test_is_done_where_roles_of_posts_are_given(self, office, city, page):
        post = seat(office, "信息岗", "writer").post
        system = administrator_of(city)
        address = reverse("workbench:orgs_on_post", args=[post.pk, "roles"])
        answer = system.post(address, {"roles": ["handler", "site_editor"]})
        assert answer.status_code == 302, answer.content.decode()
        assert PostRole.objects.filter(post=post, role=Role.SITE_EDITOR).exists()
        writer = Person.objects.get(account="writer")
        assert signed_in(writer).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


class TestThePages:
    def test_show_what_waits_and_release_it(self, laid, page, second):
        window = signed_in(second)
        listed = window.get(reverse("workbench:site_releases")).content.decode()
        assert "延长办理时间的通知" in listed
        one = window.get(reverse("workbench:site_release", args=[laid.pk])).content.decode()
        assert "延长工作日办理时间" in one
        answer = window.post(reverse("workbench:site_publish", args=[laid.pk]), follow=True)
        assert "已公开" in answer.content.decode()
        assert is_public(page)

    def test_ask_for_a_proof_before_it_goes_up(self, laid, page, second, monkeypatch):
        window = signed_in(second)
        window.get(reverse("workbench:site_releases"))
        later = timezone.now() + timedelta(minutes=16)
        monkeypatch.setattr("quancheng.shells.workbench.door.middleware.timezone.now", lambda: later)
        answer = window.post(reverse("workbench:site_publish", args=[laid.pk]))
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert not is_public(page)

    def test_tell_the_editor_that_another_releases(self, laid, page, editor):
        window = signed_in(editor)
        here = reverse("workbench:site_release", args=[laid.pk])
        assert "审核通过，公开" not in window.get(here).content.decode()
        answer = window.post(reverse("workbench:site_publish", args=[laid.pk]))
        assert answer.status_code == 422
        assert "须由另一人审核公开" in answer.content.decode()

    def test_send_back_and_take_down_with_a_reason(self, laid, page, second):
        window = signed_in(second)
        back = reverse("workbench:site_back", args=[laid.pk])
        assert window.post(back, {"reason": ""}).status_code == 422
        assert window.post(back, {"reason": "缺依据"}).status_code == 302
        down = reverse("workbench:site_withdraw", args=[page.pk])
        assert window.post(down, {"reason": ""}).status_code == 422

    def test_are_not_for_other_officials_nor_administrators(self, laid, clerk, city):
        for window in (signed_in(clerk), administrator_of(city)):
            assert window.get(reverse("workbench:site_releases")).status_code == 403
            assert window.get(reverse("workbench:site_release", args=[laid.pk])).status_code == 403

    def test_list_in_few_queries(self, page, editor, second, django_assert_max_num_queries):
        for number in range(12):
            board = NoticeBoard.objects.get()
            one = Notice(
                title=f"通知{number}", slug=f"n{number}", issuer="办", body="<p>话。</p>", live=False
            )
            board.add_child(instance=one)
            one.save_revision(user=editor)
            if number % 2:
                submit(one, editor)
        with django_assert_max_num_queries(40):
            signed_in(second).get(reverse("workbench:site_releases"))

"""Who comes to the desk, in which post, and what the menu shows them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from quancheng.kernel.audit.periodic import run_due
from quancheng.kernel.basis.actor import Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, PostRole, Tenant, Unit
from quancheng.shells.workbench import menu
from quancheng.shells.workbench.menu import Entry
from quancheng.shells.workbench.tests.editors import make_editor
from quancheng.ui.gate import actor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

LONG_AGO = date(2020, 1, 1)  # a Wednesday


@pytest.fixture
def city() -> Tenant:
    return Tenant.objects.create(slug="c", name="某市", full_name="某市人民政府", level="city")


@pytest.fixture
def handler(city) -> Person:
    """In two posts: handles cases in one unit, sits in the openness office of another."""
    person = Person.objects.create(account="a", name="甲", tenant=city)
    for code, unit, title, role in (
        ("01", "市教育局", "经办", "handler"),
        ("02", "市政府办公厅", "科长", "openness_office"),
    ):
        post = Post.objects.create(
            unit=Unit.objects.create(tenant=city, code=code, kind="department", name=unit), title=title
        )
        PostRole.objects.create(post=post, role=role)
        Holding.objects.create(person=person, post=post, from_on=LONG_AGO)
    return person


@pytest.fixture
def keeper(city) -> Client:
    """The system administrator."""
    person = Person.objects.create(account="keeper", name="丙", tenant=city)
    AdminSeat.objects.create(tenant=city, role="system", person=person)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def at_desk(handler) -> Client:
    client = Client()
    client.force_login(handler)
    return client


def second_post(handler: Person) -> Post:
    return Post.objects.get(title="科长")


class TestAnAddressThatIsNotThere:
    @pytest.mark.parametrize("address", ["/nowhere/", "/plan/nowhere/at/all/"])
    def test_is_told_in_words_of_the_house(self, at_desk, address):
        told = at_desk.get(address)
        assert told.status_code == 404
        assert "没有找到" in told.content.decode()
        assert "Wagtail" not in told.content.decode()
        assert "管理界面" not in told.content.decode()


class TestTheActor:
    def test_is_the_official_in_the_first_post(self, at_desk, handler):
        actor = actor_of(at_desk.get("/").wsgi_request)
        assert (actor.kind, actor.person_id, actor.roles) == (Kind.OFFICIAL, handler.pk, {"handler"})
        assert actor.act_id

    def test_has_a_new_act_for_every_click(self, at_desk):
        first, second = (actor_of(at_desk.get("/").wsgi_request).act_id for _ in range(2))
        assert first != second

    def test_is_a_passer_by_before_the_sign_in(self):
        answer = Client().get("/")
        assert actor_of(answer.wsgi_request).kind is Kind.ANONYMOUS
        assert answer["Location"] == "/login/?next=/"

    def test_keeps_what_they_wrote_when_the_sign_in_has_ended(self):
        came_from = {"origin": "http://testserver", "referer": "http://testserver/plan/duties/5/"}
        answer = Client().post(
            "/plan/duties/5/steps/report/", {"note": "已在门户公开首批清单"}, headers=came_from
        )
        assert answer.status_code == 403
        assert "登录已过期，刚才的提交没有生效" in answer.content.decode()
        assert "已在门户公开首批清单</textarea>" in answer.content.decode()
        assert "/login/?next=%2Fplan%2Fduties%2F5%2F" in answer.content.decode()

    def test_is_told_on_top_of_the_page_when_a_part_was_asked_for(self):
        answer = Client().post("/plan/duties/5/steps/report/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (
            422,
            "#main",
            "afterbegin show:window:top",
        )
        assert "登录已过期，刚才的提交没有生效" in answer.content.decode()

    def test_comes_back_to_the_form_that_sends_to_its_own_address(self):
        came_from = {"origin": "http://testserver", "referer": "http://testserver/orgs/add/?under=3"}
        answer = Client().post("/orgs/add/", {"name": "演示市审计局"}, headers=came_from)
        assert "/login/?next=%2Forgs%2Fadd%2F%3Funder%3D3" in answer.content.decode()

    def test_comes_back_above_the_address_when_the_browser_tells_no_page(self):
        answer = Client().post("/plan/duties/5/steps/report/")
        assert "/login/?next=%2Fplan%2Fduties%2F5%2F" in answer.content.decode()

    def test_goes_on_in_the_chosen_post(self, at_desk, handler):
        answer = at_desk.post(
            reverse("workbench:act_as"), {"post": second_post(handler).pk, "back": "/help/"}
        )
        assert answer["Location"] == "/help/"
        assert actor_of(at_desk.get("/").wsgi_request).roles == {"openness_office"}

    def test_is_told_in_which_post_they_go_on(self, at_desk, handler):
        told = {"post": second_post(handler).pk, "back": "/plan/duties/?state=issued"}
        answer = at_desk.post(reverse("workbench:act_as"), told)
        assert answer["Location"] == "/plan/duties/?state=issued"
        page = at_desk.get("/help/?x=1").content.decode()
        assert "现在以“市政府办公厅 科长”的岗位办理" in page
        assert '<input type="hidden" name="back" value="/help/?x=1">' in page

    def test_signs_nothing_in_a_post_chosen_in_another_window(self, at_desk, handler):
        shown, chosen = Post.objects.get(title="经办"), second_post(handler)
        at_desk.post(reverse("workbench:act_as"), {"post": chosen.pk})
        came_from = {"origin": "http://testserver", "referer": "http://testserver/plan/duties/5/"}
        told = {"acting_in": shown.pk, "note": "已在门户公开首批清单"}
        answer = at_desk.post("/plan/duties/5/steps/report/", told, headers=came_from)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "您在另一个窗口换了岗位，现在的岗位是“市政府办公厅 · 科长”" in page
        assert "已在门户公开首批清单</textarea>" in page
        assert 'href="/plan/duties/5/"' in page
        part = at_desk.post("/plan/duties/5/steps/report/", told, headers={"HX-Request": "true", **came_from})
        assert (part.status_code, part["HX-Retarget"]) == (422, "#main")
        told = {"acting_in": chosen.pk, "post": chosen.pk}
        right = at_desk.post(reverse("workbench:act_as"), told)
        assert right.status_code == 302

    def test_falls_back_when_the_chosen_post_was_left(self, at_desk, handler):
        post = second_post(handler)
        at_desk.post(reverse("workbench:act_as"), {"post": post.pk})
        Holding.objects.filter(post=post).delete()
        assert actor_of(at_desk.get("/").wsgi_request).roles == {"handler"}


class TestChoosingAPost:
    def test_is_refused_in_chinese_when_it_is_anothers(self, at_desk, handler):
        other = Post.objects.create(unit=second_post(handler).unit, title="主任")
        answer = at_desk.post(reverse("workbench:act_as"), {"post": other.pk})
        assert answer.status_code == 403
        assert "您今天不在这个岗位上" in answer.content.decode()

    def test_is_refused_when_nothing_was_chosen(self, at_desk):
        assert at_desk.post(reverse("workbench:act_as"), {"post": "x"}).status_code == 403

    def test_never_leads_away_from_the_desk(self, at_desk, handler):
        told = {"post": second_post(handler).pk, "back": "https://evil.example/"}
        assert at_desk.post(reverse("workbench:act_as"), told)["Location"] == "/"


class TestTheBarOnTop:
    def test_says_who_i_am_and_offers_my_posts(self, at_desk):
        frame = at_desk.get("/my-work/").context["frame"]
        assert frame.name == "甲"
        assert [(p.label, p.is_current) for p in frame.posts] == [
            ("市教育局 · 经办", True),
            ("市政府办公厅 · 科长", False),
        ]

    def test_names_the_seat_of_an_administrator(self, city):
        person = Person.objects.create(account="s", name="乙", tenant=city)
        AdminSeat.objects.create(tenant=city, role="system", person=person)
        client = Client()
        client.force_login(person)
        frame = client.get("/my-work/").context["frame"]
        assert (frame.posts, frame.seat) == ((), "某市 · 系统管理员")


class TestTheMenu:
    def labels(self, client: Client) -> list[str]:
        return [str(item.label) for item in menu.entries_for(client.get("/").wsgi_request)]

    def test_has_only_what_serves_this_post(self, at_desk, handler, monkeypatch):
        office_only = Entry("只给办公室", "workbench:help", "help", roles=menu.OFFICE)
        missing = Entry("明天才有", "tomorrow:page", "help")
        monkeypatch.setattr(menu, "MENU", (menu.MENU[0], office_only, missing))
        assert self.labels(at_desk) == ["我的工作"]
        at_desk.post(reverse("workbench:act_as"), {"post": second_post(handler).pk})
        assert self.labels(at_desk) == ["我的工作", "只给办公室"]

    def test_shows_the_site_tree_to_editors_only(self, at_desk, handler):
        assert "网站内容" not in self.labels(at_desk)
        make_editor(handler)
        assert "网站内容" in self.labels(at_desk)


class TestMyWork:
    def test_says_honestly_that_nothing_waits(self, at_desk):
        page = at_desk.get(reverse("workbench:my_work")).content.decode()
        assert "眼下没有等您办理的事项" in page
        assert "<title>我的工作 - 泉诚</title>" in page


class TestSigningIn:
    def test_is_refused_in_chinese(self, handler):
        answer = Client().post(reverse("wagtailadmin_login"), {"username": "a", "password": "wrong"})
        page = answer.content.decode()
        assert "还不能提交" in page
        assert "password" not in answer.context["form"].errors.as_text()

    def test_warns_that_secrets_have_no_place_here(self):
        assert "严禁处理、传输国家秘密" in Client().get(reverse("wagtailadmin_login")).content.decode()


class TestTheHelpPage:
    def window(self, city, role: str) -> Client:
        person = Person.objects.create(account=role, name="丙", tenant=city)
        AdminSeat.objects.create(tenant=city, role=role, person=person)
        client = Client()
        client.force_login(person)
        return client

    def test_tells_the_system_administrator_when_the_clock_stands_still(self, city):
        page = self.window(city, "system").get("/help/").content.decode()
        assert "运行异常" in page
        assert "从未运行" in page

    def test_tells_that_all_is_well(self, city):
        run_due(now=timezone.now())
        assert "运行正常" in self.window(city, "system").get("/help/").content.decode()

    def test_tells_nobody_else(self, at_desk, city):
        for client in (at_desk, self.window(city, "audit")):
            assert "运行" not in client.get("/help/").content.decode()


class TestTheUnread:
    @pytest.fixture
    def told(self, handler, city) -> None:
        kind = NoticeKind(
            code="test.told", says="演示", policy=Policy.QUIET, facts=frozenset(),
            wordings=(Wording(LONG_AGO, "演示通知", ""),),
        )  # fmt: skip
        about = RecordRef("plan.plan", "demo")
        tell(person_ids=[handler.pk], kind=kind, facts={}, about=about, at=timezone.now(), tenant_id=city.pk)

    def test_are_told_in_the_menu_and_in_the_bar_with_one_query(self, at_desk, told):
        with CaptureQueriesContext(connection) as asked:
            answer = at_desk.get("/my-work/")
        counted = [each["sql"] for each in asked if "COUNT" in each["sql"] and "notify_notice" in each["sql"]]
        assert len(counted) == 1
        frame = answer.context["frame"]
        assert (frame.unread, [way.unread for way in frame.ways][:2]) == (1, ["", "1"])
        assert "data-unread" in answer.content.decode()

    def test_say_where_i_am(self, at_desk):
        ways = at_desk.get("/plan/duties/").context["frame"].ways
        assert [way.label for way in ways if way.is_here] == ["责任事项"]


class TestMyAccount:
    def change(self, client: Client, old: str, new: str):
        told = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post(reverse("workbench:account"), told)

    @pytest.fixture
    def signed_in(self, handler) -> Client:
        handler.set_password("spring-water-72")
        handler.save()
        client = Client()
        client.force_login(handler)
        return client

    def test_takes_a_new_password_and_stays_signed_in(self, signed_in, handler):
        answer = self.change(signed_in, "spring-water-72", "baotu-spring-73")
        assert answer.status_code == 302
        handler.refresh_from_db()
        assert handler.check_password("baotu-spring-73")
        assert signed_in.get("/my-work/").status_code == 200

    @pytest.mark.parametrize(
        ("old", "new"), [("wrong", "baotu-spring-73"), ("spring-water-72", "12345678901")]
    )
    def test_keeps_the_old_one_when_the_new_one_will_not_do(self, signed_in, handler, old, new):
        answer = self.change(signed_in, old, new)
        assert "还不能提交" in answer.content.decode()
        handler.refresh_from_db()
        assert handler.check_password("spring-water-72")

    def test_stands_where_wagtails_own_page_would(self, signed_in):
        assert signed_in.get(reverse("wagtailadmin_account")).context["person"].account == "a"


class TestTheDoors:
    def test_lead_first_to_my_work(self, at_desk):
        assert at_desk.get("/")["Location"] == reverse("workbench:my_work")

    def test_say_what_to_do_while_no_site_stands(self, at_desk):
        Site.objects.all().delete()
        answer = at_desk.get(reverse("workbench:site_tree"))
        assert answer.status_code == 404
        assert "门户网站尚未建立" in answer.content.decode()

    def test_lead_editors_to_the_front_page(self, at_desk):
        root = Site.objects.get().root_page_id
        assert at_desk.get("/pages/")["Location"] == reverse("wagtailadmin_explore", args=[root])


class TestTheWorkOfAnAdministrator:
    def test_is_none_and_the_page_leads_to_the_people(self, keeper, at_desk):
        told = "管理员不办理业务，这里不会有待办事项"
        page = keeper.get(reverse("workbench:my_work")).content.decode()
        assert told in page
        assert reverse("workbench:orgs_people") in page
        assert told not in at_desk.get(reverse("workbench:my_work")).content.decode()

"""What a citizen gets from the portal."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.shells.portal import navigation
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import Notice, NoticeBoard
from quancheng.shells.portal.navigation import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return lay_out_site(SitePlan(title="某市政务公开", government="某市人民政府", host="某市政府办公厅"))


@pytest.fixture
def citizen(home) -> Client:
    return Client()


def tell(home, number: int, *, live: bool = True) -> Notice:
    board = NoticeBoard.objects.child_of(home).get()
    on = date(2024, 3, 1) + timedelta(days=number)
    notice = Notice(
        title=f"通知{number}",
        slug=f"n-{number}",
        issuer="市政府办公厅",
        issued_on=on,
        body="<p>正文</p>",
        live=live,
    )
    board.add_child(instance=notice)
    return notice


class TestTheFrontPage:
    def test_says_whose_it_is(self, citizen):
        page = citizen.get("/").content.decode()
        assert "某市人民政府" in page
        assert "主办单位：某市政府办公厅" in page
        assert '<html lang="zh-Hans">' in page

    def test_says_honestly_that_no_plan_is_published(self, citizen):
        assert "年度工作要点尚未公布" in citizen.get("/").content.decode()

    def test_shows_the_latest_notices_first_and_no_drafts(self, citizen, home):
        for number in range(8):
            tell(home, number)
        tell(home, 20, live=False)
        shown = [notice.title for notice in citizen.get("/").context["notices"]]
        assert shown == ["通知7", "通知6", "通知5", "通知4", "通知3", "通知2"]

    def test_asks_the_database_no_more_for_more_notices(self, citizen, home, django_assert_max_num_queries):
        for number in range(6):
            tell(home, number)
        citizen.get("/")
        with django_assert_max_num_queries(14):
            citizen.get("/")

    def test_forbids_what_stands_in_the_page(self, citizen):
        policy = citizen.get("/")["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy

    def test_sets_no_cookie(self, citizen):
        assert not citizen.get("/").cookies


class TestNotices:
    def test_are_listed_page_by_page(self, citizen, home):
        for number in range(21):
            tell(home, number)
        assert len(citizen.get(reverse("portal:notices")).context["notices"]) == 20
        assert len(citizen.get(reverse("portal:notices"), {"page": 2}).context["notices"]) == 1

    def test_stand_under_the_list(self, citizen, home):
        notice = tell(home, 1)
        assert notice.url.endswith("/notices/n-1/")
        page = citizen.get("/notices/n-1/").content.decode()
        assert "发布机构：市政府办公厅" in page
        assert "2024年3月2日" in page

    def test_are_had_as_table_object_and_feed(self, citizen, home):
        tell(home, 1)
        tell(home, 2)
        tell(home, 20, live=False)
        page = citizen.get(reverse("portal:notices")).content.decode()
        for name in ("csv", "json", "feed"):
            assert reverse(f"portal:notices_{name}") in page
        table = citizen.get(reverse("portal:notices_csv")).content.decode("utf-8-sig").splitlines()
        assert [line.split(",")[0] for line in table] == ["标题", "通知2", "通知1"]
        told = citizen.get(reverse("portal:notices_json")).json()["通知公告"]
        assert [one["标题"] for one in told] == ["通知2", "通知1"]
        assert told[0]["网址"].endswith("/notices/n-2/")
        assert "<" not in told[0]["正文"]
        feed = citizen.get(reverse("portal:notices_feed"))
        assert feed["Content-Type"].startswith("application/atom+xml")
        assert feed.content.decode().count("<entry>") == 2

    @pytest.mark.parametrize("name", ["csv", "json", "feed"])
    def test_ask_the_database_no_more_for_more_as_data(self, citizen, home, name):
        def asked() -> int:
            with CaptureQueriesContext(connection) as told:
                assert citizen.get(reverse(f"portal:notices_{name}")).status_code == 200
            return len(told)

        tell(home, 0)
        asked()  # Wagtail learns once where its site begins
        tell(home, 1)
        few = asked()
        for number in range(2, 8):
            tell(home, number)
        assert asked() == few > 0

    def test_that_a_console_put_up_carry_their_day_in_the_feed(self, citizen, home):
        tell(home, 1)  # without a revision, like everything that a console writes: issued on 2 March 2024
        feed = citizen.get(reverse("portal:notices_feed")).content.decode()
        assert "<entry>" in feed
        assert "<updated>2024-03-02T00:00:00+08:00</updated>" in feed.partition("<entry>")[2]

    def test_say_honestly_that_there_are_none(self, citizen):
        assert "还没有通知公告" in citizen.get(reverse("portal:notices")).content.decode()


class TestTheNavigation:
    def test_marks_where_the_reader_stands(self, citizen):
        links = citizen.get(reverse("portal:notices")).context["furniture"].navigation
        assert [link.label for link in links if link.is_here] == ["通知公告"]

    def test_leaves_out_what_does_not_exist_yet(self, rf, monkeypatch):
        monkeypatch.setattr(navigation, "NAVIGATION", (navigation.HOME, Entry("明天", "tomorrow:page")))
        assert [link.label for link in navigation.navigation(rf.get("/"))] == ["首页"]


class TestTheElderFriendlyMode:
    def switch(self, citizen, mode: str, back: str) -> str:
        answer = citizen.get(reverse("portal:reading", args=[mode]), {"back": back})
        assert answer.status_code == 302
        return answer["Location"]

    def test_is_kept_until_it_is_left(self, citizen):
        assert self.switch(citizen, "elder", "/notices/") == "/notices/"
        assert "data-elder" in citizen.get("/").content.decode()
        self.switch(citizen, "plain", "/")
        assert "data-elder" not in citizen.get("/").content.decode()

    @pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_never_leads_away_from_the_site(self, citizen, outside):
        assert self.switch(citizen, "elder", outside) == "/"

    def test_is_told_to_caches(self, citizen):
        assert "Cookie" in citizen.get("/")["Vary"]


class TestWhatGoesWrong:
    def test_a_missing_page_says_what_to_do(self, citizen):
        answer = citizen.get("/nothing/")
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "没有找到这个页面" in page
        assert f'<a href="{reverse("portal:notices")}"' in page


class TestTheNearestEntry:
    @pytest.mark.parametrize(
        ("address", "here"),
        [("/plan/commitments/city-2026/", "公开承诺"), ("/plan/city-2026/", "工作要点"), ("/", "首页")],
    )
    def test_is_the_only_one_marked(self, rf, address, here):
        marked = [link.label for link in navigation.navigation(rf.get(address)) if link.is_here]
        assert marked == [here]

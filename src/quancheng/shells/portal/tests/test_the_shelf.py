"""Public pages are kept as long as nothing has changed; what comes down is gone with the next request."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.audit.models import AuditHead
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage, Notice, NoticeBoard
from quancheng.shells.portal.shelf import Kept, Shelf, ShelfMiddleware, state_of_house
from quancheng.ui.shelf import shelved

pytestmark = pytest.mark.django_db
STATE_COSTS = 4  # queries


@pytest.fixture
def home() -> HomePage:
    return lay_out_site(SitePlan(title="某市政务公开", government="某市人民政府", host="某市政府办公厅"))


@pytest.fixture
def notice(home) -> Notice:
    board = NoticeBoard.objects.child_of(home).get()
    told = Notice(
        title="停水通知", slug="water", issuer="水务局", issued_on=date(2026, 3, 2), body="<p>一</p>"
    )
    board.add_child(instance=told)
    told.save_revision().publish()
    return told


def kept(size: int) -> Kept:
    return Kept(b"x" * size, {}, '"e"')


def drawn(client: Client, address: str = "/", **headers: str) -> int:
    """How many queries it takes beside those for the state of the house: none when it was kept."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code in {200, 304}
    return len(asked) - STATE_COSTS


class TestAPage:
    def test_is_drawn_once(self, notice):
        citizen = Client()
        assert (drawn(citizen) > 0, drawn(citizen), drawn(citizen)) == (True, 0, 0)

    def test_is_the_same_from_the_shelf(self, notice):
        citizen = Client()
        first, second = citizen.get("/"), citizen.get("/")
        assert first.content == second.content
        assert first.headers == second.headers

    def test_may_be_kept_by_readers_who_ask_each_time(self, notice):
        answer = Client().get("/")
        assert answer["Cache-Control"] == "no-cache"
        assert "Cookie" in answer["Vary"]

    def test_is_drawn_anew_when_anything_was_done_in_the_house(self, notice):
        citizen = Client()
        drawn(citizen)
        assert AuditHead.objects.update(seq=F("seq") + 1)
        assert drawn(citizen) > 0

    def test_that_comes_down_is_gone_in_every_process_at_once(self, notice):
        """Each client has a chain of middleware, and so a shelf, of its own: as two processes have."""
        one, other = Client(), Client()
        for citizen in (one, other):
            assert "停水通知" in citizen.get("/").content.decode()
            assert citizen.get("/notices/water/").status_code == 200
        notice.unpublish()
        for citizen in (one, other):
            assert "停水通知" not in citizen.get("/").content.decode()
            assert citizen.get("/notices/water/").status_code == 404

    def test_that_was_edited_is_new_at_once(self, notice):
        citizen = Client()
        drawn(citizen, "/notices/water/")
        notice.title = "恢复供水"
        notice.save_revision().publish()
        assert "恢复供水" in citizen.get("/notices/water/").content.decode()

    def test_differs_for_readers_in_elder_mode(self, notice):
        citizen = Client()
        plain = citizen.get("/").content
        citizen.cookies["reading"] = "elder"
        assert b"data-elder" in citizen.get("/").content
        del citizen.cookies["reading"]
        assert citizen.get("/").content == plain

    def test_with_a_word_that_nobody_knows_is_drawn_each_time(self, notice):
        citizen = Client()
        drawn(citizen, "/notices/?page=1")
        assert drawn(citizen, "/notices/?page=1") == 0
        for _ in range(2):
            assert "ETag" not in citizen.get("/notices/?utm=1")

    def test_for_htmx_is_not_mixed_up_with_the_whole(self, notice):
        citizen = Client()
        drawn(citizen, "/calculator/")
        assert "ETag" not in citizen.get("/calculator/", headers={"HX-Request": "true"})

    def test_that_is_missing_is_not_kept(self, notice):
        citizen = Client()
        assert citizen.get("/notices/none/").status_code == 404
        assert "ETag" not in citizen.get("/notices/none/")


class TestAReaderWhoAsksWhetherItChanged:
    def test_hears_no(self, notice):
        citizen = Client()
        etag = citizen.get("/")["ETag"]
        answer = citizen.get("/", headers={"if-none-match": etag})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)

    def test_hears_no_also_from_a_process_that_never_drew_it(self, notice):
        etag = Client().get("/")["ETag"]
        assert Client().get("/", headers={"if-none-match": etag}).status_code == 304

    def test_gets_the_page_when_it_did(self, notice):
        citizen = Client()
        etag = citizen.get("/")["ETag"]
        notice.unpublish()
        answer = citizen.get("/", headers={"if-none-match": etag})
        assert answer.status_code == 200
        assert answer["ETag"] != etag

    def test_may_ask_for_the_head_alone(self, notice):
        citizen = Client()
        answer = citizen.head("/")
        assert (answer.content, answer["ETag"]) == (b"", citizen.get("/")["ETag"])
        assert b"<html" in citizen.get("/").content


class TestWhatNamesSomebody:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda request, answer: answer.set_cookie("a", "b"),
            lambda request, answer: request.META.update(CSRF_COOKIE_NEEDS_UPDATE=True),
            lambda request, answer: answer.__setitem__("Cache-Control", "private, no-store"),
            lambda request, answer: setattr(answer, "status_code", 404),
        ],
        ids=["cookie", "token", "private", "missing"],
    )
    def test_is_never_kept(self, spoil):
        def view(request):
            answer = HttpResponse("mine")
            spoil(request, answer)
            return answer

        page = shelved()(view)
        shelf = ShelfMiddleware(page)
        request = RequestFactory().get("/")
        assert shelf.process_view(request, page, (), {}) is None
        assert "ETag" not in shelf(request)
        assert shelf.process_view(RequestFactory().get("/"), page, (), {}) is None

    def test_is_never_looked_for_by_a_writer(self):
        page = shelved()(lambda request: HttpResponse("mine"))
        shelf = ShelfMiddleware(page)
        request = RequestFactory().post("/")
        assert shelf.process_view(request, page, (), {}) is None
        assert "ETag" not in shelf(request)

    def test_is_never_kept_unless_the_view_says_so(self):
        def page(request):
            return HttpResponse("mine")

        shelf, request = ShelfMiddleware(page), RequestFactory().get("/")
        assert shelf.process_view(request, page, (), {}) is None
        assert "ETag" not in shelf(request)


class TestTheShelf:
    def test_throws_out_what_was_not_asked_for_the_longest(self):
        shelf = Shelf(room=30)
        for key in "abc":
            shelf.put((1,), key, kept(10))
        assert shelf.get((1,), "a")
        shelf.put((1,), "d", kept(10))
        assert [key for key in "abcd" if shelf.get((1,), key)] == ["a", "c", "d"]

    def test_counts_a_page_that_is_put_twice_once(self):
        shelf = Shelf(room=30)
        for _ in range(5):
            shelf.put((1,), "a", kept(10))
        shelf.put((1,), "b", kept(20))
        assert shelf.get((1,), "a")

    def test_forgets_all_of_an_older_state(self):
        shelf = Shelf(room=30)
        shelf.put((1,), "a", kept(10))
        assert shelf.get((2,), "a") is None
        shelf.put((2,), "b", kept(30))
        assert shelf.get((2,), "b")
        assert shelf.get((1,), "a") is None

    def test_keeps_nothing_larger_than_its_room(self):
        shelf = Shelf(room=30)
        shelf.put((1,), "a", kept(31))
        assert shelf.get((1,), "a") is None


class TestTheStateOfTheHouse:
    def test_costs_a_few_queries(self, notice):
        with CaptureQueriesContext(connection) as asked:
            state_of_house()
        assert len(asked) == STATE_COSTS

    def test_moves_with_a_page_that_is_deleted(self, notice):
        before = state_of_house()
        notice.delete()
        assert state_of_house() != before

    def test_moves_with_the_day(self, notice, monkeypatch):
        before = state_of_house()
        monkeypatch.setattr("quancheng.shells.portal.shelf.timezone.localdate", lambda: date(2026, 3, 3))
        assert state_of_house() != before

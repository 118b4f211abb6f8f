"""工作台检索：one box in every frame, one page, every module."""

import re
from datetime import date

import pytest
from django.test import Client

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Shelf, in_fields
from quancheng.kernel.links.registry import Taken
from quancheng.kernel.links.searching import MOST, Matches, question_of, search
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.tests.conftest import NOW, city, office, stranger  # noqa: F401
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
ROWS = (
    ("1", "一、主动公开", "（一）经济", "公开养老服务补贴标准100%到位。", "市财政局", "2026年12月底前"),
    ("2", "", "", "公开養老機構名单，推进营商环境年度评价。", "市发展改革委", ""),
    ("3", "二、政策服务", "（二）解读", "解读政策，人均A_B补贴（2026）按标准执行。", "市财政局", "长期坚持"),
)


@pytest.fixture
def plan(office):  # noqa: F811
    return confirm(bring(office, ROWS), office).plan


@pytest.fixture
def desk(plan) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "clerk", Role.OPENNESS_OFFICE)


def numbers(actor: Actor, text: str, **within: object) -> list[str]:
    """The rows that a question finds, by their numbers."""
    groups = search(actor, question_of(actor, text, **within), few=10)
    return [
        re.search(r"第(\d+)项$", hit.found.title)[1]
        for group in groups
        if group.shelf.code == "plan.row"
        for hit in group.hits
    ]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("养老", ["1", "2"]),
            ("養老", ["1", "2"]),
            ("养老 补贴", ["1"]),
            ("补贴　养老", ["1"]),
            ("補貼", ["1", "3"]),
            ("100%", ["1"]),
            ("10%", []),
            ("A_B", ["3"]),
            ("a_b", ["3"]),
            ("AxB", []),
            ("(2026)", ["3"]),
            ("（２０２６）", ["3"]),
            ("“公开养老服务”", ["1"]),
            ("市财政局", ["1", "3"]),
            ("财政局 解读", ["3"]),
            ("任务分工 养老", ["1", "2"]),
            ("分工", ["1", "2", "3"]),
            ("没有这样的话", []),
            ("", []),
            ("，。", []),
        ],
    )
    def test_must_all_occur_in_any_spelling(self, plan, office, text, found):  # noqa: F811
        assert numbers(office, text) == found

    def test_find_nothing_for_a_stranger(self, plan, stranger):  # noqa: F811
        assert numbers(stranger, "养老") == []

    def test_are_looked_for_within_a_unit(self, plan, office):  # noqa: F811
        finance = Unit.objects.get(short_name="市财政局")
        assert numbers(office, "养老", unit_id=finance.pk) == ["1"]

    def test_find_nothing_for_who_is_no_official(self, plan):
        for actor in (Actor.anonymous(), Actor.citizen(1), Actor.clockwork()):
            assert numbers(actor, "养老") == []


class TestThePage:
    def test_shows_what_was_found_with_its_words_marked(self, desk):
        page = desk.get("/search/", {"q": "养老 补贴"}).text
        assert "<mark>养老</mark>" in page
        assert "公开<mark>养老</mark>服务<mark>补贴</mark>标准" in page
        assert "data-slash" in page

    def test_leads_from_the_number_to_the_record(self, desk, plan):
        answer = desk.get("/search/", {"q": "第2项"}).context["answer"]
        assert [hit.found.address for hit in answer.named] == [f"/plan/rows/{plan.rows.get(no='2').ref}/"]

    def test_takes_long_words_apart_when_nothing_bears_them(self, desk):
        answer = desk.get("/search/", {"q": "营商环境评价"})
        assert answer.context["answer"].question.is_looser
        assert [tab.code for tab in answer.context["answer"].tabs] == ["plan.row"]
        assert "拆开" in answer.text

    def test_shows_all_of_one_kind_page_by_page(self, desk):
        answer = desk.get("/search/", {"q": "公开", "kind": "plan.row", "page": "99"}).context["answer"]
        assert [hit.shelf.code for hit in answer.hits] == ["plan.row"] * 2
        assert answer.page.number == 1
        assert answer.tabs[0].is_chosen or answer.tabs[1].is_chosen

    def test_says_where_nothing_is_found(self, desk):
        assert "没有找到您能查看的记录" in desk.get("/search/", {"q": "没有这样的话"}).text
        assert "去掉条件" in desk.get("/search/", {"q": "没有这样的话", "year": "2026"}).text

    def test_tells_how_to_ask_while_nothing_is_asked(self, desk):
        assert "督办单号" in desk.get("/search/").text

    def test_is_narrowed_to_a_year_and_to_days(self, desk):
        def count(**within: str) -> int:
            return desk.get("/search/", {"q": "养老", **within}).context["answer"].count

        assert count(year="2026") == 2
        assert count(year="2025") == 0
        assert count(first="2026-12-31", last="2026-12-31") == 2
        assert count(last="2026-12-30") == 0

    @pytest.mark.parametrize(
        ("within", "sentence"),
        [
            ({"first": "2026-02-30"}, "自"),
            ({"first": "2026-03-02", "last": "2026-03-01"}, "不能早于"),
            ({"unit": "x"}, "单位"),
            ({"unit": "999999"}, "单位"),
            ({"year": "1"}, "年度"),
            ({"q": "长" * 101}, "检索词"),
        ],
    )
    def test_says_what_it_did_not_understand(self, desk, within, sentence):
        answer = desk.get("/search/", {"q": "养老", **within})
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
        assert sentence in answer.text

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "%", "_", "\\", "'", "' OR 1=1 --"])
    def test_bears_whatever_is_typed(self, desk, text):
        answer = desk.get("/search/", {"q": text})
        assert answer.status_code == 200
        assert "<script>alert(1)" not in answer.text

    def test_is_told_by_the_gate_that_a_character_without_a_sign_cannot_be_read(self, desk):
        answer = desk.get("/search/", {"q": "养老\x00补贴"})
        assert answer.status_code == 422
        assert "填写的“养老补贴”含有看不见的空字符" in answer.text
        assert "请删去后重新填写" in answer.text

    @pytest.mark.parametrize("kind", ["nothing", "plan.row'", "mailbox.published"])
    def test_shows_everything_for_a_kind_that_is_none(self, desk, kind):
        assert desk.get("/search/", {"q": "养老", "kind": kind}).context["answer"].page is None

    def test_writes_nothing(self, desk):
        assert desk.post("/search/", {"q": "养老"}).status_code == 405


class TestTheBox:
    def test_stands_in_the_frame_of_every_page(self, desk):
        page = desk.get("/my-work/").text
        assert 'action="/search/"' in page
        assert page.count("data-slash") == 1

    def test_stands_once_on_its_own_page(self, desk):
        assert desk.get("/search/").text.count('type="search"') == 1

    def test_is_not_open_to_nobody(self, db):
        assert "/login/" in Client().get("/search/", {"q": "养老"}).headers["Location"]


class TestMatches:
    def test_are_counted_up_to_a_bound(self, plan, office, monkeypatch):  # noqa: F811
        monkeypatch.setattr("quancheng.kernel.links.searching.MOST", 1)
        found = Matches(office, finding.shelf_of("plan.row"), question_of(office, "养老"))
        assert (found.count(), found.is_more) == (1, True)
        assert MOST > 1


class TestAShelf:
    def test_is_registered_once(self):
        told = finding.shelf_of("plan.row")
        with pytest.raises(Taken):
            finding.register(told)

    def test_that_proves_nothing_is_not_asked_for_proofs(self, plan, office):  # noqa: F811
        shelf = Shelf(
            "test.rows", "演示", seen=lambda _: plan.rows.all(), words=in_fields("no"), tell=lambda _: []
        )
        asked = Asked(("1",), date(2026, 1, 1), date(2026, 12, 31))  # Thursdays
        assert finding.proofs(shelf, office, asked) == ()

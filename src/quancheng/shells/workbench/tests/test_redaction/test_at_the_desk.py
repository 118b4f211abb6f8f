import io

import pytest
from django.urls import reverse
from PIL import Image

from quancheng.kernel.orgs.models import AdminSeat, Person
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.tests import papers

pytestmark = pytest.mark.usefixtures("desk_surface")
TEXT = "申请人欧阳小满。\n电话13800138000。".encode()


def address(name, redaction, *more):
    return reverse(f"workbench:{name}", args=[redaction.pk, *more])


def box(**told):
    return {"page": "1", "ground": "privacy", "left": "10", "top": "5", "width": "30", "height": "4", **told}


class TestTheWholeWay:
    def test_from_the_record_to_the_product(self, drawer, drafter, second, at_desk):
        ref = drawer.put(papers.plain(), "材料.pdf", drafter)
        mine, theirs = at_desk(drafter), at_desk(second)
        of = reverse("workbench:redaction_of", args=[ref.kind, ref.ref])
        assert "开始区分处理" in mine.get(of).content.decode()
        assert mine.post(of).status_code == 302
        redaction = Redaction.objects.get()
        told = {"words": papers.NAME, "ground": "privacy"}
        assert mine.post(address("redaction_words", redaction), told).status_code == 302
        page = mine.get(address("redaction", redaction)).content.decode()
        assert "共2处" in page
        assert papers.PHONE in page  # offered, not covered
        redaction.refresh_from_db()
        handed = mine.post(address("redaction_hand_in", redaction), {"version": redaction.version})
        assert handed.status_code == 302
        redaction.refresh_from_db()
        told = {"version": redaction.version, "repeats": 0, "looked": "on"}
        done = theirs.post(address("redaction_finish", redaction), told, follow=True).content.decode()
        assert "清除证明" in done
        assert "未发现" in done
        product = theirs.get(address("redaction_product", redaction))
        assert product["Cache-Control"] == "private, no-store"
        data = b"".join(product.streaming_content)
        assert papers.NAME.encode() not in data
        assert data.startswith(b"%PDF")

    def test_with_a_text(self, begun, drafter, at_desk):
        redaction = begun(TEXT, "说明.txt")
        client = at_desk(drafter)
        told = {"ground": "privacy", "start": "3", "end": "7"}
        assert client.post(address("redaction_span", redaction), told).status_code == 302
        page = client.get(address("redaction", redaction)).content.decode()
        assert '<mark data-start="3">欧阳小满</mark>' in page


class TestPictures:
    def test_are_kept_by_nobody(self, begun, drafter, at_desk):
        answer = at_desk(drafter).get(address("redaction_page", begun(), 1))
        assert answer["Cache-Control"] == "private, no-store"
        assert Image.open(io.BytesIO(answer.content)).size == (910, 1287)

    def test_of_the_open_part_are_black_where_it_is_covered(self, begun, drafter, at_desk):
        redaction, client = begun(), at_desk(drafter)
        client.post(address("redaction_box", redaction), box())
        answer = client.get(address("redaction_open_page", redaction, 1))
        assert Image.open(io.BytesIO(answer.content)).getpixel((95, 70)) == (0, 0, 0)

    @pytest.mark.parametrize("number", [0, 4, 999999999999])
    def test_are_none_of_pages_that_are_not(self, begun, drafter, at_desk, number):
        assert at_desk(drafter).get(address("redaction_page", begun(), number)).status_code == 404


class TestBadInput:
    @pytest.mark.parametrize(
        "told",
        [
            {"ground": ""}, {"ground": "x"}, {"left": "alles"}, {"left": "-5"}, {"width": "0"},
            {"left": "90", "width": "30"}, {"page": "77"}, {"left": "nan"}, {"height": "1e9"}, {"page": ""},
        ],
    )  # fmt: skip
    def test_is_turned_away_with_what_was_entered(self, begun, drafter, at_desk, told):
        redaction = begun()
        answer = at_desk(drafter).post(address("redaction_box", redaction), box(note="住址", **told))
        assert answer.status_code == 422
        assert "住址" in answer.content.decode()
        assert not redaction.boxes.exists()

    def test_words_that_are_not_there(self, begun, drafter, at_desk):
        redaction, client = begun(), at_desk(drafter)
        told = {"words": "不在其中", "ground": "privacy"}
        assert client.post(address("redaction_words", redaction), told).status_code == 422
        asked = client.get(address("redaction", redaction), {"words": "不在其中"})
        assert "没有“不在其中”" in asked.content.decode()

    def test_a_number_that_was_not_offered(self, begun, drafter, at_desk):
        told = {"key": ["9-9-9"], "ground": "privacy"}
        assert at_desk(drafter).post(address("redaction_numbers", begun()), told).status_code == 422

    def test_a_page_that_is_no_number(self, begun, drafter, at_desk):
        assert at_desk(drafter).get(address("redaction", begun()), {"page": "x"}).status_code == 200

    def test_an_old_version(self, begun, drafter, second, at_desk):
        redaction, client = begun(), at_desk(drafter)
        client.post(address("redaction_box", redaction), box())
        assert client.post(address("redaction_hand_in", redaction), {"version": 0}).status_code == 422

    def test_a_finish_without_having_looked(self, begun, drafter, second, at_desk):
        redaction, client = begun(), at_desk(drafter)
        client.post(address("redaction_box", redaction), box())
        client.post(address("redaction_hand_in", redaction), {"version": 1})
        answer = at_desk(second).post(address("redaction_finish", redaction), {"version": 2, "repeats": 0})
        assert answer.status_code == 422
        assert "逐页核对" in answer.content.decode()


class TestWhoMaySee:
    PAGES = (
        ("redaction", ()), ("redaction_page", (1,)), ("redaction_open_page", (1,)), ("redaction_product", ()),
    )  # fmt: skip
    ACTS = (
        ("redaction_box", ()), ("redaction_words", ()), ("redaction_numbers", ()), ("redaction_hand_in", ()),
        ("redaction_send_back", ()), ("redaction_drop", ()), ("redaction_finish", ()),
        ("redaction_ground", (1,)), ("redaction_uncover", (1,)), ("redaction_span", ()),
    )  # fmt: skip
    TOLD = {**box(), "version": "0", "words": papers.NAME, "reason": "x", "looked": "on", "repeats": "0"}

    def test_a_stranger_finds_nothing(self, begun, drafter, stranger, at_desk):
        redaction, client = begun(), at_desk(stranger)
        for name, more in self.PAGES:
            assert client.get(address(name, redaction, *more)).status_code == 404, name
        for name, more in self.ACTS:
            assert client.post(address(name, redaction, *more), self.TOLD).status_code == 404, name
        assert client.get(reverse("workbench:redaction_of", args=["test.paper", "1"])).status_code == 404
        assert redaction.original.name not in client.get(reverse("workbench:redactions")).content.decode()
        redaction.refresh_from_db()
        assert redaction.version == 0

    def test_an_administrator_is_kept_out(self, begun, city, at_desk, client):
        person = Person.objects.create(account="sys", name="演示系统", tenant=city)
        AdminSeat.objects.create(tenant=city, role=AdminRole.SYSTEM, person=person)
        client.force_login(person)
        redaction = begun()
        for name, more in self.PAGES:
            assert client.get(address(name, redaction, *more)).status_code == 403, name
        for name, more in self.ACTS:
            assert client.post(address(name, redaction, *more), self.TOLD).status_code == 403, name

    def test_who_only_looks_changes_nothing(self, begun, second, at_desk):
        redaction, client = begun(), at_desk(second)
        page = client.get(address("redaction", redaction)).content.decode()
        assert "data-draws" not in page
        assert client.post(address("redaction_box", redaction), box()).status_code == 422
        assert not redaction.boxes.exists()

    def test_the_list_asks_few_questions(self, begun, drafter, at_desk, django_assert_max_num_queries):
        for place in range(5):
            begun(papers.pdf_of(papers.lines(f"第{place}份")), f"{place}.pdf")
        client = at_desk(drafter)
        client.get(reverse("workbench:redactions"))
        with django_assert_max_num_queries(20):
            assert "4.pdf" in client.get(reverse("workbench:redactions")).content.decode()

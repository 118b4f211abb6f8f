"""The portal's pages: writing without a script, the receipt, how it stands, what was answered to others."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.orgs.models import Holding
from quancheng.records.mailbox.commands.publishing import draft_publication, publish_message
from quancheng.records.mailbox.commands.sending import send_message
from quancheng.records.mailbox.commands.telling import ANSWERED
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.records.mailbox.tests.conftest import NOW, TEXT, finance, send
from quancheng.records.mailbox.web import site
from quancheng.records.mailbox.web.door import DOOR
from quancheng.ui import seals
from quancheng.ui.offers import offers_for
from quancheng.ui.source import network_of

pytestmark = pytest.mark.django_db
NEW = "/mailbox/new/"
STATUS = "/mailbox/status/"
RECEIPT_CODE = re.compile(r"<dd>([2-9A-Z]{4} [2-9A-Z]{4})</dd>")


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def seal(age: int = 60) -> str:
    """The seal of a form that was opened some seconds ago."""
    return seals.new_seal(timezone.now() - timedelta(seconds=age))


def filled(**told: object) -> dict[str, object]:
    given = {"wish": "fault", "text": TEXT, "seal": seal(), "tenant": "", **told}
    if not given["tenant"]:
        given["tenant"] = str(Client().get(NEW).context["form"].fields["tenant"].choices[0][0])
    return given


@pytest.mark.usefixtures("office")
class TestWriting:
    def test_ends_with_number_and_code_that_work(self, client):
        answer = client.post(NEW, filled(name=" 张三丰 ", contact="１３８００００００００"), follow=True)
        message = Message.objects.get()
        assert (message.name, message.contact) == ("张三丰", "13800000000")
        assert message.number in answer.text
        [code] = RECEIPT_CODE.findall(answer.text)
        shown = client.post(STATUS, {"number": message.number, "code": code})
        assert shown.status_code == 200
        assert TEXT in shown.text

    def test_shows_the_receipt_to_no_log_no_cache_and_no_search_engine(self, client):
        answer = client.post(NEW, filled())
        number = Message.objects.get().number
        assert number not in answer["Location"]
        receipt = client.get(answer["Location"])
        assert receipt["X-Robots-Tag"] == "noindex"
        assert "no-store" in receipt["Cache-Control"]

    def test_of_one_form_twice_shows_the_same_receipt(self, client):
        told = filled()
        first, second = client.post(NEW, told, follow=True), client.post(NEW, told, follow=True)
        assert RECEIPT_CODE.findall(first.text) == RECEIPT_CODE.findall(second.text)
        assert Message.objects.count() == 1

    def test_of_another_message_by_the_same_form_goes_through_with_the_next_click(self, client):
        told = filled()
        client.post(NEW, told)
        second = {**told, "text": "另一件事：路灯不亮，请修。", "name": "王五"}
        refused = client.post(NEW, second)
        assert refused.status_code == 409
        assert "这个页面已经提交过一件留言" in refused.text
        assert "另一件事：路灯不亮，请修。" in refused.text
        assert 'value="王五"' in refused.text
        anew = refused.context["form"]["seal"].value()
        assert client.post(NEW, {**second, "seal": anew}).status_code == 302
        assert [one.text for one in Message.objects.order_by("pk")] == [TEXT, second["text"]]

    def test_of_one_form_twice_at_one_moment_shows_the_same_receipt(self, client, monkeypatch):
        told, calls = filled(), []

        def slower(**given):
            """The other one has just been written when this one comes to the constraint."""
            calls.append(sent := send_message(**given))
            if len(calls) == 1:
                raise IntegrityError("UNIQUE constraint failed: mailbox_message.once")
            return sent

        monkeypatch.setattr(site, "send_message", slower)
        answer = client.post(NEW, told, follow=True)
        assert answer.status_code == 200
        assert Message.objects.get().number in answer.text

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"text": ""}, "请写下您要说的话"),
            ({"text": "短"}, "太短了"),
            ({"text": "长" * 2001}, "超过2000字"),
            ({"contact": "不是号码"}, "看不出是手机号码还是邮箱"),
            ({"contact": "13800000000", "wants_mail": "on"}, "请在这里填写电子邮箱"),
            ({"wish": "nonsense"}, "nonsense"),
            ({"tenant": "99999"}, "99999"),
            ({"website": "http://spam.example"}, "请清空后再提交"),
            ({"seal": ""}, "页面不完整"),
            ({"seal": "forged.1:abc"}, "页面不完整"),
        ],
    )
    def test_is_refused_in_its_place_and_keeps_what_was_entered(self, client, told, sentence):
        answer = client.post(NEW, filled(name="王五", **told))
        assert answer.status_code == 422
        assert sentence in answer.text
        assert 'value="王五"' in answer.text
        assert not Message.objects.exists()

    def test_lets_no_browser_cut_off_what_is_pasted(self, client):
        [area] = re.findall(r"<textarea[^>]*>", client.get(NEW).text)
        assert "maxlength" not in area

    def test_is_refused_when_no_human_writes_so_fast(self, client):
        told = filled(seal=seal(age=0))
        answer = client.post(NEW, told)
        assert answer.status_code == 422
        assert "提交得太快" in answer.text
        assert TEXT in answer.text
        assert str(told["seal"]) in answer.text  # the same form may go again

    def test_that_lay_too_long_gets_a_fresh_seal(self, client):
        told = filled(seal=seal(age=13 * 3600))
        answer = client.post(NEW, told)
        assert answer.status_code == 422
        assert str(told["seal"]) not in answer.text
        assert TEXT in answer.text

    def test_too_often_is_told_so(self, client, city):
        for _ in range(10):
            send(city, source="127.0.0.1", now=timezone.now())
        answer = client.post(NEW, filled())
        assert answer.status_code == 429
        assert answer["Retry-After"] == "86400"
        assert "请明天再写" in answer.text
        assert TEXT in answer.text

    def test_about_nothing_that_is_there_is_refused(self, client):
        for about in ("plan.row:nowhere", "rubbish", "mailbox.message:20260302-00000"):
            assert client.get(NEW, {"about": about}).status_code == 404

    def test_where_nobody_receives_says_so(self, client, office):
        Holding.objects.all().delete()
        answer = client.get(NEW)
        assert answer.status_code == 409
        assert "12345" in answer.text

    def test_asks_for_the_government_only_where_there_are_several(self, client, city):
        assert "写给" not in client.get(NEW).text

    def test_lets_the_sender_choose_among_several(self, client, district):
        assert "东区人民政府" in client.get(NEW).text


class TestSourceOf:
    @pytest.mark.parametrize(
        ("remote", "forwarded", "source"),
        [
            ("203.0.113.7", "", "203.0.113.7"),
            ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # who is no proxy of ours is not believed
            ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the last one is what our proxy wrote
            ("127.0.0.1", "rubbish", "127.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
            ("", "198.51.100.1", "198.51.100.1"),  # our proxy, over a socket of this machine
            ("", "", "127.0.0.1"),
        ],
    )
    def test_names_the_network(self, rf, remote, forwarded, source):
        request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
        assert network_of(request) == source


class TestLookingUp:
    def test_answers_every_wrong_pair_alike(self, client, received):
        code = code_of(received.number)
        wrong = [(received.number, "AAAAAAAA"), ("20260302-00000", code), ("20260302-00000", "AAAAAAAA")]
        answers = [client.post(STATUS, {"number": n, "code": c}) for n, c in wrong]
        assert {a.status_code for a in answers} == {404}
        shown = {re.sub(r"value=\"[^\"]*\"", "", a.text) for a in answers}
        assert len({re.sub(r"csrf\S+", "", text) for text in shown}) == 1

    def test_stops_who_tries_too_often_whether_the_number_exists_or_not(self, client, received):
        for number in (received.number, "20260302-00000"):
            cache.clear()
            for _ in range(10):
                assert client.post(STATUS, {"number": number, "code": "AAAAAAAA"}).status_code == 404
            refused = client.post(STATUS, {"number": number, "code": "AAAAAAAA"})
            assert (refused.status_code, refused["Retry-After"]) == (429, "3600")

    def test_lets_others_in_while_one_network_is_stopped(self, client, received):
        for n in range(20):
            client.post(STATUS, {"number": f"20260302-000{n:02}", "code": "AAAAAAAA"})
        told = {"number": received.number, "code": code_of(received.number)}
        assert client.post(STATUS, told).status_code == 429
        assert client.post(STATUS, told, REMOTE_ADDR="203.0.113.9").status_code == 200

    def test_shows_steps_and_answer_but_no_name_of_an_official(self, client, answered):
        told = {"number": answered.number, "code": code_of(answered.number)}
        shown = client.post(STATUS, told).text
        assert "电话已更正。" in shown
        assert "市财政局" in shown
        assert "演示clerk" not in shown
        assert "张三丰" not in shown

    def test_shows_no_draft(self, client, drafted):
        told = {"number": drafted.number, "code": code_of(drafted.number)}
        assert "电话已更正。" not in client.post(STATUS, told).text

    def test_stands_where_the_letter_says(self, client, db):
        [page] = re.findall(r"网站“(.+?)”", ANSWERED.wordings[-1].body)
        assert f"<h1>{page}</h1>" in client.get(STATUS).text

    def test_with_nothing_asks_for_both(self, client):
        assert client.post(STATUS, {}).status_code == 422

    def test_of_an_old_receipt_is_refused(self, client, received):
        old = DOOR.receipt_token(received.number, now=timezone.now() - timedelta(minutes=31))
        assert client.get(f"/mailbox/receipt/{old}/").status_code == 410
        assert client.get("/mailbox/receipt/nonsense/").status_code == 410


@pytest.fixture
def published(answered, office, office_head):
    told = {"title": "网站电话更正", "question": "办事指南电话打不通。", "answer": "=电话已更正。"}
    one = draft_publication(number=answered.number, **told, actor=office, now=NOW)
    return publish_message(publication_id=one.pk, actor=office_head, now=NOW)


class TestWhatWasAnsweredToOthers:
    @pytest.mark.parametrize("name", ["index", "csv", "json", "feed"])
    def test_is_told_in_every_form(self, client, published, name):
        answer = client.get(reverse(f"mailbox_site:{name}"))
        assert answer.status_code == 200
        assert "网站电话更正" in answer.content.decode()

    def test_leads_back_to_nobody(self, client, published, answered):
        for name in ("index", "csv", "json", "feed"):
            shown = client.get(reverse(f"mailbox_site:{name}")).content.decode()
            assert answered.number not in shown
            assert "张三丰" not in shown

    def test_runs_no_formula_in_a_spreadsheet(self, client, published):
        assert "'=电话已更正。" in client.get(reverse("mailbox_site:csv")).content.decode()

    def test_runs_none_that_is_written_in_wide_signs(self, client, published):
        Publication.objects.update(answer="＝1+1")
        assert "'＝1+1" in client.get(reverse("mailbox_site:csv")).content.decode()

    def test_is_the_same_table_byte_for_byte(self, client, published):
        answer = client.get(reverse("mailbox_site:csv"))
        assert answer.content.decode() == (
            "\ufeff标题,类别,来信日期,来信摘要,答复单位,答复日期,答复\r\n"
            "网站电话更正,找错,2026-03-02,办事指南电话打不通。,市财政局,2026-03-03,'=电话已更正。\r\n"
        )
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="messages.csv"'

    def test_tells_in_words_by_what_it_is_narrowed(self, client, published):
        told = {"kind": "fault", "unit": str(finance().pk), "q": "没有这个词"}
        shown = client.get("/mailbox/", told).text
        assert "有0件符合：找错、市财政局、含有“没有这个词”" in shown
        assert "件符合" not in client.get("/mailbox/").text

    def test_is_narrowed(self, client, published):
        unit = {"unit": str(published.unit_id)}
        wanted = [({"kind": "fault"}, 1), ({"kind": "question"}, 0), ({"q": "电话"}, 1), (unit, 1)]
        for told, count in [*wanted, ({"unit": "x", "kind": "y", "page": "z"}, 1)]:
            assert len(client.get("/mailbox/", told).context["page"]) == count, told

    def test_offers_what_the_house_offers(self, client, published):
        shown = client.get(reverse("mailbox_site:published", args=[published.pk])).text
        assert f"about=mailbox.published%3A{published.pk}" in shown
        assert "提意见、找错" in shown

    def test_offers_nothing_that_never_comes(self, client, published):
        shown = client.get(reverse("mailbox_site:published", args=[published.pk])).text
        assert "订阅更新" not in shown
        address = f"{NEW}?about=mailbox.published%3A{published.pk}"
        assert f'href="{address}"' in shown
        assert client.get(address).context["linked"].title == published.title

    def test_is_gone_when_it_is_not_there(self, client, db):
        assert client.get("/mailbox/published/1/").status_code == 404

    def test_asks_the_database_no_more_for_more(
        self, client, published, answered, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(20) as for_one:
            client.get("/mailbox/")
        for _ in range(5):
            _copy(published.pk)
        with django_assert_max_num_queries(len(for_one.captured_queries)):
            assert len(client.get("/mailbox/").context["page"]) == 6


def _copy(publication_id: int) -> None:
    """One more of the same, for another message."""
    publication = Publication.objects.get(pk=publication_id)
    message, case = publication.message, publication.message.case
    case.pk = None
    case.save()
    message.pk, message.case, message.number, message.once = None, case, f"n{case.pk}", f"o{case.pk}"
    message.save()
    publication.pk, publication.message = None, message
    publication.save(force_insert=True)


class TestTheOffer:
    def test_stands_beside_every_public_record(self, db):
        hrefs = [one.href for one in offers_for(RecordRef("plan.row", "jinan-2024-17"))]
        assert "/mailbox/new/?about=plan.row%3Ajinan-2024-17" in hrefs

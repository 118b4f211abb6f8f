"""What a citizen finds of their own, and that nobody else finds any of it."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.models import Citizen, SignIn
from quancheng.kernel.notify import commands as notify
from quancheng.kernel.notify.addresses import Page, token_of
from quancheng.kernel.notify.models import Subscription
from quancheng.kernel.notify.policy import Frequency
from quancheng.records.mailbox.tests.conftest import TEXT, send
from quancheng.shells.mine.tests.conftest import HOME, MAIL, PHONE, digits, later, seal, sign_in
from quancheng.ui.known import COOKIE, KNOWS
from quancheng.ui.shelf import words_of

CLAIM = "/mailbox/claim/"
CODE_ON_RECEIPT = re.compile(r"<dd>([2-9A-Z]{4} [2-9A-Z]{4})</dd>")
Message = apps.get_model("mailbox.Message")
OTHER = "13900000002"


@pytest.fixture
def stranger() -> Client:
    """Another citizen, signed in as well."""
    client = Client()
    sign_in(client, OTHER)
    return client


@dataclass(frozen=True)
class Sent:
    """A message and the code on its receipt."""

    number: str
    code: str


@pytest.fixture
def sent(city, office) -> Sent:
    """A message that was sent without signing in."""
    answer = post_message(Client(), name="张三丰", contact="zhang@example.cn")
    [code] = CODE_ON_RECEIPT.findall(answer.text)
    return Sent(newest_message().number, code)


def claim(client: Client, message: Sent, code: str = ""):
    return client.post(CLAIM, {"number": message.number, "code": code or message.code})


def newest_message():
    return Message.objects.order_by("-pk")[0]


def post_message(client: Client, **told: object):
    """Write as the page does; the receipt."""
    form = client.get("/mailbox/new/").context["form"]
    tenant = form.fields["tenant"].choices[0][0]
    told = {"wish": "fault", "text": TEXT, "seal": seal(), "tenant": tenant, **told}
    return client.post("/mailbox/new/", told, follow=True)


def write(client: Client):
    assert post_message(client).status_code == 200
    return newest_message()


def follow(address: str, pattern: str = "plan.row:jinan-2024-17") -> Subscription:
    return notify.subscribe(
        address=address, pattern=pattern, title="第17项", frequency=Frequency.DAILY,
        tenant_id=Message.objects.get().tenant_id, actor=Actor.anonymous(), now=timezone.now(),
    )  # fmt: skip


class TestMyMessages:
    def test_hold_what_was_sent_while_signed_in(self, client, citizen, office):
        message = write(client)
        shown = client.get(HOME).text
        assert message.number in shown
        assert "待分类" in shown
        assert "最迟" in shown
        assert client.get(f"/mailbox/own/{message.number}/").status_code == 200

    def test_hold_none_of_who_is_nobody(self, client, office):
        assert write(client).citizen is None

    def test_take_in_one_of_before(self, client, citizen, sent):
        assert claim(client, sent)["Location"] == f"/mailbox/own/{sent.number}/"
        assert TEXT in client.get(f"/mailbox/own/{sent.number}/").text
        assert AuditEntry.objects.order_by("-seq")[0].code == "mailbox.message.claimed"
        assert claim(client, sent).status_code == 409

    def test_take_in_none_of_another_account(self, client, citizen, stranger, sent):
        claim(stranger, sent)
        assert claim(client, sent).status_code == 409
        assert Message.objects.get().citizen_id != citizen.pk

    def test_take_in_none_without_its_code(self, client, citizen, sent):
        assert claim(client, sent, "AAAAAAAA").status_code == 404
        for _ in range(9):
            claim(client, sent, "AAAAAAAA")
        assert claim(client, sent).status_code == 429

    def test_are_nobody_elses(self, client, citizen, stranger, sent):
        claim(client, sent)
        assert stranger.get(f"/mailbox/own/{sent.number}/").status_code == 404
        assert sent.number not in stranger.get(HOME).text
        assert Client().get(f"/mailbox/own/{sent.number}/").status_code == 302

    def test_show_no_official_who_handles_them(self, client, citizen, sent, office):
        claim(client, sent)
        assert "演示office" not in client.get(f"/mailbox/own/{sent.number}/").text

    def test_can_be_written_about_again(self, client, citizen, sent, stranger):
        claim(client, sent)
        address = f"/mailbox/new/?about=mailbox.message%3A{sent.number}"
        assert sent.number in client.get(address).text
        assert stranger.get(address).status_code == 404

    def test_ask_the_database_no_more_for_more(self, client, citizen, sent, django_assert_max_num_queries):
        claim(client, sent)
        with django_assert_max_num_queries(30) as for_one:
            client.get(HOME)
        for number in range(5):
            one = send(newest_message().tenant, now=timezone.now(), once=f"more-{number}")
            Message.objects.filter(pk=one.pk).update(citizen=citizen)
        with django_assert_max_num_queries(len(for_one.captured_queries)):
            assert len(client.get(HOME).context["messages"]) == 6


class TestMySubscriptions:
    def test_end_with_one_click(self, client, sent):
        sign_in(client, MAIL)
        mine, other = follow(MAIL), follow("li@example.cn")
        notify.confirm_subscription(
            token=token_of(Page.CONFIRM, mine), actor=Actor.anonymous(), now=timezone.now()
        )
        assert "第17项" in client.get(HOME).text
        assert client.post(f"/mine/subscriptions/{mine.pk}/end/").status_code == 302
        assert client.post(f"/mine/subscriptions/{other.pk}/end/").status_code == 404
        ended = dict(Subscription.objects.values_list("pk", "end_reason"))
        assert ended == {mine.pk: "unsubscribed", other.pk: ""}

    def test_are_shown_only_for_an_address_that_was_proved(self, client, citizen, sent):
        follow(MAIL)
        assert "第17项" not in client.get(HOME).text


class TestMyAddress:
    def change(self, client, address):
        later()
        asked = client.post("/mine/account/address/", {"address": address, "seal": seal()})
        assert asked.status_code == 302, asked.text
        return client.post(asked["Location"], {"digits": digits()})

    def test_is_changed_by_a_code_to_the_new_one(self, client, citizen):
        other = Client()
        sign_in(other)
        assert self.change(client, OTHER)["Location"] == HOME
        assert Citizen.objects.get().phone == OTHER
        assert client.get(HOME).status_code == 200
        assert other.get(HOME).status_code == 302  # whoever was in by the old number is out

    def test_of_mail_comes_beside_the_phone(self, client, citizen):
        self.change(client, MAIL)
        kept = Citizen.objects.get()
        assert (kept.phone, kept.email) == (PHONE, MAIL)
        assert sign_in(Client(), MAIL).pk == citizen.pk

    def test_of_another_account_is_not_taken(self, client, citizen, stranger):
        assert self.change(client, OTHER).status_code == 409
        assert sorted(one.phone for one in Citizen.objects.all()) == [PHONE, OTHER]

    def test_is_not_changed_by_a_code_for_something_else(self, client, citizen):
        later()
        asked = Client().post(
            "/mine/sign-in/", {"address": OTHER, "consent": "on", "seal": seal()}
        )  # for signing in
        token = asked["Location"].rstrip("/").rpartition("/")[2]
        assert client.post(f"/mine/account/address/{token}/", {"digits": digits()}).status_code == 422
        assert Citizen.objects.get().phone == PHONE

    def test_is_not_changed_by_the_code_of_another_account(self, client, citizen, stranger):
        asked = stranger.post("/mine/account/address/", {"address": "13700000003", "seal": seal()})
        assert client.post(asked["Location"], {"digits": digits()}).status_code == 422

    def test_asks_for_a_fresh_sign_in(self, client, citizen):
        SignIn.objects.update(begun_at=timezone.now() - timedelta(minutes=16))
        for page in ("address", "passphrase", "close", "export"):
            asked = client.get(f"/mine/account/{page}/")
            assert asked["Location"].startswith("/mine/sign-in/?next="), page
            assert "请再登录一次" in client.get(asked["Location"]).text
        assert client.get("/mine/account/my-data.json").status_code == 302


class TestMyName:
    def test_is_sealed(self, client, citizen):
        assert client.post("/mine/account/name/", {"name": " 王女士 "}).status_code == 302
        assert "王女士，您好" in client.get(HOME).text
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone, name FROM citizens_citizen")
            assert all(text.startswith("qc1.sm4-gcm.") for text in cursor.fetchone())

    @pytest.mark.parametrize("bad", ["长" * 41, "a\x00b"])
    def test_is_refused_in_its_place(self, client, citizen, bad):
        assert client.post("/mine/account/name/", {"name": bad}).status_code == 422


class TestMyData:
    def test_is_everything_that_is_kept(self, client, sent):
        sign_in(client, MAIL)
        follow(MAIL)
        claim(client, sent)
        answer = client.get("/mine/account/my-data.json")
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
        told = json.loads(answer.content)
        assert told["账号"]["电子邮箱"] == MAIL
        assert [one["编号"] for one in told["留言"]] == [sent.number]
        assert told["留言"][0]["查询码"] == sent.code.replace(" ", "")
        assert told["留言"][0]["姓名"] == "张三丰"
        assert [one["内容"] for one in told["订阅"]] == ["第17项"]
        assert len(told["登录"]) == 1

    def test_is_nobody_elses(self, citizen, stranger, client, sent):
        claim(client, sent)
        told = stranger.get("/mine/account/my-data.json").content.decode()
        assert PHONE not in told
        assert sent.number not in told


class TestClosing:
    def close(self, client):
        later()
        asked = client.post("/mine/account/close/", {"to": "phone", "seal": seal()})
        return client.post(asked["Location"], {"digits": digits()})

    def test_erases_what_is_personal_and_keeps_the_records(self, client, citizen, sent, drain):
        claim(client, sent)
        other = Client()
        sign_in(other)
        assert self.close(client)["Location"] == "/mine/closed/"
        gone = Citizen.objects.get()
        assert (gone.phone, gone.phone_digest, gone.email, gone.name, gone.password) == ("",) * 5
        assert client.get(HOME).status_code == other.get(HOME).status_code == 302
        drain()
        kept = Message.objects.get()
        assert (kept.citizen, kept.text, kept.contact) == (None, TEXT, "zhang@example.cn")
        codes = list(AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[:2])
        assert codes == ["mailbox.message.detached", "citizens.account.closed"]
        shown = Client().post("/mailbox/status/", {"number": sent.number, "code": sent.code})
        assert shown.status_code == 200

    def test_lets_no_old_cookie_in(self, client, citizen):
        cookie = client.cookies[COOKIE].value
        self.close(client)
        client.cookies[COOKIE] = cookie
        assert client.get(HOME).status_code == 302

    def test_begins_anew_with_the_same_number(self, client, citizen, sent):
        claim(client, sent)
        self.close(client)
        again = Client()
        assert sign_in(again).pk != citizen.pk
        assert sent.number not in again.get(HOME).text

    @pytest.mark.parametrize("page", ["close", "address"])
    def test_a_form_that_came_empty_is_shown_again(self, client, citizen, page):
        """A proof of the form that came in a header leaves nothing in the form itself."""
        assert client.post(f"/mine/account/{page}/").status_code == 422

    def test_asks_for_a_code_to_an_address_of_the_account(self, client, citizen):
        assert client.post("/mine/account/close/", {"to": "email", "seal": seal()}).status_code == 422
        later()
        asked = client.post("/mine/account/close/", {"to": "phone", "seal": seal()})
        assert client.post(asked["Location"], {"digits": "1"}).status_code == 422
        assert Citizen.objects.get().closed_at is None


class TestEveryPage:
    """Pages that know who asks are kept by no cache; pages that are kept know nobody."""

    def test_that_knows_a_citizen_is_never_on_the_shelf(self):
        both = [str(one.pattern) for one in _patterns() if _knows(one) and words_of(one.callback) is not None]
        assert both == []

    def test_of_my_own_knows_me(self):
        """Nobody forgot the mark: under /mine/ only these two look alike to everybody."""
        found = {one.name for one in _patterns("mine") if not _knows(one)}
        assert found == {"notice", "closed"}

    @pytest.mark.parametrize("path", [HOME, "/mine/account/name/", CLAIM, "/mailbox/new/", "/mine/sign-in/"])
    def test_of_one_citizen_is_kept_by_nobody(self, client, citizen, office, path):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Cookie" in answer["Vary"]
        assert "ETag" not in answer

    @pytest.mark.parametrize("path", ["/mine/notice/", "/mailbox/", "/accessibility/", "/calculator/"])
    def test_of_everybody_is_the_same_for_me(self, client, citizen, office, path):
        mine, theirs = client.get(path), Client().get(path)
        assert mine.content == theirs.content
        assert 'href="/mine/"' in mine.text
        assert "138****" not in mine.text

    def test_leads_to_my_own_by_one_link_for_all(self, client, citizen):
        assert Client().get("/accessibility/").text.count('href="/mine/"') == 2  # above and below


def _patterns(within: str = ""):
    found = get_resolver(settings.PUBLIC_URLCONF).url_patterns
    for one in found:
        if hasattr(one, "url_patterns"):
            if not within or getattr(one, "app_name", "") == within:
                yield from one.url_patterns
        elif not within:
            yield one


def _knows(pattern) -> bool:
    return getattr(pattern.callback, KNOWS, False)

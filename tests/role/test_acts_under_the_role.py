"""Whoever writes, asks, confirms and leaves under the role does so as under the owner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quancheng.kernel.notify.addresses import Page, token_of
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.ui.seals import new_seal
from tests.role.town import model

pytestmark = pytest.mark.postgresql
LETTER = {"wish": "fault", "text": "网站上的电话打不通", "name": "王某", "contact": "wang@example.cn"}


def client() -> Client:
    return Client(HTTP_HOST="localhost")


def seal() -> str:
    """Of a form that was handed out a minute ago."""
    return new_seal(timezone.now() - timedelta(minutes=1))


def write(text: str) -> int:
    """Send a message; the status of its receipt."""
    city = model("orgs.Tenant").objects.get(slug="jinan").pk
    sent = client().post("/mailbox/new/", {**LETTER, "text": text, "tenant": city, "seal": seal()})
    assert sent.status_code == 302
    return client().get(sent["Location"]).status_code


def look_up(number: str, code: str) -> tuple[int, str]:
    got = client().post("/mailbox/status/", {"number": number, "code": code})
    return got.status_code, got.content.decode()


def follow(address: str) -> int:
    about = f"plan.plan:{model('plan.Plan').objects.get(published_on__isnull=False).ref}"
    told = {"address": address, "frequency": "daily", "seal": seal()}
    return client().post(f"/subscriptions/new/?about={about}", told).status_code


def post(page: Page, subscription) -> int:
    return client().post(page.value.format(token=token_of(page, subscription))).status_code


def newest(name: str):
    return model(name).objects.order_by("-pk").first()


def last_code() -> str:
    return model("audit.AuditEntry").objects.order_by("-seq")[0].code


class TestAMessage:
    def test_is_sent_and_looked_up(self, as_role, as_owner):
        assert as_role(write, "第一件：网站上的电话打不通") == 200
        number = as_owner(newest, "mailbox.Message").number
        status, page = as_role(look_up, number, code_of(number))
        assert (status, "收到您的留言" in page) == (200, True)
        assert as_role(look_up, number, "AAAA-AAAA")[0] == 404

    def test_tells_the_office_and_is_written_down(self, as_role, as_owner):
        as_role(write, "第二件：网站上的电话打不通")
        message = as_owner(newest, "mailbox.Message")
        assert message.text == "第二件：网站上的电话打不通"
        assert as_owner(newest, "notify.Notice").facts["number"] == message.number
        assert as_owner(last_code) == "mailbox.message.received"


class TestASubscription:
    def test_is_asked_for_confirmed_and_ended(self, as_role, as_owner):
        assert as_role(follow, "zhao@example.cn") == 302
        asked = as_owner(newest, "notify.Subscription")
        assert as_role(post, Page.CONFIRM, asked) == 200
        assert as_owner(newest, "notify.Subscription").confirmed_at is not None
        assert as_role(follow, "zhao@example.cn") == 302  # told that there is nothing to confirm
        assert as_role(post, Page.END, asked) == 200
        assert as_owner(newest, "notify.Subscription").end_reason == "unsubscribed"

    def test_of_an_address_end_together(self, as_role, as_owner):
        as_role(follow, "qian@example.cn")
        asked = as_owner(newest, "notify.Subscription")
        as_role(post, Page.CONFIRM, asked)
        assert as_role(post, Page.END_ALL, asked) == 200
        assert as_owner(newest, "notify.Subscription").ended_at is not None

    def test_letters_to_one_address_are_counted(self, as_role):
        codes = [as_role(follow, "sun@example.cn") for _ in range(6)]
        assert codes == [302] * 5 + [429]

"""The public pages of a subscription, without a script and without a cookie."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.notify.addresses import Page, link_to, token_of
from quancheng.kernel.notify.models import Subscription
from quancheng.kernel.notify.ports import port_of
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.orgs.models import Tenant
from quancheng.ui.seals import new_seal

pytestmark = pytest.mark.django_db
FORM = "/subscriptions/new/?about=trial.row:17"


def sealed(told, age=60):
    """What was entered into a form that was opened some seconds ago."""
    return {**told, "seal": new_seal(timezone.now() - timedelta(seconds=age))}


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    machine.cache_clear()
    port_of.cache_clear()
    yield
    machine.cache_clear()


@pytest.fixture(autouse=True)
def row():
    city = Tenant.objects.create(slug="c", name="演示市", full_name="演示市人民政府", level="city")

    def find(actor, ref):
        return Linked("第17项", "/plan/17/", tenant_id=city.pk) if ref == "17" else None

    links.register("trial.row", says="条目", find=find)
    links.register("trial.loose", says="条目", find=lambda actor, ref: Linked("无主", "/x/"))
    yield
    links.forget("trial.row")
    links.forget("trial.loose")


@pytest.fixture
def citizen():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asked(client):
    client.post(FORM, sealed({"address": "li@example.cn", "frequency": "daily"}))
    return Subscription.objects.get()


@pytest.fixture
def confirmed(asked):
    Subscription.objects.update(confirmed_at=timezone.now())
    return asked


def path_to(page, subscription):
    return page.value.format(token=token_of(page, subscription))


class TestFollow:
    def test_shows_what_will_be_followed(self, citizen):
        page = citizen.get(FORM).content.decode()
        assert "订阅：第17项" in page
        assert 'name="address"' in page

    def test_sends_the_letter_whose_link_confirms(self, client, citizen):
        answer = client.post(FORM, sealed({"address": "li@example.cn", "frequency": "daily"}))
        assert answer["Location"].startswith(reverse("portal:asked"))
        asked = citizen.get(answer["Location"]).content.decode()
        assert "请查收确认邮件" in asked
        deliver_due(now=timezone.now())
        subscription = Subscription.objects.get()
        assert link_to(Page.CONFIRM, subscription) in mail.outbox[0].body
        assert citizen.post(path_to(Page.CONFIRM, subscription)).status_code == 200
        subscription.refresh_from_db()
        assert subscription.confirmed_at is not None

    def test_answers_the_same_whether_or_not_the_address_follows(self, client, confirmed):
        again = client.post(FORM, sealed({"address": "li@example.cn", "frequency": "daily"}))
        other = client.post(FORM, sealed({"address": "wang@example.cn", "frequency": "daily"}))
        assert (again.status_code, again["Location"]) == (other.status_code, other["Location"])

    @pytest.mark.parametrize(
        ("told", "place"),
        [
            ({"address": "not an address", "frequency": "daily"}, "电子邮箱"),
            ({"address": "", "frequency": "daily"}, "电子邮箱"),
            ({"address": "li@example.cn", "frequency": "hourly"}, "接收频次"),
            ({"address": "li@example.cn\nBcc: x@example.cn", "frequency": "daily"}, "电子邮箱"),
        ],
    )
    def test_keeps_what_was_entered_and_names_the_place(self, client, told, place):
        answer = client.post(FORM, sealed(told))
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "还不能提交" in page
        assert f"{place}：" in page
        assert not Subscription.objects.exists()

    @pytest.mark.parametrize("about", ["", "x", "trial.row:99", "trial.unknown:1", "trial.loose:1"])
    def test_of_what_the_public_may_not_follow_is_not_there(self, citizen, about):
        answer = citizen.get("/subscriptions/new/", {"about": about})
        assert answer.status_code == 404
        assert "没有找到要订阅的内容" in answer.content.decode()


class TestMachines:
    TOLD = {"address": "li@example.cn", "frequency": "daily"}

    @pytest.mark.parametrize(
        ("age", "more", "words"),
        [
            (60, {"seal": "forged"}, "页面不完整"),
            (0, {}, "提交得太快"),
            (13 * 3600, {}, "页面打开太久了"),
            (60, {"website": "x"}, "这一栏是防止机器填写的"),
        ],
    )
    def test_are_told_why_and_lose_nothing(self, client, age, more, words):
        answer = client.post(FORM, {**sealed(self.TOLD, age), **more})
        assert answer.status_code == 400
        assert words in answer.text
        assert "li@example.cn" in answer.text
        assert not Subscription.objects.exists()

    def test_of_one_network_are_stopped_whatever_address_they_ask_from(self, client):
        for number in range(20):
            place = f"2001:db8:1:2::{number:x}"
            told = sealed({"address": f"li{number}@example.cn", "frequency": "daily"})
            assert client.post(FORM, told, REMOTE_ADDR=place).status_code == 302
        more = client.post(FORM, sealed(self.TOLD), REMOTE_ADDR="2001:db8:1:2::ffff")
        assert more.status_code == 429
        assert more["Retry-After"] == "3600"
        assert "请一小时后再试" in more.text
        assert client.post(FORM, sealed(self.TOLD), REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


class TestALink:
    @pytest.mark.parametrize("page", Page)
    def test_leads_to_a_page_of_the_portal(self, page):
        name = {Page.CONFIRM: "confirm", Page.END: "end", Page.END_ALL: "end_all"}[page]
        assert reverse(f"portal:{name}", args=["a:b"]) == page.value.format(token="a:b")

    def test_changes_nothing_when_it_is_only_opened(self, citizen, asked):
        for page in Page:
            answer = citizen.get(path_to(page, asked))
            assert answer.status_code == 200
            assert '<form method="post"' in answer.content.decode()
            assert not answer.cookies
            assert answer["X-Robots-Tag"] == "noindex"
        asked.refresh_from_db()
        assert (asked.confirmed_at, asked.ended_at) == (None, None)

    def test_does_not_confirm_by_being_opened(self, citizen, asked):
        citizen.get(path_to(Page.CONFIRM, asked))
        asked.refresh_from_db()
        assert asked.confirmed_at is None

    @pytest.mark.parametrize("page", Page)
    def test_that_was_altered_is_told_so(self, citizen, page, asked):
        answer = citizen.get(page.value.format(token=token_of(page, asked)[:-1]))
        assert answer.status_code == 404
        assert "不完整或已被改动" in answer.content.decode()

    @pytest.mark.parametrize("way", ["get", "post"])
    def test_that_is_too_old_says_so_with_the_way_to_a_new_one(self, citizen, asked, way):
        Subscription.objects.update(asked_at=timezone.now() - timedelta(days=8))
        answer = getattr(citizen, way)(path_to(Page.CONFIRM, asked))
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "已过期" in page
        assert '<form method="post"' not in page
        assert "/subscriptions/new/?about=trial.row%3A17" in page

    def test_that_was_used_says_on_opening_that_nothing_is_left_to_do(self, citizen, confirmed):
        answer = citizen.get(path_to(Page.CONFIRM, confirmed))
        assert answer.status_code == 200
        assert "已经确认过" in answer.content.decode()
        assert '<form method="post"' not in answer.content.decode()

    def test_of_a_subscription_that_ended_offers_to_ask_again(self, citizen, confirmed):
        citizen.post(path_to(Page.END, confirmed))
        answer = citizen.get(path_to(Page.CONFIRM, confirmed))
        assert answer.status_code == 410
        assert "重新订阅" in answer.content.decode()

    @pytest.mark.parametrize("page", [Page.END, Page.END_ALL])
    def test_to_leave_says_on_opening_that_one_has_left(self, citizen, confirmed, page):
        citizen.post(path_to(page, confirmed))
        answer = citizen.get(path_to(page, confirmed))
        assert answer.status_code == 200
        assert "已退订" in answer.content.decode()
        assert '<form method="post"' not in answer.content.decode()


class TestOneClick:
    @pytest.mark.parametrize("page", [Page.END, Page.END_ALL])
    def test_ends_the_subscription_as_mail_programs_do_it(self, citizen, confirmed, page):
        answer = citizen.post(path_to(page, confirmed), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        confirmed.refresh_from_db()
        assert confirmed.ended_at is not None

    @pytest.mark.parametrize("page", [Page.END, Page.END_ALL])
    def test_a_second_time_succeeds_and_changes_nothing(self, citizen, confirmed, page):
        path = path_to(page, confirmed)
        citizen.post(path)
        ended_at = Subscription.objects.get().ended_at
        answer = citizen.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "已退订" in answer.content.decode()
        assert Subscription.objects.get().ended_at == ended_at

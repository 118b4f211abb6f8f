"""Coming in by the city's identity platform: a real provider of OpenID Connect, in a process of its own."""

import re
import socket
import subprocess
import sys
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.tests.test_orgs import government, seat, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
STARTS = 20  # seconds that the provider may take


@pytest.fixture(scope="module")
def provider():
    """The address of a running provider, which lets in whoever names themselves."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--user-claims"]
    claims = '{"sub": "9001", "preferred_username": "clerk", "name": "演示某", "phone_number": "13900000000"}'
    stranger = '{"sub": "9002", "preferred_username": "nobody"}'
    twin = '{"sub": "9003", "preferred_username": "clerk"}'
    told = [*command, claims, "--user-claims", stranger, "--user-claims", twin]
    running = subprocess.Popen(told, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server)
        yield server
    finally:
        running.terminate()
        running.wait(timeout=10)


def _wait_for(server: str) -> None:
    until = time.monotonic() + STARTS
    while True:
        try:
            requests.get(f"{server}/.well-known/openid-configuration", timeout=2).raise_for_status()
        except requests.RequestException:
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def house(settings, provider):
    """The desk of a house that knows the platform."""
    settings.IDENTITY_PLATFORM = replace(settings.IDENTITY_PLATFORM, server=provider, name="演示认证平台")
    app = {
        "provider_id": "platform", "name": "演示认证平台", "client_id": "quancheng", "secret": "s",
        "settings": {"server_url": provider, "uid_field": "sub"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    seat(unit_of(government("c"), "9", "演示市财政局"), "经办", "clerk")
    return Client()


def at_the_provider(address: str, who: str) -> str:
    """What the browser does there: say who one is; the address to which it is sent back."""
    answer = requests.post(address, data={"sub": who}, allow_redirects=False, timeout=10)
    assert answer.status_code in {302, 303}, answer.text
    return answer.headers["Location"]


def come_in(house: Client, who: str, *, then: str = ""):
    sent = house.post(reverse("openid_connect_login", args=["platform"]) + (f"?next={then}" if then else ""))
    back = urlsplit(at_the_provider(sent.url, who))
    return house.get(f"{back.path}?{back.query}")


class TestThePlatform:
    def test_is_offered_at_the_door(self, house):
        assert "用演示认证平台登录" in house.get(reverse("account_login")).content.decode()

    def test_lets_in_who_is_in_the_register(self, house):
        answer = come_in(house, "9001", then="/inbox/")
        assert answer.url == "/inbox/"
        assert house.get("/inbox/").status_code == 200
        line = AuditEntry.objects.get(code="workbench.door.signed_in")
        assert sentence_of(line) == "账号clerk从127.0.0.1登录（统一身份认证）"

    def test_keeps_nothing_but_its_number_of_the_person(self, house):
        come_in(house, "9001")
        assert SocialAccount.objects.get().extra_data == {"sub": "9001"}
        assert not SocialToken.objects.exists()

    def test_knows_the_person_by_that_number_from_then_on(self, house):
        come_in(house, "9001")
        Person.objects.filter(account="clerk").update(account="renamed")
        assert come_in(Client(), "9001").url == "/"

    def test_lets_no_second_number_in_as_the_same_person(self, house):
        come_in(house, "9001")
        twin = Client()
        assert come_in(twin, "9003").status_code == 403
        assert twin.get("/inbox/").status_code == 302
        assert [one.uid for one in SocialAccount.objects.all()] == ["9001"]

    def test_registers_nobody(self, house):
        answer = come_in(house, "9002")
        assert answer.status_code == 403
        assert "工作台没有您的账号" in answer.content.decode()
        assert not Person.objects.filter(account="nobody").exists()
        assert house.get("/inbox/").status_code == 302

    def test_lets_no_demo_account_into_production(self, house, settings):
        Person.objects.update(is_demo=True)
        settings.IN_PRODUCTION = True
        assert come_in(house, "9001").status_code == 403

    def test_does_not_let_a_retired_account_in(self, house):
        come_in(house, "9001")
        Person.objects.update(is_active=False)
        again = Client()
        assert "没有与之对应的在用账号" in come_in(again, "9001").content.decode()
        assert again.get("/inbox/").status_code == 302

    def test_is_not_believed_when_the_answer_belongs_to_another_window(self, house):
        sent = house.post(reverse("openid_connect_login", args=["platform"]))
        back = urlsplit(at_the_provider(sent.url, "9001"))
        answer = Client().get(f"{back.path}?{back.query}")
        assert "统一身份认证没有完成" in answer.content.decode()

    def test_is_not_believed_with_an_answer_that_was_tampered_with(self, house):
        sent = house.post(reverse("openid_connect_login", args=["platform"]))
        back = urlsplit(at_the_provider(sent.url, "9001"))
        state = parse_qs(back.query)["state"][0]
        answer = house.get(f"{back.path}?code=forged&state={state}")
        assert "统一身份认证没有完成" in answer.content.decode()

    def test_that_is_not_there_is_told_in_plain_words(self, house, settings):
        gone = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]
        gone["server_url"] = "http://127.0.0.1:1"
        answer = house.post(reverse("openid_connect_login", args=["platform"]))
        assert "统一身份认证没有完成" in answer.content.decode()

    def test_is_asked_with_a_challenge(self, house):
        sent = house.post(reverse("openid_connect_login", args=["platform"]))
        assert parse_qs(urlsplit(sent.url).query)["code_challenge_method"] == ["S256"]


class TestAHouseWithoutOne:
    def test_offers_none(self):
        page = Client().get(reverse("account_login")).content.decode()
        assert not re.search(r"用.*登录</button>", page)

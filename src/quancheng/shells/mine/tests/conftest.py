"""A phone that gets codes, and a citizen who signed in by one."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from quancheng.kernel.citizens.models import Citizen, Code
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.ports import port_of
from quancheng.records.mailbox.tests.conftest import city, office  # noqa: F401  # a government that is written to
from quancheng.ui import seals

PHONE, MAIL = "13800000001", "wang@example.cn"
SIGN_IN = "/mine/sign-in/"
HOME = "/mine/"


@pytest.fixture(autouse=True)
def own_house(settings, tmp_path, db):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.NOTIFY_FOLDER = tmp_path
    machine.cache_clear()
    port_of.cache_clear()
    cache.clear()
    yield
    machine.cache_clear()
    port_of.cache_clear()


def seal(age: int = 60) -> str:
    """The seal of a form that was opened some seconds ago."""
    return seals.new_seal(timezone.now() - timedelta(seconds=age))


def ask(client: Client, address: str = PHONE, **told: object):
    """Ask for a code as the page does."""
    return client.post(SIGN_IN, {"address": address, "consent": "on", "seal": seal(), **told})


def newest() -> Code:
    return Code.objects.order_by("-pk")[0]


def digits() -> str:
    """What stands in the last message that left the house."""
    return digits_of(newest())


def later() -> None:
    """A minute and more goes by."""
    for one in Code.objects.all():
        Code.objects.filter(pk=one.pk).update(asked_at=one.asked_at - timedelta(minutes=2))


def sign_in(client: Client, address: str = PHONE) -> Citizen:
    """Come in by a code, whatever came before."""
    later()
    asked = ask(client, address)
    assert asked.status_code == 302, asked.text
    came = client.post(asked["Location"], {"digits": digits()})
    assert came.status_code == 302, came.text
    return Citizen.objects.order_by("seen_at").last()


def short_messages(folder) -> list[dict[str, object]]:
    """Everything that the gateway of short messages was handed."""
    return [json.loads(one.read_text()) for one in sorted((folder / "outgoing-sms").glob("*.json"))]


@pytest.fixture
def citizen(client) -> Citizen:
    return sign_in(client)

"""Every address is behind a gate, or on a list that is read aloud in review."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver

from config.environment import Surface

LISTS = Path(__file__).parent
DESK_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of a table as it is written, regular expressions stripped of their anchors."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here


def table(surface: str) -> list[str]:
    return sorted(set(addresses(importlib.import_module(f"config.addresses.{surface}").urlpatterns)))


def listed(name: str) -> list[str]:
    lines = (LISTS / name).read_text().splitlines()
    return sorted(
        line.split("  # ")[0].strip() for line in lines if line.strip() and not line.startswith("#")
    )


def visit(address: str) -> str:
    """An address with a sample in each place, to be asked for."""
    typed = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m[1] or "str", "x"), address)
    named = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)", "1", typed)
    return "/" + re.sub(r"[\^$\\?]", "", re.sub(r"\((?!\?)[^()]*\)\*?", "", named))


class TestThePublicTable:
    def test_is_the_list_that_was_read_aloud(self):
        assert table("public") == listed("public_addresses.txt")

    def test_holds_no_address_of_the_desk(self):
        assert not [a for a in table("public") if re.search(r"admin|login|desk|draft|password", a)]


@pytest.mark.django_db
class TestTheDesk:
    @pytest.fixture(autouse=True)
    def as_desk(self, settings):
        settings.SURFACE = Surface.DESK
        settings.ROOT_URLCONF = "config.addresses.desk"
        before = [m for m in settings.MIDDLEWARE if m not in DESK_MIDDLEWARE]
        settings.MIDDLEWARE = [*DESK_MIDDLEWARE, *before]

    def test_answers_nobody_who_has_not_signed_in(self):
        client, open_ones = Client(raise_request_exception=False), listed("open_desk_addresses.txt")
        told = {a: client.get(visit(a)) for a in table("desk") if a not in open_ones}
        assert {a: r.status_code for a, r in told.items() if not turned_away(r)} == {}

    def test_would_see_an_open_page(self):
        assert not turned_away(HttpResponse("secret"))
        assert settings.ROOT_URLCONF == "config.addresses.desk"


def turned_away(answer: HttpResponse) -> bool:
    """Sent to the sign-in page, or told that there is nothing or no such way of asking."""
    if answer.status_code in (301, 302):
        return "/login/" in answer["Location"]
    return answer.status_code in (403, 404, 405)

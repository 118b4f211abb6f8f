"""Every public page bears the headers that protect its reader, and none that tells of the machine."""

import importlib
from collections.abc import Iterator

import gunicorn.http.wsgi
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.basis.refusal import Refusal
from quancheng.ui.headers import HeadersMiddleware
from tests.house.test_addresses import table, visit

pytestmark = pytest.mark.django_db
WANTED = {
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
}  # fmt: skip
TELLTALE = {"Server", "X-Powered-By", "Via"}


def missing(answer) -> set[str]:
    return (WANTED - set(answer.headers)) | (TELLTALE & set(answer.headers))


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", table("public"))
def test_stand_on_every_public_page(client, address):
    assert missing(client.get(visit(address))) == set()


def test_stand_on_refusals_too(client):
    assert missing(client.get("/nothing-here/")) == set()
    assert missing(client.post("/accessibility/")) == set()


def test_stand_on_the_desk(client, settings):
    for name, value in settings_of(Surface.DESK).items():
        setattr(settings, name, value)
    assert missing(client.get("/login/")) == set()
    assert client.get("/login/")["Cross-Origin-Opener-Policy"] == "same-origin"


def every_refusal(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every_refusal(below)


def test_tell_who_comes_too_often_when_to_come_again():
    """Every kind of refusal for coming too often says after how long; each answer with 429 says it anyway."""
    asked = [each for each in every_refusal() if each.status == 429]
    assert len(asked) >= 7
    assert [each.__name__ for each in asked if each.wait <= 0] == []
    answer = HeadersMiddleware(lambda _: HttpResponse(status=429))(RequestFactory().get("/"))
    assert answer["Retry-After"] == "60"


def test_forbid_the_camera(client):
    assert "camera=()" in client.get("/accessibility/")["Permissions-Policy"]


def test_the_server_in_front_does_not_name_itself():
    importlib.import_module("config.wsgi")  # the door that a web server enters by
    assert gunicorn.http.wsgi.SERVER == "web"

"""Every public page bears the headers that protect its reader, and none that tells of the machine."""

import importlib

import gunicorn.http.wsgi
import pytest
from django.test import Client

from config.environment import Surface
from config.surfaces import settings_of
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


def test_forbid_the_camera(client):
    assert "camera=()" in client.get("/accessibility/")["Permissions-Policy"]


def test_the_server_in_front_does_not_name_itself():
    importlib.import_module("config.wsgi")  # the door that a web server enters by
    assert gunicorn.http.wsgi.SERVER == "web"

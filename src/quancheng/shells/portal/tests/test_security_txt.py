"""Whom to tell of a weakness: the page of RFC 9116, and the check that asks for it."""

from datetime import date

import pytest

from quancheng.shells.portal.security import a_contact_is_told

PAGE = "/.well-known/security.txt"
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings):
    settings.SECURITY_CONTACT = "mailto:anquan@example.cn"
    settings.SECURITY_CONTACT_EXPIRES = date(2099, 12, 31)
    settings.PUBLIC_ADDRESS = "https://zwgk.example.cn"


class TestThePage:
    def test_names_contact_and_expiry(self, client, told):
        answer = client.get(PAGE)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.text.splitlines() == [
            "Contact: mailto:anquan@example.cn",
            "Expires: 2099-12-31T15:59:59Z",
            "Preferred-Languages: zh, en",
            f"Canonical: https://zwgk.example.cn{PAGE}",
        ]

    def test_is_not_there_while_nobody_is_named(self, client):
        assert client.get(PAGE).status_code == 404


class TestTheCheck:
    def test_is_content(self, told):
        assert a_contact_is_told() == []

    def test_asks_for_a_contact(self):
        assert "QUANCHENG_SECURITY_CONTACT" in a_contact_is_told()[0].msg

    def test_asks_for_a_new_day(self, told, settings):
        settings.SECURITY_CONTACT_EXPIRES = date(2020, 1, 1)  # a Wednesday
        assert "2020-01-01过期" in a_contact_is_told()[0].msg

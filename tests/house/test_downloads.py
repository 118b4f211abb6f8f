"""Every file of open data is given in measure; what is kept ready is given to everybody."""

import importlib
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver

from quancheng.ui.tries import MEASURED

ENDINGS = (".csv", ".json", ".atom", ".ics")


def views(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Callable]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def test_every_file_is_measured():
    table = importlib.import_module("config.addresses.public").urlpatterns
    files = [(address, view) for address, view in views(table) if address.endswith(ENDINGS)]
    assert len(files) > 10
    assert [address for address, view in files if not getattr(view, MEASURED, False)] == []


@pytest.mark.django_db
class TestMeasure:
    FILE = "/notices/notices.json"

    @pytest.fixture(autouse=True)
    def three(self, settings):
        settings.DOWNLOADS_A_MINUTE = 3

    def test_stops_one_network_and_no_other(self, client):
        for number in range(3):
            assert client.get(f"{self.FILE}?x={number}", REMOTE_ADDR=f"2001:db8::{number}").status_code == 200
        more = client.get(f"{self.FILE}?x=9", REMOTE_ADDR="2001:db8::9")
        assert more.status_code == 429
        assert more["Retry-After"] == "60"
        assert "请一分钟后再试" in more.text
        assert client.get(f"{self.FILE}?x=9", REMOTE_ADDR="2001:db8:1::9").status_code == 200

    def test_never_counts_what_stands_on_the_shelf(self, client):
        assert {client.get(self.FILE).status_code for _ in range(9)} == {200}

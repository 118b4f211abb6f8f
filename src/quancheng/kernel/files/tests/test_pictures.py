"""What the browser is told, and what it is not."""

import os
from typing import Any

import pytest

from quancheng.kernel.files.fetch import picture
from quancheng.kernel.files.fetch.picture import picture_of
from quancheng.kernel.files.fetch.port import Fetched

PAGE = Fetched("http://济南.政务/", 200, "text/html", b"<p>", "xn--6kr171d.xn--zfr164b", "93.184.216.34")
SECRETS = (
    "QUANCHENG_SECRET_KEY",
    "QUANCHENG_DATABASE",
    "HTTP_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "LD_PRELOAD",
)


@pytest.fixture
def started(monkeypatch) -> list[tuple[list[str], dict[str, Any]]]:
    """Every start of the browser: its words and what it was told besides. No real one is started."""
    starts: list[tuple[list[str], dict[str, Any]]] = []
    monkeypatch.setattr(picture, "browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(picture.subprocess, "run", lambda words, **more: starts.append((words, more)))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return starts


class TestTheBrowser:
    def test_is_told_no_secret_and_no_proxy(self, started, monkeypatch):
        for name in SECRETS:
            monkeypatch.setenv(name, "told")
        picture_of(PAGE)
        [(_, more)] = started
        assert set(more["env"]) == {"HOME", "PATH", "LANG"}
        assert more["env"]["HOME"] != os.environ.get("HOME")
        assert more["env"]["PATH"] == os.environ["PATH"]

    def test_goes_no_way_around_the_rules(self, started):
        picture_of(PAGE)
        [(words, _)] = started
        assert "--no-proxy-server" in words
        assert "--force-webrtc-ip-handling-policy=disable_non_proxied_udp" in words
        assert (
            f"--host-resolver-rules=MAP {PAGE.host} {PAGE.pinned}, MAP * ~NOTFOUND, EXCLUDE {PAGE.pinned}"
            in words
        )

    def test_is_told_an_address_last(self, started):
        picture_of(PAGE)
        [(words, _)] = started
        assert words[-1] == PAGE.address

    def test_keeps_its_sandbox(self, started):
        picture_of(PAGE)
        assert "--no-sandbox" not in started[0][0]


class TestAsRoot:
    @pytest.fixture(autouse=True)
    def root(self, started, monkeypatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0)

    def test_no_picture_is_taken_in_production(self, started, settings):
        settings.IN_PRODUCTION = True
        assert picture_of(PAGE) is None
        assert started == []

    def test_a_trial_machine_takes_it(self, started, settings):
        settings.IN_PRODUCTION = False
        picture_of(PAGE)
        assert "--no-sandbox" in started[0][0]

"""The house on IPv6: it listens there, knows its names, and counts a network of 64 bits as one source."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from quancheng.shells.demo import trial
from quancheng.ui.tries import count_one, is_over, measured
from tests.parts import absent

ROOT = Path(__file__).resolve().parents[2]
HERE = ("localhost", "127.0.0.1", "[::1]")


def free_port_on_ipv6() -> int:
    try:
        with socket.socket(socket.AF_INET6) as asked:
            asked.bind(("::1", 0))
            return int(asked.getsockname()[1])
    except OSError:
        absent("this machine has no IPv6 on its loopback")
        raise


class TestNames:
    @pytest.fixture(autouse=True)
    def names(self, settings):
        settings.ALLOWED_HOSTS = [*HERE, "zwgk.example.cn"]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "host", ["[::1]", "[::1]:8000", "127.0.0.1:8000", "zwgk.example.cn", "ZWGK.example.cn."]
    )
    def test_of_the_house_are_taken(self, host):
        assert Client().get("/.well-known/security.txt", headers={"host": host}).status_code != 400

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "host",
        [
            "[::2]", "[::1", "::1", "[2001:db8::1]:80", "[::ffff:127.0.0.1]", "evil.example",
            "zwgk.example.cn.evil", "zwgk.example.cn@evil", "zwgk.example.cn:80x", "a b", "<script>", "",
        ],
    )  # fmt: skip
    def test_of_others_and_broken_ones_are_refused(self, host):
        answer = Client().get("/.well-known/security.txt", headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.content.decode()


@pytest.mark.django_db
class TestThrottles:
    def test_count_a_network_of_64_bits_as_one(self, rf, settings):
        """Whoever changes the rest of the address at will gains nothing; the neighbour loses nothing."""
        settings.DOWNLOADS_A_MINUTE = 2
        cache.clear()
        view = measured(lambda _request: "drawn")
        drawn = [view(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{number}")) for number in (1, 2)]
        assert drawn == ["drawn", "drawn"]
        with pytest.raises(Exception, match="下载得太快"):
            view(rf.get("/", REMOTE_ADDR="2001:db8:1:2:a:b:c:d"))
        assert view(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1")) == "drawn"

    def test_keep_ipv4_addresses_apart_on_a_socket_for_both(self, rf, settings):
        settings.DOWNLOADS_A_MINUTE = 1
        cache.clear()
        view = measured(lambda _request: "drawn")
        assert [view(rf.get("/", REMOTE_ADDR=f"::ffff:192.0.2.{one}")) for one in (1, 2)] == ["drawn"] * 2

    def test_are_kept_under_keys_that_take_any_address(self):
        count_one("trial.2001:db8::/64", 60)
        assert is_over("trial.2001:db8::/64", 1)


class TestListening:
    def test_on_ipv6_is_seen_as_taken_and_as_free(self):
        port = free_port_on_ipv6()
        trial.must_be_free(f"http://[::1]:{port}")
        with socket.socket(socket.AF_INET6) as taken:
            taken.bind(("::1", port))
            taken.listen()
            with pytest.raises(trial.PortTaken):
                trial.must_be_free(f"http://[::1]:{port}")

    def test_of_the_trial_house_works_on_ipv6(self, tmp_path):
        """The very line that the trial house starts its surfaces with; the names of both are asked for."""
        port = free_port_on_ipv6()
        address = f"http://[::1]:{port}"
        environment = {
            **os.environ, "SURFACE": "public", "QUANCHENG_VAR": str(tmp_path),
            "QUANCHENG_SECURITY_CONTACT": "mailto:anquan@example.cn",
            "QUANCHENG_SECURITY_EXPIRES": "2099-12-31",
        }  # fmt: skip
        [public, *_] = trial.parts(root=ROOT, public_address=address, desk_address=address)
        served = subprocess.Popen(
            public.line, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            assert status_of(f"{address}/.well-known/security.txt") == 200
        finally:
            served.terminate()
            served.wait(20)


def status_of(address: str, host: str = "") -> int:
    asked = urllib.request.Request(address, headers={"Host": host} if host else {})
    for _ in range(150):
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as told:
            return told.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError("nobody answers")

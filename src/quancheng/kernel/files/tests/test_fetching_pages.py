"""Fetching pages: where the house may go, and what it does with whatever a server answers."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.fetch import web
from quancheng.kernel.files.fetch.networks import is_example, may_reach, networks_of
from quancheng.kernel.files.fetch.picture import browser, picture_of
from quancheng.kernel.files.fetch.port import Fetched, NotFetched
from quancheng.kernel.files.fetch.web import WebFetcher

PAGE = "<!doctype html><meta charset=gbk><title>公开</title><p>四次采购意向均已公开。</p>".encode("gbk")


class Handler(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        if self.path.startswith("/curious-"):
            at = f"http://127.0.0.2:{self.path.rpartition('-')[2]}"
            page = f"<!doctype html><img src='{at}/img'><script>fetch('{at}/script')</script><p>页"
            self._send(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())
            return
        answer = getattr(self, f"get_{self.path.strip('/').replace('-', '_') or 'page'}", None)
        if answer is None:
            self.send_error(404)
        else:
            answer()

    def get_page(self) -> None:
        self._send(200, {"Content-Type": "text/html"}, PAGE)

    def get_onward(self) -> None:
        self._send(302, {"Location": "/page"})

    def get_loop(self) -> None:
        self._send(302, {"Location": "/loop"})

    def get_inward(self) -> None:
        self._send(302, {"Location": "http://10.1.2.3/"})

    def get_elsewhere(self) -> None:
        self._send(302, {"Location": "file:///etc/passwd"})

    def get_huge(self) -> None:
        self._send(200, {"Content-Type": "text/html"}, b"x" * (web.LARGEST + 10))

    def get_slow(self) -> None:
        time.sleep(3)

    def get_cut(self) -> None:
        self._send(200, {"Content-Type": "text/html", "Content-Length": "9999"}, PAGE)

    def get_broken(self) -> None:
        self._send(500, {})

    def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def neighbour() -> Iterator[tuple[str, list[str]]]:
    """Another machine (127.0.0.2), and what it was asked for."""
    asked: list[str] = []

    class Listening(Handler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = ThreadingHTTPServer(("127.0.0.2", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.2:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join(5)


def fault(address: str) -> NotFetched:
    with pytest.raises(NotFetched) as failed:
        WebFetcher().fetch(address)
    return failed.value


@pytest.mark.usefixtures("opened")
class TestAPage:
    def test_comes_as_it_is(self, site):
        page = WebFetcher().fetch(f"{site}/page")
        assert (page.status, page.data, page.pinned) == (200, PAGE, "127.0.0.1")

    def test_is_followed_to_where_it_went(self, site):
        assert WebFetcher().fetch(f"{site}/onward").address == f"{site}/page"

    @pytest.mark.parametrize(
        ("path", "says"),
        [
            ("/nowhere", "404"),
            ("/broken", "500"),
            ("/loop", "转了5次以上"),
            ("/huge", "超过5MB"),
            ("/cut", "没有传完"),
        ],
    )
    def test_that_does_not_come_is_told(self, site, path, says):
        assert says in fault(site + path).sentence

    def test_that_takes_too_long_is_left(self, site, monkeypatch):
        monkeypatch.setattr(web, "WAIT", web.urllib3.Timeout(connect=1, read=0.3))
        assert "规定时间" in fault(f"{site}/slow").sentence

    def test_is_not_followed_inward(self, site):
        refused = fault(f"{site}/inward")
        assert refused.is_refused
        assert "内部网络" in refused.sentence

    def test_is_not_followed_to_a_file(self, site):
        assert fault(f"{site}/elsewhere").is_refused


class TestTheDoor:
    def test_is_shut_to_the_house_itself(self, site):
        refused = fault(f"{site}/page")
        assert refused.is_refused
        assert "内部网络" in refused.sentence

    def test_is_open_to_the_own_portal(self, site, settings):
        settings.PUBLIC_ADDRESS = site
        assert WebFetcher().fetch(f"{site}/page").data == PAGE

    @pytest.mark.parametrize(
        "address",
        [
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/",
            "http://10.0.0.8/",
            "http://192.168.1.1/",
            "http://224.0.0.1/",
            "http://localhost/",
            "ftp://93.184.216.34/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://",
            "http://127.0.0.1:99999/",
            "https://www.example.cn/zwgk/",
        ],
    )
    def test_is_shut_to(self, address):
        assert fault(address).is_refused

    def test_says_that_a_name_is_unknown(self, monkeypatch):
        def unknown(*told: object, **more: object) -> None:
            raise OSError

        monkeypatch.setattr(web.socket, "getaddrinfo", unknown)
        assert "找不到网站" in fault("http://no-such-host.cn/").sentence

    def test_connects_to_the_address_that_was_checked(self, site, settings, monkeypatch):
        """A name that answers otherwise the second time gains nothing: it is not asked a second time."""
        real, told = web.socket.getaddrinfo, iter(["127.0.0.1", "127.0.0.2"])

        def asked(host: str, port: int, *rest: object, **more: object) -> object:
            return real(next(told) if host == "rebinding.cn" else host, port, *rest, **more)

        monkeypatch.setattr(web.socket, "getaddrinfo", asked)
        settings.SNAPSHOT_NETWORKS = ("127.0.0.0/8",)
        page = WebFetcher().fetch(f"http://rebinding.cn:{site.rpartition(':')[2]}/page")
        assert (page.pinned, next(told)) == ("127.0.0.1", "127.0.0.2")


class TestTheRule:
    @given(st.ip_addresses())
    def test_lets_only_the_world_in(self, address):
        real = getattr(address, "ipv4_mapped", None) or address
        if may_reach(address, ()):
            shut = (real.is_private, real.is_loopback, real.is_link_local, real.is_multicast)
            assert real.is_global
            assert not any(shut)

    @given(st.integers(0, 2**16 - 1))
    def test_lets_what_the_operator_opened_in(self, number):
        address = IPv4Address(int(IPv4Address("10.20.0.0")) + number)
        assert may_reach(address, networks_of(["10.20.0.0/16"]))
        assert not may_reach(address, networks_of(["10.30.0.0/16"]))

    @pytest.mark.parametrize(
        "host", ["example.cn", "www.example.com", "a.example.com.cn", "x.test", "foo.example"]
    )
    def test_knows_examples(self, host):
        assert is_example(host)

    @pytest.mark.parametrize(
        "host", ["www.jinan.gov.cn", "myexample.cn", "example.gov-site.cn", "testing.cn"]
    )
    def test_knows_what_is_none(self, host):
        assert not is_example(host)

    def test_takes_a_public_address(self):
        assert may_reach(ip_address("93.184.216.34"), ())


class TestAPicture:
    @pytest.mark.usefixtures("opened")
    def test_is_taken_when_there_is_a_browser(self, site):
        if browser() is None:
            pytest.skip("no Chromium on this machine")
        picture = picture_of(WebFetcher().fetch(f"{site}/page"))
        assert picture is not None
        assert picture.startswith(b"\x89PNG")

    @pytest.mark.usefixtures("opened")
    def test_reaches_no_other_machine(self, site, neighbour):
        """Break the guard (leave the resolver rules out) and the neighbour is asked twice."""
        if browser() is None:
            pytest.skip("no Chromium on this machine")
        at, asked = neighbour
        page = WebFetcher().fetch(f"{site}/curious-{at.rpartition(':')[2]}")
        assert picture_of(page) is not None
        assert asked == []

    def test_is_left_out_without_one(self, monkeypatch):
        monkeypatch.setattr("quancheng.kernel.files.fetch.picture.shutil.which", lambda name: None)
        page = Fetched("http://a.cn/", 200, "text/html", PAGE, "a.cn", "93.184.216.34")
        assert picture_of(page) is None

    def test_is_of_pages_alone(self):
        assert picture_of(Fetched("http://a.cn/", 200, "application/pdf", b"%PDF", "a.cn", "1.1.1.1")) is None

"""Addresses as people write them, and those that are meant to mislead: whom the house asks for them."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.fetch import web
from quancheng.kernel.files.fetch.networks import host_of, is_opened, may_reach, networks_of
from quancheng.kernel.files.fetch.port import NotFetched
from quancheng.kernel.files.fetch.web import WebFetcher
from quancheng.kernel.files.tests.test_fetching_pages import fault

JINAN = "xn--6kr171d.xn--zfr164b"  # 济南.政务
PUBLIC = "93.184.216.34"


class Site(ThreadingHTTPServer):
    """Sends everybody to `onward`, if that is set; remembers which host it was asked for."""

    onward = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked_for: list[str] = []

    @property
    def port(self) -> int:
        return self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked_for.append(self.headers["Host"])
        self.send_response(302 if self.server.onward else 200)
        if self.server.onward:
            self.send_header("Location", self.server.onward)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def names(monkeypatch) -> dict[str, str]:
    """Where names lead in this test; every other name is unknown, every number leads to itself."""
    known: dict[str, str] = {}
    real = web.socket.getaddrinfo

    def asked(host: str, *rest: object, **more: object) -> object:
        if host not in known and not host.replace(".", "").isdigit():
            raise OSError
        return real(known.get(host, host), *rest, **more)

    monkeypatch.setattr(web.socket, "getaddrinfo", asked)
    return known


@pytest.mark.usefixtures("opened")
class TestAChineseName:
    def test_is_asked_for_as_machines_spell_it(self, site, names):
        names[JINAN] = "127.0.0.1"
        page = WebFetcher().fetch(f"http://济南.政务:{site.port}/公开")
        assert (page.status, page.host) == (200, JINAN)
        assert page.address == f"http://济南.政务:{site.port}/公开"
        assert site.asked_for == [f"{JINAN}:{site.port}"]

    def test_is_proved_by_the_certificate_of_that_spelling(self, names):
        names[JINAN] = "127.0.0.1"
        pool = web._pool(web._checked("https://济南.政务/"))
        assert pool.assert_hostname == pool.conn_kw["server_hostname"] == JINAN

    @pytest.mark.usefixtures("names")
    def test_that_is_unknown_is_told_as_it_was_written(self):
        assert "“济南.政务”" in fault("http://济南.政务/").sentence


class TestTheHost:
    @pytest.mark.parametrize(
        ("told", "host"),
        [
            ("济南.政务", JINAN),
            ("www.jinan.gov.cn.", "www.jinan.gov.cn"),
            ("WWW.JINAN.GOV.CN", "www.jinan.gov.cn"),
            ("１２７。０.0.1", "127.0.0.1"),
            ("2001:DB8::1", "2001:db8::1"),
        ],
    )
    def test_is_spelt_as_machines_spell_it(self, told, host):
        assert host_of(told) == host

    @pytest.mark.parametrize(
        "told", ["", "a..b", "a b.cn", "a,MAP * b.cn", "a_b.cn", "a%2e.cn", "fe80::1%eth0", "a" * 64 + ".cn"]
    )
    def test_is_none(self, told):
        assert host_of(told) is None

    @given(st.text())
    def test_cannot_tell_the_browser_a_rule(self, told):
        host = host_of(told)
        assert host is None or not set(host) & set(", *~\t\n")


@pytest.mark.usefixtures("names")
class TestAnOddAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "http://[abc]/",
            "http://[::1",
            "http://℀.cn/",
            "http://a..b/",
            "http://\ud800.cn/",
            "http://a\x00b.cn/",
            f"http://{PUBLIC}/\x00",
            f"http://{PUBLIC}/\ud800",
            f"http://a,MAP * {PUBLIC}/",
            "http://a_b.cn/",
            "http://[fe80::1%eth0]/",
        ],
    )
    def test_is_refused_in_a_sentence(self, address):
        refused = fault(address)
        assert refused.is_refused
        assert "网址" in refused.sentence

    @given(st.text(st.characters(codec=None)))
    def test_never_raises_anything_else(self, told):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(web, "_resolved", lambda host, port, called: [ip_address("10.0.0.1")])
            for address in (told, f"http://{told}", f"https://{told}/", f"http://www.jinan.gov.cn:{told}"):
                with pytest.raises(NotFetched):
                    WebFetcher().fetch(address)

    @pytest.mark.usefixtures("opened")
    @pytest.mark.parametrize("onward", ["http://[::1", "http://[abc]/", "//a..b/"])
    def test_is_not_followed(self, site, onward):
        site.onward = onward
        refused = fault(f"http://127.0.0.1:{site.port}/")
        assert refused.is_refused
        assert "网址" in refused.sentence


class TestAPort:
    @pytest.fixture(autouse=True)
    def asked(self, monkeypatch) -> list[int]:
        """The ports that would have been asked."""
        ports: list[int] = []

        def ask(target: web._Target, *more: object) -> None:
            ports.append(target.port)
            raise NotFetched("asked")

        monkeypatch.setattr(web, "_asked", ask)
        return ports

    @pytest.mark.parametrize("port", [22, 25, 6379, 5432, 8000, 8080, 0])
    def test_of_another_service_is_not_asked(self, asked, port):
        refused = fault(f"http://{PUBLIC}:{port}/")
        assert refused.is_refused
        assert f"{port}端口" in refused.sentence
        assert "登记该网段" in refused.sentence
        assert asked == []

    @pytest.mark.parametrize(("end", "port"), [("", 443), (":443", 443), (":80", 80)])
    def test_of_pages_is_asked(self, asked, end, port):
        fault(f"https://{PUBLIC}{end}/")
        assert asked == [port]

    def test_is_asked_in_an_opened_network(self, asked, settings):
        settings.SNAPSHOT_NETWORKS = ("10.20.0.0/16", "93.184.216.0/24")
        fault("http://10.20.0.9:8080/")
        fault(f"http://{PUBLIC}:9000/")
        assert asked == [8080, 9000]

    def test_is_asked_at_the_own_portal_alone(self, asked, settings):
        settings.PUBLIC_ADDRESS = f"http://{PUBLIC}:8000"
        fault(f"http://{PUBLIC}:8000/")
        assert asked == [8000]
        assert fault("http://93.184.216.35:8000/").is_refused


class TestAnAddressInAnAddress:
    """IPv6 has several ways of carrying an IPv4 address; the way in leads to the carried one."""

    CARRIERS = (
        "64:ff9b::a00:1",  # 10.0.0.1 translated
        "64:ff9b::7f00:1",  # 127.0.0.1
        "64:ff9b::a9fe:a9fe",  # 169.254.169.254
        "2002:a00:1::1",  # 10.0.0.1 by 6to4
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
    )

    @pytest.mark.parametrize("address", CARRIERS)
    def test_that_leads_inward_is_shut(self, address):
        assert not may_reach(ip_address(address), ())

    @pytest.mark.parametrize(
        "address", ["fec0::1", "64:ff9b:1::a00:1", "::", "::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe"]
    )
    def test_shuts_what_is_no_part_of_the_world(self, address):
        assert not may_reach(ip_address(address), ())

    @pytest.mark.parametrize(
        "address", ["64:ff9b::5db8:d822", "2002:5db8:d822::1", "::ffff:93.184.216.34", "2606:4700::1111"]
    )
    def test_that_leads_outward_is_open(self, address):
        assert may_reach(ip_address(address), ())

    def test_follows_what_the_operator_opened(self):
        opened = networks_of(["10.0.0.0/8"])
        for address in ("64:ff9b::a00:1", "2002:a00:1::1", "::ffff:10.0.0.1"):
            assert may_reach(ip_address(address), opened)
            assert is_opened(ip_address(address), opened)
        assert not may_reach(ip_address("64:ff9b::7f00:1"), opened)
        assert not is_opened(ip_address("64:ff9b::7f00:1"), opened)

    @given(st.ip_addresses(v=4))
    def test_is_never_more_open_than_the_carried_one(self, inner):
        number = int(inner)
        carriers = (
            (0x64FF9B << 96) | number,
            (0x2002 << 112) | (number << 80) | 1,
            (0xFFFF << 32) | number,
            number,
        )
        for carrier in carriers:
            if may_reach(ip_address(carrier.to_bytes(16, "big")), ()):
                assert may_reach(inner, ())

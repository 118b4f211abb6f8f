"""Where a request comes from, on IPv4 and on IPv6, directly and behind the proxy of this machine."""

import pytest
from django.test import RequestFactory

from quancheng.ui.source import network_of, source_of


def asked(remote, forwarded=""):
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **told)


class TestSourceOf:
    @pytest.mark.parametrize(
        ("remote", "source"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:DB8:0:0::7", "2001:db8::7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),  # of a socket that listens on both
            ("fe80::1%eth0", "fe80::1"),
            ("", "127.0.0.1"),  # a socket of this machine
            ("nonsense", "nonsense"),
        ],
    )
    def test_is_the_address_itself_however_it_is_written(self, remote, source):
        assert source_of(asked(remote)) == source

    @pytest.mark.parametrize("proxy", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
    @pytest.mark.parametrize(
        ("forwarded", "source"),
        [
            ("2001:db8::7", "2001:db8::7"),
            ("198.51.100.9, 2001:db8::7", "2001:db8::7"),  # what stands before is the sender's own word
            ("[2001:db8::7]:443", "2001:db8::7"),
            ("192.0.2.7:51234", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
        ],
    )
    def test_behind_our_proxy_is_what_it_wrote_last(self, proxy, forwarded, source):
        assert source_of(asked(proxy, forwarded)) == source

    @pytest.mark.parametrize("forwarded", ["unknown", "[::", "1.2.3.4.5", "<script>", "[2001:db8::g]:1", "%"])
    def test_behind_our_proxy_is_the_proxy_when_that_is_no_address(self, forwarded):
        assert source_of(asked("::1", forwarded)) == "::1"

    @pytest.mark.parametrize("stranger", ["192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7"])
    def test_of_a_stranger_is_never_what_they_claim(self, stranger):
        assert source_of(asked(stranger, "203.0.113.1")) in {"192.0.2.7", "2001:db8::7"}


class TestNetworkOf:
    @pytest.mark.parametrize(
        "one", ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2:a:b:c:d"]
    )
    def test_of_ipv6_is_the_network_of_64_bits(self, one):
        assert network_of(asked(one)) == "2001:db8:1:2::/64"
        assert network_of(asked("::1", one)) == "2001:db8:1:2::/64"

    def test_of_the_neighbour_is_another(self):
        assert network_of(asked("2001:db8:1:3::1")) != network_of(asked("2001:db8:1:2::1"))

    def test_of_ipv4_is_the_address_also_when_it_is_mapped(self):
        assert network_of(asked("::ffff:192.0.2.7")) == "192.0.2.7"
        assert network_of(asked("::ffff:192.0.2.8")) == "192.0.2.8"

    def test_of_a_link_has_no_zone(self):
        assert network_of(asked("fe80::1%eth0")) == "fe80::/64"

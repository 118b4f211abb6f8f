"""Where a request comes from."""

import ipaddress

from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
THIS_MACHINE = "127.0.0.1"
_PREFIX_V6 = 64  # [D] the usual size of the network that one line is given


def source_of(request: HttpRequest) -> str:
    """The address of who asks: behind our own proxy on this machine, the one that it wrote down last.

    A proxy that speaks over a socket of this machine has no address: it is on this machine all the same.
    """
    told = request.META.get("REMOTE_ADDR", "") or THIS_MACHINE
    address = address_of(told)
    if address and address.is_loopback:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        address = address_of(_without_port(forwarded)) or address
    return str(address or told)


def network_of(request: HttpRequest) -> str:
    """Where a request comes from. Of an IPv6 address the part that names the network: its owner changes the
    rest at will.
    """
    source = source_of(request)
    address = address_of(source)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _PREFIX_V6), strict=False))
    return source


def address_of(text: str) -> Address | None:
    """The address that a text names, if it names one.

    Who listens on both (`[::]`) is told of an IPv4 address as `::ffff:192.0.2.1`: it is that address, or all
    of IPv4 would be one network. The zone of a link (`fe80::1%eth0`) names a card of this machine, no more.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _without_port(text: str) -> str:
    """Some proxies write the port too: `192.0.2.1:443`, `[2001:db8::1]:443`."""
    if text.startswith("[") and "]" in text:
        return text[1:].partition("]")[0]
    host, _, port = text.partition(":")
    return host if port.isdecimal() else text

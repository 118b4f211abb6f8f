"""Which hosts the house may reach of its own accord. Pure.

An address that somebody typed must not lead the house to itself, to its neighbours or to a machine's own
services (server-side request forgery). What is private stays shut unless the operator opens a network: a
government's closed network is private as a whole. Ranges: RFC 6890, told by the standard library, and those
that it does not tell.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

EXAMPLES = re.compile(r"(?:^|\.)(?:example(?:\.[a-z]{2,3}){0,2}|test|invalid|localdomain)\.?$", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9.-]+")
CARRIERS = tuple(  # an IPv4 address stands in the last 32 bits
    ip_network(one)
    for one in (
        "::/96",  # IPv4-compatible, RFC 4291
        "64:ff9b::/96",  # translated, RFC 6052
        "::ffff:0:0:0/96",  # translated, RFC 2765
    )
)
LOCAL_TRANSLATION = ip_network("64:ff9b:1::/48")  # RFC 8215: leads into the operator's own network


def networks_of(told: Iterable[str]) -> tuple[Network, ...]:
    """The networks that the operator opens: 10.20.0.0/16. Raises ValueError for one that cannot be read."""
    return tuple(ip_network(one.strip()) for one in told if one.strip())


def may_reach(address: Address, opened: Iterable[Network]) -> bool:
    """Whether the house may connect to this address: it, and the one that it carries, is public or opened."""
    networks = tuple(opened)
    real = _unmapped(address)
    if _lies_in(real, networks):
        return True
    carried = _carried(real)
    return _is_public(real) and (carried is None or _is_public(carried) or _lies_in(carried, networks))


def is_opened(address: Address, opened: Iterable[Network]) -> bool:
    """Whether the operator has opened the network that this address leads into."""
    networks = tuple(opened)
    real = _unmapped(address)
    carried = _carried(real)
    return _lies_in(real, networks) or (carried is not None and _lies_in(carried, networks))


def is_example(host: str) -> bool:
    """Names that are kept for examples (RFC 2606 and its like): demonstrations use them, nothing is there."""
    return bool(EXAMPLES.search(host))


def literal(host: str) -> Address | None:
    """The address when the host is one already, not a name; one that names a network card is none."""
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return None
    return None if getattr(address, "scope_id", None) else address


def host_of(told: str) -> str | None:
    """A host as machines spell it: small Latin letters (RFC 3490), or an address; None when it is neither."""
    try:
        plain = told if ":" in told else told.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    if address := literal(plain):
        return str(address)
    return plain if HOST.fullmatch(plain) else None


def _unmapped(address: Address) -> Address:
    return getattr(address, "ipv4_mapped", None) or address


def _carried(address: Address) -> IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads in the end; None when it carries none."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in CARRIERS):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.sixtofour or (address.teredo[1] if address.teredo else None)


def _is_public(address: Address) -> bool:
    shut = address.is_multicast or getattr(address, "is_site_local", False) or address in LOCAL_TRANSLATION
    return address.is_global and not shut


def _lies_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)

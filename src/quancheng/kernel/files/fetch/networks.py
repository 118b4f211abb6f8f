"""Which hosts the house may reach of its own accord. Pure.

An address that somebody typed must not lead the house to itself, to its neighbours or to a machine's own
services (server-side request forgery). What is private stays shut unless the operator opens a network: a
government's closed network is private as a whole. Ranges: RFC 6890, told by the standard library.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

EXAMPLES = re.compile(r"(?:^|\.)(?:example(?:\.[a-z]{2,3}){0,2}|test|invalid|localdomain)\.?$", re.IGNORECASE)


def networks_of(told: Iterable[str]) -> tuple[Network, ...]:
    """The networks that the operator opens: 10.20.0.0/16. Raises ValueError for one that cannot be read."""
    return tuple(ip_network(one.strip()) for one in told if one.strip())


def may_reach(address: Address, opened: Iterable[Network]) -> bool:
    """Whether the house may connect to this address."""
    real = getattr(address, "ipv4_mapped", None) or address
    if any(real.version == network.version and real in network for network in opened):
        return True
    return real.is_global and not real.is_multicast


def is_example(host: str) -> bool:
    """Names that are kept for examples (RFC 2606 and its like): demonstrations use them, nothing is there."""
    return bool(EXAMPLES.search(host))


def literal(host: str) -> Address | None:
    """The address when the host is one already, not a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None

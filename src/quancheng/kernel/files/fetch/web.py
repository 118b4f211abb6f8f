"""The shipped fetcher: over the network, to checked addresses only, within bounds."""

import re
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings

from quancheng.kernel.files.fetch.networks import (
    Address,
    host_of,
    is_example,
    is_opened,
    literal,
    may_reach,
    networks_of,
)
from quancheng.kernel.files.fetch.patience import patient
from quancheng.kernel.files.fetch.port import Fetched, NotFetched

MOST_HOPS = 5  # redirects
LARGEST = 5 * 1024 * 1024  # bytes of one page [D]
WAIT = urllib3.Timeout(connect=5, read=10)  # seconds
LONGEST = 60  # seconds for all that is sent for one page, redirects included [D]
NAME_WAIT = 5  # seconds for a name to be resolved
AGENT = "Quancheng/evidence-snapshot"
PORTS = {"http": 80, "https": 443}
OPEN_PORTS = frozenset(PORTS.values())  # outside of opened networks; other ports hold other services
BROKEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # signs that no address has, and halves of signs
Answer = urllib3.response.BaseHTTPResponse


@dataclass(frozen=True, slots=True)
class _Target:
    """One hop: where it goes, and the machine that was checked. `host` is spelt as machines spell it."""

    parts: SplitResult
    host: str
    port: int
    pinned: str

    @property
    def address(self) -> str:
        """The whole address; it begins with http."""
        return self.parts.geturl()

    @property
    def authority(self) -> str:
        """Host and port, as the head of a question names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.parts.scheme] else f"{host}:{self.port}"


class WebFetcher:
    """Connects to the very address that was checked, so that no name can change its mind in between."""

    def fetch(self, address: str) -> Fetched:
        """The page behind an address, redirects followed and each checked anew. Raises NotFetched."""
        until = time.monotonic() + LONGEST
        for _ in range(MOST_HOPS + 1):
            target = _checked(address)
            answer = _asked(target, until)
            try:
                onward = answer.get_redirect_location()
                if not onward:
                    return _received(target, answer)
            finally:
                answer.close()
            address = _joined(target.address, onward)
        raise NotFetched(f"网页转了{MOST_HOPS}次以上还没有打开，请填写最终打开的网址")


def _joined(address: str, onward: str) -> str:
    try:
        return urljoin(address, onward)
    except ValueError:
        raise NotFetched("网页转到的网址写法不对，请填写最终打开的网址", is_refused=True) from None


def _checked(address: str) -> _Target:
    parts, host, port = _read(address)
    if is_example(host):
        raise NotFetched("这是示例网址，没有实际页面，不抓取", is_refused=True)
    found = _resolved(host, port, called=parts.hostname or host)
    if (host, port) != _own_portal():
        found = _reachable(found, port)
    return _Target(parts, host, port, str(found[0]))


def _read(address: str) -> tuple[SplitResult, str, int]:
    """An address taken apart: its parts, the host as machines spell it, the port."""
    address = address.strip()
    if BROKEN.search(address):
        raise NotFetched("网址中有不可见的字符，请重新填写", is_refused=True)
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotFetched("网址写法不对，请核对", is_refused=True) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotFetched("只能抓取 http 或 https 开头的完整网址", is_refused=True)
    host = host_of(parts.hostname)
    if host is None:
        raise NotFetched("网址中的网站名称写法不对，请核对", is_refused=True)
    try:
        port = parts.port
    except ValueError:
        raise NotFetched("网址的端口不对，请核对", is_refused=True) from None
    return parts, host, PORTS[parts.scheme] if port is None else port


def _own_portal() -> tuple[str | None, int | None]:
    ours = urlsplit(settings.PUBLIC_ADDRESS)
    return host_of(ours.hostname or ""), ours.port or PORTS.get(ours.scheme)


def _reachable(found: list[Address], port: int) -> list[Address]:
    """The addresses of a host that the house may ask at this port; there is one at least."""
    opened = networks_of(settings.SNAPSHOT_NETWORKS)
    allowed = [one for one in found if may_reach(one, opened)]
    if not allowed:
        raise NotFetched(
            "网址指向内部网络，系统不能访问；确需抓取政务内网页面的，请系统管理员登记该网段", is_refused=True
        )
    if port not in OPEN_PORTS:
        allowed = [one for one in allowed if is_opened(one, opened)]
    if not allowed:
        raise NotFetched(
            f"网址使用{port}端口，系统只访问80和443端口；请填写不带端口的网址，确需抓取的，请系统管理员登记该网段",
            is_refused=True,
        )
    return allowed


def _resolved(host: str, port: int, *, called: str) -> list[Address]:
    """The addresses of a host. A name that takes too long counts as unknown."""
    if known := literal(host):
        return [known]
    pool = ThreadPoolExecutor(1)
    try:
        told = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(NAME_WAIT)
    except (OSError, UnicodeError, TooSlow):
        raise NotFetched(f"找不到网站“{called}”，请核对网址") from None
    finally:
        pool.shutdown(wait=False)
    return [ip_address(str(each[4][0]).partition("%")[0]) for each in told]


def _asked(target: _Target, until: float) -> Answer:
    path = target.parts.path or "/"
    if target.parts.query:
        path += f"?{target.parts.query}"
    headers = {"Host": target.authority, "User-Agent": AGENT, "Accept": "*/*"}
    try:
        return patient(_pool(target), until=until).urlopen(
            "GET", path, headers=headers, redirect=False, retries=False, preload_content=False, timeout=WAIT
        )
    except urllib3.exceptions.SSLError:
        raise NotFetched("网站的安全证书有问题，没有抓取；请联系网站主办单位更换证书") from None
    except urllib3.exceptions.TimeoutError:
        raise NotFetched("网站没有在规定时间内回答，稍后会再次核对") from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        raise NotFetched("连不上网站，稍后会再次核对") from None


def _pool(target: _Target) -> urllib3.HTTPConnectionPool:
    if target.parts.scheme == "http":
        return urllib3.HTTPConnectionPool(target.pinned, target.port)
    told: dict[str, Any] = {"server_hostname": target.host, "assert_hostname": target.host}
    return urllib3.HTTPSConnectionPool(
        target.pinned, target.port, ssl_context=ssl.create_default_context(), **told
    )


def _received(target: _Target, answer: Answer) -> Fetched:
    if answer.status >= 400:
        raise NotFetched(f"网站回答“{answer.status}”，页面打不开", status=answer.status)
    try:
        data = answer.read(LARGEST + 1, decode_content=True)
    except urllib3.exceptions.TimeoutError:
        raise NotFetched(
            "网站传得太慢，网页没有在规定时间内传完，稍后会再次核对", status=answer.status
        ) from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        raise NotFetched("网页没有传完，稍后会再次核对", status=answer.status) from None
    if len(data) > LARGEST:
        raise NotFetched(
            f"网页超过{LARGEST // 1024 // 1024}MB，没有保存；请填写具体页面的网址", status=answer.status
        )
    kind = answer.headers.get("Content-Type", "")
    return Fetched(target.address, answer.status, kind, data, target.host, target.pinned)

"""The shipped fetcher: over the network, to checked addresses only, within bounds."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings

from quancheng.kernel.files.fetch.networks import Address, is_example, literal, may_reach, networks_of
from quancheng.kernel.files.fetch.port import Fetched, NotFetched

MOST_HOPS = 5  # redirects
LARGEST = 5 * 1024 * 1024  # bytes of one page [D]
WAIT = urllib3.Timeout(connect=5, read=10)  # seconds
NAME_WAIT = 5  # seconds for a name to be resolved
AGENT = "Quancheng/evidence-snapshot"
PORTS = {"http": 80, "https": 443}
Answer = urllib3.response.BaseHTTPResponse


@dataclass(frozen=True, slots=True)
class _Target:
    """One hop: where it goes, and the machine that was checked."""

    parts: SplitResult
    host: str
    port: int
    pinned: str


class WebFetcher:
    """Connects to the very address that was checked, so that no name can change its mind in between."""

    def fetch(self, address: str) -> Fetched:
        """The page behind an address, redirects followed and each checked anew. Raises NotFetched."""
        for _ in range(MOST_HOPS + 1):
            target = _checked(address)
            answer = _asked(target)
            try:
                onward = answer.get_redirect_location()
                if not onward:
                    return _received(address, target, answer)
            finally:
                answer.close()
            address = urljoin(address, onward)
        raise NotFetched(f"网页转了{MOST_HOPS}次以上还没有打开，请填写最终打开的网址")


def _checked(address: str) -> _Target:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host:
        raise NotFetched("只能抓取 http 或 https 开头的完整网址", is_refused=True)
    if is_example(host):
        raise NotFetched("这是示例网址，没有实际页面，不抓取", is_refused=True)
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        raise NotFetched("网址的端口不对，请核对", is_refused=True) from None
    opened, ours = networks_of(settings.SNAPSHOT_NETWORKS), urlsplit(settings.PUBLIC_ADDRESS)
    found = _resolved(host, port)
    if (host, port) != (ours.hostname, ours.port or PORTS.get(ours.scheme)):
        found = [one for one in found if may_reach(one, opened)]
    if not found:
        raise NotFetched(
            "网址指向内部网络，系统不能访问；确需抓取政务内网页面的，请系统管理员登记该网段", is_refused=True
        )
    return _Target(parts, host, port, str(found[0]))


def _resolved(host: str, port: int) -> list[Address]:
    """The addresses of a host. A name that takes too long counts as unknown."""
    if known := literal(host):
        return [known]
    pool = ThreadPoolExecutor(1)
    try:
        told = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(NAME_WAIT)
    except (OSError, UnicodeError, TooSlow):
        raise NotFetched(f"找不到网站“{host}”，请核对网址") from None
    finally:
        pool.shutdown(wait=False)
    return [ip_address(str(each[4][0]).partition("%")[0]) for each in told]


def _asked(target: _Target) -> Answer:
    path = target.parts.path or "/"
    if target.parts.query:
        path += f"?{target.parts.query}"
    headers = {"Host": target.parts.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept": "*/*"}
    try:
        return _pool(target).urlopen(
            "GET", path, headers=headers, redirect=False, retries=False, preload_content=False, timeout=WAIT
        )
    except urllib3.exceptions.SSLError:
        raise NotFetched("网站的安全证书有问题，没有抓取；请联系网站主办单位更换证书") from None
    except urllib3.exceptions.TimeoutError:
        raise NotFetched("网站没有在规定时间内回答，稍后会再次核对") from None
    except (urllib3.exceptions.HTTPError, OSError):
        raise NotFetched("连不上网站，稍后会再次核对") from None


def _pool(target: _Target) -> urllib3.HTTPConnectionPool:
    if target.parts.scheme == "http":
        return urllib3.HTTPConnectionPool(target.pinned, target.port)
    told: dict[str, Any] = {"server_hostname": target.host, "assert_hostname": target.host}
    return urllib3.HTTPSConnectionPool(
        target.pinned, target.port, ssl_context=ssl.create_default_context(), **told
    )


def _received(address: str, target: _Target, answer: Answer) -> Fetched:
    if answer.status >= 400:
        raise NotFetched(f"网站回答“{answer.status}”，页面打不开", status=answer.status)
    try:
        data = answer.read(LARGEST + 1, decode_content=True)
    except (urllib3.exceptions.HTTPError, OSError):
        raise NotFetched("网页没有传完，稍后会再次核对", status=answer.status) from None
    if len(data) > LARGEST:
        raise NotFetched(
            f"网页超过{LARGEST // 1024 // 1024}MB，没有保存；请填写具体页面的网址", status=answer.status
        )
    kind = answer.headers.get("Content-Type", "")
    return Fetched(address, answer.status, kind, data, target.host, target.pinned)

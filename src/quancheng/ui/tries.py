"""Counted tries: how often something came from one place within a stretch of time, and no longer."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from quancheng.kernel.basis.refusal import A_MINUTE, Refusal
from quancheng.kernel.crypto.port import machine
from quancheng.ui.source import network_of

P = ParamSpec("P")
MEASURED = "is_measured"


class TooManyDownloads(Refusal):
    """One network has had so many files drawn that the others would wait for it."""

    code = "ui.too_many_downloads"
    status = 429
    wait = A_MINUTE


def is_over(key: str, most: int) -> bool:
    """Whether so many were counted under the key."""
    return int(cache.get(key, 0)) >= most


def count_one(key: str, lasts: int) -> None:
    """One more under the key, which is forgotten so many seconds after its first."""
    cache.add(key, 0, lasts)
    with suppress(ValueError):  # its time ended between these two lines
        cache.incr(key)


def measured(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Limit how many files one network has drawn in a minute. What stands on the shelf costs nothing and is
    never counted: this decorator stands below `@shelved`.
    """

    @wraps(view)
    def within_measure(request: HttpRequest, /, *told: P.args, **named: P.kwargs) -> HttpResponse:
        key = f"ui.downloads.{machine().keyed_digest(network_of(request), purpose='ui.downloads')}"
        if is_over(key, settings.DOWNLOADS_A_MINUTE):
            raise TooManyDownloads("从您的网络下载得太快，请一分钟后再试；整份数据一次下载即可，不必分次")
        count_one(key, A_MINUTE)
        return view(request, *told, **named)

    setattr(within_measure, MEASURED, True)
    return within_measure

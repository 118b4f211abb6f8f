"""Reading once for each request or command what hardly ever changes. Outside of both nothing is kept."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from django.http import HttpRequest, HttpResponse

Read = TypeVar("Read")

_read: ContextVar[dict[Hashable, object] | None] = ContextVar("read_once", default=None)


class ReadOnceMiddleware:
    """For the time of a request what was read so is kept; a write of that request lets it go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_once():
            return self.get_response(request)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within it what was read by `kept` is kept; within another such block it is that one's."""
    if _read.get() is not None:
        yield
        return
    before = _read.set({})
    try:
        yield
    finally:
        _read.reset(before)


def kept(name: Hashable, read: Callable[[], Read]) -> Read:
    """What stands under a name: as this request or command has read it already, or read now.

    Not for the state of a record: a command reads that again under its lock.
    """
    known = _read.get()
    if known is None:
        return read()
    if name not in known:
        known[name] = read()
    return cast("Read", known[name])


def forget(name: Hashable) -> None:
    """What was read is old: something was written."""
    known = _read.get()
    if known is not None:
        known.pop(name, None)

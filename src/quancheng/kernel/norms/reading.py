"""Reading the norms of a government once for each request. Outside a request nothing is kept."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from quancheng.kernel.norms.book import Book

_read: ContextVar[dict[int, Book] | None] = ContextVar("norms_read", default=None)


class ReadOnceMiddleware:
    """For the time of a request what was read of the norms is kept; a write of that request lets it go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _read.set({})
        try:
            return self.get_response(request)
        finally:
            _read.reset(before)


def kept(tenant_id: int, read: Callable[[], Book]) -> Book:
    """The book of a government: as this request has read it already, or read now."""
    books = _read.get()
    if books is None:
        return read()
    if tenant_id not in books:
        books[tenant_id] = read()
    return books[tenant_id]


def forget(tenant_id: int) -> None:
    """What was read is old: something was written."""
    books = _read.get()
    if books is not None:
        books.pop(tenant_id, None)

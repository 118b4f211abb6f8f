"""Public pages kept ready, as long as nothing in the house has changed.

A page is kept under the state of the house at which it was drawn. The state is read from the database at
each request, so that what comes down is gone with the very next one, in every process: nobody has to be told,
nothing has to expire. See docs/decisions/009.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from quancheng.kernel.audit.queries import last_seq
from quancheng.shells.portal.reading import reads_as_elder
from quancheng.ui.shelf import words_of

ROOM = 32 * 1024 * 1024  # bytes of pages that one process keeps [D]
LARGEST = 2 * 1024 * 1024  # a larger page is drawn each time
KEY = "_shelf_key"
State = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was drawn: its bytes, its headers, and the mark by which readers ask for changes."""

    content: bytes
    headers: Mapping[str, str]
    etag: str


class Shelf:
    """The pages of one state of the house, those not asked for the longest thrown out first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._state: State = ()
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, state: State, key: Hashable) -> Kept | None:
        """The page under this key, if it was drawn in this state."""
        with self._lock:
            if state != self._state:
                return None
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, state: State, key: Hashable, page: Kept) -> None:
        """Keep a page; those of another state go."""
        if len(page.content) > min(LARGEST, self.room):
            return
        with self._lock:
            if state != self._state:
                self._pages.clear()
                self._state, self._size = state, 0
            if (former := self._pages.pop(key, None)) is not None:
                self._size -= len(former.content)
            self._pages[key] = page
            self._size += len(page.content)
            while self._size > self.room:
                _, oldest = self._pages.popitem(last=False)
                self._size -= len(oldest.content)


def state_of_house() -> State:
    """What changes whenever anything that the public sees may have changed, or the day. A few small queries.

    Every command moves the end of the audit; editors move Wagtail's log; a page that goes up or down by any
    other way moves the count of those that stand, or the last time one was published.
    """
    pages = Page.objects.aggregate(
        count=Count("pk"), live=Count("pk", filter=Q(live=True)), last=Max("last_published_at")
    )
    logs = (kind.objects.aggregate(last=Max("pk"))["last"] for kind in (PageLogEntry, ModelLogEntry))
    return (timezone.localdate(), last_seq(), *pages.values(), *logs)


class ShelfMiddleware:
    """Answers from the shelf where a page allows it; stands innermost, so that all else happens as always."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], *_: object
    ) -> HttpResponseBase | None:
        """The page from the shelf; None to have it drawn."""
        words = words_of(view)
        if words is None or not _asks_plainly(request, words):
            return None
        state, key = state_of_house(), _key_of(request)
        setattr(request, KEY, (state, key))  # read before the page is drawn: never newer than the page
        kept = self.shelf.get(state, key)
        return None if kept is None else _answer(request, kept)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        place = getattr(request, KEY, None)
        if place is None or answer.has_header("ETag") or not _may_be_kept(request, answer):
            return answer
        kept, (state, key) = _kept(answer), place
        self.shelf.put(state, key, kept)
        return _answer(request, kept)


def _asks_plainly(request: HttpRequest, words: frozenset[str]) -> bool:
    """Whether the answer depends on the address and the known words alone."""
    is_reading = request.method in {"GET", "HEAD"}
    return is_reading and "HX-Request" not in request.headers and request.GET.keys() <= words


def _key_of(request: HttpRequest) -> Hashable:
    return (request.scheme, request.get_host(), request.get_full_path(), reads_as_elder(request))


def _may_be_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    """Only a whole page that names nobody: no cookie, no token of a form, nothing that forbids it."""
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not {"no-store", "private"} & set(answer.get("Cache-Control", "").replace(" ", "").split(","))
    )


def _kept(answer: HttpResponse) -> Kept:
    digest = hashlib.sha256(answer.content).hexdigest()[:32]
    headers = dict(answer.items()) | {"Cache-Control": "no-cache"}  # keep it, but ask each time
    return Kept(answer.content, headers, f'"{digest}"')


def _answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """The page, or the word that the reader has it already."""
    answer = HttpResponse(kept.content, headers={**kept.headers, "ETag": kept.etag})
    return get_conditional_response(request, etag=kept.etag, response=answer) or answer

"""What the house asks of a fetcher of pages, and the one that the settings name."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `address`: where it came from in the end; `pinned`: the machine that answered."""

    address: str
    status: int
    kind: str  # the content type that the server told
    data: bytes
    host: str
    pinned: str


class NotFetched(Exception):  # tells the caller what to write down, never shown as a fault
    """The page did not come. The sentence says why; `is_refused`: we would not ask, or may not."""

    def __init__(self, sentence: str, *, is_refused: bool = False, status: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_refused = is_refused
        self.status = status


class PageFetcher(Protocol):
    """Gets one page over http or https."""

    def fetch(self, address: str) -> Fetched:
        """The page behind an address, redirects followed. Raises NotFetched."""
        ...


@cache
def fetcher() -> PageFetcher:
    """The fetcher that the settings name."""
    return cast("PageFetcher", import_string(settings.PAGE_FETCHER)())

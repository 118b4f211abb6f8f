"""Which pages look the same to every reader, so that the surface may keep them until something changes.

A page opts in with `@shelved("unit", "progress")`: it shows nothing of who asks, holds no form that writes,
and depends on its address, these words of the query and the house's records alone. What the surface does with
that is its own affair; a page that is asked for with any other word is drawn anew.
"""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])
WORDS = "shelved_by"


def shelved(*words: str) -> Callable[[View], View]:
    """Mark a view as one whose answers may be kept; `words`: of the query, those that choose the answer."""

    def mark(view: View) -> View:
        setattr(view, WORDS, frozenset(words))
        return view

    return mark


def words_of(view: Callable[..., object]) -> frozenset[str] | None:
    """The words by which a view may be kept; None when it may not."""
    found: frozenset[str] | None = getattr(view, WORDS, None)
    return found

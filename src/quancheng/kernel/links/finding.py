"""Looking records up by their words, whatever module keeps them: each kind says itself how its are found.

Registered in a module's `apps.ready`:

    finding.register("plan.row", queries.rows_by_words)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import Taken


@dataclass(frozen=True, slots=True)
class Found:
    """A record that bears some of the words: what it is called, what it says, the day it belongs to."""

    ref: RecordRef
    title: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Any of these words, in records of the days from first to last; of each kind so many at most."""

    words: tuple[str, ...]
    first: date
    last: date
    most: int = 60


FindByWords = Callable[[Actor, Asked], Sequence[Found]]
_finders: dict[str, FindByWords] = {}


def register(code: str, find: FindByWords) -> None:
    """Let records of a kind be found by their words, as far as the actor may see them. Raises Taken."""
    if code in _finders:
        raise Taken(f"finder of {code!r} is registered already")
    _finders[code] = find


def forget(code: str) -> None:
    """Take a finder out again: for tests that register their own."""
    del _finders[code]


def found_by_words(actor: Actor, asked: Asked) -> tuple[Found, ...]:
    """Every record that bears one of the words, kind by kind: one call to each kind's finder."""
    if not asked.words:
        return ()
    return tuple(found for find in _finders.values() for found in find(actor, asked))

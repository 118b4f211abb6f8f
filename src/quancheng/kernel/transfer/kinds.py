"""What travels between the two networks, as each module says it.

Registered in a module's `apps.ready`:

    transfer.register(Growing(code="mailbox.message", says="群众留言", to=Side.INSIDE, …))

A kind either grows (messages: each travels once, those after the last one) or changes (what is public: each
record travels when it is otherwise than it last was, and goes down on the other side when it is gone here).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """One of the two houses: in the office's network, or where the public reaches it."""

    INSIDE = "inside"
    OUTSIDE = "outside"

    @property
    def says(self) -> str:
        return {Side.INSIDE: "内网", Side.OUTSIDE: "外网"}[self]

    @property
    def other(self) -> "Side":
        return Side.OUTSIDE if self is Side.INSIDE else Side.INSIDE


@dataclass(frozen=True, slots=True)
class Row:
    """One record on its way: after which one it comes, by what both sides know it, and what it says."""

    after: int
    key: str
    says: Any  # an instance of the kind's `shape`


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of what travels, always the same way.

    `sealed` names the fields of `shape` that are sealed on the way. Kinds are taken in by their `place`, for
    what one says may name what another brought.
    """

    code: str
    says: str
    to: Side
    shape: type
    place: int = 0
    sealed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing(Kind):
    """What is only ever added to.

    `rows(after, until, most)` gives what comes after a place and was there at an instant. `take(rows, now)`
    writes within the transaction of the whole package, leaves what is there already, and answers how many it
    wrote. `arrived(until, now)` is told on the sending side how far the other one has it.
    """

    rows: Callable[[int, datetime, int], Sequence[Row]]
    take: Callable[[Sequence[Any], datetime], int]
    arrived: Callable[[int, datetime], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing(Kind):
    """What stands at one side and shall stand likewise at the other.

    `signs()` gives for each key a digest of what it says, in the order in which they travel; `rows(keys)`
    what they say. `take(rows, gone, now)` puts up, changes and takes down; it answers how many it touched.
    """

    signs: Callable[[], Mapping[str, str]]
    rows: Callable[[Sequence[str]], Iterable[Row]]
    take: Callable[[Sequence[Any], frozenset[str], datetime], int]


class KindTaken(TypeError):
    """Two modules claim one kind: a fault in the code, found when the house starts."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Take in what a module lets travel. Raises KindTaken."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise KindTaken(kind.code)


def kinds_to(side: Side) -> tuple[Kind, ...]:
    """What travels to that side, in the order in which it is taken in."""
    found = sorted(_kinds.values(), key=lambda kind: (kind.place, kind.code))
    return tuple(kind for kind in found if kind.to is side)

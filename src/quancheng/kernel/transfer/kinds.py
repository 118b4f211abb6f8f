"""What travels between the two networks, as each module says it.

Registered in a module's `apps.ready`:

    transfer.register(Kind(code="mailbox.message", says="群众留言", to=Side.INSIDE, …))

A kind either grows (messages: each travels once, those after the last one) or is a whole (notices: everything
that is public now, and what no longer is goes down on the other side).
"""

from collections.abc import Callable, Sequence
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

    `rows(after, until, most)` gives what comes after a place and was there at an instant; a whole gives all
    of it. `take(rows, before, now)` writes within the transaction of the whole package, and leaves what is
    there already; it answers how many it wrote. `before` are the keys that came last time. `sealed` names
    the fields of `shape` that are sealed on the way.
    """

    code: str
    says: str
    to: Side
    shape: type
    rows: Callable[[int, datetime, int], Sequence[Row]]
    take: Callable[[Sequence[Any], frozenset[str], datetime], int]
    sealed: frozenset[str] = frozenset()
    is_whole: bool = False


class KindTaken(TypeError):
    """Two modules claim one kind: a fault in the code, found when the house starts."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Take in what a module lets travel. Raises KindTaken."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise KindTaken(kind.code)


def kinds_to(side: Side) -> tuple[Kind, ...]:
    """What travels to that side, in the order of its codes."""
    return tuple(_kinds[code] for code in sorted(_kinds) if _kinds[code].to is side)

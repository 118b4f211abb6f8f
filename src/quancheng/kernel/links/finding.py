"""Looking records up by their words and numbers, whatever module keeps them: each kind stands on a shelf.

Registered in a module's `apps.ready`:

    finding.register(Shelf("plan.order", "督办单", seen=orders_for, words=in_fields("subject", "demand"), …))

A shelf serves two: who searches the desk (`searching`), and who asks what may prove something done in a span
of days (`found_by_words`). What the actor may not see does not stand on it: `seen` is the module's own query.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import Taken
from quancheng.kernel.orgs.roles import EVERY_ADMIN

Rows = QuerySet[Any]
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Found:
    """A record that bears some of the words: what it is called, what it says, the day it belongs to.

    For the page of a search also where it opens, whose it is and how it stands, in words.
    """

    ref: RecordRef
    title: str
    text: str
    on: date | None = None
    address: str = ""
    unit: str = ""
    state: str = ""
    tone: str = ""  # of ui.bands, when the state has a colour


@dataclass(frozen=True, slots=True)
class Asked:
    """Any of these words, in records of the days from first to last; of each kind so many at most."""

    words: tuple[str, ...]
    first: date
    last: date
    most: int = 60


Words = Callable[[Sequence[str]], Q]
OfUnits = Callable[[Collection[int]], Q]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of record: what of it an actor may see, by what it is found, and how it is shown.

    `words`: where one word, in all its spellings, is looked for. `titles`: the same, among titles alone.
    `number`: what a question names when it is a number of such a record; None when it is none.
    `proves`: of what is seen that which was done in the days that are asked about.
    """

    code: str
    says: str
    seen: Callable[[Actor], Rows]
    words: Words
    tell: Callable[[Sequence[Any]], Sequence[Found]]
    number: Callable[[str], Q | None] = lambda _: None
    title: str = ""  # the field: a record that is called as was asked stands first
    day: str = ""  # the field by which a span of days chooses
    of_units: OfUnits | None = None
    order: tuple[Any, ...] = ("-pk",)
    proves: Callable[[Actor, Asked], Rows] | None = None
    is_searched: bool = True
    is_aside: bool = False  # shown below the records of business
    is_for_administrators: bool = False  # the three administrators handle no business


_shelves: dict[str, Shelf] = {}


def register(shelf: Shelf) -> None:
    """Let records of a kind be found, as far as the actor may see them. Raises Taken."""
    if shelf.code in _shelves:
        raise Taken(f"shelf {shelf.code!r} is registered already")
    _shelves[shelf.code] = shelf


def forget(code: str) -> None:
    """Take a shelf out again: for tests that register their own."""
    del _shelves[code]


def shelves() -> tuple[Shelf, ...]:
    """Every shelf of the house, in the order of registering."""
    return tuple(_shelves.values())


def shelves_for(actor: Actor) -> tuple[Shelf, ...]:
    """The shelves at which an official may look, in the order of the page; none for anybody else."""
    if actor.kind is not Kind.OFFICIAL:
        return ()
    is_admin = bool(actor.roles & EVERY_ADMIN)
    found = (one for one in shelves() if one.is_searched and (one.is_for_administrators or not is_admin))
    return tuple(sorted(found, key=lambda one: one.is_aside))


def in_fields(*fields: str) -> Words:
    """A word stands in one of these fields, in one of its spellings."""

    def words(spelt: Sequence[str]) -> Q:
        return reduce(
            or_, (Q(**{f"{field}__icontains": word}) for field in fields for word in spelt), NOTHING
        )

    return words


def of_unit(field: str) -> OfUnits:
    """The record belongs to one of these units by a field."""
    return lambda unit_ids: Q(**{f"{field}__in": unit_ids})


def found_by_words(actor: Actor, asked: Asked) -> tuple[Found, ...]:
    """Every record done in these days that bears one of the words, kind by kind."""
    if not asked.words:
        return ()
    return tuple(found for shelf in shelves() for found in proofs(shelf, actor, asked))


def proofs(shelf: Shelf, actor: Actor, asked: Asked) -> Sequence[Found]:
    """What a shelf holds that may prove something done."""
    if shelf.proves is None:
        return ()
    rows = shelf.proves(actor, asked).filter(shelf.words(asked.words))
    return shelf.tell(list(rows.order_by(*shelf.order)[: asked.most]))


def shelf_of(code: str) -> Shelf:
    """The shelf of a kind that is registered."""
    return _shelves[code]

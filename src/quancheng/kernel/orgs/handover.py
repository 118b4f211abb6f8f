"""The hand-over list: what is still in a person's or a unit's hands before they may leave.

Each module says in its `apps.py` what can be left in hand, and how to count it. The list must be empty before
anybody leaves a post and before a unit closes or merges.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quancheng.kernel.basis.counting import counts_of
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit

CountForHolding = Callable[[int, int], int]  # person, post
LeftBehind = Callable[[int], QuerySet[Any]]
LeftByUnit = Callable[[int], Iterable["InHand"]]
Pair = tuple[int, int]  # person, post
CountForMany = Callable[[Collection[Pair]], Mapping[Pair, int]]


class NotHandedOver(Refusal):
    """Something is still in hand."""

    code = "orgs.not_handed_over"


@dataclass(frozen=True, slots=True)
class InHand:
    """So many of one sort of thing, and the name of the page where they are handed over, if there is one."""

    says: str
    count: int
    page: str = ""

    def __str__(self) -> str:
        return f"{self.says}{self.count}项"


_of_holdings: dict[str, CountForHolding] = {}
_of_units: dict[str, LeftBehind] = {}
_pages: dict[str, str] = {}
_at_once: list[LeftByUnit] = []
_of_many: dict[str, CountForMany] = {}


def watch_holdings(
    says: str, count: CountForHolding, *, page: str = "", many: CountForMany | None = None
) -> None:
    """A module tells what a person may still have in hand in a post: 未签收任务, and how to count it.

    `page`: the name of the address where it is handed over. `many` counts for many people at once.
    """
    _of_holdings[says] = count
    _pages[says] = page
    if many:
        _of_many[says] = many


def watch_units(says: str, rows: LeftBehind, *, page: str = "") -> None:
    """A module tells what a unit may still have in hand, row by row, and where it is handed over."""
    _of_units[says] = rows
    _pages[says] = page


def watch_units_at_once(left: LeftByUnit) -> None:
    """An engine tells what a unit may still have in hand of many sorts, counted together."""
    if left not in _at_once:
        _at_once.append(left)


def left_by(*, person_id: int, post_id: int) -> tuple[InHand, ...]:
    """What a person would leave behind in a post."""
    found = (
        InHand(says, count(person_id, post_id), _pages.get(says, "")) for says, count in _of_holdings.items()
    )
    return tuple(item for item in found if item.count)


def left_by_each(pairs: Collection[Pair]) -> Mapping[Pair, tuple[InHand, ...]]:
    """What each of several people would leave behind in their posts: a unit's page asks once for all."""
    found: dict[Pair, list[InHand]] = {pair: [] for pair in pairs}
    for says, count in _of_holdings.items():
        many = _of_many.get(says)
        counts = many(pairs) if many else {pair: count(*pair) for pair in pairs}
        for pair in pairs:
            if counts.get(pair):
                found[pair].append(InHand(says, counts[pair], _pages.get(says, "")))
    return {pair: tuple(items) for pair, items in found.items()}


def left_by_unit(unit_id: int) -> tuple[InHand, ...]:
    """What a unit would leave behind: one query for each engine, and one for all the rest."""
    found = [item for left in _at_once for item in left(unit_id)]
    asked = {says: rows(unit_id) for says, rows in _of_units.items()}
    counts = counts_of(asked, beside=Unit.objects.filter(pk=unit_id))
    found += [InHand(says, count, _pages.get(says, "")) for says, count in counts.items()]
    return tuple(item for item in found if item.count)


def must_be_empty(who: str, left: tuple[InHand, ...], before: str) -> None:
    """Raises NotHandedOver with a sentence that counts what is left."""
    if left:
        raise NotHandedOver(f"{who}还有{'、'.join(map(str, left))}未移交，请先移交再{before}", left=left)

"""The hand-over list: what is still in a person's or a unit's hands before they may leave.

Each module says in its `apps.py` what can be left in hand, and how to count it. The list must be empty before
anybody leaves a post and before a unit closes or merges.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal

CountForHolding = Callable[[int, int], int]  # person, post
CountForUnit = Callable[[int], int]


class NotHandedOver(Refusal):
    """Something is still in hand."""

    code = "orgs.not_handed_over"


@dataclass(frozen=True, slots=True)
class InHand:
    """So many of one sort of thing."""

    says: str
    count: int

    def __str__(self) -> str:
        return f"{self.says}{self.count}项"


_of_holdings: dict[str, CountForHolding] = {}
_of_units: dict[str, CountForUnit] = {}


def watch_holdings(says: str, count: CountForHolding) -> None:
    """A module tells what a person may still have in hand in a post: 未签收任务, and how to count it."""
    _of_holdings[says] = count


def watch_units(says: str, count: CountForUnit) -> None:
    """A module tells what a unit may still have in hand, and how to count it."""
    _of_units[says] = count


def left_by(*, person_id: int, post_id: int) -> tuple[InHand, ...]:
    """What a person would leave behind in a post."""
    found = (InHand(says, count(person_id, post_id)) for says, count in _of_holdings.items())
    return tuple(item for item in found if item.count)


def left_by_unit(unit_id: int) -> tuple[InHand, ...]:
    """What a unit would leave behind."""
    found = (InHand(says, count(unit_id)) for says, count in _of_units.items())
    return tuple(item for item in found if item.count)


def must_be_empty(who: str, left: tuple[InHand, ...], before: str) -> None:
    """Raises NotHandedOver with a sentence that counts what is left."""
    if left:
        raise NotHandedOver(f"{who}还有{'、'.join(map(str, left))}未移交，请先移交再{before}", left=left)

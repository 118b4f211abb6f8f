"""Whether an order from above may still be taken back: each module says so of its own records.

The module that gave the order asks before it takes a wrong entry back; the one whose record was ordered anew
looks whether work was done under it. Neither knows the other.
"""

from collections.abc import Callable, Collection, Set

from quancheng.kernel.basis.reference import RecordRef

WhyItStands = Callable[[str, str], str]  # the record, the source of the order: why not; empty when it may
Given = tuple[str, str]  # the record, the source of an order on it
LeftStanding = Callable[[Collection[Given]], Set[Given]]  # of many: those that were not undone; few queries
_askers: dict[str, WhyItStands] = {}
_of_many: dict[str, LeftStanding] = {}


def register(code: str, why: WhyItStands, *, left_standing: LeftStanding) -> None:
    """Tell who knows of the records of a kind. Raises TypeError when that is told in two ways."""
    told = _askers.setdefault(code, why), _of_many.setdefault(code, left_standing)
    if told != (why, left_standing):
        raise TypeError(f"the orders on kind {code!r} are told in two ways")


def left_standing_among(kind: str, given: Collection[Given]) -> Set[Given]:
    """Which of these orders, taken back as wrong entries, stand all the same: a list asks once for all."""
    many = _of_many.get(kind)
    return many(given) if many and given else frozenset()


def why_it_stands(anew: RecordRef, source: RecordRef) -> str:
    """Why the order of a source on a record can be taken back no more; empty when it can."""
    why = _askers.get(anew.kind)
    return why(anew.ref, str(source)) if why else ""

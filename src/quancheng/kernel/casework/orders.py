"""Whether an order from above may still be taken back: each module says so of its own records.

The module that gave the order asks before it takes a wrong entry back; the one whose record was ordered anew
looks whether work was done under it. Neither knows the other.
"""

from collections.abc import Callable

from quancheng.kernel.basis.reference import RecordRef

WhyItStands = Callable[[str, str], str]  # the record, the source of the order: why not; empty when it may
_askers: dict[str, WhyItStands] = {}


def register(code: str, why: WhyItStands) -> None:
    """Tell who knows of the records of a kind. Raises TypeError when that is told in two ways."""
    if _askers.setdefault(code, why) is not why:
        raise TypeError(f"the orders on kind {code!r} are told in two ways")


def why_it_stands(anew: RecordRef, source: RecordRef) -> str:
    """Why the order of a source on a record can be taken back no more; empty when it can."""
    why = _askers.get(anew.kind)
    return why(anew.ref, str(source)) if why else ""

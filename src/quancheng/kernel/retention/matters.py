"""Open matters that keep records of another module: while one is open, nothing of the record is erased.

A module that points at records it does not know says so in its `apps.ready`:

    matters.register("disclosure.request", requests_under_review)
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

Held = tuple[int, str]  # of which government, and the reference of the record as its own module has it
FindHeld = Callable[[date], Collection[Held]]
_finders: dict[str, list[FindHeld]] = {}


def register(record: str, find: FindHeld) -> None:
    """Tell which records of a kind an open matter needs; several modules may need the same kind."""
    found = _finders.setdefault(record, [])
    if find not in found:
        found.append(find)


def needed(on: date) -> Mapping[str, frozenset[Held]]:
    """The records that open matters need on a day, by their kind. A query for each that was registered."""
    return {
        record: frozenset(one for find in finds for one in find(on)) for record, finds in _finders.items()
    }

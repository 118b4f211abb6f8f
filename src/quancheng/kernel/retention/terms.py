"""Terms: dated numbers, each with its source. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dated:
    """One term of one government, from a day on, with where it comes from."""

    tenant_id: int
    from_on: date
    value: int
    source: str


def newest(terms: Iterable[Dated], *, on: date) -> Dated | None:
    """Of one government's terms the one that holds on a day."""
    return max((one for one in terms if one.from_on <= on), key=lambda one: one.from_on, default=None)


def longest(terms: Iterable[Dated], *, on: date) -> Dated | None:
    """Of what several governments have together: the longest of the terms that hold for one of them.

    Nobody's records go before the day that their own government has set.
    """
    by_government: dict[int, list[Dated]] = {}
    for one in terms:
        by_government.setdefault(one.tenant_id, []).append(one)
    held = (newest(own, on=on) for own in by_government.values())
    return max((one for one in held if one is not None), key=lambda one: one.value, default=None)

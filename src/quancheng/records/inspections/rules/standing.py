"""How an inspection stands: ready, in hand, lacking; what is expected, what is at risk. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Light(StrEnum):
    """Where one indicator stands."""

    READY = "ready"
    IN_HAND = "in_hand"
    LACKING = "lacking"


LIGHT_SAYS = {Light.READY: "已备齐", Light.IN_HAND: "办理中", Light.LACKING: "缺材料"}


@dataclass(frozen=True, slots=True)
class Sums:
    """Points of some indicators: full, expected, not yet rated, at risk."""

    full: Decimal
    expected: Decimal
    unrated: Decimal
    at_risk: Decimal


def light_of(*, materials: int, open_tasks: int) -> Light:
    """A task under way keeps an indicator in hand, whatever was gathered before."""
    if open_tasks:
        return Light.IN_HAND
    return Light.READY if materials else Light.LACKING


def sums_of(points: Iterable[tuple[Decimal | None, Decimal | None]]) -> Sums:
    """Full against expected; what was rated below its full marks is at risk by the difference."""
    pairs: Sequence[tuple[Decimal, Decimal | None]] = [(full or Decimal(0), told) for full, told in points]
    none = Decimal(0)
    return Sums(
        full=sum((full for full, _ in pairs), none),
        expected=sum((told for _, told in pairs if told is not None), none),
        unrated=sum((full for full, told in pairs if told is None), none),
        at_risk=sum((full - told for full, told in pairs if told is not None), none),
    )

"""A whole and its parts, worked out for a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The colours a state may have. A word always stands beside the colour."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: its word, how many, its colour, and the list behind the number."""

    label: str
    count: int
    tone: Tone
    href: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A share as it is drawn: where it begins and how wide it is, in thousandths of the band."""

    share: Share
    start: int
    width: int

    @property
    def percent(self) -> str:
        return f"{self.width / 10:.0f}%" if self.width >= 10 or not self.width else "<1%"


BAND = 1000


def segments(shares: Sequence[Share]) -> tuple[Segment, ...]:
    """Lay the shares side by side so that they fill the band exactly; nothing at all fills nothing."""
    total = sum(share.count for share in shares)
    drawn: list[Segment] = []
    counted = 0
    for share in shares:
        start = counted * BAND // total if total else 0
        counted += share.count
        end = counted * BAND // total if total else 0
        drawn.append(Segment(share, start, end - start))
    return tuple(drawn)

"""The plan of the year at a glance, as the front page shows it."""

from dataclasses import dataclass
from datetime import date

from quancheng.ui.bands import Share


@dataclass(frozen=True, slots=True)
class ChapterAtAGlance:
    """One chapter of the plan: how many promises it holds, and in which states they are."""

    title: str
    shares: tuple[Share, ...]
    href: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


@dataclass(frozen=True, slots=True)
class PlanAtAGlance:
    """What the city promised for the year and how far it is; only what the public may know."""

    year: int
    title: str
    kept: int  # promises whose result has been confirmed
    shares: tuple[Share, ...]
    chapters: tuple[ChapterAtAGlance, ...]
    as_of: date
    href: str
    commitments_href: str = ""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)


def plan_at_a_glance() -> PlanAtAGlance | None:
    """The published plan of the current year; None while none is published."""
    return None

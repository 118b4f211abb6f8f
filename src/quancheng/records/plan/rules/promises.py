"""What became of a promise: its first day, each later one with its reason, and whether it was kept. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What the public is told of a commitment; a day that has passed is shown, and judged by nobody."""

    ON_TIME = "on_time"
    AS_MOVED = "as_moved"
    LATE = "late"
    MOVED = "moved"
    UNDER_WAY = "under_way"
    CANCELLED = "cancelled"

    @property
    def says(self) -> str:
        return _SAYS[self][0]

    @property
    def tone(self) -> str:
        return _SAYS[self][1]


_SAYS = {
    Outcome.ON_TIME: ("如期完成", "green"),
    Outcome.AS_MOVED: ("调整后完成", "blue"),
    Outcome.LATE: ("迟于时限完成", "orange"),
    Outcome.MOVED: ("时限已调整", "yellow"),
    Outcome.UNDER_WAY: ("进行中", "grey"),
    Outcome.CANCELLED: ("已取消", "grey"),
}
KEPT = frozenset({Outcome.ON_TIME, Outcome.AS_MOVED})
DONE = frozenset({Outcome.ON_TIME, Outcome.AS_MOVED, Outcome.LATE})


@dataclass(frozen=True, slots=True)
class Day:
    """A last day that was named: which, when it was named, and why."""

    until: date
    named_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """From one day to another, with the reason that the public reads."""

    before: date
    until: date
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as its history tells it."""

    days: tuple[Day, ...]
    done_on: date | None = None
    is_cancelled: bool = False

    @property
    def first_day(self) -> date:
        """The day that was promised at first."""
        return self.days[0].until

    @property
    def day(self) -> date:
        """The day that holds."""
        return self.days[-1].until

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every change of the day, the old one kept."""
        pairs = zip(self.days, self.days[1:], strict=False)
        return tuple(
            Move(old.until, new.until, new.named_on, new.reason)
            for old, new in pairs
            if old.until != new.until
        )

    @property
    def outcome(self) -> Outcome:
        if self.is_cancelled:
            return Outcome.CANCELLED
        if self.done_on is None:
            return Outcome.MOVED if self.moves else Outcome.UNDER_WAY
        if self.done_on > self.day:
            return Outcome.LATE
        return Outcome.ON_TIME if self.done_on <= self.first_day else Outcome.AS_MOVED


def counts_of(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """How many promises came to what, in the order in which one reads them."""
    found = list(outcomes)
    return {each: found.count(each) for each in Outcome if each in found}

"""By when reports are sent and published: the days of the law, and earlier ones that a government sets. Pure.

《条例》第四十九条 names days of the calendar and says nothing of days off: they do not move on [D].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.obligations.rhythm import Period


class Owes(StrEnum):
    """Who owes a report."""

    UNIT = "unit"
    GOVERNMENT = "government"

    @property
    def says(self) -> str:
        return {"unit": "部门和单位", "government": "本级政府"}[self.value]


@dataclass(frozen=True, slots=True)
class Dated:
    """By which day of the following year, for reports from which year on, and who says so."""

    owes: Owes
    from_year: int
    month: int
    day: int
    source: str
    mark: str = "V"  # how sure the source is

    def on(self, year: int) -> date:
        """The day for the report of a year."""
        return date(year + 1, self.month, self.day)

    def period(self, year: int) -> Period:
        """From when until when the report of a year is owed: once the year is over, until the day."""
        return Period(f"{year}年度", date(year + 1, 1, 1), self.on(year))


STATUTORY = (
    Dated(Owes.UNIT, 2019, 1, 31, "《条例》第四十九条第一款：每年1月31日前报送上一年度报告并向社会公布"),
    Dated(Owes.GOVERNMENT, 2019, 3, 31, "《条例》第四十九条第二款：每年3月31日前公布本级政府上一年度报告"),
)


@dataclass(frozen=True, slots=True)
class Countdown:
    """How far a day is."""

    on: date
    left: int
    is_rest: bool  # the day is a Saturday or Sunday: it counts all the same
    source: str
    is_inner: bool = False

    @property
    def is_late(self) -> bool:
        return self.left < 0

    @property
    def tone(self) -> str:
        """As lists colour it; [D] the bands are the house's own."""
        if self.left < 0:
            return "red"
        return "orange" if self.left <= NEAR else "yellow" if self.left <= COMING else "grey"

    @property
    def says(self) -> str:
        if self.left < 0:
            return f"已超过{-self.left}天"
        return f"还有{self.left}天" if self.left else "今天到期"


NEAR, COMING = 7, 21
SATURDAY = 5


def in_force(owes: Owes, held: Iterable[Dated], *, year: int) -> Dated | None:
    """Which of several days holds for the report of a year: the one that began last."""
    fitting = [one for one in held if one.owes is owes and one.from_year <= year]
    return max(fitting, key=lambda one: one.from_year, default=None)


def statutory(owes: Owes, *, year: int) -> Dated:
    """The day of the law."""
    found = in_force(owes, STATUTORY, year=year)
    return found or next(one for one in STATUTORY if one.owes is owes)


def countdown(dated: Dated, *, year: int, today: date, is_inner: bool = False) -> Countdown:
    """How far the day for the report of a year is."""
    on = dated.on(year)
    return Countdown(on, (on - today).days, on.weekday() >= SATURDAY, dated.source, is_inner)

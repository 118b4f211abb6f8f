"""What whole-process supervision looks at: its lists, its lights and its figures. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quancheng.kernel.calendar.levels import Level

NONE = "—"  # where there is nothing of which a share could be taken
QUARTER, YEAR = 3, 12  # months


class Watch(StrEnum):
    """A list of the supervision screen; those in `TABS` stand in the open, the others behind a number."""

    SOON = "soon"
    OVERDUE = "overdue"
    LATE = "late"
    UNCONFIRMED = "unconfirmed"
    CORRECTING = "correcting"
    UNSIGNED = "unsigned"
    URGED = "urged"
    CALM = "calm"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    RESTING = "resting"
    OPEN = "open"
    ANSWERED = "answered"
    EXTENDED = "extended"
    CORRECTED = "corrected"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def is_of_period(self) -> bool:
        """Whether it lists what ended, or was urged, in the chosen days; the others list what is open."""
        return self in _OF_PERIOD


_SAYS = {
    Watch.SOON: "即将逾期",
    Watch.OVERDUE: "逾期未办",
    Watch.LATE: "逾期已办",
    Watch.UNCONFIRMED: "待确认收到",
    Watch.CORRECTING: "待补正",
    Watch.UNSIGNED: "征求意见未签收",
    Watch.URGED: "督促情况",
    Watch.CALM: "绿灯",
    Watch.YELLOW: "黄灯",
    Watch.ORANGE: "橙灯",
    Watch.RED: "红灯",
    Watch.RESTING: "期限未起算或暂停",
    Watch.OPEN: "在办",
    Watch.ANSWERED: "已答复",
    Watch.EXTENDED: "延长期限的",
    Watch.CORRECTED: "补正过的",
}
_OF_PERIOD = frozenset({Watch.LATE, Watch.URGED, Watch.ANSWERED, Watch.EXTENDED, Watch.CORRECTED})
TABS = (
    Watch.SOON, Watch.OVERDUE, Watch.LATE, Watch.UNCONFIRMED, Watch.CORRECTING, Watch.UNSIGNED, Watch.URGED,
)  # fmt: skip
LIGHTS: Mapping[Watch, Level] = {
    Watch.CALM: Level.CALM,
    Watch.YELLOW: Level.YELLOW,
    Watch.ORANGE: Level.ORANGE,
    Watch.RED: Level.RED,
    Watch.OVERDUE: Level.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class Picked:
    """By what the screen is narrowed: one unit (none: all that the reader supervises), and the days."""

    first: date
    last: date
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What is under way in one unit today."""

    count: int = 0
    soon: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """Requests that ended alike: how, after how many counted working days, and how many of them."""

    is_answered: bool
    counted: int
    count: int
    late: int
    extended: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Figures:
    """One unit, or one government, in the days that were chosen. `overturned`: None where nobody tells."""

    name: str
    id: int = 0
    open: Open = Open()
    ended: tuple[Ended, ...] = field(default=())
    overturned: int | None = None

    @property
    def answered(self) -> int:
        return sum(one.count for one in self._answers)

    @property
    def closed(self) -> int:
        """Over in any way: answered, given up, withdrawn."""
        return sum(one.count for one in self.ended)

    @property
    def late(self) -> int:
        return sum(one.late for one in self._answers)

    @property
    def extended(self) -> int:
        return sum(one.extended for one in self.ended)

    @property
    def corrected(self) -> int:
        return sum(one.corrected for one in self.ended)

    @property
    def in_time_rate(self) -> str:
        """Of what was answered, the share answered by the last day."""
        return share(self.answered - self.late, self.answered)

    @property
    def extension_rate(self) -> str:
        return share(self.extended, self.closed)

    @property
    def correction_rate(self) -> str:
        return share(self.corrected, self.closed)

    @property
    def median(self) -> str:
        """The middle of the counted working days of its answers."""
        days: dict[int, int] = {}
        for one in self._answers:
            days[one.counted] = days.get(one.counted, 0) + one.count
        return median_of(days)

    @property
    def _answers(self) -> tuple[Ended, ...]:
        return tuple(one for one in self.ended if one.is_answered)


def together(name: str, units: Iterable[Figures]) -> Figures:
    """Several units as one; the median is that of all answers, not of the medians."""
    each = list(units)
    told = [one.overturned for one in each if one.overturned is not None]
    return Figures(
        name,
        open=Open(
            sum(one.open.count for one in each),
            sum(one.open.soon for one in each),
            sum(one.open.overdue for one in each),
        ),
        ended=tuple(ended for one in each for ended in one.ended),
        overturned=sum(told) if told else None,
    )


def share(part: int, whole: int) -> str:
    """A share in per cent to one place, cut off and not rounded: 100% is said of all alone."""
    if not whole:
        return NONE
    tenths = part * 1000 // whole
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def median_of(days: Mapping[int, int]) -> str:
    """The middle of numbers that are told with how often each comes."""
    count = sum(days.values())
    if not count:
        return NONE
    low, high = _nth(days, (count - 1) // 2), _nth(days, count // 2)
    whole, half = divmod(low + high, 2)
    return f"{whole}.5" if half else str(whole)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    return _months(day.replace(day=1), 1)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    return _months(day.replace(month=(day.month - 1) // QUARTER * QUARTER + 1, day=1), QUARTER)


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(day.year, 1, 1), date(day.year, YEAR, 31)


def late_says(late: int) -> str:
    """By how much, in words: on a rest day after the last day it is late by no working day."""
    return f"逾期{late}个工作日" if late else "逾期不满1个工作日"


def _months(first: date, count: int) -> tuple[date, date]:
    years, months = divmod(first.month - 1 + count, YEAR)
    after = date(first.year + years, months + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)


def _nth(days: Mapping[int, int], place: int) -> int:
    seen = 0
    for day in sorted(days):
        seen += days[day]
        if seen > place:
            return day
    raise AssertionError(place)

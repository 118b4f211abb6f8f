"""When a government warns, and on which days of the year it looks at the whole plan. Pure.

Settings are dated: each holds from a day on until the next one does, and says nothing about days before.
"""

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from quancheng.kernel.calendar.levels import Thresholds

MOST_MILESTONES = 12
FARTHEST = 60  # working days; farther ahead nobody takes a warning for one
LEAP = 2000  # a year that has every day
_BETWEEN = re.compile(r"[、，,；;\s]+")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})日?")


class BadMonthDay(ValueError):
    """Something among the milestones is no day of a year; the message says what, for the person."""


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day that every year has; 29 February is the 28th in most."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    @property
    def says(self) -> str:
        return f"{self.month}月{self.day}日"

    def in_year(self, year: int) -> date:
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds from a day on: at how many working days left each warning begins, and the milestones.

    `soon`: how many working days ahead a list calls soon, which warns nobody.
    """

    from_on: date
    thresholds: Thresholds
    soon: int
    milestones: tuple[MonthDay, ...]
    source: str


@cache
def shipped() -> Setting:
    """What holds while a government has set nothing itself."""
    told = json.loads(Path(__file__).with_suffix(".json").read_text())
    return Setting(
        from_on=date.fromisoformat(told["from_on"]),
        thresholds=Thresholds(told["yellow"], told["orange"], told["red"]),
        soon=told["soon"],
        milestones=read_month_days(told["milestones"]),
        source=told["source"],
    )


def in_force(settings: Sequence[Setting], *, on: date) -> Setting:
    """The setting of a day: the latest that has begun; of two from one day the later in the list."""
    begun = [setting for setting in settings if setting.from_on <= on]
    return max(enumerate(begun), key=lambda pair: (pair[1].from_on, pair[0]))[1] if begun else shipped()


def milestones_of(settings: Sequence[Setting], *, year: int) -> tuple[date, ...]:
    """The milestones of a year: each day that the setting in force on that very day names."""
    every = {one.in_year(year) for setting in (shipped(), *settings) for one in setting.milestones}
    return tuple(
        day
        for day in sorted(every)
        if any(one.in_year(year) == day for one in in_force(settings, on=day).milestones)
    )


def read_month_days(written: Sequence[str]) -> tuple[MonthDay, ...]:
    """Days as they are stored: 06-30."""
    return tuple(MonthDay(*(int(part) for part in each.split("-"))) for each in written)


def month_days_in(text: str) -> tuple[MonthDay, ...]:
    """Days as people write them: 6月30日、9月30日, or 6-30; in order, each once. Raises BadMonthDay."""
    found = tuple(sorted(set(_month_days(text))))
    if len(found) > MOST_MILESTONES:
        raise BadMonthDay(f"最多{MOST_MILESTONES}个节点，现有{len(found)}个，请减少")
    return found


def _month_days(text: str) -> Iterator[MonthDay]:
    for word in filter(None, _BETWEEN.split(text.strip())):
        told = _MONTH_DAY.fullmatch(word)
        if told is None:
            raise BadMonthDay(f"“{word}”不是日期，请写成“6月30日”，几个日期用顿号隔开")
        month, day = int(told[1]), int(told[2])
        if not (1 <= month <= 12 and 1 <= day <= monthrange(LEAP, month)[1]):
            raise BadMonthDay(f"一年里没有“{word}”，请改正")
        yield MonthDay(month, day)


def faults(thresholds: Thresholds, soon: int) -> Iterator[str]:
    """What is wrong with the days of the warnings: one sentence each."""
    if not 0 < soon <= FARTHEST:
        yield f"“即将到期”须在1至{FARTHEST}个工作日之间"
    if not thresholds.yellow > thresholds.orange > thresholds.red >= 0:
        yield "黄色应早于橙色，橙色应早于红色：剩余工作日数须依次减少，红色不小于0"
    if thresholds.yellow > FARTHEST:
        yield f"黄色预警最多提前{FARTHEST}个工作日"

"""How the figures of a bulletin stand to those of the day on which it goes out. Pure.

A bulletin names the day as of which it was counted. Where the figures of the day of issue are others, it is
counted anew, or it goes out as it stands with the reason; the reason and what differed stay with its figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quancheng.records.disclosure.rules.bulletin import Counted, LateLine, Line

OLD = "as_it_stood"  # under which name the figures keep why they are not those of the day of issue
LINES: Mapping[str, str] = {
    "received": "收到",
    "answered": "已答复",
    "late": "逾期答复",
    "in_time_rate": "按期答复率",
    "median": "用时中位数",
    "extended": "延期",
    "corrected": "补正",
    "open": "在办",
    "overdue": "逾期未办",
}
NOT_THERE = "无"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is another by now: of which unit or request, what, as it stands and as it would be."""

    of: str
    what: str
    stands: str
    now: str


@dataclass(frozen=True, slots=True)
class AsItStood:
    """Why a bulletin went out with other figures than those of its day, and which they were."""

    on: date
    reason: str
    differences: tuple[Difference, ...]


def differences(stands: Counted, now: Counted) -> tuple[Difference, ...]:
    """Every figure that is another: the whole first, then the units, then the requests that were late."""
    return tuple(_differences(stands, now))


def _differences(stands: Counted, now: Counted) -> Iterator[Difference]:
    yield from _of_line(stands.whole, now.whole)
    for what, was, by_now in (
        ("转办诉求", stands.handed, now.handed),
        ("解决诉求", stands.settled, now.settled),
    ):
        if was != by_now:
            yield Difference(stands.whole.name, what, str(was), str(by_now))
    before, after = ({one.id: one for one in each.units} for each in (stands, now))
    for unit_id in dict.fromkeys((*before, *after)):
        yield from _of_unit(before.get(unit_id), after.get(unit_id))
    yield from _of_late(stands.late, now.late)


def _of_unit(stands: Line | None, now: Line | None) -> Iterator[Difference]:
    if stands and now:
        yield from _of_line(stands, now)
    elif line := stands or now:
        yield Difference(line.name, "列入通报", "是" if stands else "否", "是" if now else "否")


def _of_line(stands: Line, now: Line) -> Iterator[Difference]:
    for field, says in LINES.items():
        was, by_now = str(getattr(stands, field)), str(getattr(now, field))
        if was != by_now:
            yield Difference(stands.name, says, was, by_now)


def _of_late(stands: tuple[LateLine, ...], now: tuple[LateLine, ...]) -> Iterator[Difference]:
    before, after = ({one.number: one for one in each} for each in (stands, now))
    for number in dict.fromkeys((*before, *after)):
        was, by_now = before.get(number), after.get(number)
        if was != by_now:
            yield Difference(number, "逾期清单", _late(was), _late(by_now))


def _late(line: LateLine | None) -> str:
    return f"{line.unit}，期限{line.last_on}，{line.says}" if line else NOT_THERE


def with_reason(figures: Mapping[str, Any], told: AsItStood) -> dict[str, Any]:
    """The figures as a bulletin keeps them, with why they are not those of the day of issue."""
    rows = [[one.of, one.what, one.stands, one.now] for one in told.differences]
    return {**figures, OLD: {"on": told.on.isoformat(), "reason": told.reason, "differences": rows}}


def as_it_stood(figures: Mapping[str, Any]) -> AsItStood | None:
    """Why they are not those of the day of issue; None where they are."""
    kept = figures.get(OLD)
    if kept is None:
        return None
    rows = tuple(Difference(*row) for row in kept["differences"])
    return AsItStood(date.fromisoformat(kept["on"]), kept["reason"], rows)

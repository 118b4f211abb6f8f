"""A worksheet drawn as the months it runs through, day by day. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quancheng.kernel.calendar.days import WEEKDAYS, DayKind
from quancheng.kernel.calendar.periods import month_end
from quancheng.kernel.calendar.worksheet import NOT_COUNTED, PAUSED, Mark, Worksheet

DAYS_OF_A_WEEK = 7
MONTHS_SHOWN = 8  # a longer period shows its first and its last months
TONES = {
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
    PAUSED: "paused",
    NOT_COUNTED: "start",
}
LABELS = {DayKind.WEEKEND: "周末", DayKind.HOLIDAY: "放假", PAUSED: "暂停", NOT_COUNTED: "起算"}
MAKEUP_BADGE = "班"
SHORT = 3  # characters that fit below a number


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid. Outside the month it is empty, outside the period it has no tone."""

    day: date | None = None
    tone: str = ""
    label: str = ""  # seen below the number
    badge: str = ""
    told: str = ""  # heard instead of label and badge


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the period, week by week from Monday."""

    says: str
    weeks: tuple[tuple[Cell, ...], ...]
    gap_before: int = 0  # months left out before this one


def months_of(sheet: Worksheet) -> tuple[Month, ...]:
    """The months from the first day of the working to its last."""
    cells = _cells(sheet)
    if not cells:
        return ()
    firsts = list(_firsts(min(cells), max(cells)))
    if len(firsts) <= MONTHS_SHOWN:
        return tuple(_month(first, cells) for first in firsts)
    half = MONTHS_SHOWN // 2
    head = [_month(first, cells) for first in firsts[:half]]
    tail = [_month(first, cells) for first in firsts[-half:]]
    left_out = len(firsts) - MONTHS_SHOWN
    tail[0] = Month(tail[0].says, tail[0].weeks, gap_before=left_out)
    return (*head, *tail)


def _cells(sheet: Worksheet) -> dict[date, Cell]:
    skipped = {mark.day: _skipped(mark) for step in sheet.steps for mark in step.skipped}
    counted = [mark for step in sheet.steps for mark in step.counted]
    cells = skipped | {mark.day: _counted(mark, n) for n, mark in enumerate(counted, start=1)}
    if sheet.due and sheet.due in cells:
        cell = cells[sheet.due]
        cells[sheet.due] = Cell(sheet.due, "due", "届满", cell.badge, f"届满日，{cell.told}")
    return cells


def _counted(mark: Mark, n: int) -> Cell:
    told = f"计入，第{n}日"
    if mark.reason == DayKind.MAKEUP:
        return Cell(mark.day, "counted", f"第{n}日", MAKEUP_BADGE, f"{told}，{mark.holiday}{mark.reason}")
    return Cell(mark.day, "counted", f"第{n}日", told=told)


def _skipped(mark: Mark) -> Cell:
    label = mark.holiday if 0 < len(mark.holiday) <= SHORT else LABELS[mark.reason]
    return Cell(mark.day, TONES[mark.reason], label, told=f"不计入，{mark.holiday}{mark.reason}")


def _firsts(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = month_end(day) + timedelta(days=1)


def _month(first: date, cells: dict[date, Cell]) -> Month:
    before = [Cell()] * first.weekday()
    days = [first + timedelta(days=n) for n in range(month_end(first).day)]
    row = before + [cells.get(day) or Cell(day) for day in days]
    row += [Cell()] * (-len(row) % DAYS_OF_A_WEEK)
    weeks = tuple(tuple(row[n : n + DAYS_OF_A_WEEK]) for n in range(0, len(row), DAYS_OF_A_WEEK))
    return Month(f"{first.year}年{first.month}月", weeks)


WEEKDAY_HEADS = tuple((name, name[-1]) for name in WEEKDAYS)  # heard, seen

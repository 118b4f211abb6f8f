"""How often a duty returns, and on which days its periods end. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
NO_END = date.max  # the last day of what is owed until the law says otherwise


class Rhythm(StrEnum):
    """How often something is owed."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """How many months one period has; 0 for what is owed once."""
        return _MONTHS[self]

    @property
    def says(self) -> str:
        return _SAYS[self]


_MONTHS = {Rhythm.ONCE: 0, Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}
_SAYS = {
    Rhythm.ONCE: "一次",
    Rhythm.MONTHLY: "每月",
    Rhythm.QUARTERLY: "每季度",
    Rhythm.HALF_YEARLY: "每半年",
    Rhythm.YEARLY: "每年",
}


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch, both days included, at the end of which something is due."""

    label: str
    from_on: date
    until_on: date


def periods(rhythm: Rhythm, *, from_on: date, until_on: date) -> tuple[Period, ...]:
    """The periods that end within the span, the last one cut at its end; one alone when owed once.

    Periods are those of the calendar (quarters, half-years), however late in one of them the span begins.
    """
    if rhythm is Rhythm.ONCE:
        return (Period(f"{until_on.year}年", from_on, until_on),)
    return tuple(_calendar_periods(rhythm, from_on, until_on))


def periods_owed(rhythm: Rhythm, *, from_on: date, until_on: date, since: date | None) -> tuple[Period, ...]:
    """The periods without those that ended before a day; the last one is always owed."""
    found = periods(rhythm, from_on=from_on, until_on=until_on)
    if since is None:
        return found
    return (*(each for each in found[:-1] if each.until_on >= since), *found[-1:])


def _calendar_periods(rhythm: Rhythm, from_on: date, until_on: date) -> Iterator[Period]:
    start = date(from_on.year, (from_on.month - 1) // rhythm.months * rhythm.months + 1, 1)
    while start <= until_on:
        following = _months_later(start, rhythm.months)
        last = min(following - ONE_DAY, until_on)
        yield Period(_label(rhythm, start), max(start, from_on), last)
        start = following


def _months_later(first: date, months: int) -> date:
    gone = first.month - 1 + months
    return date(first.year + gone // 12, gone % 12 + 1, 1)


def _label(rhythm: Rhythm, start: date) -> str:
    match rhythm:
        case Rhythm.MONTHLY:
            return f"{start.year}年{start.month}月"
        case Rhythm.QUARTERLY:
            return f"{start.year}年第{'一二三四'[(start.month - 1) // 3]}季度"
        case Rhythm.HALF_YEARLY:
            return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
        case _:
            return f"{start.year}年"

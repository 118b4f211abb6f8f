"""完成时限: which day a wording means, or which rhythm, or that it has no end."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from quancheng.records.plan.rules.reading import DeadlineKind, DeadlineReading
from quancheng.records.plan.rules.wording import number_of, plain

_NUMERALS = re.compile(r"[〇○零一二两三四五六七八九十]+(?=\s*(?:年(?!度)|月|日|季度))")
_BLANKS = re.compile(r"\s+")
_RECURRING = re.compile(
    r"每(?:个|一)?(?:半年|年度|年|季度|季|月|旬|周|日|天)|按(?:季度?|月|周|年度?)|逐[月季年周]|定期|[月季年]度?例行"
)
_CONTINUOUS = re.compile(r"长期|持续|全年|常态|贯穿|始终|经常|不间断|日常|随时|坚持|年度全程|连续")
_YEAR = r"(?:(?P<year>\d{4}|(?<!\d)\d{2}(?=年))年?|(?P<said>本年度?|今年|当年|明年|次年|下一?年度?))"
_DAY = re.compile(
    rf"(?:{_YEAR})?(?:底前)?(?:的)?(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})[日号]|(?P<part>初|上旬|中旬|下旬|末|底))?"
)
_NUMERIC = re.compile(r"(?P<year>20\d{2})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?(?!\d)")
_QUARTER = re.compile(rf"(?:{_YEAR})?(?:年)?(?:第|前)?(?P<quarter>[1-4])季度?")
_HALF = re.compile(rf"(?:{_YEAR})?(?P<half>上半年|下半年|年中)")
_YEAR_END = re.compile(rf"(?:{_YEAR}|全)?(?:年)?(?:年底|年末|年内|底前|底|末前|末|内|前)")
_BARE_YEAR = re.compile(r"(?:(?P<year>20\d{2})|本年|今年|当年)年?(?:度|底|末|内)?(?:前|之前|以前|完成)?")
_RANGE = re.compile(r"(\d{1,2})月?(?:\d{1,2}日)?[-—–－~～至到]+(?=(?:\d{4}年)?\d{1,2}月)")
_YEARS = re.compile(r"20\d{2}年?[-—–－~～至到]+(?=20\d{2}年?(?!\d*[月.]))")
_NEXT = frozenset({"明年", "次年", "下年", "下年度", "下一年", "下一年度"})

Finder = Callable[[re.Match[str], int | None], date | None]


class NoSuchDay(ValueError):
    """The wording names a day that no calendar has (2月30日)."""


def deadline_of(text: str, *, year: int | None) -> DeadlineReading:
    """The deadline that a wording means: its last day; a year that is not written is the plan's."""
    written = text.strip()
    told = _told(written)
    if not told:
        return DeadlineReading(written)
    recurring = _RECURRING.search(told)
    try:
        days = _days(told, year)
    except NoSuchDay:
        return DeadlineReading(written)
    if recurring and (not days or recurring.start() <= days[0][0]):
        return DeadlineReading(written, DeadlineKind.RECURRING)
    if days:
        return DeadlineReading(written, DeadlineKind.DATE, days[-1][1])
    kind = DeadlineKind.CONTINUOUS if _CONTINUOUS.search(told) else DeadlineKind.NONE
    return DeadlineReading(written, kind)


def days_of(text: str, *, year: int | None) -> tuple[date, ...]:
    """The different days that a wording names, in the order of the text; none when one is no day at all."""
    try:
        return tuple(dict.fromkeys(day for _, day in _days(_told(text), year)))
    except NoSuchDay:
        return ()


def names_no_day(text: str, *, year: int | None) -> bool:
    """Whether the wording names a day that no calendar has."""
    try:
        _days(_told(text), year)
    except NoSuchDay:
        return True
    return False


def wants_year(text: str) -> bool:
    """Whether the wording would be a day, if only its year were known."""
    return deadline_of(text, year=None).date is None and deadline_of(text, year=2000).date is not None


def _told(text: str) -> str:
    bare = _BLANKS.sub("", plain(text[:200]))
    return _YEARS.sub("", _RANGE.sub("", _NUMERALS.sub(lambda found: str(number_of(found[0])), bare)))


def _days(told: str, year: int | None) -> list[tuple[int, date]]:
    """Every day of the first way of writing that finds one, with its place; a year said once holds on."""
    for pattern, day_of in _WAYS:
        days: list[tuple[int, date]] = []
        for found in pattern.finditer(told):
            day = day_of(found, days[-1][1].year if days else year)
            if day is not None:
                days.append((found.start(), day))
        if days:
            return days
    return []


def _year_of(found: re.Match[str], year: int | None) -> int | None:
    groups = found.groupdict()
    if written := groups.get("year"):
        return int(written) if len(written) == 4 else 2000 + int(written)
    if groups.get("said") in _NEXT:
        return year + 1 if year else None
    return year


def _last_of(year: int | None, month: int) -> date | None:
    if not 1 <= month <= 12:
        raise NoSuchDay(month)
    return date(year, month, monthrange(year, month)[1]) if year and 1 <= year <= 9999 else None


def _month_day(found: re.Match[str], year: int | None) -> date | None:
    said = _year_of(found, year)
    month = int(found["month"])
    last = _last_of(said, month)
    written = found["day"]
    part = found.groupdict().get("part")
    day = int(written) if written else {"初": 10, "上旬": 10, "中旬": 20}.get(part or "")
    if day is None:
        return last
    if not 1 <= day <= monthrange(said or 2000, month)[1]:
        raise NoSuchDay(day)
    return last.replace(day=day) if last else None


def _quarter(found: re.Match[str], year: int | None) -> date | None:
    return _last_of(_year_of(found, year), int(found["quarter"]) * 3)


def _half(found: re.Match[str], year: int | None) -> date | None:
    return _last_of(_year_of(found, year), 12 if found["half"] == "下半年" else 6)


def _year_end(found: re.Match[str], year: int | None) -> date | None:
    if len(found[0]) < 2:
        return None
    return _last_of(_year_of(found, year), 12)


_WAYS: tuple[tuple[re.Pattern[str], Finder], ...] = (
    (_NUMERIC, _month_day),
    (_DAY, _month_day),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_YEAR_END, _year_end),
    (_BARE_YEAR, _year_end),
)

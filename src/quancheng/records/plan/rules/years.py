"""From one year to the next: deadlines that move along, years in words that a person looks at. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quancheng.records.plan.rules.deadlines import deadline_of
from quancheng.records.plan.rules.difference import RowDifference, rows_difference
from quancheng.records.plan.rules.doubts import doubts_of_row, where_of
from quancheng.records.plan.rules.reading import Problem, RowReading
from quancheng.records.plan.rules.wording import NUMERALS, plain

YEAR_IN_WORDS = "year_in_words"
DEADLINE_STAYED = "deadline_stayed"
YEAR_DOUBTS = frozenset({YEAR_IN_WORDS, DEADLINE_STAYED})
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)|(?<!\d)\d{2}(?=年)|二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_ARABIC = "0123456789"
_FULL_WIDTH = "０１２３４５６７８９"
_CHINESE = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Named:
    """A year that a text names: which, and where it is written."""

    year: int
    start: int
    end: int


def years_in(text: str) -> tuple[int, ...]:
    """The different years that a text names, in its order."""
    return tuple(dict.fromkeys(each.year for each in _named(text)))


def moved(text: str, *, before: int, after: int) -> str:
    """The wording with last year's number turned into this year's, in the letters that it was written in.

    2024年12月底前 → 2025年12月底前; 二〇二四年底 → 二〇二五年底. A wording without a year means the plan's
    own and stays (长期坚持, 12月底前); one that names other years too stays, for a person to look at.
    """
    named = _named(text)
    if {each.year for each in named} != {before}:
        return text
    for each in reversed(named):
        written = text[each.start : each.end]
        text = text[: each.start] + _like(after, written) + text[each.end :]
    return text


def moved_row(row: RowReading, *, before: int, after: int) -> RowReading:
    """The row as a draft of the new year: its deadline moved along, its demand as it was, doubts beside."""
    deadline = deadline_of(moved(row.deadline.text, before=before, after=after), year=after)
    bare = replace(row, deadline=deadline, problems=(), carried=frozenset(), place="")
    return replace(bare, problems=(*doubts_of_row(bare, year=after), *year_doubts(bare, year=after)))


def year_doubts(row: RowReading, *, year: int) -> tuple[Problem, ...]:
    """What the turn of the year leaves doubtful about a row that came from an earlier plan."""
    found = []
    where = where_of(row)
    if named := years_in(row.requirement):
        words = "、".join(f"{each}年" for each in named)
        sentence = f"{where}的要求里写有“{words}”，没有自动改动；请核对是否要改成{year}年的内容。"
        found.append(Problem(YEAR_IN_WORDS, sentence, row.place))
    if row.deadline.date is not None and row.deadline.date < date(year, 1, 1):
        sentence = f"{where}的完成时限“{row.deadline.text[:60]}”没有顺延到{year}年；请改成新的时限。"
        found.append(Problem(DEADLINE_STAYED, sentence, row.place))
    return tuple(found)


def year_difference(
    earlier: Sequence[RowReading], rows: Sequence[RowReading], *, before: int, after: int
) -> list[tuple[int | None, RowDifference]]:
    """Two years' rows compared, with the place of the earlier row of each pair.

    A deadline that only moved along with the year is no change.
    """
    along = [
        replace(
            row,
            deadline=deadline_of(moved(row.deadline.text, before=before, after=after), year=after),
        )
        for row in earlier
    ]
    place_of = {id(row): place for place, row in enumerate(along)}
    found = rows_difference(along, rows)
    return [(place_of[id(each.before)] if each.before else None, each) for each in found]


def day_in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February when it has no such day."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _named(text: str) -> list[_Named]:
    told = plain(text)
    return [_Named(_number(found[0]), found.start(), found.end()) for found in _YEAR.finditer(told)]


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written) if len(written) == 4 else 2000 + int(written)
    return int("".join(str(NUMERALS[letter]) for letter in written))


def _like(year: int, written: str) -> str:
    """The year in as many and in the same letters."""
    digits = str(year)[-len(written) :]
    if all(letter in _ARABIC for letter in written):
        return digits
    letters = _FULL_WIDTH if written[0] in _FULL_WIDTH else _CHINESE
    said = "".join(letters[int(digit)] for digit in digits)
    return said.replace("〇", written[1]) if letters is _CHINESE else said

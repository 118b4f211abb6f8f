"""What an official should look at before confirming: each doubt with its place and its remedy."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from quancheng.records.plan.rules.collective import Scope, scope_of
from quancheng.records.plan.rules.deadlines import days_of, names_no_day, wants_year
from quancheng.records.plan.rules.reading import (
    DeadlineKind,
    DeadlineReading,
    Level,
    Problem,
    RowReading,
    UnitReading,
)
from quancheng.records.plan.rules.wording import plain

_SUFFIX = re.compile(
    r"(?:府|局|委|厅|办|部|室|院|会|署|处|科|所|站|队|团|校|社|行|心|司|集团|单位|部门|机构|学|组|馆|台|等|企业|主体|联|区|县|市|省"
    r"|镇|乡|街道|村|地|方|关|园|库|厂|店|报|网|基地|协|中央|（.*）)\Z"
)
_SENTENCE_LIKE = re.compile(r"[。！？：]|负责|牵头|配合|落实|按.*职责|\d{3,}")
_NOBODY = frozenset({"无", "/", "—", "-", "－"})
_SCOPES = {
    Scope.ALL_DISTRICTS: "全部区县",
    Scope.ALL_DEPARTMENTS: "全部部门",
    Scope.RELEVANT_DEPARTMENTS: "有关部门",
    Scope.RELEVANT_DISTRICTS: "有关区县",
}
LONGEST_NAME = 40


def doubts_of_row(row: RowReading, *, year: int | None) -> tuple[Problem, ...]:
    """The doubts of one row, those found on the way included."""
    where = where_of(row)
    found = list(row.problems)
    if not row.requirement.strip():
        found.append(
            _doubt("empty_requirement", f"{where}没有写具体要求；请对照原件补上，或删去这一行。", row)
        )
    found += _units(row, where)
    found += _deadline(row.deadline, where, row, year=year)
    return tuple(found)


def doubts_of_numbers(rows: Sequence[RowReading]) -> list[Problem]:
    """Numbers that are missing, doubled or out of order; a second table may count from 1 again."""
    written = [row for row in rows if "no" not in row.carried]
    found = [
        Problem("number_missing", f"{where_of(row)}没有序号；请对照原件补上序号。", row.place)
        for row in written
        if not row.no.strip()
    ]
    numbered = [
        (int(row.no), row) for row in written if row.no.isascii() and row.no.isdigit() and len(row.no) < 9
    ]
    for count, run in enumerate(_runs(numbered)):
        if count:
            sentence = f"{run[0][1].place}起序号重新从 1 开始，按另一张表核对；如果本来是一张表，请改正序号。"
            found.append(Problem("number_restarts", sentence, run[0][1].place, Level.INFORMATION))
        numbers = [number for number, _ in run]
        found += _doubled(run) + _gaps(numbers) + _disorder(numbers)
    return found


def _runs(numbered: Sequence[tuple[int, RowReading]]) -> list[list[tuple[int, RowReading]]]:
    """The rows cut where the numbers start again with 1, 2."""
    runs: list[list[tuple[int, RowReading]]] = []
    for place, (number, row) in enumerate(numbered):
        following = numbered[place + 1][0] if place + 1 < len(numbered) else None
        starts = number == 1 and following == 2 and bool(runs) and runs[-1][-1][0] > 1
        if starts or not runs:
            runs.append([])
        runs[-1].append((number, row))
    return runs


def _doubled(run: Sequence[tuple[int, RowReading]]) -> list[Problem]:
    counts = Counter(number for number, _ in run)
    doubled = sorted(number for number, count in counts.items() if count > 1)
    if not doubled:
        return []
    places = [
        row.place or f"第{count}项" for count, (number, row) in enumerate(run, start=1) if counts[number] > 1
    ]
    shown = "、".join(places[:8]) + ("等" if len(places) > 8 else "")
    sentence = f"序号{_listed(doubled)}重复出现（{shown}）；请核对是不是同一项任务，改正其中一个序号。"
    return [Problem("number_doubled", sentence, f"序号{doubled[0]}")]


def where_of(row: RowReading) -> str:
    """The place of a row in words: 第17行（序号5）."""
    number = f"序号{row.no}" if row.no.strip() else ""
    if row.place and number:
        return f"{row.place}（{number}）"
    return row.place or number or "有一行"


def _gaps(numbers: Sequence[int]) -> list[Problem]:
    if len(set(numbers)) < 2:
        return []
    low, high = min(numbers), max(numbers)
    if high - low > 10 * len(numbers) + 50:
        sentence = f"序号从 {low} 跳到 {high}，中间缺号太多；请核对序号一列。"
        return [Problem("number_missing", sentence, f"序号{high}")]
    first = 1 if low <= 3 else low
    missing = [number for number in range(first, high) if number not in set(numbers)]
    if not missing:
        return []
    sentence = f"缺少序号{_listed(missing)}；请核对原件是不是漏了这些行，或者编号本来就不连续。"
    return [Problem("number_gap", sentence, f"序号{missing[0]}")]


def _disorder(numbers: Sequence[int]) -> list[Problem]:
    turned = [(one, two) for one, two in pairwise(numbers) if two < one]
    if not turned:
        return []
    one, two = turned[0]
    sentence = f"序号{two}排在序号{one}后面，顺序与编号不一致；请核对各行是不是串了位置。"
    return [Problem("number_order", sentence, f"序号{two}", Level.INFORMATION)]


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:12]))
    return f"{shown} 等 {len(numbers)} 个" if len(numbers) > 12 else shown


def _units(row: RowReading, where: str) -> list[Problem]:
    named = [unit for unit in row.units if unit.name not in _NOBODY]
    if not named:
        return [_doubt("no_unit", f"{where}没有写明责任单位；请在预览里补上责任单位。", row)]
    found = [_doubt("unit_suspicious", sentence, row) for unit in named for sentence in _odd(unit, where)]
    sets = [f"“{unit.name}”指{_SCOPES[scope]}" for unit in named if (scope := scope_of(unit.name)) in _SCOPES]
    if sets:
        sentence = f"{where}的{'、'.join(sets)}，分派时会展开成具体单位；请在分派时核对名单。"
        found.append(Problem("collective_unit", sentence, row.place, Level.INFORMATION))
    return found


def _odd(unit: UnitReading, where: str) -> list[str]:
    name = plain(unit.name)
    if len(name) > LONGEST_NAME:
        return [f"{where}的责任单位“{unit.name[:LONGEST_NAME]}…”太长，可能没有分开；请用顿号把各单位隔开。"]
    if name.count("（") != name.count("）"):
        return [f"{where}的责任单位“{unit.name}”括号不成对；请对照原件改正。"]
    if _SENTENCE_LIKE.search(name):
        return [f"{where}的责任单位“{unit.name}”像是带了分工说明；请只留单位名称，分工另行选择。"]
    if not _SUFFIX.search(name):
        return [f"{where}的责任单位“{unit.name}”不像单位名称；请核对是不是断字或串列。"]
    return []


def _deadline(deadline: DeadlineReading, where: str, row: RowReading, *, year: int | None) -> list[Problem]:
    if deadline.kind is DeadlineKind.DATE:
        return _several(deadline, where, row, year=year)
    if deadline.kind is not DeadlineKind.NONE:
        return []
    if not deadline.text:
        sentence = f"{where}没有写完成时限；请在预览里补上日期，或选“长期坚持”。"
        return [Problem("no_deadline", sentence, row.place, Level.INFORMATION)]
    if names_no_day(deadline.text, year=year):
        sentence = f"{where}的完成时限“{deadline.text}”在日历上没有这一天；请改成实际的日期。"
        return [_doubt("no_such_day", sentence, row)]
    if year is None and wants_year(deadline.text):
        sentence = f"{where}的完成时限“{deadline.text}”没有写年份，标题里也没有；请补上年份。"
        return [_doubt("year_unknown", sentence, row)]
    sentence = f"{where}的完成时限“{deadline.text[:60]}”读不出是哪一天；请改成日期，或选“长期坚持”“定期”。"
    return [_doubt("date_unreadable", sentence, row)]


def _several(deadline: DeadlineReading, where: str, row: RowReading, *, year: int | None) -> list[Problem]:
    days = days_of(deadline.text, year=year)
    if len(days) < 2:
        return []
    named = "、".join(day.isoformat() for day in days)
    sentence = (
        f"{where}的完成时限“{deadline.text[:60]}”写了几个日子（{named}），暂按最后一个；"
        "分步完成的请拆成分项。"
    )
    return [Problem("several_days", sentence, row.place, Level.INFORMATION)]


def _doubt(code: str, sentence: str, row: RowReading) -> Problem:
    return Problem(code, sentence, row.place)

"""The sheet of indicators (考核指标表): its columns, and how its lines are read back. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from quancheng.insight.scorecards.rules.indicators import Told, faults_of, faults_together
from quancheng.insight.scorecards.rules.readings import ReadingKind
from quancheng.insight.scorecards.rules.scoring import Shape, plain
from quancheng.kernel.files.filled import Filled, FilledRow, Template

NAME, GROUP, POINTS, BONUS, SHAPE, READING = "指标名称", "类别", "分值", "加分项", "计分方式", "取数"
EACH, LEAST, GRADES, DAYS = "每项扣分", "至少几项", "档次", "工作日数"
SOURCE, NUMBER, ARTICLE = "依据文件", "文号", "条款"
FROM, UNTIL = "施行自", "施行至"
COLUMNS = (
    NAME, GROUP, POINTS, BONUS, SHAPE, READING, EACH, LEAST, GRADES, DAYS, SOURCE, NUMBER, ARTICLE,
    FROM, UNTIL,
)  # fmt: skip
SHEET = Template("考核指标表", 2, COLUMNS)
YES, NO = "是", "否"
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LONGEST = {SHEET.key: 20, NAME: 80, GROUP: 40, GRADES: 200, SOURCE: 120, NUMBER: 60, ARTICLE: 60}


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet says, and every fault in it as a sentence with its place."""

    told: tuple[Told, ...]
    wrong: tuple[str, ...]


def row_of(told: Told, readings: Mapping[str, ReadingKind]) -> tuple[str, ...]:
    """One indicator as a line of the sheet."""
    kind = readings.get(told.reading)
    return (
        told.code, told.name, told.group, plain(told.points), YES if told.is_bonus else NO, told.shape.says,
        kind.says if kind else told.reading, plain(told.each) if told.each else "",
        str(told.least or ""), told.grades, str(told.days or ""), told.source, told.source_number,
        told.article, str(told.from_on or ""), str(told.until_on or ""),
    )  # fmt: skip


def read(filled: Filled, readings: Mapping[str, ReadingKind]) -> Read:
    """Every line read, every fault named; what is wrong in one line hides nothing in another."""
    wrong, told = list(filled.faults), []
    for row in filled.rows:
        faults: list[str] = []
        one = _told(row, readings, faults)
        faults += [f"{row.where(SHEET.key)}：{fault}" for fault in faults_of(one, readings)] if one else []
        wrong += faults
        if one:
            told.append(one)
    if not wrong or told:
        wrong += faults_together(told) if len(told) == len(filled.rows) else ()
    return Read(tuple(told), tuple(wrong))


def _told(row: FilledRow, readings: Mapping[str, ReadingKind], faults: list[str]) -> Told | None:
    cells = row.cells
    faults += _missing(row)
    shape = next((shape for shape in Shape if shape.says == cells[SHAPE]), None)
    if shape is None and cells[SHAPE]:
        offered = "、".join(shape.says for shape in Shape)
        faults.append(f"{row.where(SHAPE)}“{cells[SHAPE]}”不是计分方式，可填：{offered}")
    numbers = {name: _number(row, name, faults) for name in (POINTS, EACH, LEAST, DAYS)}
    if cells[BONUS] not in {"", YES, NO}:
        faults.append(f"{row.where(BONUS)}“{cells[BONUS]}”看不懂，请填“是”或“否”")
    days = {name: _day(row, name, faults) for name in (FROM, UNTIL)}
    if faults or shape is None:
        return None
    by_word = {kind.says: code for code, kind in readings.items()}
    return Told(
        code=cells[SHEET.key], name=cells[NAME], group=cells[GROUP], points=numbers[POINTS],
        is_bonus=cells[BONUS] == YES, shape=shape,
        reading=by_word.get(cells[READING], cells[READING]), each=numbers[EACH], least=int(numbers[LEAST]),
        grades=cells[GRADES], days=int(numbers[DAYS]), source=cells[SOURCE], source_number=cells[NUMBER],
        article=cells[ARTICLE], from_on=days[FROM], until_on=days[UNTIL],
    )  # fmt: skip


def _missing(row: FilledRow) -> Iterator[str]:
    for name in (SHEET.key, NAME, GROUP, POINTS, SHAPE, SOURCE):
        if not row.cells[name]:
            yield f"{row.where(name)}没有填写“{'编号' if name == SHEET.key else name}”"
    for name, most in _LONGEST.items():
        if len(row.cells[name]) > most:
            yield f"{row.where(name)}超过{most}字，请删减"


def _day(row: FilledRow, name: str, faults: list[str]) -> date | None:
    """A day as people write it: 2026-07-01, 2026/7/1, 2026年7月1日."""
    text = row.cells[name]
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    faults.append(f"{row.where(name)}“{text}”不是日期，请写成2026-07-01")
    return None


def _number(row: FilledRow, name: str, faults: list[str]) -> Decimal:
    text = row.cells[name]
    if not text:
        return Decimal(0)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    is_whole = name in {LEAST, DAYS}
    if not number.is_finite() or number < 0 or number > 999 or (is_whole and number != int(number)):
        faults.append(f"{row.where(name)}“{text}”须是0到999的{'整数' if is_whole else '数'}")
        return Decimal(0)
    return number

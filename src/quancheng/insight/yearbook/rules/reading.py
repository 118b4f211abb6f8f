"""Reading the tables of a report that somebody else made, by the words at their edges. Pure.

Whether from docx, xlsx, csv or a page of the web: rows and columns are known by their labels, not by where
they stand. An empty cell is nought; a sum that is left empty is computed; other gaps and odd signs are told
with their place. The format of 2019 (国办公开办函〔2019〕60号) is read as well: in it 其他处理 was one row.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quancheng.insight.yearbook.rules.figures import LARGEST, Figures, Number
from quancheng.insight.yearbook.rules.shape import (
    HAS_THREE,
    SUM,
    SUM_OF_REQUESTS,
    ActiveRow,
    Part,
    Place,
    RemedyBlock,
    RemedyOutcome,
)
from quancheng.kernel.files.content import Cell, Content, Table
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn

OLD, PRESENT = "2019", "2021"
FORMATS = ((PRESENT, "国办公开办函〔2021〕30号"), (OLD, "国办公开办函〔2019〕60号"))
OTHER, OTHER_BEFORE = "其他", "其他处理"
NOTHING = frozenset({"", "/", "-", "—", "——", "–", "无"})
NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|\d+[.、．])+")
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
Grid = Sequence[Sequence[Cell]]

ROWS: tuple[tuple[str, AnnualRow], ...] = (  # the first whose words stand in the label counts
    ("新收政府信息公开申请", AnnualRow.RECEIVED),
    ("上年结转", AnnualRow.CARRIED_IN),
    ("结转下年度", AnnualRow.CARRIED_OUT),
    ("予以公开", AnnualRow.DISCLOSED),
    ("部分公开", AnnualRow.PARTLY),
    ("属于国家秘密", AnnualRow.STATE_SECRET),
    ("法律行政法规禁止公开", AnnualRow.FORBIDDEN),
    ("三安全一稳定", AnnualRow.SECURITY),
    ("保护第三方合法权益", AnnualRow.THIRD_PARTY),
    ("三类内部事务", AnnualRow.INTERNAL),
    ("四类过程性", AnnualRow.PROCESS),
    ("行政执法案卷", AnnualRow.ENFORCEMENT_FILE),
    ("行政查询事项", AnnualRow.LOOK_UP),
    ("不掌握相关政府信息", AnnualRow.NOT_HELD),
    ("没有现成信息", AnnualRow.TO_BE_MADE),
    ("补正后申请内容仍不明确", AnnualRow.STILL_UNCLEAR),
    ("信访举报投诉", AnnualRow.PETITION),
    ("大量反复申请", AnnualRow.EXCESSIVE),
    ("重复申请", AnnualRow.REPEATED),
    ("公开出版物", AnnualRow.PUBLICATION),
    ("确认或重新出具", AnnualRow.ISSUED_AGAIN),
    ("逾期不补正", AnnualRow.NOT_CORRECTED),
    ("逾期未按收费通知", AnnualRow.FEE_NOT_PAID),
)
ACTIVE: Mapping[str, ActiveRow] = {
    "规章": ActiveRow.RULES,
    "规范性文件": ActiveRow.NORMATIVE,
    "行政规范性文件": ActiveRow.NORMATIVE,
    "行政许可": ActiveRow.LICENCES,
    "行政处罚": ActiveRow.PENALTIES,
    "行政强制": ActiveRow.COERCION,
    "行政事业性收费": ActiveRow.FEES,
}
DECIDED = (ActiveRow.LICENCES, ActiveRow.PENALTIES, ActiveRow.COERCION)
ABOVE_ACTIVE: tuple[tuple[str, int, tuple[ActiveRow, ...]], ...] = (  # words, which column, of which rows
    ("制发件数", 1, HAS_THREE),
    ("新制作数量", 1, HAS_THREE),
    ("废止件数", 2, HAS_THREE),
    ("现行有效件数", 3, HAS_THREE),
    ("处理决定数量", 1, DECIDED),
    ("收费金额", 1, (ActiveRow.FEES,)),
)
BLOCKS = (RemedyBlock.RECONSIDERATION, RemedyBlock.DIRECT_SUIT, RemedyBlock.LATER_SUIT)
OUTCOMES: Mapping[str, int] = {**{one.label: int(one) for one in RemedyOutcome}, SUM: len(RemedyOutcome) + 1}


@dataclass(slots=True)
class Reading:
    """What was read: the cells, in which format, and what could not be read, with its place."""

    cells: dict[Place, Number] = field(default_factory=dict)
    format: str = PRESENT
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def figures(self) -> Figures:
        return Figures(self.cells)

    def put(self, place: Place, text: str) -> None:
        """Take a cell in; what is no number that can stand there is told."""
        shown = text.strip()
        if _bare(shown) in NOTHING:
            if not place.is_total:
                self.cells[place] = 0
            return
        number = number_of(shown, place)
        if number is None:
            asked = "不小于0的金额" if place.is_money else "不小于0的整数"
            self.faults.append(f"{place.says}写的是“{shown[:20]}”，应为{asked}")
        else:
            self.cells[place] = number


def read_tables(tables: Iterable[Table]) -> Reading:
    """All three tables, out of everything that stands in a file."""
    grids = [table.rows for table in tables]
    reading = Reading()
    _read_requests(grids, reading)
    for grid in grids:
        _read_active(grid, reading)
        _read_remedies(grid, reading)
    _tell_gaps(reading)
    return reading


def reading_of(content: Content) -> Reading:
    """What stands in a file; a text without tables is taken as comma- or tab-separated lines."""
    if content.tables:
        return read_tables(content.tables)
    text = "\n".join(block.text for block in content.paragraphs)
    delimiter = "\t" if "\t" in text else ","
    return read_tables([table_of_lines(csv.reader(io.StringIO(text), delimiter=delimiter))])


def table_of_lines(lines: Iterable[Sequence[str]]) -> Table:
    """Lines of a csv as a table of our kind."""
    rows = [tuple(map(Cell, line)) for line in lines]
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(row + (Cell(),) * (width - len(row)) for row in rows))


def _read_requests(grids: Iterable[Grid], reading: Reading) -> None:
    """Table 三; a table that goes on over the page goes on in the next grid."""
    columns: dict[int, int] = {}
    width = 0
    for grid in grids:
        found, body = _applicants(grid)
        if found:
            columns, width = found, len(grid[0])
        elif not columns or not grid or len(grid[0]) != width:
            continue
        for row in grid[body:]:
            if (number := _row_of(row, min(columns.values()), reading)) is not None:
                for column, at in columns.items():
                    reading.put(Place(Part.REQUESTS, number, column), _text(row, at))


def _applicants(grid: Grid) -> tuple[dict[int, int], int]:
    """Where each sort of applicant stands, and where the body begins; nothing for another table."""
    at = next((n for n, row in enumerate(grid) if any(_bare(c.text) == "商业企业" for c in row)), None)
    if at is None:
        return {}, 0
    found: dict[str, int] = {}
    for row in grid[: at + 1]:
        for place, cell in enumerate(row):
            if not cell.covered:
                found.setdefault(_bare(cell.text), place)
    found[OTHER] = _right_of(grid[: at + 1], found.get("法律服务机构", 0))
    names = {int(one): one.label for one in ApplicantColumn} | {SUM_OF_REQUESTS: SUM}
    return {number: found[name] for number, name in names.items() if name in found}, at + 1


def _right_of(rows: Grid, at: int) -> int:
    """Where 其他 stands: beside the last sort that has a name."""
    places = (n for row in rows for n, cell in enumerate(row) if n > at and _bare(cell.text) == OTHER)
    return next(places, at + 1)


def _row_of(row: Sequence[Cell], before: int, reading: Reading) -> AnnualRow | None:
    """Which row of table 三 it is, by the last words before its numbers."""
    words = [_bare(cell.text) for cell in row[:before] if not cell.covered and _bare(cell.text)]
    leaf = next((word for word in reversed(words) if NUMBERING.sub("", word)), "")
    plain = NUMBERING.sub("", leaf)
    if plain == OTHER_BEFORE:
        reading.format = OLD
        return AnnualRow.OTHER
    if plain in {OTHER, SUM}:
        return AnnualRow.OTHER if plain == OTHER else AnnualRow.TOTAL
    return next((number for words_, number in ROWS if words_ in leaf), None)


def _read_active(grid: Grid, reading: Reading) -> None:
    """Table 二: what stands in a row belongs to the words last seen above it."""
    above: list[tuple[int, int, tuple[ActiveRow, ...]]] = []
    for row in grid:
        if headed := _headed(row):
            above = headed
            continue
        label = next((_bare(cell.text) for cell in row if _bare(cell.text)), "")
        which = ACTIVE.get(NUMBERING.sub("", label))
        for at, column, rows in above if which else ():
            if which in rows:
                reading.put(Place(Part.ACTIVE, which, column), _text(row, at))


def _headed(row: Sequence[Cell]) -> list[tuple[int, int, tuple[ActiveRow, ...]]]:
    texts = [(at, _bare(cell.text)) for at, cell in enumerate(row) if not cell.covered]
    return [(at, n, rows) for at, text in texts for words, n, rows in ABOVE_ACTIVE if words in text]


def _read_remedies(grid: Grid, reading: Reading) -> None:
    """Table 四, its three blocks side by side or below one another."""
    heads = [(n, at, OUTCOMES[_bare(c.text)]) for n, row in enumerate(grid)
             for at, c in enumerate(row) if not c.covered and _bare(c.text) in OUTCOMES]  # fmt: skip
    if not any(column == RemedyOutcome.UPHELD for _, _, column in heads):
        return
    body = grid[max(n for n, _, _ in heads) + 1 :]
    ordered = sorted((at, column) for _, at, column in heads)
    if sum(column == RemedyOutcome.UPHELD for _, column in ordered) == len(BLOCKS):
        for row in body[:1]:
            for place, (at, column) in enumerate(ordered):
                block = BLOCKS[min(place // len(OUTCOMES), len(BLOCKS) - 1)]
                reading.put(Place(Part.REMEDIES, block, column), _text(row, at))
        return
    names = {one.label: one for one in RemedyBlock}
    for row in body:
        called = next((names[_bare(c.text)] for c in row if _bare(c.text) in names), None)
        for at, column in ordered if called is not None else ():
            reading.put(Place(Part.REMEDIES, called or 0, column), _text(row, at))


def _tell_gaps(reading: Reading) -> None:
    """Which rows and columns of table 三 were not found; what the older format does not hold."""
    rows = {place.row for place in reading.cells if place.part == Part.REQUESTS}
    if not rows:
        reading.faults.append(
            "没有找到第三部分的表格：表头应有“自然人”“商业企业”等栏目。请上传年度报告原文或填好的表格"
        )
        return
    new = {AnnualRow.NOT_CORRECTED, AnnualRow.FEE_NOT_PAID} if reading.format == OLD else set()
    for row in sorted(set(AnnualRow) - rows - new - {AnnualRow.TOTAL}):
        reading.faults.append(f"第三部分没有找到第{int(row)}行“{Place(Part.REQUESTS, row, 1).row_name}”")
    columns = {place.column for place in reading.cells if place.part == Part.REQUESTS}
    for one in ApplicantColumn:
        if one not in columns:
            reading.faults.append(f"第三部分没有找到“{one.label}”列")
    if reading.format == OLD:
        reading.notes.append(
            "这是2019年格式（国办公开办函〔2019〕60号）：其他处理只有一行，计入“3.其他”；"
            "第二部分的上一年项目数量、增减和政府集中采购没有带入"
        )
    for part in (Part.ACTIVE, Part.REMEDIES):
        if not any(place.part == part for place in reading.cells):
            reading.notes.append(f"没有找到第{part.numeral}部分的表格，同比时不比较这一部分")


def _bare(text: str) -> str:
    """Words without blanks and line breaks, in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("(", "（").replace(")", "）")


def _text(row: Sequence[Cell], at: int) -> str:
    return row[at].text if at < len(row) else ""


def number_of(text: str, place: Place) -> Number | None:
    """A number as people write it: thousands apart, in either width."""
    plain = _bare(text)
    if not AMOUNT.fullmatch(plain):
        return None
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return None
    if value > LARGEST:
        return None
    if place.is_money:
        return value
    return int(value) if value == int(value) else None

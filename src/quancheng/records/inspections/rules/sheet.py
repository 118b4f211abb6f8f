"""From a document to the indicators in it: what is understood, and what is doubtful. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from quancheng.kernel.files.content import Cell, Content, Table
from quancheng.records.inspections.rules.columns import Field, columns_of
from quancheng.records.inspections.rules.points import in_figures, points_of, stated_full, titled_points

CARRIED = (Field.GROUP, Field.SUBGROUP, Field.NAME, Field.UNITS, Field.DUE, Field.POINTS)
SUM = re.compile(r"(?:合计|总计|总分|满分|小计).{0,12}")
LONGEST_HEADING = 80
FEWEST_CELLS = 2  # a line of plain text with more is a row


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it was understood: its cells as they are written, and which of them stood further up."""

    key: int
    cells: Mapping[Field, str]
    carried: frozenset[Field] = frozenset()
    corrected: frozenset[Field] = frozenset()
    accepted: bool = False  # somebody looked at its doubts and lets them stand

    def said(self, name: Field) -> str:
        return self.cells.get(name, "")

    @property
    def points(self) -> Decimal | None:
        return points_of(self.said(Field.POINTS)) if Field.POINTS not in self.carried else Decimal(0)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A whole sheet: its title, its rows, the full marks it states."""

    title: str
    rows: tuple[SheetRow, ...]
    full: Decimal | None
    parts: Mapping[str, Decimal] = field(default_factory=dict)  # the full marks of groups, where told


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be wrong in a row, beside the cell that it concerns."""

    cell: Field
    sentence: str


@dataclass(slots=True)
class _Reader:
    """What is remembered from row to row and from table to table: a sheet goes on over pages."""

    columns: Mapping[int, Field | str] = field(default_factory=dict)
    width: int = 0
    above: dict[Field, str] = field(default_factory=dict)
    rows: list[SheetRow] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)  # texts above the table, and of rows that are one cell
    full: Decimal | None = None


def understand(content: Content) -> SheetReading:
    """The indicators of a document. No row: the document holds no indicator sheet."""
    reader = _Reader()
    for table in content.tables or (_table_of_lines(content),):
        _read(reader, table)
    texts = [block.text.strip() for block in content.paragraphs if block.text.strip()]
    told = stated_full([*texts, *reader.heads])
    return SheetReading(
        title=_title([*texts[:5], *reader.heads[:2]]),
        rows=tuple(reader.rows),
        full=reader.full or told,
        parts=_parts(reader.rows),
    )


def doubts_of(row: SheetRow, rows: Iterable[SheetRow]) -> tuple[Doubt, ...]:
    """What is doubtful in a row; nothing once somebody has accepted it."""
    return () if row.accepted else tuple(_doubts(row, rows))


def doubts_of_whole(
    rows: Sequence[SheetRow], *, full: Decimal | None, parts: Mapping[str, Decimal]
) -> list[str]:
    """Whether the points add up: to the full marks, and in each group to what its heading states."""
    total = sum_of(rows)
    found = []
    if full is not None and total != full:
        found.append(f"分值合计{in_figures(total)}，与文件写明的满分{in_figures(full)}不符，请核对各项分值")
    for group, stated in parts.items():
        here = sum_of([row for row in rows if row.said(Field.GROUP) == group])
        if here != stated:
            found.append(f"“{group}”各项合计{in_figures(here)}，与标题写明的{in_figures(stated)}分不符")
    return found


def sum_of(rows: Iterable[SheetRow]) -> Decimal:
    """All points that could be read."""
    return sum((row.points or Decimal(0) for row in rows), Decimal(0))


def corrected(row: SheetRow, changes: Mapping[Field, str]) -> SheetRow:
    """The row with some cells written anew; it is looked at afresh."""
    new = {name: text.strip() for name, text in changes.items() if text.strip() != row.said(name)}
    return replace(
        row,
        cells={**row.cells, **new},
        carried=row.carried - new.keys(),
        corrected=row.corrected | new.keys(),
        accepted=row.accepted and not new,
    )


def _doubts(row: SheetRow, rows: Iterable[SheetRow]) -> Iterator[Doubt]:
    written = row.said(Field.POINTS)
    if not row.said(Field.NAME):
        yield Doubt(Field.NAME, "没有读出指标名称")
    if not row.said(Field.ASKS) and not row.said(Field.SCORING):
        yield Doubt(Field.ASKS, "没有读出评估要点和评分标准")
    if Field.POINTS in row.carried:
        yield Doubt(Field.POINTS, "分值与上行合并，计入上行；如分开计分，请分别填写")
    elif not written:
        yield Doubt(Field.POINTS, "没有分值")
    elif row.points is None:
        yield Doubt(Field.POINTS, f"“{written[:20]}”不是一个数，请改成数字")
    if any(other.key < row.key and _same(other, row) for other in rows):
        yield Doubt(Field.NAME, "与前面的一行完全相同，可能重复")


def _same(one: SheetRow, other: SheetRow) -> bool:
    names = (Field.GROUP, Field.SUBGROUP, Field.NAME, Field.ASKS, Field.SCORING)
    return all(one.said(name) == other.said(name) for name in names)


def _read(reader: _Reader, table: Table) -> None:
    rows, at = table.rows, 0
    if rows and len(rows[0]) != reader.width:
        reader.columns = {}
    while at < len(rows):
        columns, taken = columns_of(rows, at)
        if taken:
            reader.columns, reader.width = columns, len(rows[at])
            at += taken
            continue
        _read_row(reader, rows, at)
        at += 1


def _read_row(reader: _Reader, rows: Sequence[Sequence[Cell]], at: int) -> None:
    texts = [cell.text.strip() for cell in rows[at] if cell.text.strip()]
    if not texts:
        return
    if not reader.columns or _is_one_cell(rows[at]):
        _read_heading(reader, texts[0])
    elif any(SUM.fullmatch(text) for text in texts[:2]):
        _read_sum(reader, rows[at], texts)
    else:
        _take(reader, rows, at)


def _is_one_cell(row: Sequence[Cell]) -> bool:
    return len([cell for cell in row if not cell.covered]) == 1 and len(row) > 1


def _read_heading(reader: _Reader, text: str) -> None:
    """A line over the whole width: above the head a title, below it a group where no column tells groups."""
    reader.heads.append(text)
    if reader.columns and Field.GROUP not in reader.columns.values() and len(text) <= LONGEST_HEADING:
        reader.above = {Field.GROUP: text}


def _read_sum(reader: _Reader, row: Sequence[Cell], texts: Sequence[str]) -> None:
    if not any(text.startswith("小计") for text in texts[:2]):
        stated = [
            points_of(cell.text) for place, cell in enumerate(row) if _field(reader, place) is Field.POINTS
        ]
        reader.full = next((one for one in stated if one), None) or stated_full(texts) or reader.full


def _field(reader: _Reader, place: int) -> Field | None:
    known = reader.columns.get(place)
    return known if isinstance(known, Field) else None


def _take(reader: _Reader, rows: Sequence[Sequence[Cell]], at: int) -> None:
    cells: dict[Field, str] = {}
    carried: set[Field] = set()
    for place, cell in enumerate(rows[at]):
        name = _field(reader, place)
        if name is None:
            continue
        text = _flat(cell.text)
        if text:
            cells[name] = f"{cells[name]}\n{text}" if cells.get(name) else text
        elif _goes_on(name, cell) and reader.above.get(name):
            cells[name] = reader.above[name]
            carried.add(name)
    if Field.GROUP not in reader.columns.values() and Field.GROUP in reader.above:
        cells[Field.GROUP] = reader.above[Field.GROUP]
    if not (cells.keys() - carried - {Field.GROUP}):
        return
    _forget_below(reader, cells, carried)
    reader.above |= {name: cells[name] for name in cells if name in CARRIED}
    reader.rows.append(SheetRow(len(reader.rows) + 1, cells, frozenset(carried)))


def _goes_on(name: Field, cell: Cell) -> bool:
    """What a cell left empty says: the name above goes on; points and units only where cells are merged."""
    return cell.covered if name in {Field.POINTS, Field.UNITS, Field.DUE} else name in CARRIED


def _forget_below(reader: _Reader, cells: dict[Field, str], carried: set[Field]) -> None:
    """Under a new group nothing below it is carried on."""
    order = (Field.GROUP, Field.SUBGROUP, Field.NAME)
    for place, name in enumerate(order):
        if name in cells and name not in carried and cells[name] != reader.above.get(name):
            for below in order[place + 1 :]:
                if below in carried:
                    del cells[below]
                    carried.discard(below)


def _flat(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _title(texts: Sequence[str]) -> str:
    likely = [text for text in texts if re.search(r"指标|评估|考核|检查|测评", text)]
    return " ".join((likely or [*texts, ""])[0].split())[:200]


def _parts(rows: Iterable[SheetRow]) -> dict[str, Decimal]:
    groups = dict.fromkeys(row.said(Field.GROUP) for row in rows)
    told = ((group, titled_points(group)) for group in groups)
    return {group: points for group, points in told if points is not None}


def _table_of_lines(content: Content) -> Table:
    """Plain text knows no tables: lines with tabs or bars in them are taken for one."""
    cut = [re.split(r"\t|\s*[|｜]\s*", block.text.strip().strip("|｜")) for block in content.paragraphs]
    lines = [line for line in cut if len(line) > FEWEST_CELLS]
    width = max((len(line) for line in lines), default=0)
    return Table(tuple(tuple(Cell(text) for text in [*line, *[""] * (width - len(line))]) for line in lines))

"""The rows of a table that a unit fills in: checked all at once, summed, carried into a new layout. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quancheng.records.groundwork.rules.cells import number_of, spoken, understood
from quancheng.records.groundwork.rules.columns import Column, carried_keys

MOST_ROWS = 5000  # [D] of one unit; a longer table belongs into a register of its own
ON_THE_FORM = 40  # rows; longer tables are filled in as a workbook
Row = Mapping[str, str]  # by the key of the column


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad cell: its row (counted from 1, or as the sheet counts), its column, what is wrong with it."""

    line: int
    column: str
    says: str

    def __str__(self) -> str:
        return f"第{self.line}行“{self.column}”{self.says}"


@dataclass(frozen=True, slots=True)
class Checked:
    """Rows in one spelling, and every fault in them."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    whole: str = ""  # what is wrong with the table as a whole


def without_empty(rows: Iterable[Row]) -> list[Row]:
    """The rows in which anything is written."""
    return [row for row in rows if any(value.strip() for value in row.values())]


def checked(
    columns: Sequence[Column], rows: Sequence[Row], *, is_many: bool, lines: Sequence[int] = ()
) -> Checked:
    """The rows understood, cell by cell. `lines`: the number by which people know each row."""
    numbers = lines or range(1, len(rows) + 1)
    read, faults = [], []
    for number, row in zip(numbers, rows, strict=True):
        cells = {column.key: understood(column, row.get(column.key, "")) for column in columns}
        read.append({key: cell.value for key, cell in cells.items()})
        faults += [
            Fault(number, column.title, cells[column.key].fault)
            for column in columns
            if cells[column.key].fault
        ]
    return Checked(tuple(read), tuple(faults), _of_whole(rows, is_many=is_many))


def totals(columns: Sequence[Column], rows: Iterable[Row]) -> dict[str, str]:
    """The sum of each column that is summed, by its key."""
    sums = {column.key: Decimal(0) for column in columns if column.is_summed}
    for row in rows:
        for key in sums:
            sums[key] += number_of(row.get(key, ""))
    return {key: spoken(value) for key, value in sums.items()}


def carried(rows: Iterable[Row], *, old: Sequence[Column], new: Sequence[Column]) -> list[Row]:
    """The rows in a new layout: what stood in a column that is the same stays, the others are empty."""
    same = set(carried_keys(old, new))
    return [{one.key: row.get(one.key, "") if one.key in same else "" for one in new} for row in rows]


def gathered(columns: Sequence[Column], tables: Iterable[Sequence[Row]], *, is_many: bool) -> list[Row]:
    """The tables of the level below as one: all rows, or one with the sums and what all agree on."""
    rows = [row for table in tables for row in table]
    if is_many or not rows:
        return rows
    sums = totals(columns, rows)
    return [{one.key: sums[one.key] if one.is_summed else _agreed(one.key, rows) for one in columns}]


def same_rows(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two tables hold the same."""
    return [dict(row) for row in one] == [dict(row) for row in other]


def shortened(faults: Sequence[Fault], most: int) -> Iterator[str]:
    """The first faults in words, and how many more there are."""
    yield from (str(fault) for fault in faults[:most])
    if len(faults) > most:
        yield f"另有{len(faults) - most}处，改正上面的之后会继续列出"


def _agreed(key: str, rows: Sequence[Row]) -> str:
    values = {row.get(key, "") for row in rows}
    return values.pop() if len(values) == 1 else ""


def _of_whole(rows: Sequence[Row], *, is_many: bool) -> str:
    if not rows:
        return "表中没有填写任何一行"
    if not is_many and len(rows) > 1:
        return f"每个单位只填一行，现在有{len(rows)}行，请合并"
    if len(rows) > MOST_ROWS:
        return f"超过{MOST_ROWS}行（现在{len(rows)}行），请联系发出单位分开收"
    return ""

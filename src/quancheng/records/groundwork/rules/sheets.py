"""A table as a workbook that a unit fills in, and back: by its mark the workbook tells whose it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quancheng.kernel.files.filled import Filled, Template, UnreadableTable, read_filled
from quancheng.kernel.files.tables import Fill, Sheet, Value
from quancheng.records.groundwork.rules.cells import NO, YES
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.rows import Row

SPARE = 300  # empty lines to be filled in; who needs more copies lines below them
LONGEST_OFFER = 250  # characters that a spreadsheet takes for the words of a cell


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook holds: its rows, the numbers of their lines, and in which layout it was filled."""

    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    edition: int


def template_of(notice: int, edition: int, columns: Sequence[Column]) -> Template:
    """The workbook of a collection, known by its number and the edition of its layout."""
    return Template(f"收表{notice}", edition, tuple(one.title for one in columns))


def sheets_to_fill(
    arrival: int, template: Template, columns: Sequence[Column], rows: Sequence[Row], *, is_many: bool
) -> tuple[Sheet, Sheet]:
    """The table with what is filled in so far, and what each column asks for."""
    spare = SPARE if is_many else max(1 - len(rows), 0)
    lines = [
        *({one.key: row.get(one.key, "") for one in columns} for row in rows),
        *({} for _ in range(spare)),
    ]
    headings = tuple(one.title for one in columns)
    table = Sheet(
        "填报",
        (template.key, *headings),
        [(str(arrival), *(line.get(one.key, "") for one in columns)) for line in lines],
        Fill(columns=headings, hidden=(template.key,), choices=_offers(columns)),
    )
    asks = Sheet(
        "填写说明",
        ("列名", "单位", "要求"),
        [(one.title, one.measure, one.asks) for one in columns],
    )
    return table, asks


def read_sheet(data: bytes, *, notice: int, arrival: int, layouts: Mapping[int, Sequence[Column]]) -> Brought:
    """What a workbook of this collection holds, in whichever layout. Raises UnreadableTable."""
    newest = max(layouts)
    refused: UnreadableTable | None = None
    for edition in sorted(layouts, reverse=True):
        columns = layouts[edition]
        template = template_of(notice, edition, columns)
        try:
            filled = read_filled(data, template=template)
        except UnreadableTable as unreadable:
            refused = refused if edition != newest and refused else unreadable
            continue
        return _brought(filled, template, columns, arrival, edition)
    assert refused is not None
    raise refused


def _brought(
    filled: Filled, template: Template, columns: Sequence[Column], arrival: int, edition: int
) -> Brought:
    if filled.faults:
        raise UnreadableTable("；".join(filled.faults))
    wrong = [row for row in filled.rows if row.cells[template.key] not in ("", str(arrival))]
    if wrong:
        raise UnreadableTable(
            f"{wrong[0].where(template.key)}的编号是别的单位的，这份表格不是本单位下载的；"
            "请从本页重新下载，把内容复制进去再上传"
        )
    kept = [
        (row.line, {one.key: row.cells[one.title] for one in columns})
        for row in filled.rows
        if any(row.cells[one.title] for one in columns)
    ]
    return Brought(tuple(row for _, row in kept), tuple(line for line, _ in kept), edition)


def _offers(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    offers = {one.title: one.options for one in columns if one.kind is ColumnKind.CHOICE}
    offers |= {one.title: (YES, NO) for one in columns if one.kind is ColumnKind.YES}
    return {title: words for title, words in offers.items() if len(",".join(words)) <= LONGEST_OFFER}


def numbered(kind: ColumnKind, value: str) -> Value:
    """A cell as a number where it is one, so that a spreadsheet can count with it."""
    if not value or kind not in {ColumnKind.WHOLE, ColumnKind.AMOUNT}:
        return value
    return int(value) if "." not in value else float(value)

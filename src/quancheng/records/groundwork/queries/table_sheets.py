"""Notices and tables as files: who has signed, what was handed in, and the workbook that a unit fills in."""

from collections.abc import Iterator

from django.utils import timezone

from quancheng.kernel.files.tables import Sheet, Value
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries.fillings import (
    Table,
    Whole,
    collection_of,
    layouts_of,
    level_of,
    table_of,
    whole_of,
)
from quancheng.records.groundwork.queries.notices import arrivals_of
from quancheng.records.groundwork.rules.columns import Column
from quancheng.records.groundwork.rules.rows import Row
from quancheng.records.groundwork.rules.sheets import (
    Brought,
    numbered,
    read_sheet,
    sheets_to_fill,
    template_of,
)
from quancheng.records.groundwork.workflow.notices import NOTICE_SAYS, TABLE_SAYS, State

SIGNED = ("单位", "级别", "签收时间", "签收人", "状态", "期限", "报送行数", "催办次数")


def signing_sheet(notice: Notice) -> Sheet:
    """Who has signed, and how far each unit has come."""
    return Sheet(f"{notice.title}-签收情况", SIGNED, [_signed(notice, one) for one in arrivals_of(notice)])


def whole_sheet(notice: Notice) -> Sheet:
    """Every row of every table that was handed in, with a line of totals. Raises NoCollection."""
    whole = whole_of(notice)
    headings = ("单位", "级别", *(one.heading for one in whole.columns))
    return Sheet(f"{notice.title}-汇总", headings, _lines(whole))


def sheets_of(arrival: Recipient) -> tuple[Sheet, Sheet]:
    """The workbook that a unit fills in. Raises NoCollection."""
    table = table_of(arrival)
    template = template_of(arrival.notice_id, table.edition, table.columns)
    is_many = collection_of(arrival.notice).is_many
    return sheets_to_fill(arrival.pk, template, table.columns, table.rows, is_many=is_many)


def sheet_read(arrival: Recipient, data: bytes) -> Brought:
    """What a unit's workbook holds. Raises UnreadableTable, NoCollection."""
    layouts = layouts_of(collection_of(arrival.notice))
    return read_sheet(data, notice=arrival.notice_id, arrival=arrival.pk, layouts=layouts)


def cells_of(table: Table) -> list[list[str]]:
    """The rows of a table as a page shows them."""
    return [[row.get(one.key, "") for one in table.columns] for row in table.rows]


def _signed(notice: Notice, one: Recipient) -> tuple[Value, ...]:
    assert one.case is not None
    says = TABLE_SAYS if hasattr(notice, "collection") else NOTICE_SAYS
    at = timezone.localtime(one.signed_at) if one.signed_at else None
    return (
        str(one.case.unit),
        level_of(one.unit.tenant),
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        one.signed_by.name if one.signed_by else "",
        says[State(one.case.state)],
        one.case.last_on,
        one.filling.row_count if hasattr(one, "filling") else None,
        one.urged,
    )


def _lines(whole: Whole) -> Iterator[tuple[Value, ...]]:
    for part, row in whole.rows:
        case = part.arrival.case
        assert case is not None
        yield (str(case.unit), level_of(part.arrival.unit.tenant), *_numbers(whole.columns, row))
    yield ("合计", "", *_numbers(whole.columns, whole.totals))


def _numbers(columns: tuple[Column, ...], row: Row) -> Iterator[Value]:
    return (numbered(one.kind, row.get(one.key, "")) for one in columns)

"""The tables of the one screen as files: each unit, each part of the plan, each unit by month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, Value, as_csv, as_xlsx
from quancheng.records.plan.public import Board, Counts, board, overseen_plan
from quancheng.ui.gate import actor_of

COUNTED = ("应办", "已完成", "进行中", "逾期", "无法核实", "完成率（%）")


class NoSuchTable(Refusal):
    """An address that names a table which the one screen does not have."""

    code = "workbench.no_such_table"
    status = 404


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the screen: its word, and how it is made of what the screen shows."""

    says: str
    sheet: Callable[[Board], Sheet]


def by_unit(told: Board) -> Sheet:
    """Each unit, with what it owes in all; the last line is the whole plan."""
    rows = [(unit.name, *_cells(unit.counts)) for unit in told.units]
    return Sheet("各单位进展", ("单位", *COUNTED), [*rows, ("合计", *_cells(told.counts))])


def by_chapter(told: Board) -> Sheet:
    """Each part of the plan; the last line is the whole plan."""
    rows = [(chapter.title, *_cells(chapter.counts)) for chapter in told.chapters]
    return Sheet("各部分进展", ("部分", *COUNTED), [*rows, ("合计", *_cells(told.counts))])


def by_month(told: Board) -> Sheet:
    """Each unit in each month in which something falls due: one line a cell of the screen's map."""
    rows = [
        (unit.name, month, *_cells(unit.months[month]))
        for unit in told.units
        for month in told.months
        if month in unit.months
    ]
    return Sheet("各单位分月进展", ("单位", "到期月份", *COUNTED), rows)


TABLES: Mapping[str, Table] = {
    "units": Table("各单位", by_unit),
    "chapters": Table("各部分", by_chapter),
    "months": Table("单位分月", by_month),
}


@require_safe
def table(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """One table as CSV or xlsx; `all` is all three in one workbook. Raises NoSuchPlan, NoSuchTable."""
    plan, today = overseen_plan(actor_of(request), request.GET.get("plan", "")), timezone.localdate()
    told = board(plan, today=today)
    sheets = [each.sheet(told) for each in _wanted(name, ending)]
    data = as_csv(sheets[0]) if ending == "csv" else as_xlsx(*sheets)
    answer = HttpResponse(data, content_type=CSV_TYPE if ending == "csv" else XLSX_TYPE)
    what = sheets[0].title if len(sheets) == 1 else "一屏总览"
    named = f"{plan.title} {what} 截至{today:%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=named) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _wanted(name: str, ending: str) -> list[Table]:
    if name == "all" and ending == "xlsx":
        return [*TABLES.values()]
    if name not in TABLES or ending not in {"csv", "xlsx"}:
        raise NoSuchTable("没有这张表，请回到一屏总览重新选择", table=name)
    return [TABLES[name]]


def _cells(counts: Counts) -> tuple[Value, ...]:
    numbers = (counts.total, counts.done, counts.under_way, counts.late, counts.unverifiable)
    return (*numbers, counts.done_percent)

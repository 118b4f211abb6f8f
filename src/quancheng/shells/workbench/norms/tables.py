"""All norms as a file: one line each, and the rows of table norms on a sheet of their own."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, Value, as_csv, as_xlsx
from quancheng.kernel.norms import queries
from quancheng.shells.workbench.norms import lines
from quancheng.shells.workbench.norms.lines import OfModule, Shown
from quancheng.ui.gate import actor_of

HEAD = ("模块", "规则", "依据条款", "现行数值", "自", "核对情况", "签署情况", "签署人", "签署日期", "出处",
        "下一数值", "下一数值自")  # fmt: skip
ROWS = ("规则", "自", "行", "列", "内容", "签署人", "签署日期")
TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


class NoSuchFile(Refusal):
    """A file of another kind was asked for."""

    code = "workbench.no_such_file_of_norms"
    status = 404


@require_safe
def file(request: HttpRequest, ending: str) -> HttpResponse:
    """What the page shows, as CSV or xlsx. Raises NotYours, NoSuchFile."""
    if ending not in TYPES:
        raise NoSuchFile("没有这种文件，请回到依据与规则导出xlsx或CSV", ending=ending)
    actor, today = actor_of(request), timezone.localdate()
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()
    left = lines.lines_left(queries.table_for(actor, on=today), show=show, words=words)
    names = queries.names_of(actor, left)
    told = [*lines.modules(left, names)]
    told += lines.foreigners(request, queries.foreign_for(actor, on=today), words, show)
    sheet = Sheet("依据与规则", HEAD, list(_lines(told)))
    data = (
        as_csv(sheet)
        if ending == "csv"
        else as_xlsx(sheet, Sheet("表格明细", ROWS, list(_rows(left, names))))
    )
    answer = HttpResponse(data, content_type=TYPES[ending])
    named = f"依据与规则 截至{today:%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=named) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _lines(told: Sequence[OfModule]) -> Iterator[tuple[Value, ...]]:
    for module in told:
        for law in module.laws:
            yield from (_line(module, line) for line in law.lines)


def _line(module: OfModule, line: Shown) -> tuple[Value, ...]:
    return (
        module.says, line.says, line.law, f"{line.value}{line.unit}", line.from_on,
        line.mark.says if line.mark else "", line.state.says if line.state else "", line.who,
        timezone.localdate(line.at) if line.at else None, line.source, line.next_value, line.next_on,
    )  # fmt: skip


def _rows(left: Sequence[queries.Line], names: Mapping[int, str]) -> Iterator[tuple[Value, ...]]:
    for line in left:
        for row in line.now.rows if line.now else ():
            signed = row.signed or (line.now.signed if line.now else None)
            for column, cell in zip(line.norm.columns, row.cells, strict=True):
                yield (
                    line.norm.says, line.now.from_on if line.now else None, row.number, column.says, cell,
                    names.get(signed.by_id, "") if signed else "",
                    timezone.localdate(signed.at) if signed else None,
                )  # fmt: skip

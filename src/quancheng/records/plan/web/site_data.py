"""The plan before the public as data: a table, an object for programs, a feed; the facts of the pages."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import Sheet
from quancheng.records.plan.models import Row
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.queries.happenings import happenings
from quancheng.records.plan.queries.shown import PUBLIC, ShownEvidence, ShownRow, shown_plan
from quancheng.ui.open_data import Entry, feed_answer, object_answer, table_answer
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

COLUMNS = (
    "序号", "工作任务", "分类", "具体要求", "责任单位", "完成时限", "限期",
    "进展", "已完成", "责任事项数", "调整后的时限", "调整原因", "佐证",
)  # fmt: skip


@require_safe
@shelved()
@measured
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The rows as a table for a spreadsheet."""
    plan = shown_plan(queries.plan_for(PUBLIC, ref))
    table = Sheet("任务分工", COLUMNS, (tuple(cells(request, row)) for row in plan.rows))
    return table_answer(table, name=plan.plan.ref)


@require_safe
@shelved()
@measured
def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The same for programs: what a table puts into one cell is a list here."""
    plan = shown_plan(queries.plan_for(PUBLIC, ref))
    told: dict[str, object] = {
        "标题": plan.plan.title,
        "年度": plan.plan.year,
        "印发机关": plan.plan.tenant.full_name,
        "任务分工": [_object(request, row) for row in plan.rows],
    }
    return object_answer(told)


@require_safe
@shelved()
@measured
def feed(request: HttpRequest, ref: str) -> HttpResponse:
    """What has happened, the newest first: editions, confirmed results, released evidence, moved days."""
    plan = queries.plan_for(PUBLIC, ref)
    entries = (
        Entry(one.title, reverse("plan_site:row", args=[one.row.ref]), one.text, one.key, one.at)
        for one in happenings(plan)
    )
    home = reverse("plan_site:of_year", args=[plan.ref])
    return feed_answer(request, title=plan.title, home=home, entries=entries)


def cells(request: HttpRequest, shown: ShownRow) -> list[str]:
    """A row as a table shows it."""
    row = shown.row
    return [
        row.no,
        row.section,
        row.subsection,
        row.requirement,
        "、".join(_named(row)),
        row.deadline_text,
        row.deadline_on.isoformat() if row.deadline_on else "",
        shown.progress.value,
        str(shown.done),
        str(shown.total),
        "；".join(f"{move.unit}：{move.after_on}" for move in shown.moves),
        "；".join(f"{move.unit}：{move.reason}" for move in shown.moves),
        "；".join(f"{one.title} {_address(request, one)}".strip() for one in shown.evidence),
    ]


def _object(request: HttpRequest, shown: ShownRow) -> dict[str, object]:
    """The same columns; numbers are numbers, and what is several is a list."""
    told: dict[str, object] = dict(zip(COLUMNS, cells(request, shown), strict=True))
    moves = shown.moves
    return told | {
        "已完成": shown.done,
        "责任事项数": shown.total,
        "调整后的时限": [
            {"责任单位": str(move.unit), "原时限": move.before_on, "时限": move.after_on} for move in moves
        ],
        "调整原因": [{"责任单位": str(move.unit), "原因": move.reason} for move in moves],
        "佐证": [{"标题": one.title, "网址": _address(request, one)} for one in shown.evidence],
    }


def _address(request: HttpRequest, one: ShownEvidence) -> str:
    place = reverse("plan_site:evidence", args=[one.release_id]) if one.is_file else one.address
    return request.build_absolute_uri(place)


def _named(row: Row) -> Iterator[str]:
    for unit in row.units.all():
        part = {"lead": "（牵头）", "support": "（配合）"}.get(unit.role, "")
        yield f"{unit.name}{part}"

"""The portal's pages of the plan: what was promised for the year, as a page and as data."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files import tables
from quancheng.kernel.files.tables import Sheet
from quancheng.records.plan.models import Row
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.web.desk import grouped

COLUMNS = ("序号", "工作任务", "分类", "具体要求", "责任单位", "完成时限", "限期")
fresh = cache_control(public=True, max_age=60)
PUBLIC = Actor.anonymous()


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest published plan; an honest page when there is none."""
    plan = queries.plans_for(PUBLIC).first()
    if plan is None:
        return render(request, "plan/site/none.html")
    return redirect("plan_site:of_year", plan.ref)


@require_safe
@fresh
def of_year(request: HttpRequest, ref: str) -> HttpResponse:
    """One published plan, row by row; narrowed to the rows that name a unit, or hold a word."""
    plan = queries.plan_for(PUBLIC, ref)
    unit, word = request.GET.get("unit", "").strip(), request.GET.get("q", "").strip()
    rows = list(queries.rows_of(plan))
    shown = list(queries.rows_about(plan, unit=unit, word=word)) if unit or word else rows
    context = {
        "plan": plan,
        "groups": list(grouped(shown)),
        "rows": rows,
        "shown": shown,
        "unit": unit,
        "word": word,
        "units": queries.names_in(plan),
        "others": queries.plans_for(PUBLIC).exclude(pk=plan.pk),
    }
    return render(request, "plan/site/plan.html", context)


@require_safe
@fresh
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """One row: what is demanded, of whom, by when, and how that has changed."""
    seen = queries.row_for(PUBLIC, ref)
    return render(request, "plan/site/row.html", {"row": seen, "plan": seen.plan})


@require_safe
@fresh
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The same rows as a table for a spreadsheet (UTF-8 with its mark, so that Excel reads Chinese)."""
    plan = queries.plan_for(PUBLIC, ref)
    table = Sheet("任务分工", COLUMNS, (cells(row) for row in queries.rows_of(plan)))
    answer = HttpResponse(tables.as_csv(table), content_type=tables.CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{plan.ref}.csv"'
    return answer


@require_safe
@fresh
def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The same rows for programs."""
    plan = queries.plan_for(PUBLIC, ref)
    rows = [dict(zip(COLUMNS, cells(row), strict=True)) for row in queries.rows_of(plan)]
    told = {"标题": plan.title, "年度": plan.year, "印发机关": plan.tenant.full_name, "任务分工": rows}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@require_safe
@fresh
def feed(request: HttpRequest, ref: str) -> HttpResponse:
    """What has changed in the plan, edition by edition, for a reader of feeds."""
    plan = queries.plan_for(PUBLIC, ref)
    home = request.build_absolute_uri(f"/plan/{plan.ref}/")
    atom = Atom1Feed(title=plan.title, link=home, description=plan.title, language="zh-Hans")
    for version in queries.versions_of(plan)[:200]:
        atom.add_item(
            title=f"第{version.row.no}行 {version.edition}",
            link=request.build_absolute_uri(f"/plan/rows/{version.row.ref}/"),
            description=version.row.requirement,
            unique_id=f"urn:quancheng:{version.row.ref}:{version.edition.number}",
            updateddate=localtime(version.edition.confirmed_at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def cells(row: Row) -> tuple[str, ...]:
    """A row as a table shows it."""
    units = "、".join(_named(row))
    day = row.deadline_on.isoformat() if row.deadline_on else ""
    return (row.no, row.section, row.subsection, row.requirement, units, row.deadline_text, day)


def _named(row: Row) -> Iterator[str]:
    for unit in row.units.all():
        part = {"lead": "（牵头）", "support": "（配合）"}.get(unit.role, "")
        yield f"{unit.name}{part}"

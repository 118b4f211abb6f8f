"""The pages on which an indicator sheet comes in: upload, look through, correct, confirm."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import check_upload
from quancheng.records.inspections.commands import sheets as writing
from quancheng.records.inspections.forms import AboutForm, RowForm, UploadForm
from quancheng.records.inspections.models import SheetDraft
from quancheng.records.inspections.queries import sheets as queries
from quancheng.records.inspections.rules.columns import FIELD_SAYS, Field
from quancheng.records.inspections.rules.kept import Meeting, rows_from_json
from quancheng.records.inspections.rules.points import in_figures
from quancheng.records.inspections.rules.sheet import Doubt, SheetRow, doubts_of, sum_of
from quancheng.records.inspections.web.desk import HOME
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of the table, with what is doubtful in it."""

    text: str
    label: str
    is_carried: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the draft, finished for the template."""

    key: int
    name: str
    cells: tuple[CellView, ...]
    doubts: tuple[Doubt, ...]
    met: str  # how it meets the points that stand; empty for a first sheet


@read_or_write
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a sheet; what was understood is shown next. Raises NotYourInspection, NoSuchInspection."""
    actor = actor_of(request)
    writing.keeper_of(actor)
    told = request.GET.get("amends", "")
    amended = queries.inspection_for(actor, int(told)) if told.isdecimal() else None
    year = timezone.localdate().year
    first = {"from_on": f"{year}-01-01", "until_on": f"{year}-12-31"}
    if amended:
        first = {name: getattr(amended, name) for name in ("from_on", "until_on", "hand_in_on")}
    form = UploadForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data["file"].read()
            draft = writing.bring_sheet(
                upload=check_upload(data, name=form.cleaned_data["file"].name),
                data=data,
                span=writing.Span(*form.days()),
                amends=amended.pk if amended else None,
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("inspections_desk:sheet", draft.pk)
    context = {"form": form, "amended": amended, "trail": _trail("导入指标表")}
    return render(request, "inspections/desk/upload.html", context, status=422 if form.errors else 200)


@require_safe
def sheet(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Every row as it was understood, doubts beside the cells. Raises NoSuchSheet."""
    actor = actor_of(request)
    draft = queries.draft_for(actor, draft_id)
    rows = rows_from_json(draft.rows)
    only = request.GET.get("show") == "doubts"
    meeting = queries.meeting_of(draft)
    views = list(_views(rows, draft, meeting))
    open_keys = [view.key for view in views if view.doubts]
    context = {
        "draft": draft,
        "heads": [cell.label for cell in views[0].cells] if views else [],
        "rows": [view for view in views if view.doubts or not only],
        "only_doubtful": only,
        "open_keys": open_keys,
        "whole": len(rows),
        "total": in_figures(sum_of(rows)) or "0",
        "full": in_figures(draft.full),
        "sum_doubts": queries.doubts_about_sums(draft),
        "gone": len(meeting.gone),
        "is_open": draft.state == SheetDraft.State.OPEN,
        "is_own": actor.person_id in {draft.brought_by_id, draft.corrected_by_id},
        "trail": _trail("核对指标表"),
    }
    return render(request, "inspections/desk/sheet.html", context)


@read_or_write
def row(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """One row, to be corrected; key 0: a row that the file lacks. Raises NoSuchSheet, NoSuchRow."""
    actor = actor_of(request)
    draft = queries.draft_for(actor, draft_id)
    known = next((one for one in rows_from_json(draft.rows) if one.key == key), None)
    if key and known is None:
        raise writing.NoSuchRow("草稿里没有这一行，可能刚被去掉；请回到指标表重新选择", key=key)
    first = {name.value: known.said(name) for name in Field} if known else None
    form = RowForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            writing.correct_row(
                draft_id=draft_id, version=version_of(request), key=key, changes=form.changes(), actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已更正")
            return redirect("inspections_desk:sheet", draft_id)
    context = {
        "form": form,
        "draft": draft,
        "key": key,
        "version": version_to_show(request, form, draft.version),
        "trail": _trail("更正一行" if key else "补一行", draft),
    }
    return render(request, "inspections/desk/sheet_row.html", context, status=422 if form.errors else 200)


@read_or_write
def about(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Title and period of a draft. Raises NoSuchSheet."""
    actor = actor_of(request)
    draft = queries.draft_for(actor, draft_id)
    first = {name: getattr(draft, name) for name in ("title", "from_on", "until_on", "hand_in_on")}
    form = AboutForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            writing.describe_sheet(
                draft_id=draft_id, version=version_of(request), title=form.cleaned_data["title"],
                span=writing.Span(*form.days()), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return redirect("inspections_desk:sheet", draft_id)
    context = {
        "form": form,
        "draft": draft,
        "version": version_to_show(request, form, draft.version),
        "trail": _trail("名称和检查期", draft),
    }
    return render(request, "inspections/desk/sheet_about.html", context, status=422 if form.errors else 200)


@require_POST
def accept(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Let the doubts of some rows stand."""
    keys = frozenset(int(key) for key in request.POST.getlist("key") if key.isdecimal())
    writing.accept_doubts(
        draft_id=draft_id, version=version_of(request), keys=keys, actor=actor_of(request), now=timezone.now()
    )
    return redirect("inspections_desk:sheet", draft_id)


@require_POST
def remove(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """Take out a row that is none."""
    writing.remove_row(
        draft_id=draft_id, version=version_of(request), key=key, actor=actor_of(request), now=timezone.now()
    )
    messages.success(request, "已去掉这一行")
    return redirect("inspections_desk:sheet", draft_id)


@require_POST
def confirm(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The sheet becomes the points of the inspection."""
    try:
        made = writing.confirm_sheet(
            draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now()
        )
    except (writing.NotReady, writing.SecondPersonNeeded, writing.SheetMoved) as refusal:
        messages.error(request, refusal.sentence)
        return redirect("inspections_desk:sheet", draft_id)
    messages.success(request, "指标表已确认")
    return redirect("inspections_desk:inspection", made.pk)


@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put a draft aside."""
    writing.discard_sheet(
        draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now()
    )
    messages.success(request, "草稿已放弃，文件仍保留")
    return redirect("inspections_desk:inspections")


def _views(rows: list[SheetRow], draft: SheetDraft, meeting: Meeting) -> Iterator[RowView]:
    used = [name for name in Field if any(row.said(name) for row in rows) or name is Field.POINTS]
    for each in rows:
        doubts = doubts_of(each, rows)
        met = ("沿用" if each.key in meeting.of_row else "新增") if draft.amends_id else ""
        cells = tuple(_cell(each, name, doubts) for name in used)
        yield RowView(each.key, each.said(Field.NAME), cells, doubts, met)


def _cell(row: SheetRow, name: Field, doubts: tuple[Doubt, ...]) -> CellView:
    told = tuple(doubt.sentence for doubt in doubts if doubt.cell is name)
    return CellView(row.said(name), FIELD_SAYS[name], name in row.carried, told)


def _trail(word: str, draft: SheetDraft | None = None) -> list[tuple[str, str]]:
    above = [("核对指标表", reverse("inspections_desk:sheet", args=[draft.pk]))] if draft else []
    return [(HOME, reverse("inspections_desk:inspections")), *above, (word, "")]

"""Duties as a workbook, both ways: exported, filled in, looked through, and applied as a whole.

A brought file is kept by its digest. Confirming reads the kept bytes again and hands the command the
fingerprint of the preview that the page showed: another file, or duties that changed, are refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.filled import Filled, Template, read_filled
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tables import XLSX_TYPE, as_xlsx
from quancheng.records.plan.commands import filling as writing
from quancheng.records.plan.forms.filling import TableForm
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries import to_fill
from quancheng.records.plan.queries.filling import Preview, preview_of, table_for
from quancheng.records.plan.rules.filling import CONFIRMATIONS, REPORTS, Decision
from quancheng.records.plan.web.duties import HOME
from quancheng.records.plan.web.exports import file_answer
from quancheng.ui.gate import actor_of

ON_A_PAGE = 100
WRONG_SHOWN = 200
KINDS = FilledTable.Kind


@dataclass(frozen=True, slots=True)
class Way:
    """One of the two tables: its template, the command that applies it, and where its pages stand."""

    kind: str
    template: Template
    apply: Callable[..., Preview]
    bring: str
    export: str
    back: tuple[str, str]


WAYS: Mapping[str, Way] = {
    way.kind: way
    for way in (
        Way(
            KINDS.REPORTS, REPORTS, writing.apply_reports, "plan_desk:duties_table",
            "plan_desk:duties_table_export", HOME,
        ),
        Way(
            KINDS.CONFIRMATIONS, CONFIRMATIONS, writing.apply_confirmations, "plan_desk:confirm_table",
            "plan_desk:confirm_table_export", ("待我确认", "plan_desk:duties_confirm"),
        ),
    )
}  # fmt: skip


@require_safe
def export_reports(request: HttpRequest) -> HttpResponse:
    """What my unit may still report, as a workbook to be filled in. Raises NotYourTable."""
    actor, today = actor_of(request), timezone.localdate()
    writing.must_fill(actor, KINDS.REPORTS)
    data = as_xlsx(*to_fill.sheets_to_report(actor, today=today))
    return file_answer(data, XLSX_TYPE, f"{REPORTS.name}-{today:%Y%m%d}.xlsx")


@require_safe
def export_confirmations(request: HttpRequest) -> HttpResponse:
    """What waits for me as the head of my unit, as a workbook to be filled in. Raises NotYourTable."""
    actor = actor_of(request)
    writing.must_fill(actor, KINDS.CONFIRMATIONS)
    data = as_xlsx(*to_fill.sheets_to_confirm(actor))
    return file_answer(data, XLSX_TYPE, f"{CONFIRMATIONS.name}-{timezone.localdate():%Y%m%d}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def bring_reports(request: HttpRequest) -> HttpResponse:
    """Bring a filled-in report table; what it would do is shown next. Raises NotYourTable."""
    return _bring(request, WAYS[KINDS.REPORTS], to_fill.HOW_TO_REPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_confirmations(request: HttpRequest) -> HttpResponse:
    """Bring a filled-in confirmation table; what it would do is shown next. Raises NotYourTable."""
    return _bring(request, WAYS[KINDS.CONFIRMATIONS], to_fill.HOW_TO_CONFIRM)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, table_id: int) -> HttpResponse:
    """What a brought table would do; confirmed, it is done as a whole. Raises NoSuchTable, NotYourTable."""
    actor, now = actor_of(request), timezone.now()
    table = table_for(actor, table_id)
    way, refused = WAYS[table.kind], ""
    writing.must_fill(actor, table.kind)
    filled = _filled(table, way)
    if request.method == "POST":
        try:
            done = way.apply(
                table_id=table_id, filled=filled, seen=request.POST.get("seen") or "-", actor=actor, now=now
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, _done(done))
            return redirect(way.back[1])
    return _preview_page(request, table, filled, refused)


def _bring(request: HttpRequest, way: Way, how: tuple[str, ...]) -> HttpResponse:
    actor = actor_of(request)
    writing.must_fill(actor, way.kind)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            safe = check_upload(data, name=file.name, accepted=frozenset({Kind.XLSX}))
            read_filled(data, template=way.template)
            table = writing.bring_table(
                kind=way.kind, upload=safe, data=data, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("plan_desk:table_preview", table.pk)
    context = {"form": form, "way": way, "how": how, "trail": _trail(way, f"用{way.template.name}办理")}
    return render(request, "plan/desk/filling.html", context, status=422 if form.errors else 200)


def _preview_page(request: HttpRequest, table: FilledTable, filled: Filled, refused: str) -> HttpResponse:
    seen = preview_of(actor_of(request), table.kind, filled, today=timezone.localdate())
    way = WAYS[table.kind]
    page = Paginator(seen.reports or seen.confirms, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "table": table,
        "way": way,
        "seen": seen,
        "wrong": seen.wrong[:WRONG_SHOWN],
        "sums": _sums(seen, table.kind),
        "page": page,
        "refused": refused,
        "may_apply": seen.is_sound and seen.does_something and table.applied_at is None,
        "trail": _trail(way, f"预览{way.template.name}"),
    }
    return render(request, "plan/desk/filling_preview.html", context, status=422 if refused else 200)


def _filled(table: FilledTable, way: Way) -> Filled:
    with table.file.data.open("rb") as opened:
        return read_filled(opened.read(), template=way.template)


def _sums(seen: Preview, kind: str) -> list[tuple[str, int]]:
    if kind == KINDS.CONFIRMATIONS:
        return [
            (word, sum(line.wish.decision is decision for line in seen.confirms))
            for word, decision in (("确认", Decision.CONFIRM), ("退回", Decision.REFUSE))
        ]
    return [
        ("报送", sum(line.wish.is_report for line in seen.reports)),
        ("只添加佐证", sum(not line.wish.is_report for line in seen.reports)),
        ("网址佐证", sum(len(line.addresses) for line in seen.reports)),
        ("系统记录", sum(len(line.proposal.untaken) for line in seen.reports if line.proposal)),
    ]


def _done(done: Preview) -> str:
    kind = KINDS.CONFIRMATIONS if done.confirms else KINDS.REPORTS
    return "已按表格办理：" + "，".join(f"{word}{count}项" for word, count in _sums(done, kind) if count)


def _trail(way: Way, here: str) -> list[tuple[str, str]]:
    trail = [(HOME[0], reverse(HOME[1]))]
    if way.back != HOME:
        trail.append((way.back[0], reverse(way.back[1])))
    return [*trail, (here, "")]

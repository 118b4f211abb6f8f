"""The register as a workbook, both ways: exported, brought, looked through, and applied as a whole.

A brought file is kept by its digest. Confirming reads the kept bytes again and hands the command the
fingerprint of the preview that the page showed: another file, or a register that changed, is refused.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.commands.register import import_register
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.register.book import Brought, read_book, write_book
from quancheng.kernel.orgs.register.cells import written
from quancheng.kernel.orgs.register.difference import Change, Fate
from quancheng.kernel.orgs.register.load import register_of
from quancheng.kernel.orgs.register.preview import Preview, preview_of
from quancheng.kernel.orgs.register.rows import Column, Row
from quancheng.kernel.orgs.register.sheets import SHEETS
from quancheng.shells.workbench.orgs.commands import bring_register
from quancheng.shells.workbench.orgs.forms import WorkbookForm
from quancheng.shells.workbench.orgs.pages import HOME
from quancheng.shells.workbench.orgs.queries import administered_tenant, brought_for
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_A_PAGE = 100
WRONG_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a row: its heading, what it says, and what it said before."""

    heading: str
    new: str
    old: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row that a file adds or changes, in words."""

    sheet: str
    line: int | None
    is_new: bool
    says: str
    fields: tuple[Field, ...]


@only_when_sure
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole register as a workbook; it is the template for import. Raises NotYourRegister."""
    tenant = administered_tenant(actor_of(request))
    answer = HttpResponse(write_book(register_of(tenant)), content_type=XLSX)
    name = f"register-{tenant.slug}-{timezone.localdate():%Y%m%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a workbook; what it would do is shown next. Raises NotYourRegister."""
    actor = actor_of(request)
    administered_tenant(actor)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            safe = check_upload(data, name=file.name, accepted=frozenset({Kind.XLSX}))
            read_book(data)
            kept = bring_register(upload=safe, data=data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("workbench:orgs_preview", kept.pk)
    context = {"form": form, "trail": _trail("导入名册")}
    return render(request, "workbench/desk/orgs/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """What a brought workbook would do; confirmed, it is done as a whole. Raises NoSuchFile."""
    actor = actor_of(request)
    kept, tenant = brought_for(actor, file_id), administered_tenant(actor)
    brought, refused = _read(kept), ""
    if request.method == "POST":
        try:
            done = import_register(
                tenant=tenant.slug,
                brought=brought.book,
                lines=brought.lines,
                unread=tuple(brought.unread),
                seen=request.POST.get("seen") or "-",
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, _done(done))
            return redirect("workbench:orgs")
    return _preview_page(request, kept, tenant, brought, refused)


def _preview_page(
    request: HttpRequest, kept: StoredFile, tenant: Tenant, brought: Brought, refused: str
) -> HttpResponse:
    seen = preview_of(tenant, brought.book, lines=brought.lines, unread=tuple(brought.unread))
    moved = [change for change in seen.changes if change.fate is not Fate.UNCHANGED]
    page = Paginator(moved, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": kept,
        "seen": seen,
        "wrong": seen.wrong[:WRONG_SHOWN],
        "added": len(seen.of(Fate.ADDED)),
        "changed": len(seen.of(Fate.CHANGED)),
        "unchanged": len(seen.of(Fate.UNCHANGED)),
        "page": page,
        "lines": [_line(change, brought) for change in page.object_list],
        "silent": _silent(brought),
        "refused": refused,
        "trail": _trail("预览导入"),
    }
    return render(request, "workbench/desk/orgs/preview.html", context, status=422 if refused else 200)


def _read(kept: StoredFile) -> Brought:
    with kept.data.open("rb") as opened:
        return read_book(opened.read())


def _silent(brought: Brought) -> list[str]:
    """The columns that the file does not have, a sentence for each sheet."""
    absent = (
        (
            sheet.title,
            [c.heading for c in sheet.columns if c.fills in brought.book.silent.get(sheet.title, ())],
        )
        for sheet in SHEETS
    )
    return [f"工作表“{title}”没有“{'、'.join(heads)}”列" for title, heads in absent if heads]


def _line(change: Change, brought: Brought) -> ChangeLine:
    fields = (_field(column, change) for column in change.sheet.columns)
    return ChangeLine(
        sheet=change.sheet.title,
        line=brought.lines.get((change.sheet.title, change.key)),
        is_new=change.fate is Fate.ADDED,
        says=change.sheet.says(change.key),
        fields=tuple(field for field in fields if field.new or field.is_changed),
    )


def _field(column: Column, change: Change) -> Field:
    changed = column.fills in change.fields
    return Field(
        column.heading,
        _said(change.new, column),
        _said(change.old, column) if changed and change.old else "",
        is_changed=changed,
    )


def _said(row: Row, column: Column) -> str:
    return str(written(getattr(row, column.fills), column) or "")


def _done(done: Preview) -> str:
    counts = "，".join(
        f"{word}{len(done.of(fate))}行"
        for word, fate in (("新增", Fate.ADDED), ("变更", Fate.CHANGED), ("未变", Fate.UNCHANGED))
    )
    return f"名册已导入：{counts}"


def _trail(here: str) -> list[tuple[str, str]]:
    return [(HOME[0], reverse(HOME[1])), (here, "")]

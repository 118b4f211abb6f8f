"""The desk's pages on which a plan comes in: upload, look through, correct."""

from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import check_upload
from quancheng.records.plan.commands import drafts as writing
from quancheng.records.plan.commands.recognising import recognise_units
from quancheng.records.plan.forms.plans import AboutForm, RowForm, UnitsForm, UploadForm
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.queries.years import earlier_of_draft
from quancheng.records.plan.rules.drafting import DraftRow, texts_of
from quancheng.records.plan.web.draft_page import draft_page, row_view
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

HOME = ("工作要点", "plan_desk:plans")
PLACING = {"no", "section", "subsection"}  # the cells that say where a row stands


class Write(Protocol):
    """A command upon a draft that needs nothing but the draft."""

    def __call__(self, *, draft_id: int, version: int, actor: Actor, now: datetime) -> Draft: ...


read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a file; what was understood is shown next. Raises NotYourOffice."""
    writing.keeper_of(actor_of(request))
    form = UploadForm(request.POST or None, request.FILES or None)
    known_now = ""
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name)
            draft = writing.bring_draft(upload=safe, data=data, actor=actor_of(request), now=timezone.now())
        except writing.AlreadyBrought as known:
            messages.info(request, known.sentence)
            return redirect("plan_desk:draft", known.facts["draft"])
        except writing.UnitsKnownNow as same:
            form.add_error("file", same.sentence)
            known_now = str(same.facts["plan"])
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("plan_desk:draft", draft.pk)
    context = {"form": form, "known_now": known_now, "trail": _trail("上传任务分工")}
    return render(request, "plan/desk/upload.html", context, status=422 if form.errors else 200)


@require_POST
def recognise(request: HttpRequest, ref: str) -> HttpResponse:
    """The names of the edition in force, looked up anew; what would change is shown next."""
    try:
        fresh = recognise_units(plan_ref=ref, actor=actor_of(request), now=timezone.now())
    except writing.AlreadyBrought as known:
        messages.info(request, known.sentence)
        return redirect("plan_desk:draft", known.facts["draft"])
    except Refusal as refusal:
        messages.info(request, refusal.sentence)
        return redirect("plan_desk:plan", ref)
    return redirect("plan_desk:draft_compare", fresh.pk)


@require_GET
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The whole draft as understood, with every doubt beside its cell."""
    seen = queries.draft_for(actor_of(request), draft_id)
    if seen.state == Draft.State.CONFIRMED:
        return redirect("plan_desk:plan", seen.edition.plan.ref)
    only_doubtful = request.GET.get("show") == "doubts"
    page = draft_page(
        seen, queries.register_of(seen, today=timezone.localdate()), only_doubtful=only_doubtful
    )
    context = {
        "page": page,
        "only_doubtful": only_doubtful,
        "earlier": earlier_of_draft(seen),
        "trail": _trail("核对任务分工"),
    }
    return render(request, "plan/desk/draft.html", context)


@read_or_write
def row(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """One row: its cells as text, to be corrected; in its place in the table when htmx asks."""
    actor = actor_of(request)
    seen, drafted = queries.draft_row_for(actor, draft_id, key)
    form = RowForm(
        request.POST or None, initial={name.value: text for name, text in texts_of(drafted.said).items()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = writing.correct_row(
                draft_id=draft_id, version=version_of(request), key=key, changes=form.changes(),
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return _corrected(request, seen, key, stays=PLACING.isdisjoint(form.changed_data))
    return _row_to_correct(request, seen, drafted, form)


def _corrected(request: HttpRequest, seen: Draft, key: int, *, stays: bool) -> HttpResponse:
    """The row as it is understood now; with the whole page when it may have left its place."""
    _, drafted = queries.draft_row_for(actor_of(request), seen.pk, key)
    in_place = "HX-Request" in request.headers
    if not in_place or not stays:
        messages.success(request, f"已更正第{drafted.said.no}项")
        return HttpResponseClientRefresh() if in_place else redirect(_place(seen.pk, key))
    register = queries.register_of(seen, today=timezone.localdate())
    told = {"row": row_view(seen, drafted, register), "page": draft_page(seen, register)}
    return render(request, "plan/desk/draft_row_saved.html", told)


def _row_to_correct(request: HttpRequest, seen: Draft, drafted: DraftRow, form: RowForm) -> HttpResponse:
    view = row_view(seen, drafted, queries.register_of(seen, today=timezone.localdate()))
    status, version = 422 if form.errors else 200, version_to_show(request, form, seen.version)
    if "HX-Request" in request.headers:
        if request.GET.get("show") == "row":
            return render(request, "plan/desk/draft_row.html", {"row": view, "is_fresh": True})
        told = {"row": view, "draft": seen, "version": version, "form": form.in_place(view.key)}
        return render(request, "plan/desk/draft_row_edit.html", told, status=status)
    context = {
        "form": form,
        "draft": seen,
        "version": version,
        "row": view,
        "trail": trail_in(seen, f"更正第{drafted.said.no}项"),
    }
    return render(request, "plan/desk/draft_row_form.html", context, status=status)


@read_or_write
def new_row(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A row that the file lacks."""
    actor = actor_of(request)
    seen = queries.draft_for(actor, draft_id)
    form = RowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writing.add_row(
                draft_id=draft_id,
                version=version_of(request),
                cells=form.changes(),
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已补第{form.cleaned_data['no']}项")
            return redirect("plan_desk:draft", draft_id)
    context = {
        "form": form, "draft": seen, "version": version_to_show(request, form, seen.version),
        "row": None, "trail": trail_in(seen, "补一行"),
    }  # fmt: skip
    return render(request, "plan/desk/draft_row_form.html", context, status=422 if form.errors else 200)


@read_or_write
def unit(request: HttpRequest, draft_id: int, key: int, place: int) -> HttpResponse:
    """One name in a row: which units it stands for."""
    actor = actor_of(request)
    seen, drafted, finding = queries.draft_unit_for(actor, draft_id, key, place, today=timezone.localdate())
    register = queries.register_of(seen, today=timezone.localdate())
    form = UnitsForm(request.POST or None, register=register, initial={"units": finding.unit_ids})
    if request.method == "POST" and form.is_valid():
        try:
            writing.choose_units(
                draft_id=draft_id, version=version_of(request), key=key, name=finding.written,
                unit_ids=form.cleaned_data["units"], actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return redirect(_place(draft_id, key))
    context = {
        "form": form, "draft": seen, "version": version_to_show(request, form, seen.version),
        "row": drafted.said, "finding": finding,
        "trail": trail_in(seen, f"第{drafted.said.no}项的单位"),
    }  # fmt: skip
    return render(request, "plan/desk/draft_unit.html", context, status=422 if form.errors else 200)


@read_or_write
def about(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Title, year, and which plan it amends."""
    actor = actor_of(request)
    seen = queries.draft_for(actor, draft_id)
    told = {"title": seen.title, "year": seen.year, "amends": seen.amends.ref if seen.amends else ""}
    plans = list(queries.plans_that_may_be_amended(actor))
    form = AboutForm(request.POST or None, initial=told, plans=plans)
    if request.method == "POST" and form.is_valid():
        try:
            writing.describe_draft(
                draft_id=draft_id,
                version=version_of(request),
                **form.cleaned_data,
                actor=actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return redirect("plan_desk:draft", draft_id)
    context = {
        "form": form, "draft": seen, "version": version_to_show(request, form, seen.version),
        "trail": trail_in(seen, "标题和年度"),
    }  # fmt: skip
    return render(request, "plan/desk/draft_about.html", context, status=422 if form.errors else 200)


@require_POST
def accept(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Let the doubts of the rows on the page stand."""
    keys = frozenset(int(key) for key in request.POST.getlist("key") if key.isdecimal())
    if "HX-Request" in request.headers and len(keys) == 1:
        return _accepted_in_place(request, draft_id, *keys)
    return _written(
        request,
        draft_id,
        lambda **told: writing.accept_doubts(keys=keys, **told),
        says="所列疑点已标记为核对过",
    )


def _accepted_in_place(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """The row without its doubts, in its place in the table; a stale page is told and shown anew."""
    try:
        seen = writing.accept_doubts(
            keys=frozenset({key}), draft_id=draft_id, version=version_of(request),
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return HttpResponseClientRefresh()
    return _corrected(request, seen, key, stays=True)


@require_POST
def remove(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """Take a row out."""
    return _written(
        request, draft_id, lambda **told: writing.remove_row(key=key, **told), says="已去掉这一行"
    )


@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put the draft aside."""
    _written(request, draft_id, writing.discard_draft, says="草稿已放弃；文件仍保留在系统中")
    return redirect("plan_desk:plans")


def _written(request: HttpRequest, draft_id: int, write: Write, *, says: str) -> HttpResponse:
    try:
        write(draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, says)
    return redirect("plan_desk:draft", draft_id)


def _place(draft_id: int, key: int) -> str:
    return f"{reverse('plan_desk:draft', args=[draft_id])}#row-{key}"


def _trail(here: str) -> list[tuple[str, str]]:
    return [(HOME[0], reverse(HOME[1])), (here, "")]


def trail_in(draft: Draft, here: str) -> list[tuple[str, str]]:
    """The way back from a page about one draft."""
    return [
        (HOME[0], reverse(HOME[1])),
        ("核对任务分工", reverse("plan_desk:draft", args=[draft.pk])),
        (here, ""),
    ]

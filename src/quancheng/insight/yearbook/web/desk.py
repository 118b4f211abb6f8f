"""Annual reports at the desk: all of a year on one screen, one with its tables, words and checks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.insight.yearbook.commands.reports import StartedAlready, start_report
from quancheng.insight.yearbook.commands.summing import start_summary
from quancheng.insight.yearbook.forms import StartForm
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries import reports as queries
from quancheng.insight.yearbook.queries.apart import received_apart
from quancheng.insight.yearbook.queries.below import shares_in
from quancheng.insight.yearbook.queries.board import Board, board_for, year_to_show
from quancheng.insight.yearbook.queries.checks import violations_of
from quancheng.insight.yearbook.queries.counted import behind as records_behind
from quancheng.insight.yearbook.queries.days import countdowns
from quancheng.insight.yearbook.queries.moved import moved_since
from quancheng.insight.yearbook.queries.papers import as_data, as_of, report_letter, workbook_of
from quancheng.insight.yearbook.queries.requests import Taken, taken_in_cell, taken_within
from quancheng.insight.yearbook.rules import comparing
from quancheng.insight.yearbook.rules.identities import blocking
from quancheng.insight.yearbook.web import lines
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, PDF_TYPE, as_docx, as_html, as_pdf
from quancheng.kernel.files.tables import XLSX_TYPE, as_xlsx
from quancheng.ui.answers import saved
from quancheng.ui.cases import Refused
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of

HOME = "年度报告"
MOST_BEHIND = 500
ENDINGS = ("docx", "pdf", "xlsx", "html", "json")


class NoSuchPage(Refusal):
    """An address that names a step, a format or a cell that there is none of."""

    code = "yearbook.no_such_page"
    status = 404


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every unit's report of a year, with its state and what does not hold in it."""
    return _board(request)


def _board(request: HttpRequest, *, form: StartForm | None = None, status: int = 200) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    asked = row_number(request.GET.get("year", "") or request.POST.get("year", ""))
    year = asked if 2000 < asked <= today.year else year_to_show(today)  # a year
    seen = board_for(actor, year=year, today=today)
    wait = request.GET.get("wait", "")
    known = {*queries.years_of(actor), year, year_to_show(today), today.year - 1}
    context = {
        "board": seen, "year": year, "years": sorted(known, reverse=True), "form": form,
        "lines": _chosen(seen, wait), "wait": wait, "waits": WAITS, "is_office": queries.is_office(actor),
        "trail": [(HOME, "")],
    }  # fmt: skip
    return render(request, "yearbook/desk/board.html", context, status=status)


WAITS = (
    ("", "全部"), ("none", "未编制"), ("draft", "编制中"), ("review", "待签发"), ("issued", "已发布"),
    ("faulty", "表格不平"),
)  # fmt: skip


def _chosen(seen: Board, wait: str) -> list[Any]:
    """The lines of a choice; a choice that there is none of chooses all."""
    match wait:
        case "none":
            return [one for one in seen.lines if one.report is None]
        case "faulty":
            return [one for one in seen.lines if one.faults]
        case "draft" | "review" | "issued":
            return [one for one in seen.lines if one.report and one.report.state == wait]
        case _:
            return list(seen.lines)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a report; where one is in hand already, it is opened."""
    form, actor, now = StartForm(request.POST), actor_of(request), timezone.now()
    if not form.is_valid():
        return _board(request, form=form, status=422)
    unit, year = form.cleaned_data["unit"], form.cleaned_data["year"]
    try:
        if unit:
            made = start_report(unit_id=unit, year=year, actor=actor, now=now)
        else:
            made = start_summary(year=year, actor=actor, now=now)
    except StartedAlready as refusal:
        messages.info(request, refusal.sentence)
        return redirect("yearbook_desk:report", refusal.facts["report"])
    messages.success(request, "已生成草稿：表格按记录统计，文字里的数据与表格一致")
    return redirect("yearbook_desk:report", made.pk)


@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report. Raises NoSuchReport."""
    return show(request, queries.report_for(actor_of(request), report_id))


@require_POST
def step(request: HttpRequest, report_id: int, code: str) -> HttpResponse:
    """Do one thing with a report; what is refused is told on its page. Raises NoSuchPage, NoSuchReport."""
    actor = actor_of(request)
    act = lines.ACTS.get(code)
    if act is None:
        raise NoSuchPage("没有这个步骤，请回到报告页面重新选择", step=code)
    queries.report_for(actor, report_id)
    form, status = act.form(request.POST, auto_id=f"{code}_%s"), 422
    if form.is_valid():
        try:
            act.command(
                report_id=report_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
            status = refusal.status
        else:
            messages.success(request, act.done)
            return redirect("yearbook_desk:report", report_id)
    return show(request, queries.report_for(actor, report_id), refused=Refused(code, form), status=status)


@require_safe
def behind(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The requests in one cell. Raises NoSuchReport, NoSuchPage."""
    actor = actor_of(request)
    seen, place = queries.report_for(actor, report_id), lines.place_named(key)
    if place is None or not _may_look(actor, seen):
        raise NoSuchPage("没有这个数据，请回到报告页面重新选择", key=key)
    found = list(records_behind(actor, seen, place, most=MOST_BEHIND))
    context = {
        "report": seen, "place": place, "value": seen.figures.of(place), "records": found,
        "is_cut": len(found) == MOST_BEHIND, "is_hand": place in seen.by_hand,
        "shares": shares_in(seen, place),
        "taken": taken_in_cell(unit_ids=queries.unit_ids_of(seen), year=seen.year, place=place),
        "trail": trail(seen, (place.row_name, "")),
    }  # fmt: skip
    return render(request, "yearbook/desk/behind.html", context)


@require_safe
def paper(request: HttpRequest, report_id: int, ending: str) -> HttpResponse:
    """The report as a file. Raises NoSuchReport, NoSuchPage, NoPrinter."""
    seen = queries.report_for(actor_of(request), report_id)
    return file_of(seen, ending)


def file_of(seen: Report, ending: str) -> HttpResponse:
    """A report as a file of the asked format. Raises NoSuchPage, NoPrinter."""
    name = f"{seen}.{ending}"
    match ending:
        case "docx":
            return saved(as_docx(report_letter(seen)), DOCX_TYPE, name)
        case "pdf":
            return saved(as_pdf(report_letter(seen)), PDF_TYPE, name)
        case "html":
            return saved(as_html(report_letter(seen)), "text/html; charset=utf-8", name)
        case "xlsx":
            return saved(as_xlsx(*workbook_of(seen)), XLSX_TYPE, name)
        case "json":
            answer = JsonResponse(as_data(seen), json_dumps_params={"ensure_ascii": False, "indent": 1})
            return saved(answer.content, "application/json", name)
    raise NoSuchPage("可以下载 docx、pdf、xlsx、html、json 五种格式，请重新选择", ending=ending)


def trail(seen: Report, *rest: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back from a page of a report."""
    of_year = f"{reverse('yearbook_desk:board')}?year={seen.year}"
    own = (seen.who, reverse("yearbook_desk:report", args=[seen.pk]) if rest else "")
    return [(HOME, of_year), own, *rest]


def show(
    request: HttpRequest, seen: Report, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The page of a report, with what was just turned away."""
    actor = actor_of(request)
    approving = lines.approving_of(actor, seen, today=timezone.localdate())
    context = {
        **_about(request, seen), "page": lines.acts_for(actor, seen, refused, approving=approving),
        "approving": approving, "refused": refused,
    }  # fmt: skip
    return render(request, "yearbook/desk/report.html", context, status=status)


def _about(request: HttpRequest, seen: Report) -> Mapping[str, object]:
    actor, today = actor_of(request), timezone.localdate()
    last = queries.former_of(seen.tenant_id, seen.unit_id, seen.year)
    former = last.figures if last else None
    found = violations_of(seen, former)
    writes = queries.writes_for(actor, tenant_id=seen.tenant_id, unit_id=seen.unit_id)
    members = queries.members_of(seen) if not seen.unit_id else []
    is_current = seen.state in {Report.State.DRAFT, Report.State.REVIEW}
    moved = moved_since(seen, today=today) if writes else ()
    return {
        "report": seen, "tables": lines.tables_of(seen, found, moved, may_look=_may_look(actor, seen)),
        "moved": moved, "as_of": as_of(seen), "recount": "count" if seen.unit_id else "sum",
        "counts": is_current and lines.is_counted(seen),
        "texts": lines.texts_of(seen, former), "checks": lines.in_groups(seen, found),
        "faults": blocking(found), "doubts": [one for one in found if one.is_doubt],
        "may_edit": writes and seen.state == Report.State.DRAFT,
        "last": last, "compared": list(comparing.side_by_side(seen.figures, former)) if former else [],
        "apart": received_apart(seen), "taken": _taken(seen) if writes else (),
        "members": members, "missing": [one.unit for one in members if one.source is None],
        "days": countdowns(seen.tenant_id, seen.owes, year=seen.year, today=today) if is_current else (),
        "history": lines.history_of(queries.editions_of(actor, seen)),
        "drafted_it": actor.person_id in {seen.drafted_by_id, seen.submitted_by_id},
        "endings": ENDINGS, "trail": trail(seen),
    }  # fmt: skip


def _taken(seen: Report) -> Sequence[Taken]:
    """A government as a whole takes nothing over; of what was published elsewhere nobody knows."""
    if not seen.unit_id or seen.state == Report.State.RECORDED:
        return ()
    return taken_within(unit_ids=[seen.unit_id], year=seen.year)


def _may_look(actor: Actor, seen: Report) -> bool:
    """Who works on it sees what is behind a cell; of what a sum consists everybody who sees the sum."""
    return not seen.unit_id or queries.writes_for(actor, tenant_id=seen.tenant_id, unit_id=seen.unit_id)

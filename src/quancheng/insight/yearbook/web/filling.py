"""Filling a report at the desk: its cells, its words, last year's table, the days of the government."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.insight.yearbook.commands import days as on_days
from quancheng.insight.yearbook.commands import reports as writing
from quancheng.insight.yearbook.commands.former import record_former
from quancheng.insight.yearbook.forms import CellsForm, FormerForm, InnerDayForm, TextsForm
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries import reports as queries
from quancheng.insight.yearbook.queries.board import year_to_show
from quancheng.insight.yearbook.queries.checks import TEXTS, is_counted
from quancheng.insight.yearbook.queries.days import inner_days
from quancheng.insight.yearbook.rules import slots
from quancheng.insight.yearbook.rules.days import STATUTORY
from quancheng.insight.yearbook.rules.reading import Reading, reading_of
from quancheng.insight.yearbook.rules.shape import Part
from quancheng.insight.yearbook.web import lines
from quancheng.insight.yearbook.web.desk import HOME, NoSuchPage, trail
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import Upload, check_upload
from quancheng.kernel.orgs.roles import Role
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
MOST_TOLD = 30


@read_or_write
def cells(request: HttpRequest, report_id: int, part: int) -> HttpResponse:
    """Type the figures of one table. Raises NoSuchReport, NotYourReport, NoSuchPage."""
    actor = actor_of(request)
    seen = queries.report_to_write(actor, report_id)
    if part not in set(Part):
        raise NoSuchPage("只有第二、三、四部分是表格，请回到报告页面重新选择", part=part)
    which = Part(part)
    given = request.POST if request.method == "POST" else None
    form = CellsForm(which, seen.figures, given, source=seen.sources.get(str(part), ""))
    if request.method == "POST" and form.is_valid():
        try:
            writing.enter_cells(
                report_id=report_id, version=version_of(request), part=which, cells=form.cells(),
                source=form.cleaned_data["source"], actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"第{which.numeral}部分已保存，文字里的数据随表格变化")
            return redirect(f"{reverse('yearbook_desk:report', args=[report_id])}#part-{part}")
    context = {
        "report": seen, "form": form, "table": lines.table_to_fill(seen, which, form),
        "is_counted": is_counted(which), "version": version_to_show(request, form, seen.version),
        "trail": trail(seen, (f"第{which.numeral}部分", "")),
    }  # fmt: skip
    return render(request, "yearbook/desk/cells.html", context, status=422 if form.errors else 200)


@read_or_write
def texts(request: HttpRequest, report_id: int) -> HttpResponse:
    """Write the text parts. Raises NoSuchReport, NotYourReport."""
    actor = actor_of(request)
    seen = queries.report_to_write(actor, report_id)
    former, figures = queries.former_figures(seen), seen.figures
    said = {name: slots.bound(getattr(seen, name), figures, former) for name in TEXTS}
    form = TextsForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            writing.write_texts(
                report_id=report_id, version=version_of(request), texts=form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "文字部分已保存")
            return redirect("yearbook_desk:report", report_id)
    context = {
        "report": seen, "form": form, "version": version_to_show(request, form, seen.version),
        "slots": [(one.name, one.reads(figures, former)) for one in slots.SLOTS],
        "trail": trail(seen, ("文字部分", "")),
    }  # fmt: skip
    return render(request, "yearbook/desk/texts.html", context, status=422 if form.errors else 200)


@read_or_write
def former(request: HttpRequest) -> HttpResponse:
    """Take last year's table in; every fault is told with its place, and nothing kept while there is one."""
    actor, today = actor_of(request), timezone.localdate()
    initial = {
        "year": request.GET.get("year", "") or year_to_show(today) - 1, "unit": request.GET.get("unit", ""),
    }  # fmt: skip
    form = FormerForm(request.POST or None, request.FILES or None, initial=initial)
    _offer(form, actor)
    if request.method == "POST" and form.is_valid():
        try:
            made, notes = _bring(form, actor)
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            for note in notes:
                messages.info(request, note)
            if made:
                messages.success(request, f"已导入{made}的数据，请核对")
                return redirect("yearbook_desk:report", made.pk)
    context = {"form": form, "trail": [(HOME, reverse("yearbook_desk:board")), ("导入上年报告", "")]}
    return render(request, "yearbook/desk/former.html", context, status=422 if form.errors else 200)


def _bring(form: FormerForm, actor: Actor) -> tuple[Report | None, list[str]]:
    """What was brought, read and kept; what could not be read stands on the form."""
    brought = form.cleaned_data["file"]
    data = brought.read()
    upload = check_upload(data, name=brought.name)
    reading = _read(upload)
    for fault in reading.faults[:MOST_TOLD]:
        form.add_error("file", fault)
    if reading.faults:
        return None, []
    made = record_former(
        unit_id=form.unit_id(), year=form.cleaned_data["year"], reading=reading,
        source=form.cleaned_data["source"], upload=upload, data=data, actor=actor, now=timezone.now(),
    )  # fmt: skip
    return made, reading.notes


def _read(upload: Upload) -> Reading:
    if upload.content is None:
        return Reading(faults=["这个文件里没有可以识别的文字和表格，请上传文字版的报告"])
    return reading_of(upload.content)


def _offer(form: FormerForm, actor: Actor) -> None:
    """The units of the government for its office, for everybody else their own."""
    government, units = queries.offered(actor)
    form.offer(units, government=government)


@read_or_write
def days(request: HttpRequest) -> HttpResponse:
    """By when reports are owed: the law's days, the government's own, a form for the head of the office."""
    actor = actor_of(request)
    form = InnerDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            on_days.set_inner_day(**form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "内部时限已设定")
            return redirect("yearbook_desk:days")
    context = {
        "form": form, "statutory": STATUTORY, "inner": inner_days(actor.tenant_id or 0),
        "may_set": Role.OPENNESS_HEAD in actor.roles,
        "trail": [(HOME, reverse("yearbook_desk:board")), ("报送时限", "")],
    }  # fmt: skip
    return render(request, "yearbook/desk/days.html", context, status=422 if form.errors else 200)

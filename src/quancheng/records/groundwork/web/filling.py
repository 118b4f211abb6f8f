"""Filling in a table: by the form on the page, or by the workbook that is downloaded and brought back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.records.groundwork.commands import collecting
from quancheng.records.groundwork.commands.layouts import gather_table
from quancheng.records.groundwork.commands.notices import hand_on
from quancheng.records.groundwork.forms.notices import HandOnForm, TableFileForm
from quancheng.records.groundwork.models import Recipient
from quancheng.records.groundwork.queries.fillings import Table, collection_of, columns_of, table_of
from quancheng.records.groundwork.queries.notices import arrival_for, arrival_of_unit
from quancheng.records.groundwork.queries.table_sheets import cells_of, sheet_read, sheets_of
from quancheng.records.groundwork.rules.columns import Column, differences
from quancheng.records.groundwork.rules.rows import (
    ON_THE_FORM,
    Checked,
    Row,
    carried,
    checked,
    shortened,
    without_empty,
)
from quancheng.records.groundwork.web.arrivals import show
from quancheng.records.groundwork.web.files import sheet_answer
from quancheng.records.groundwork.web.notices import HOME
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

MOST_TOLD = 200  # faults on one page
SAVE, TAKE = "save", "take"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the form."""

    column: Column
    name: str
    value: str
    fault: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says about what was just sent."""

    refused: str = ""
    faults: tuple[str, ...] = ()
    saved: bool = False
    offered: tuple[Row, ...] = ()  # of an older layout: the cells that can be taken over
    changes: tuple[str, ...] = ()
    marks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    is_meanwhile: bool = False

    @property
    def offered_json(self) -> str:
        """The rows, to be sent back when they are taken."""
        return json.dumps([dict(row) for row in self.offered], ensure_ascii=False)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The form: save keeps what is there, complete or not; add and drop change the rows on the page alone."""
    actor = actor_of(request)
    arrival = arrival_of_unit(actor, arrival_id)
    assert arrival.case is not None
    collecting.must_be_to_fill(arrival.case, actor)
    table = table_of(arrival)
    if request.method != "POST":
        told = _stored(arrival, table)
        return _page(request, arrival, table, table.rows, table.version, told)
    act = request.POST.get("act", SAVE)
    if act == TAKE:
        return _save(request, actor, arrival, _taken(request.POST, table.columns))
    rows = _posted(request.POST, table.columns)
    if act == SAVE:
        return _save(request, actor, arrival, without_empty(rows))
    return _page(request, arrival, table, _acted(rows, act), version_of(request), Told())


@require_safe
def sheet(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The workbook to be filled in, with what is there already. Raises NoSuchNotice, NoCollection."""
    arrival = arrival_of_unit(actor_of(request), arrival_id)
    data, asks = sheets_of(arrival)
    return sheet_answer("xlsx", data, asks)


@require_POST
def bring(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """A filled-in workbook: taken as a whole, or told fault by fault what to mend."""
    actor = actor_of(request)
    arrival = arrival_of_unit(actor, arrival_id)
    form = TableFileForm(request.POST, request.FILES)
    table = table_of(arrival)
    if not form.is_valid():
        return _page(request, arrival, table, table.rows, table.version, Told("请选择填好的 xlsx 文件"))
    file = form.cleaned_data["file"]
    try:
        told = _brought(arrival, table, file.name, file.read())
        if told.refused:
            return _page(request, arrival, table, table.rows, table.version, told)
        rows, now = list(told.offered), timezone.now()
        collecting.bring_table(
            arrival_id=arrival_id, version=version_of(request), rows=rows, actor=actor, now=now
        )
    except Refusal as refusal:
        return _page(request, arrival, table, table.rows, table.version, Told(refusal.sentence))
    messages.success(request, f"已读入{len(rows)}行并保存，请核对后报送")
    return redirect("groundwork_desk:arrival", arrival_id)


@require_POST
def gather(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Fill in with the sum of the level below; what is refused is told on the page of the table."""
    actor = actor_of(request)
    arrival_of_unit(actor, arrival_id)
    try:
        gather_table(arrival_id=arrival_id, version=version_of(request), actor=actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("groundwork_desk:arrival", arrival_id)
    messages.success(request, "已用下级审核通过的收表汇总，请核对后报送")
    return redirect("groundwork_desk:fill", arrival_id)


@require_POST
def hand_down(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Draft the same collection for the units of one's own government."""
    actor = actor_of(request)
    form = HandOnForm(request.POST)
    if form.is_valid():
        try:
            notice = hand_on(arrival_id=arrival_id, **form.cleaned_data, actor=actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已拟好向下布置的通知，请核对接收单位和期限，再由负责人签发")
            return redirect("groundwork_desk:rewrite", notice.pk)
    return show(request, actor, arrival_for(actor, arrival_id), handing=form)


def _save(request: HttpRequest, actor: Actor, arrival: Recipient, rows: Sequence[Row]) -> HttpResponse:
    """Keep the rows; with faults the page stays and names each of them."""
    version = version_of(request)
    try:
        saved = collecting.save_table(
            arrival_id=arrival.pk, version=version, rows=rows, actor=actor, now=timezone.now()
        )
    except Refusal as refusal:
        table = table_of(arrival)
        is_meanwhile = isinstance(refusal, collecting.FilledMeanwhile)
        told = Told(refusal.sentence, is_meanwhile=is_meanwhile)
        return _page(request, arrival, table, rows, table.version if is_meanwhile else version, told)
    if not saved.faults and not saved.whole:
        messages.success(request, f"已保存{len(rows)}行，没有问题，可以报送")
        return redirect("groundwork_desk:arrival", arrival.pk)
    table = table_of(arrival)
    return _page(request, arrival, table, table.rows, table.version, _stored(arrival, table, saved=True))


def _brought(arrival: Recipient, table: Table, name: str, data: bytes) -> Told:
    """The rows of a workbook, or why they are not taken. Raises FileRefused, UnreadableTable."""
    check_upload(data, name=name, accepted=frozenset({Kind.XLSX}))
    brought = sheet_read(arrival, data)
    if brought.edition != table.edition:
        former = columns_of(collection_of(arrival.notice), brought.edition)
        changes = tuple(differences(former, table.columns))
        offered = tuple(carried(brought.rows, old=former, new=table.columns))
        return Told(
            f"这份表格用的是第{brought.edition}版表样，现在是第{table.edition}版，没有保存。"
            f"{'；'.join(changes)}。请载入下面相同的列后补填，或重新下载表格填写",
            offered=offered,
            changes=changes,
        )
    is_many = collection_of(arrival.notice).is_many
    read = checked(table.columns, brought.rows, is_many=is_many, lines=brought.lines)
    if read.faults or read.whole:
        return Told("文件里有下列问题，没有保存；请在文件中改正后再上传", faults=_faults(read))
    return Told(offered=brought.rows)


def _stored(arrival: Recipient, table: Table, *, saved: bool = False) -> Told:
    """What is still wrong with what was saved; nothing is said before anything was."""
    if not table.version:
        return Told()
    read = checked(table.columns, table.rows, is_many=collection_of(arrival.notice).is_many)
    marks = {(fault.line, fault.column): fault.says for fault in read.faults}
    return Told(faults=_faults(read), marks=marks, saved=saved)


def _page(
    request: HttpRequest,
    arrival: Recipient,
    table: Table,
    rows: Sequence[Row],
    version: int,
    told: Told,
) -> HttpResponse:
    is_many = collection_of(arrival.notice).is_many
    shown = list(rows) or [{}]
    by_form = len(shown) <= ON_THE_FORM
    context = {
        "arrival": arrival,
        "notice": arrival.notice,
        "table": table,
        "rows": [_cells(table.columns, place, row, told.marks) for place, row in enumerate(shown)]
        if by_form
        else [],
        "preview": [[row.get(one.key, "") for one in table.columns] for row in shown[:ON_THE_FORM]],
        "by_form": by_form,
        "is_many": is_many,
        "may_add": is_many and len(shown) < ON_THE_FORM,
        "count": len(rows),
        "most": ON_THE_FORM,
        "version": version,
        "told": told,
        "latest": told.is_meanwhile,
        "latest_cells": cells_of(table)[:ON_THE_FORM],
        "file": TableFileForm(),
        "trail": [
            (HOME[0], reverse(HOME[1])),
            (arrival.notice.title, reverse("groundwork_desk:arrival", args=[arrival.pk])),
            ("填报", ""),
        ],
    }
    status = 422 if told.refused else 200
    return render(request, "groundwork/desk/notices/fill.html", context, status=status)


def _cells(
    columns: Sequence[Column], place: int, row: Row, marks: Mapping[tuple[int, str], str]
) -> list[Cell]:
    return [
        Cell(one, f"r{place}-{one.key}", row.get(one.key, ""), marks.get((place + 1, one.title), ""))
        for one in columns
    ]


def _posted(data: QueryDict, columns: Sequence[Column]) -> list[Row]:
    told = data.get("rows", "")
    count = min(int(told), ON_THE_FORM) if told.isdecimal() else 0
    return [{one.key: data.get(f"r{place}-{one.key}", "") for one in columns} for place in range(count)]


def _taken(data: QueryDict, columns: Sequence[Column]) -> list[Row]:
    """The rows that were offered back. What is no table of ours is none."""
    try:
        rows = json.loads(data.get("offered", ""))
    except ValueError:
        return []
    known = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [{one.key: str(row.get(one.key, "")) for one in columns} for row in known]


def _acted(rows: list[Row], act: str) -> list[Row]:
    """After “增加一行” or “删去”."""
    verb, _, told = act.partition("-")
    if verb == "add" and len(rows) < ON_THE_FORM:
        return [*rows, {}]
    if verb == "drop" and told.isdecimal():
        return [row for place, row in enumerate(rows) if place != int(told)]
    return rows


def _faults(read: Checked) -> tuple[str, ...]:
    return (*([read.whole] if read.whole else []), *shortened(read.faults, MOST_TOLD))

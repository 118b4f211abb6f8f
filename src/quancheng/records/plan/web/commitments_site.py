"""The portal's pages of the public commitments: the city's word, and what became of it."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import Sheet
from quancheng.records.plan.forms.commitments import SieveForm
from quancheng.records.plan.models import CommitmentList
from quancheng.records.plan.queries import commitment_drafts as editions
from quancheng.records.plan.queries import commitments as queries
from quancheng.records.plan.queries.commitments import CommitmentLine
from quancheng.records.plan.web.commitment_list import commitment_list, units_in
from quancheng.records.plan.web.site import PUBLIC
from quancheng.ui.open_data import Entry, feed_answer, object_answer, table_answer
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

COLUMNS = (
    "序号", "分类", "任务", "承诺内容", "责任单位", "配合单位", "责任人", "职务", "最初承诺时限",
    "现行时限", "状态", "完成日期", "时限调整", "最新进展", "公开页面",
)  # fmt: skip

NEWEST = 200  # in the feed


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest published list; an honest page when there is none. The words of the query go along."""
    found = queries.lists_for(PUBLIC).first()
    if found is None:
        return render(request, "plan/site/commitments_none.html")
    return redirect(reverse("plan_site:commitments_of", args=[found.ref], query=request.GET))


@require_safe
@shelved("unit", "state")
def of_year(request: HttpRequest, ref: str) -> HttpResponse:
    """One published list, narrowed to a unit or a state."""
    found = queries.list_for(PUBLIC, ref)
    lines = queries.shown_lines(queries.commitments_in(found))
    form = SieveForm(request.GET, units=units_in(lines))
    context = {
        "page": commitment_list(found, lines, form.wanted()),
        "form": form,
        "dropped": queries.shown_lines(queries.dropped_from(found)),
        "editions": editions.editions_shown(found),
        "others": queries.lists_for(PUBLIC).exclude(pk=found.pk),
    }
    return render(request, "plan/site/commitments.html", context)


@require_safe
@shelved()
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One commitment: by when, by whom, how far, and each day that was moved with the reason."""
    line = queries.shown_line(ref)
    context = {"line": line, "list": line.commitment.list, "history": tuple(_history(line))[::-1]}
    return render(request, "plan/site/commitment.html", context)


@require_safe
@shelved()
@measured
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The list as a table for a spreadsheet."""
    found = queries.list_for(PUBLIC, ref)
    table = Sheet("公开承诺", COLUMNS, (tuple(_cells(line)) for line in _all_lines(found)))
    return table_answer(table, name=f"commitments-{found.ref}")


@require_safe
@shelved()
@measured
def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The list for programs."""
    found = queries.list_for(PUBLIC, ref)
    rows = [dict(zip(COLUMNS, _cells(line), strict=True)) for line in _all_lines(found)]
    return object_answer(
        {"标题": found.title, "年度": found.year, "承诺机关": found.tenant.full_name, "公开承诺": rows}
    )


@require_safe
@shelved()
@measured
def feed(request: HttpRequest, ref: str) -> HttpResponse:
    """What has become of the commitments, for a reader of feeds."""
    found = queries.list_for(PUBLIC, ref)
    happened = [entry for line in _all_lines(found) for entry in _news(line)]
    entries = sorted(happened, key=lambda entry: entry.at, reverse=True)[:NEWEST]
    home = reverse("plan_site:commitments_of", args=[found.ref])
    return feed_answer(request, title=found.title, home=home, entries=entries)


def _all_lines(found: CommitmentList) -> list[CommitmentLine]:
    standing = queries.shown_lines(queries.commitments_in(found))
    return [*standing, *queries.shown_lines(queries.dropped_from(found))]


def _cells(line: CommitmentLine) -> list[str]:
    """A commitment as a table shows it."""
    each, promise = line.commitment, line.promise
    moves = "；".join(f"{m.before}→{m.until}：{m.reason}" for m in promise.moves)
    last = line.notes[0] if line.notes else None
    return [
        each.no, each.section, each.task, each.content, str(each.case.unit), each.others, each.person,
        each.office, promise.first_day.isoformat(), promise.day.isoformat(), line.outcome.says,
        promise.done_on.isoformat() if promise.done_on else "", moves,
        f"{last.on} {last.words}" if last else "", last.address if last else "",
    ]  # fmt: skip


def _news(line: CommitmentLine) -> Iterator[Entry]:
    ref, task = line.commitment.ref, line.commitment.task
    place = reverse("plan_site:commitment", args=[ref])
    for number, move in enumerate(line.promise.moves, start=1):
        text = f"完成时限由{move.before}调整为{move.until}。理由：{move.reason}"
        yield Entry(task, place, text, f"{ref}:move-{number}", _at(move.on))
    for note in line.notes:
        assert note.confirmed_at, "only what was confirmed is here"
        text = f"{'已完成。' if note.is_done else ''}{note.words}"
        yield Entry(task, place, text, f"{ref}:note-{note.pk}", note.confirmed_at)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())


def _history(line: CommitmentLine) -> Iterator[dict[str, object]]:
    """What happened, as the timeline of the house draws it, the earliest first."""
    promised = line.promise.days[0]
    found: list[dict[str, object]] = [
        {"on": promised.named_on, "title": "向社会承诺", "text": f"承诺完成时限：{_said(promised.until)}。"}
    ]
    for move in line.promise.moves:
        text = f"由{_said(move.before)}调整为{_said(move.until)}。理由：{move.reason}"
        found.append({"on": move.on, "title": "调整时限", "text": text})
    for note in line.notes:
        says = "完成" if note.is_done else "进展"
        found.append({"on": note.on, "title": says, "text": note.words, "address": note.address})
    if line.promise.is_cancelled and (gone := line.commitment.dropped_in):
        text = gone.draft.reason
        found.append({"on": localtime(gone.published_at).date(), "title": "取消", "text": text})
    yield from sorted(found, key=lambda each: str(each["on"]))


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

"""一屏总览: the whole plan on one screen; every number leads to the duties behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from quancheng.records.plan.public import (
    THE_WHOLE,
    Board,
    Counts,
    Mark,
    UnitLine,
    board,
    line_of_year,
    overseen_plan,
    overseen_plans,
)
from quancheng.shells.workbench.overview_tables import TABLES
from quancheng.ui.bands import Share, Tone
from quancheng.ui.gate import actor_of

MOST_UNITS = 60  # [D] a city with its departments and districts; the others behind one click


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, with its word, its colour, and the list behind it."""

    says: str
    count: int
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan as a band."""

    title: str
    counts: Counts
    shares: tuple[Share, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit in one month; nothing due there when `counts` is None."""

    counts: Counts | None
    href: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table and in the map of months."""

    line: UnitLine
    href: str
    done_href: str
    late_href: str
    cells: tuple[Cell, ...]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The newest issued plan of the official's government, or the one chosen. Raises NoSuchPlan."""
    actor = actor_of(request)
    plans = list(overseen_plans(actor))
    if not plans:
        return render(request, "workbench/desk/overview_none.html")
    plan = overseen_plan(actor, request.GET.get("plan", ""))
    told = board(plan, today=timezone.localdate())
    context = {
        "plans": plans,
        "board": told,
        "milestones": line_of_year(plan, today=timezone.localdate()),
        "today": timezone.localdate(),
        "figures": _figures(told),
        "nothing": _nothing(told),
        "shares": _shares(told.counts, plan.ref),
        "parts": [_part(told, title, counts) for title, counts in _titled(told)],
        "units": [_unit(told, line, _href(plan.ref)) for line in _units_shown(request, told)],
        "tables": [(name, each.says) for name, each in TABLES.items()],
        "more": {mark.value: _href(plan.ref, state=mark) for mark in Mark},
    }
    return render(request, "workbench/desk/overview.html", context)


def _units_shown(request: HttpRequest, told: Board) -> Sequence[UnitLine]:
    """Those with most that is late; all of them when asked for: hundreds of units are no one screen."""
    return told.units if request.GET.get("units") == "all" else told.units[:MOST_UNITS]


def _figures(told: Board) -> tuple[Figure, ...]:
    ref, counts = told.plan.ref, told.counts
    marked = (
        (Mark.DONE, counts.done),
        (Mark.UNDER_WAY, counts.under_way),
        (Mark.LATE, counts.late),
        (Mark.SOON, counts.soon),
        (Mark.MOVED, told.moved_count),
        (Mark.UNVERIFIABLE, counts.unverifiable),
    )
    whole = Figure("责任事项", counts.total, "grey", _href(ref))
    return (
        whole,
        *(Figure(m.says, count, m.tone if count else "grey", _href(ref, state=m)) for m, count in marked),
    )


def _nothing(told: Board) -> tuple[str, ...]:
    """The lists that are empty, named in one sentence instead of a heading each."""
    lists = (
        ("申请延期待决定", told.wished),
        ("已逾期", told.late),
        ("已延期", told.moved),
        (Mark.SOON.says, told.soon),
    )
    return tuple(says for says, lines in lists if not lines)


def _shares(counts: Counts, ref: str, **narrower: str) -> tuple[Share, ...]:
    """The duties by mark; together they are all of them."""
    numbers = (counts.done, counts.under_way, counts.late, counts.unverifiable)
    return tuple(
        Share(mark.says, number, Tone(mark.tone), href=_href(ref, state=mark, **narrower))
        for mark, number in zip(THE_WHOLE, numbers, strict=True)
    )


def _titled(told: Board) -> Sequence[tuple[str, Counts]]:
    return [(line.title, line.counts) for line in told.chapters]


def _part(told: Board, title: str, counts: Counts) -> Part:
    ref = told.plan.ref
    return Part(title, counts, _shares(counts, ref, chapter=title), _href(ref, chapter=title))


def _unit(told: Board, line: UnitLine, whole: str) -> UnitRow:
    """`whole`: the address of the list of all duties of the plan, written once for thousands of cells."""
    href = f"{whole}&unit={line.id}"
    return UnitRow(
        line=line,
        href=href,
        done_href=f"{href}&state={Mark.DONE}",
        late_href=f"{href}&state={Mark.LATE}",
        cells=tuple(Cell(line.months.get(month), f"{href}&month={month}") for month in told.months),
    )


def _href(ref: str, **narrower: str) -> str:
    told = {name: value for name, value in narrower.items() if value}
    return f"{reverse('plan_desk:duties_of')}?{urlencode({'plan': ref, **told})}"

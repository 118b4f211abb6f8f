"""The supervision screen: the lights, one list at a time, every unit, and the governments below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.records.disclosure.forms.watching import WatchForm, spans
from quancheng.records.disclosure.queries import watching as queries
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.watching import LIGHTS, TABS, Picked, Watch, together
from quancheng.records.disclosure.web.supervision.lines import (
    LIGHT_TONES,
    WatchLine,
    figure_sheet,
    letter_lines,
    request_lines,
    sheet_of,
    urged_lines,
)
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.narrow_pages import NarrowPaginator
from quancheng.ui.sure import only_when_sure

PAGE = 30
BEHIND = (
    Watch.OPEN, Watch.SOON, Watch.OVERDUE, Watch.ANSWERED, Watch.LATE, Watch.EXTENDED, Watch.CORRECTED,
)  # fmt: skip
HOME = ("依申请公开", "disclosure_desk:requests")


@dataclass(frozen=True, slots=True)
class Tile:
    """One light, or one list, with how many stand in it and where it leads."""

    watch: Watch
    count: int | None
    href: str
    is_here: bool
    tone: str = ""


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """Everything that supervision looks at, on one page."""
    actor, today = actor_of(request), timezone.localdate()
    form = _form(request, actor)
    picked, watch = form.picked(today=today), form.watch()
    counts = queries.open_counts(actor, picked, today=today)
    page, lines = _listed(actor, watch, picked, today=today, number=request.GET.get("page"))
    units = queries.figures_of_units(actor, picked, today=today)
    context = {
        "form": form,
        "picked": picked,
        "watch": watch,
        "lights": list(_lights(picked, counts, watch)),
        "resting": counts[Watch.RESTING],
        "resting_href": _href(picked, Watch.RESTING),
        "open_count": counts[Watch.OPEN],
        "tabs": list(_tabs(actor, picked, counts, watch, today=today)),
        "page": page,
        "lines": lines,
        "units": [(one, _unit_links(picked, one.id)) for one in units],
        "whole": together("合计", units) if len(units) > 1 else None,
        "below": queries.figures_below(actor, picked, today=today),
        "spans": [(says, _days(picked, first, last), (first, last) == (picked.first, picked.last))
                  for says, first, last in spans(today)],
        "is_office": is_office(actor),
        "asked": _query(picked, watch),
        "trail": [(HOME[0], reverse(HOME[1])), ("监管", "")],
    }  # fmt: skip
    return render(request, "disclosure/desk/supervision/screen.html", context)


@only_when_sure
@require_safe
def as_file(request: HttpRequest, form: str) -> HttpResponse:
    """The list that is looked at, in full."""
    actor, today = actor_of(request), timezone.localdate()
    asked = _form(request, actor)
    picked, watch = asked.picked(today=today), asked.watch()
    lines = _all_lines(actor, watch, picked, today=today)
    return _file(sheet_of(f"依申请公开监管-{watch.says}", lines), form)


@only_when_sure
@require_safe
def figures_as_file(request: HttpRequest, form: str) -> HttpResponse:
    """The table of the units."""
    actor, today = actor_of(request), timezone.localdate()
    picked = _form(request, actor).picked(today=today)
    figures = queries.figures_of_units(actor, picked, today=today)
    return _file(figure_sheet("依申请公开监管-各单位", figures), form)


def _file(sheet: Sheet, form: str) -> HttpResponse:
    name = f"{sheet.title}-{timezone.localdate():%Y%m%d}"
    if form == "csv":
        return saved(as_csv(sheet), CSV_TYPE, f"{name}.csv")
    return saved(as_xlsx(sheet), XLSX_TYPE, f"{name}.xlsx")


def _form(request: HttpRequest, actor: Actor) -> WatchForm:
    form = WatchForm(request.GET)
    form.offer(queries.units_to_pick(actor))
    return form


def _listed(
    actor: Actor, watch: Watch, picked: Picked, *, today: date, number: str | None
) -> tuple[Page[Any], list[WatchLine]]:
    """One page of one list."""
    match watch:
        case Watch.UNSIGNED:
            letters = Paginator(queries.letters_unsigned(actor, picked, today=today), PAGE).get_page(number)
            return letters, list(letter_lines(letters.object_list, today=today))
        case Watch.URGED:
            urged = Paginator(queries.urgings(actor, picked), PAGE).get_page(number)
            return urged, list(urged_lines(list(urged.object_list), today=today))
    if watch.is_of_period:
        ended = queries.outcomes_watched(actor, watch, picked)
        pages: Paginator[Any] = NarrowPaginator(
            ended, PAGE, whole=queries.requests_ended(actor), key="request_id"
        )
    else:
        pages = Paginator(queries.requests_watched(actor, watch, picked, today=today), PAGE)
    found = pages.get_page(number)
    bounds = queries.bounds_for(actor, today=today)
    return found, list(request_lines(found.object_list, today=today, bounds=bounds))


def _all_lines(actor: Actor, watch: Watch, picked: Picked, *, today: date) -> Iterator[WatchLine]:
    match watch:
        case Watch.UNSIGNED:
            return letter_lines(queries.letters_unsigned(actor, picked, today=today), today=today)
        case Watch.URGED:
            return urged_lines(list(queries.urgings(actor, picked)), today=today)
    bounds = queries.bounds_for(actor, today=today)
    found = queries.requests_watched(actor, watch, picked, today=today)
    return request_lines(found, today=today, bounds=bounds)


def _lights(picked: Picked, counts: Mapping[Watch, int], here: Watch) -> Iterator[Tile]:
    for watch, level in LIGHTS.items():
        yield Tile(watch, counts[watch], _href(picked, watch), watch is here, LIGHT_TONES[level])


def _tabs(
    actor: Actor, picked: Picked, counts: Mapping[Watch, int], here: Watch, *, today: date
) -> Iterator[Tile]:
    """The lists in the open; one that was reached by a number stands behind them while it is looked at."""
    told: dict[Watch, int] = {
        **counts,
        Watch.LATE: queries.late_count(actor, picked),
        Watch.UNSIGNED: queries.letters_unsigned(actor, picked, today=today).count(),
    }
    for watch in (*TABS, *(() if here in TABS else (here,))):
        yield Tile(watch, told.get(watch), _href(picked, watch), watch is here)


def _unit_links(picked: Picked, unit_id: int) -> Mapping[str, str]:
    """Where the numbers of a unit lead."""
    of_unit = Picked(picked.first, picked.last, unit_id)
    return {watch.value: _href(of_unit, watch) for watch in BEHIND}


def _query(picked: Picked, watch: Watch) -> str:
    told = {"list": watch.value, "first": picked.first.isoformat(), "last": picked.last.isoformat()}
    return urlencode(told | ({"unit": str(picked.unit_id)} if picked.unit_id else {}))


def _href(picked: Picked, watch: Watch) -> str:
    return f"{reverse('disclosure_desk:supervision')}?{_query(picked, watch)}#list"


def _days(picked: Picked, first: date, last: date) -> str:
    told = {"first": first.isoformat(), "last": last.isoformat()}
    unit = {"unit": str(picked.unit_id)} if picked.unit_id else {}
    return f"{reverse('disclosure_desk:supervision')}?{urlencode(told | unit)}"

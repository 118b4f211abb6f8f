"""The scores at the desk: the office's matrix, an indicator with every unit, a unit's own sheet."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.insight.scorecards.models import ScoreSet
from quancheng.insight.scorecards.queries.appeals import appeals_waiting
from quancheng.insight.scorecards.queries.papers import sheet_letter, table_of
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.queries.results import history_of, result_of_period
from quancheng.insight.scorecards.queries.scoring import Board, Card, live_board
from quancheng.insight.scorecards.queries.sets import (
    indicator_for,
    is_head,
    is_office,
    newest_year,
    set_in_force,
)
from quancheng.insight.scorecards.rules.periods import Period, parse, periods_of
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.web.lines import cell_of, rows_of, sheet_rows
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx
from quancheng.kernel.files.tables import CSV_TYPE, XLSX_TYPE, Sheet, as_csv, as_xlsx
from quancheng.kernel.orgs.queries import units_for
from quancheng.ui.answers import saved
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

HOME = "督导考核"


class NotScored(Refusal):
    """The unit is not scored in the period, or is not one of which the actor may see the score."""

    code = "scorecards.not_scored"
    status = 404


class NoSuchFile(Refusal):
    """The table is given as CSV and as xlsx."""

    code = "scorecards.no_such_file"
    status = 404


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Every unit with every indicator, as the records stand today; for a unit its own sheet."""
    actor, today = actor_of(request), timezone.localdate()
    period = asked_period(request, today)
    score_set = set_in_force(actor, min(period.last, max(today, period.first)))
    if score_set is None:
        return render(request, "scorecards/desk/none.html", _context(actor, period, today, None))
    board = live_board(score_set, period, today=today)
    if not is_office(actor) or score_set.tenant_id != actor.tenant_id:
        return _show_sheet(request, actor, board, actor.unit_id or 0)
    context = _context(actor, period, today, score_set) | {
        "board": board,
        "groups": list(rows_of(board, request.GET.get("sort", ""))),
        "sort": request.GET.get("sort", ""),
        "result": result_of_period(score_set.tenant_id, period),
        "waiting": appeals_waiting(actor),
        "has_manual": any(one.shape == Shape.MANUAL for one in board.indicators),
        "may_freeze": is_head(actor) and today > period.last,
    }
    return render(request, "scorecards/desk/matrix.html", context)


@only_when_sure
@require_safe
def table(request: HttpRequest, ending: str) -> HttpResponse:
    """The office's table of all units, to be saved. Raises NotScored, NoSuchFile."""
    actor, today = actor_of(request), timezone.localdate()
    period = asked_period(request, today)
    return table_answer(table_of(_office_board(actor, period, today), period), ending)


def table_answer(sheet: Sheet, ending: str) -> HttpResponse:
    """A table as CSV or xlsx. Raises NoSuchFile."""
    name = f"{sheet.title}-{timezone.localdate():%Y%m%d}.{ending}"
    if ending == "csv":
        return saved(as_csv(sheet), CSV_TYPE, name)
    if ending == "xlsx":
        return saved(as_xlsx(sheet), XLSX_TYPE, name)
    raise NoSuchFile("得分表只有csv和xlsx两种格式，请从页面上选择")


@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The sheet of one unit, as the records stand today. Raises NotScored."""
    actor, today = actor_of(request), timezone.localdate()
    period = asked_period(request, today)
    return _show_sheet(request, actor, _board(actor, period, today), unit_id)


@require_safe
def unit_paper(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The same as a docx. Raises NotScored."""
    actor, today = actor_of(request), timezone.localdate()
    board = _board(actor, asked_period(request, today), today)
    card = _card_of(actor, board, unit_id)
    title = f"{board.period.says}政务公开考核单"
    paper = sheet_letter(
        card, title=title, office=board.score_set.tenant.full_name, until=board.until, frozen_on=None
    )
    return saved(as_docx(paper), DOCX_TYPE, f"{title} {card.unit_name}.docx")


@require_safe
def indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """One indicator with every unit that the actor may see. Raises NoSuchIndicator."""
    actor, today = actor_of(request), timezone.localdate()
    seen = indicator_for(actor, indicator_id)
    period = asked_period(request, today)
    board = live_board(seen.set, period, today=today)
    cards = [card for card in board.cards if may_see_card(actor, board.score_set, card)]
    lines = [(card, line) for card in cards for line in card.lines if line.indicator.pk == seen.pk]
    lines.sort(key=lambda pair: (pair[1].points is None, -(pair[1].points or 0)))
    context = _context(actor, period, today, seen.set) | {
        "indicator": seen,
        "reading": readings().get(seen.reading),
        "lines": [(card, line, cell_of(line)) for card, line in lines],
        "board": board,
        "is_manual": seen.shape == Shape.MANUAL,
        "trail": [(HOME, reverse("scorecards_desk:matrix")), (seen.name, "")],
    }
    return render(request, "scorecards/desk/indicator.html", context)


def asked_period(request: HttpRequest, today: date) -> Period:
    """The period of the address; else the year of today, or the last year that was scored before it."""
    told = parse(request.GET.get("period", ""))
    return told or Period(newest_year(actor_of(request), today) or today.year)


def may_see_card(actor: Actor, score_set: ScoreSet, card: Card) -> bool:
    """The office sees every unit of its government's set, a unit itself."""
    is_own_office = is_office(actor) and actor.tenant_id == score_set.tenant_id
    return is_own_office or card.unit.pk == actor.unit_id


def _board(actor: Actor, period: Period, today: date) -> Board:
    score_set = set_in_force(actor, min(period.last, max(today, period.first)))
    if score_set is None:
        raise NotScored(f"{period.says}没有施行中的考核指标，请换一个考核期")
    return live_board(score_set, period, today=today)


def _office_board(actor: Actor, period: Period, today: date) -> Board:
    board = _board(actor, period, today)
    if not is_office(actor) or board.score_set.tenant_id != actor.tenant_id:
        raise NotScored("全部单位的得分表只供政务公开机构查看；本单位的得分请看考核单")
    return board


def _card_of(actor: Actor, board: Board, unit_id: int) -> Card:
    for card in board.cards:
        if card.unit.pk == unit_id and may_see_card(actor, board.score_set, card):
            return card
    raise NotScored("没有找到这个单位的得分：它不在考核对象之列，或不是您所在的单位", unit=unit_id)


def _show_sheet(request: HttpRequest, actor: Actor, board: Board, unit_id: int) -> HttpResponse:
    today = timezone.localdate()
    is_own = unit_id == actor.unit_id
    found = [card for card in board.cards if card.unit.pk == unit_id]
    if is_own and not found:
        context = _context(actor, board.period, today, board.score_set) | {"unit": _named(actor)}
        return render(request, "scorecards/desk/none.html", context)
    card = _card_of(actor, board, unit_id)
    history = list(history_of(actor, unit_id, tenant_id=board.score_set.tenant_id))
    context = _context(actor, board.period, today, board.score_set) | {
        "standing": next((one for one in history if one.result.period == board.period.code), None),
        "board": board, "card": card, "rows": sheet_rows(actor, card.lines), "is_own": is_own,
        "history": history,
        "is_office": is_office(actor), "frozen": None,
        "trail": [(HOME, reverse("scorecards_desk:matrix")), (card.unit_name, "")],
    }  # fmt: skip
    return render(request, "scorecards/desk/unit.html", context)


def _named(actor: Actor) -> str:
    return str(units_for(actor).filter(pk=actor.unit_id or 0).first() or "")


def _context(actor: Actor, period: Period, today: date, score_set: ScoreSet | None) -> dict[str, object]:
    years = sorted({today.year, period.year, today.year - 1}, reverse=True)
    return {
        "period": period,
        "periods": [one for year in years for one in periods_of(year)],
        "score_set": score_set,
        "is_office": is_office(actor),
        "today": today,
    }

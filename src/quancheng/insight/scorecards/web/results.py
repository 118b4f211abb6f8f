"""Frozen results at the desk, points by hand, and the appeals of units."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.insight.scorecards.commands import results as writing
from quancheng.insight.scorecards.forms import MarkForm
from quancheng.insight.scorecards.models import Result
from quancheng.insight.scorecards.queries import results as queries
from quancheng.insight.scorecards.queries.letters import letters_about
from quancheng.insight.scorecards.queries.papers import sheet_letter, table_of
from quancheng.insight.scorecards.queries.sets import (
    NoSuchMark,
    indicator_for,
    is_office,
    mark_for,
    must_be_office,
    scored_units_of,
    standing_mark,
)
from quancheng.insight.scorecards.rules.periods import parse
from quancheng.insight.scorecards.web.desk import HOME, asked_period, table_answer
from quancheng.insight.scorecards.web.lines import rows_of, sheet_rows
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE, as_docx
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.ui.answers import kept, saved
from quancheng.ui.entered import turn_away
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

RESULTS = "考核结果"


class NoSuchPeriod(Refusal):
    """No quarter or year is written so."""

    code = "scorecards.no_such_period"
    status = 422


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was frozen, the newest first; for a unit the periods in which it was scored."""
    actor = actor_of(request)
    told = [(one, queries.period_of(one), _is_own(actor, one)) for one in queries.results_listed(actor)]
    context = {
        "results": told, "is_office": is_office(actor), "today": timezone.localdate(),
        "trail": _trail((RESULTS, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/results.html", context)


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Fix the result of a period that is over; what is refused is told where it was asked for."""
    period = parse(request.POST.get("period", ""))
    try:
        if period is None:
            raise NoSuchPeriod("没有选定考核期，请从页面上选择")
        frozen = writing.freeze_result(period=period, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        code = f"?period={period.code}" if period else ""
        return redirect(reverse("scorecards_desk:matrix") + code)
    messages.success(request, f"{period.says}结果已固化，各单位已收到通知")
    return redirect("scorecards_desk:result", frozen.pk)


@require_safe
def result(request: HttpRequest, result_id: int) -> HttpResponse:
    """A frozen result; a unit goes straight to its own sheet. Raises NoSuchResult."""
    actor = actor_of(request)
    seen = queries.result_for(actor, result_id)
    board = queries.frozen_board(actor, seen)
    if not (is_office(actor) and actor.tenant_id == seen.tenant_id):
        return redirect("scorecards_desk:score", board.cards[0].score_id)
    sort = request.GET.get("sort", "")
    context = {
        "result": seen, "board": board, "period": board.period, "sort": sort,
        "groups": list(rows_of(board, sort)),
        "is_office": True, "trail": _trail(_results(), (board.period.says, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/result.html", context)


@only_when_sure
@require_safe
def result_table(request: HttpRequest, result_id: int, ending: str) -> HttpResponse:
    """The same as a file, as far as the actor may see it. Raises NoSuchResult, NoSuchFile."""
    actor = actor_of(request)
    board = queries.frozen_board(actor, queries.result_for(actor, result_id))
    return table_answer(table_of(board, board.period), ending)


@require_safe
def differences(request: HttpRequest, result_id: int) -> HttpResponse:
    """What the records of today would give otherwise; the frozen figures stand. Raises NoSuchResult."""
    actor, today = actor_of(request), timezone.localdate()
    seen = queries.result_of_office(actor, result_id)
    period = queries.period_of(seen)
    context = {
        "result": seen, "period": period, "differs": queries.differences(actor, seen, today=today),
        "trail": _trail(
            _results(), (period.says, reverse("scorecards_desk:result", args=[seen.pk])), ("重算核对", "")
        ),
    }  # fmt: skip
    return render(request, "scorecards/desk/differences.html", context)


@require_safe
def score(request: HttpRequest, score_id: int) -> HttpResponse:
    """The frozen sheet of one unit, with corrections, appeals and letters. Raises NoSuchScore."""
    actor, today = actor_of(request), timezone.localdate()
    seen = queries.score_for(actor, score_id)
    card = queries.card_now(actor, seen)
    period = queries.period_of(seen.result)
    context = {
        "frozen": seen, "card": card, "period": period, "score_set": seen.result.set,
        "rows": sheet_rows(actor, card.lines),
        "corrections": list(queries.corrections_of(seen)), "appeals": list(queries.appeals_against(seen)),
        "letters": letters_about(actor, seen), "is_own": seen.unit_id == actor.unit_id,
        "may_appeal": seen.unit_id == actor.unit_id and today <= seen.result.appeal_until,
        "is_office": is_office(actor), "today": today,
        "trail": _trail(_results(), (f"{period.says} {seen.unit_name}", "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/unit.html", context)


@require_safe
def score_paper(request: HttpRequest, score_id: int) -> HttpResponse:
    """The same as a docx. Raises NoSuchScore."""
    actor = actor_of(request)
    seen = queries.score_for(actor, score_id)
    title = f"{queries.period_of(seen.result).says}政务公开考核单"
    paper = sheet_letter(
        queries.card_now(actor, seen), title=title, office=seen.result.set.tenant.full_name,
        until=seen.result.last_on, frozen_on=timezone.localdate(seen.result.frozen_at),
        corrections=queries.corrections_of(seen), letters=letters_about(actor, seen),
    )  # fmt: skip
    return saved(as_docx(paper), DOCX_TYPE, f"{title} {seen.unit_name}.docx")


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, indicator_id: int, unit_id: int) -> HttpResponse:
    """Points by hand for one unit in one period. Raises NotOfOffice, NoSuchIndicator, NoSuchMark."""
    actor, today = actor_of(request), timezone.localdate()
    must_be_office(actor)
    seen, period = indicator_for(actor, indicator_id), asked_period(request, today)
    scored = scored_units_of(seen.set).filter(unit_id=unit_id).first()
    if scored is None:
        raise NoSuchMark("这个单位不在考核对象之列，请从指标页面选择")
    form = MarkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name, accepted=EVIDENCE)
            writing.give_mark(
                indicator_id=indicator_id, unit_id=unit_id, period=period,
                points=form.cleaned_data["points"], reason=form.cleaned_data["reason"], upload=safe,
                data=data, actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "评定已保存，由另一人确认后计分")
            return redirect(_of_indicator(indicator_id, period.code))
    context = {
        "form": form, "indicator": seen, "unit": scored.unit, "period": period,
        "mark": standing_mark(seen, scored.unit, period),
        "trail": _trail((seen.name, _of_indicator(indicator_id, period.code)), (str(scored.unit), "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/mark.html", context, status=422 if form.errors else 200)


@require_POST
def confirm_mark(request: HttpRequest, mark_id: int) -> HttpResponse:
    """A second person stands by points given by hand. Raises NotOfOffice, NoSuchMark, SecondPersonNeeded."""
    confirmed = writing.confirm_mark(mark_id=mark_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, f"已确认{confirmed.unit}的人工评定")
    return redirect(_of_indicator(confirmed.indicator_id, confirmed.period))


@require_safe
def mark_file(request: HttpRequest, mark_id: int) -> FileResponse:
    """What the points by hand stand on. Raises NoSuchMark."""
    return kept(mark_for(actor_of(request), mark_id).file)


def _of_indicator(indicator_id: int, period: str) -> str:
    return f"{reverse('scorecards_desk:indicator', args=[indicator_id])}?period={period}"


def _is_own(actor: Actor, one: Result) -> bool:
    return is_office(actor) and one.tenant_id == actor.tenant_id


def _results() -> tuple[str, str]:
    return (RESULTS, reverse("scorecards_desk:results"))


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [(HOME, reverse("scorecards_desk:matrix")), *rest]

"""The governments below at the desk, in figures: for the openness office of the one above."""

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quancheng.insight.scorecards.queries import below as queries
from quancheng.insight.scorecards.queries.papers import below_table
from quancheng.insight.scorecards.queries.sets import must_be_office
from quancheng.insight.scorecards.rules.periods import Period, parse
from quancheng.insight.scorecards.web.desk import HOME, table_answer
from quancheng.insight.scorecards.web.lines import rows_of, tone_of
from quancheng.kernel.basis.actor import Actor
from quancheng.ui.bands import Share, Tone
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

BELOW = "下级考核"
HUNDRED = Decimal(100)
BANDS = {Tone.GREEN: "90分以上", Tone.YELLOW: "75至90分", Tone.ORANGE: "60至75分", Tone.RED: "60分以下"}


@require_safe
def below(request: HttpRequest) -> HttpResponse:
    """Every government below in one period. Raises NotOfOffice."""
    actor = actor_of(request)
    must_be_office(actor)
    periods = [each for each in map(parse, queries.periods_below(actor)) if each]
    period = _asked(request, periods)
    lines = queries.below(actor, period)
    context = {
        "lines": [(one, shares_of(one.figures.totals) if one.figures else ()) for one in lines],
        "frozen": sum(one.result is not None for one in lines),
        "whose": queries.governments_in_words(actor), "period": period,
        "periods": list(dict.fromkeys([*periods, period])), "is_office": True,
        "trail": _trail((BELOW, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/below.html", context)


@require_safe
def result(request: HttpRequest, result_id: int) -> HttpResponse:
    """One government below: units and indicators, in figures. Raises NotOfOffice, NoSuchResult."""
    actor = actor_of(request)
    seen = queries.result_below(actor, result_id)
    board = queries.board_below(actor, seen)
    figures = queries.figures_of(board)
    context = {
        "result": seen, "board": board, "figures": figures, "shares": shares_of(figures.totals),
        "indicators": [
            (one, tone_of(one.average, one.weight)) for one in queries.indicator_figures(board)
        ],
        "groups": list(rows_of(board)), "acts": queries.acts_about(seen),
        "trail": _trail(
            (BELOW, reverse("scorecards_desk:below") + f"?period={seen.period}"), (str(seen.tenant), "")
        ),
    }  # fmt: skip
    return render(request, "scorecards/desk/below_result.html", context)


@only_when_sure
@require_safe
def table(request: HttpRequest, ending: str) -> HttpResponse:
    """The table of the governments below, to be saved. Raises NotOfOffice, NoSuchFile."""
    actor: Actor = actor_of(request)
    must_be_office(actor)
    period = _asked(request, [each for each in map(parse, queries.periods_below(actor)) if each])
    return table_answer(below_table(queries.below(actor, period), period), ending)


def shares_of(totals: Iterable[Decimal]) -> tuple[Share, ...]:
    """How many units reached how much."""
    tones = [tone_of(total, HUNDRED) for total in totals]
    return tuple(Share(says, tones.count(tone), tone) for tone, says in BANDS.items())


def _asked(request: HttpRequest, periods: list[Period]) -> Period:
    """The period of the address; else the newest that can be read."""
    told = parse(request.GET.get("period", ""))
    return told or next(iter(periods), Period(timezone.localdate().year))


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [(HOME, reverse("scorecards_desk:matrix")), *rest]

"""Frozen results of the governments directly below, in figures: for the openness office of the one above.

Scores, points and counts are figures. Records, reasons, workings, the words of appeals and letters are the
government's own and are not here at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Value

from quancheng.insight.scorecards.models import Addressee, Appeal, Indicator, Result, Score
from quancheng.insight.scorecards.queries.results import (
    NoSuchResult,
    frozen_card,
    period_of,
    places_now,
    with_points,
)
from quancheng.insight.scorecards.queries.scoring import Board, Card, Line
from quancheng.insight.scorecards.queries.sets import indicators_of, must_be_office
from quancheng.insight.scorecards.rules.letters import Kind as LetterKind
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.readings import Reading
from quancheng.insight.scorecards.rules.scoring import rounded
from quancheng.insight.scorecards.rules.spans import span_in
from quancheng.insight.scorecards.workflow import State
from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Level, Tenant, UnitKind

_CALLED: Mapping[str, str] = {
    Level.PROVINCE.value: "各市", Level.CITY.value: "各区县", Level.DISTRICT.value: "各镇街"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What the units of one result come to, with the corrections since."""

    units: int
    average: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    totals: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """One government below in a period: what it froze, and what the one above gave it."""

    tenant: Tenant
    result: Result | None = None
    figures: Figures | None = None
    appeals: int = 0
    upheld: int = 0
    letters: Mapping[str, int] | None = None
    own: Score | None = None
    own_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """One indicator of a result below: its weight, and what the units reached on average."""

    indicator: Indicator
    weight: Decimal
    average: Decimal | None
    full: int  # units with all its points
    counted: int  # units to which it applied


def results_below(actor: Actor) -> QuerySet[Result]:
    """What the governments directly below froze, as far as the one policy lets figures be read."""
    found = Result.objects.annotate(audience=Value(Audience.FIGURES.value))
    seen = found.filter(visible_to(actor, whose=Whose(unit=""))).exclude(tenant_id=actor.tenant_id or 0)
    return seen.select_related("set", "tenant").order_by("-last_on", "first_on", "tenant_id")


def result_below(actor: Actor, result_id: int) -> Result:
    """One of them. Raises NotOfOffice, NoSuchResult."""
    must_be_office(actor)
    found = results_below(actor).filter(pk=result_id).first()
    if found is None:
        raise NoSuchResult("没有找到下级政府的这期考核结果，请从列表中选择", result=result_id)
    return found


def periods_below(actor: Actor) -> list[str]:
    """The periods of which something can be read, the newest first."""
    return list(dict.fromkeys(results_below(actor).values_list("period", flat=True)))


def below(actor: Actor, period: Period) -> tuple[Below, ...]:
    """Every government directly below, the best first, in a fixed number of queries. Raises NotOfOffice."""
    must_be_office(actor)
    results = {one.tenant_id: one for one in results_below(actor).filter(period=period.code)}
    figures = _figures_of_each(results.values())
    appeals, letters = _appeals_of_each(results.values()), _letters_of_each(results.values())
    own = _scored_above(actor, period)
    tenants = Tenant.objects.filter(parent=actor.tenant_id or 0).order_by("pk")
    found = [
        Below(tenant, own=own.get(tenant.pk), own_total=_final(own.get(tenant.pk))) for tenant in tenants
    ]
    for place, one in enumerate(found):
        if result := results.get(one.tenant.pk):
            filed, upheld = appeals.get(result.pk, (0, 0))
            found[place] = replace(
                one, result=result, figures=figures.get(result.pk), appeals=filed, upheld=upheld,
                letters=letters.get(result.pk),
            )  # fmt: skip
    return tuple(sorted(found, key=_best_first))


def _final(score: Score | None) -> Decimal | None:
    return frozen_card(score).final if score else None


@dataclass(frozen=True, slots=True)
class Acts:
    """How many appeals and letters there were about a result."""

    filed: int
    upheld: int
    letters: Mapping[str, int]


def acts_about(result: Result) -> Acts:
    """The same counts as in the table, for one result."""
    filed, upheld = _appeals_of_each([result]).get(result.pk, (0, 0))
    return Acts(filed, upheld, _letters_of_each([result]).get(result.pk, {}))


def governments_in_words(actor: Actor) -> str:
    """What the governments directly below are called: 区县, 镇街."""
    level = Tenant.objects.filter(pk=actor.tenant_id or 0).values_list("level", flat=True).first()
    return _CALLED.get(level or "", "下级政府")


def board_below(actor: Actor, result: Result) -> Board:
    """A result of a government below in figures: no working, no record, no reason."""
    del actor  # who may see it was asked when it was fetched
    period, places = period_of(result), places_now(result)
    scores = with_points(_scores_of([result]))
    cards = [_bare(replace(frozen_card(score), place=places[score.pk])) for score in scores]
    cards.sort(key=lambda card: (card.group, card.place is None, card.place or 0, card.unit.code))
    indicators = tuple(one for one in indicators_of(result.set) if span_in(one, period))
    return Board(result.set, period, result.last_on, indicators, tuple(cards))


def indicator_figures(board: Board) -> tuple[IndicatorFigure, ...]:
    """What the units reached in each indicator, on average."""
    lines: dict[int, list[Line]] = {}
    for card in board.cards:
        for line in card.lines:
            lines.setdefault(line.indicator.pk, []).append(line)
    return tuple(_indicator_figure(one, lines[one.pk]) for one in board.indicators if one.pk in lines)


def figures_of(board: Board) -> Figures:
    """The same for the totals."""
    return _figures(card.final for card in board.cards)


def _indicator_figure(one: Indicator, lines: Sequence[Line]) -> IndicatorFigure:
    points = [line.corrected for line in lines if line.corrected is not None]
    weight = lines[0].weight
    return IndicatorFigure(one, weight, _mean(points), sum(x >= weight for x in points), len(points))


def _bare(card: Card) -> Card:
    lines = tuple(
        replace(x, working="", mark=None, reading=Reading(x.reading.numerator, x.reading.denominator))
        for x in card.lines
    )
    return replace(card, lines=lines, score_id=0)


def _figures_of_each(results: Iterable[Result]) -> dict[int, Figures]:
    totals: dict[int, list[Decimal | None]] = {}
    scores = _scores_of(results)
    corrected = with_points(scores.filter(corrections__isnull=False).distinct())
    finals = {score.pk: frozen_card(score).final for score in corrected}  # their points alone are fetched
    for pk, result, total in scores.values_list("pk", "result", "total"):
        totals.setdefault(result, []).append(finals.get(pk, total))
    return {pk: _figures(each) for pk, each in totals.items()}


def _scores_of(results: Iterable[Result]) -> QuerySet[Score]:
    return Score.objects.filter(result__in=list(results)).select_related("unit", "result__set").order_by("pk")


def _figures(totals: Iterable[Decimal | None]) -> Figures:
    every = list(totals)
    counted = tuple(total for total in every if total is not None)
    return Figures(
        len(every), _mean(counted), max(counted, default=None), min(counted, default=None), counted
    )


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return rounded(sum(values, Decimal(0)) / len(values)) if values else None


def _appeals_of_each(results: Iterable[Result]) -> dict[int, tuple[int, int]]:
    found = Appeal.objects.filter(score__result__in=list(results)).order_by().values_list("score__result")
    counted = found.annotate(
        filed=Count("pk", filter=~Q(case__state=State.WITHDRAWN)),
        upheld=Count("pk", filter=Q(case__state=State.UPHELD)),
    )
    return {result: (filed, upheld) for result, filed, upheld in counted}


def _letters_of_each(results: Iterable[Result]) -> dict[int, dict[str, int]]:
    """How many letters of each kind went out; what was withdrawn is not counted."""
    sent = Addressee.objects.filter(
        letter__result__in=list(results), letter__issued_at__isnull=False, letter__withdrawn_at__isnull=True
    )
    counted = sent.order_by().values_list("letter__result", "letter__kind")
    found: dict[int, dict[str, int]] = {}
    for result, kind, count in counted.annotate(count=Count("letter", distinct=True)):
        found.setdefault(result, {})[LetterKind(kind).says] = count
    return found


def _scored_above(actor: Actor, period: Period) -> dict[int, Score]:
    """What the governments below reached in the result of the actor's own government."""
    mine = Score.objects.filter(
        result__tenant_id=actor.tenant_id or 0, result__period=period.code, unit__kind=UnitKind.GOVERNMENT
    )
    return {score.unit.tenant_id: score for score in with_points(mine.select_related("unit", "result__set"))}


def _best_first(one: Below) -> tuple[bool, Decimal, int]:
    average = one.figures.average if one.figures else None
    return average is None, -(average or Decimal(0)), one.tenant.pk

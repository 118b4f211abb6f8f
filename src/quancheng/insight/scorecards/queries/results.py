"""Reading frozen results: the office all of its government, a unit its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db.models import Avg, Count, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from quancheng.insight.scorecards.models import Appeal, Correction, Indicator, Point, Result, Score
from quancheng.insight.scorecards.queries.scoring import Board, Card, Line, live_board, totalled
from quancheng.insight.scorecards.queries.sets import indicators_of, is_office, must_be_office
from quancheng.insight.scorecards.rules.periods import Period, parse
from quancheng.insight.scorecards.rules.readings import Reading, Source
from quancheng.insight.scorecards.rules.scoring import NoBase, Shape, Total, ranks
from quancheng.insight.scorecards.rules.spans import span_in
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar

KEPT_SOURCES = 500  # of one point: the first so many records are written down with it


class NoSuchResult(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_result"
    status = 404


class NoSuchScore(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_score"
    status = 404


@dataclass(frozen=True, slots=True)
class Differs:
    """A point that the records of today would give otherwise than it was frozen."""

    unit_name: str
    indicator: Indicator
    frozen: Decimal | None
    today: Decimal | None


def results_for(actor: Actor) -> QuerySet[Result]:
    """The results that the actor may see: the office's own, and those in which the actor's unit is scored."""
    found = Result.objects.select_related("set__tenant", "tenant", "frozen_by")
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    seen = Q(pk__in=Score.objects.filter(unit_id=actor.unit_id).values("result"))
    if is_office(actor):
        seen |= Q(tenant_id=actor.tenant_id)
    return found.filter(seen).order_by("-last_on", "first_on", "pk")


def results_listed(actor: Actor) -> QuerySet[Result]:
    """The same with what was frozen: for the office of all units, for a unit its own score."""
    own = Score.objects.filter(result=OuterRef("pk"), unit_id=actor.unit_id or 0)
    return results_for(actor).annotate(
        units=Count("scores"), average=Avg("scores__total"), highest=Max("scores__total"),
        lowest=Min("scores__total"), own_total=Subquery(own.values("total")[:1]),
        own_score=Subquery(own.values("pk")[:1]),
    )  # fmt: skip


def result_for(actor: Actor, result_id: int) -> Result:
    """One result. Raises NoSuchResult."""
    found = results_for(actor).filter(pk=result_id).first()
    if found is None:
        raise NoSuchResult("没有找到这期考核结果，请从列表中选择", result=result_id)
    return found


def result_of_period(tenant_id: int, period: Period) -> Result | None:
    """What was frozen for a period."""
    return Result.objects.filter(tenant_id=tenant_id, period=period.code).select_related("set").first()


def result_of_office(actor: Actor, result_id: int) -> Result:
    """One result of the actor's own government, for its office. Raises NotOfOffice, NoSuchResult."""
    must_be_office(actor)
    found = result_for(actor, result_id)
    if found.tenant_id != actor.tenant_id:
        raise NoSuchResult("没有找到本级政府的这期考核结果，请从列表中选择", result=result_id)
    return found


def scores_for(actor: Actor) -> QuerySet[Score]:
    """The frozen scores that the actor may see."""
    found = Score.objects.select_related("unit", "result__set__tenant")
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    seen = Q(unit_id=actor.unit_id)
    if is_office(actor):
        seen |= Q(result__tenant_id=actor.tenant_id)
    return found.filter(seen)


def score_for(actor: Actor, score_id: int) -> Score:
    """One frozen score. Raises NoSuchScore."""
    found = scores_for(actor).filter(pk=score_id).first()
    if found is None:
        raise NoSuchScore("没有找到这份得分，只能查看本单位的得分", score=score_id)
    return found


def own_score(actor: Actor, score_id: int) -> Score:
    """A frozen score of the actor's own unit: only it appeals. Raises NoSuchScore."""
    found = score_for(actor, score_id)
    if found.unit_id != actor.unit_id:
        raise NoSuchScore("申诉由被考核单位提出，这不是您所在单位的得分", score=score_id)
    return found


def frozen_board(actor: Actor, result: Result) -> Board:
    """A result as it was frozen, with the corrections since, as far as the actor may see it."""
    period = period_of(result)
    scores = scores_for(actor).filter(result=result).order_by("group", "unit__tenant_id", "unit__code")
    indicators = tuple(one for one in indicators_of(result.set) if span_in(one, period))
    places = places_now(result)
    cards = [replace(frozen_card(score), place=places[score.pk]) for score in with_points(scores)]
    cards.sort(key=lambda card: (card.group, card.place is None, card.place or 0, card.unit.code))
    return Board(result.set, period, result.last_on, indicators, tuple(cards))


def places_now(result: Result) -> Mapping[int, int | None]:
    """The place of each score in its group with every correction so far."""
    groups: dict[str, list[tuple[int, Decimal | None]]] = {}
    for score in with_points(result.scores.select_related("unit", "result__set").order_by("pk")):
        final = frozen_card(score).final if score.corrections.all() else score.total
        groups.setdefault(score.group, []).append((score.pk, final))
    return {
        pk: place
        for group in groups.values()
        for (pk, _), place in zip(group, ranks([total for _, total in group]), strict=True)
    }


def with_points(scores: QuerySet[Score]) -> QuerySet[Score]:
    """With their points and corrections, in two queries more."""
    points = Point.objects.select_related("indicator").order_by(
        "indicator__is_bonus", "indicator__place", "pk"
    )
    return scores.prefetch_related(Prefetch("points", points), "corrections")


def frozen_card(score: Score) -> Card:
    """A frozen score as pages show it; its points and corrections have been fetched."""
    changes: dict[int, Decimal] = {}
    for each in score.corrections.all():
        changes[each.indicator_id] = changes.get(each.indicator_id, Decimal(0)) + each.change
    lines = tuple(_line(point, changes) for point in score.points.all())
    total = Total(score.basic, score.bonus, score.total, score.working)
    mended = [replace(line, points=line.corrected) for line in lines]
    after = totalled(mended, NoBase(score.result.set.no_base)) if changes else None
    return Card(
        unit=score.unit, unit_name=score.unit_name, group=score.group, lines=lines, total=total,
        place=score.place, until_on=score.until_on, score_id=score.pk, after=after,
    )  # fmt: skip


def _line(point: Point, changes: Mapping[int, Decimal]) -> Line:
    sources = tuple(Source(ref, says, is_met) for ref, says, is_met in point.sources)
    reading = Reading(point.numerator, point.denominator, sources)
    change = changes.get(point.indicator_id, Decimal(0))
    weight = point.indicator.points if point.weight is None else point.weight
    return Line(point.indicator, weight, point.points, point.working, reading, change=change)


def corrections_of(score: Score) -> QuerySet[Correction]:
    """What was corrected since, in order."""
    return score.corrections.select_related("indicator", "made_by").order_by("pk")


def appeals_against(score: Score) -> QuerySet[Appeal]:
    """The appeals of the unit against this score."""
    return score.appeals.select_related("indicator", "case").order_by("pk")


def differences(actor: Actor, result: Result, *, today: date) -> tuple[Differs, ...]:
    """Where the records of today would give other points than were frozen; the frozen ones stand."""
    frozen = {
        (card.unit.pk, line.indicator.pk): (card, line)
        for card in frozen_board(actor, result).cards
        for line in card.lines
    }
    again = live_board(result.set, period_of(result), today=today)
    return tuple(_differing(frozen, again))


def _differing(frozen: Mapping[tuple[int, int], tuple[Card, Line]], again: Board) -> Iterator[Differs]:
    for card in again.cards:
        for line in card.lines:
            before = frozen.get((card.unit.pk, line.indicator.pk))
            if before and before[1].points != line.points:
                yield Differs(card.unit_name, line.indicator, before[1].points, line.points)


def unmarked(board: Board) -> Sequence[str]:
    """The manual indicators that lack a confirmed mark for some unit, by name."""
    missing: dict[str, int] = {}
    for card in board.cards:
        for line in card.lines:
            if line.indicator.shape == Shape.MANUAL and line.points is None:
                missing[line.indicator.name] = missing.get(line.indicator.name, 0) + 1
    return [f"{name}（{count}个单位）" for name, count in missing.items()]


def days_after(day: date, count: int) -> date:
    """The last of so many working days after a day."""
    return list(islice(work_calendar().worked_days(after=day), count))[-1]


def period_of(result: Result) -> Period:
    """The quarter or year of a result."""
    found = parse(result.period)
    assert found is not None  # it was written from one
    return found


def history_of(actor: Actor, unit_id: int, *, tenant_id: int) -> QuerySet[Score]:
    """What a unit reached in the periods that were frozen, the newest first."""
    mine = scores_for(actor).filter(unit_id=unit_id, result__tenant_id=tenant_id)
    return mine.prefetch_related("corrections").order_by("-result__last_on", "result__first_on")


def card_now(actor: Actor, score: Score) -> Card:
    """One frozen score with its corrections, and its place with those of all others."""
    [found] = with_points(scores_for(actor).filter(pk=score.pk))
    return replace(frozen_card(found), place=places_now(score.result)[score.pk])

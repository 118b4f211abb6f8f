"""Marks of hand (人工评定), and freezing the result of a period."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.once import refused_twice
from quancheng.insight.scorecards.commands.telling import tell_units_of_result
from quancheng.insight.scorecards.models import Mark, Point, Result, Score, ScoreSet
from quancheng.insight.scorecards.queries.results import (
    KEPT_SOURCES,
    days_after,
    result_of_period,
    unmarked,
)
from quancheng.insight.scorecards.queries.scoring import Board, Card, Line, live_board
from quancheng.insight.scorecards.queries.sets import (
    NoSuchIndicator,
    NotOfOffice,
    indicator_for,
    mark_of_office,
    must_be_office,
    scored_units_of,
    set_in_force,
    standing_mark,
)
from quancheng.insight.scorecards.rules.periods import Period, parse
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.roles import Role


class NotByHand(Refusal):
    """Only an indicator declared as 人工评定 takes points by hand; the others are read from records."""

    code = "scorecards.not_by_hand"
    status = 422


class BadPoints(Refusal):
    """More points than the indicator weighs, or fewer than none."""

    code = "scorecards.bad_points"
    status = 422


class SecondPersonNeeded(Refusal):
    """Who gave the points does not confirm them: four eyes."""

    code = "scorecards.second_person_needed"
    status = 403


class MarkSettled(Refusal):
    """The mark was confirmed already, or another has taken its place."""

    code = "scorecards.mark_settled"


class MarkedMeanwhile(Meanwhile):
    """Another person of the office gave points for the same unit at the same time."""

    code = "scorecards.marked_meanwhile"


class PeriodIsFrozen(Refusal):
    """The period was frozen: its figures stand."""

    code = "scorecards.period_is_frozen"


class PeriodNotOver(Refusal):
    """A period is frozen when it is over."""

    code = "scorecards.period_not_over"
    status = 422


class NoSetInForce(Refusal):
    """No issued set holds at the end of the period."""

    code = "scorecards.no_set_in_force"
    status = 422


class MarksMissing(Refusal):
    """A manual indicator lacks its confirmed points for some unit."""

    code = "scorecards.marks_missing"
    status = 422


@command
def give_mark(
    *, indicator_id: int, unit_id: int, period: Period, points: Decimal, reason: str, upload: Upload,
    data: bytes, actor: Actor, now: datetime,
) -> Mark:  # fmt: skip
    """Give points by hand, with reason and file; they count once a second person has confirmed them.

    Raises NotOfOffice, NoSuchIndicator, NotByHand, BadPoints, ReasonMissing, PeriodIsFrozen, QuotaReached,
    MarkedMeanwhile.
    """
    must_be_office(actor)
    indicator = indicator_for(actor, indicator_id)
    if indicator.set.tenant_id != actor.tenant_id:
        raise NoSuchIndicator("这项指标不属于本级政府")
    if indicator.shape != Shape.MANUAL:
        raise NotByHand(f"“{indicator.name}”由记录计算，不能人工评定；对得分有异议的走申诉")
    scored = scored_units_of(indicator.set).filter(unit_id=unit_id).first()
    if scored is None:
        raise NotByHand("这个单位不在考核对象之列，请从指标页面选择")
    if not 0 <= points <= indicator.points or points != round(points, 2):
        raise BadPoints(f"评定分须在0到{indicator.points}分之间，最多两位小数")
    if not reason.strip():
        raise ReasonMissing("请写明评定理由，被考核单位会看到")
    _must_be_open(indicator.set, period)
    _replace(standing_mark(indicator, scored.unit, period), now)
    assert actor.person_id is not None  # an official of the office
    kept = keep_file(upload, data, tenant_id=indicator.set.tenant_id, actor=actor, now=now)
    with refused_twice(MarkedMeanwhile(f"{scored.unit}的“{indicator.name}”刚由他人评定，请刷新页面核对")):
        mark = Mark.objects.create(
            indicator=indicator, unit=scored.unit, period=period.code, points=points, reason=reason.strip(),
            file=kept, given_by_id=actor.person_id, given_at=now,
        )  # fmt: skip
    told = events.MarkGiven(
        score_set=indicator.set_id, unit=str(scored.unit), period=period.says, indicator=indicator.code,
        points=str(points), reason=reason,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return mark


@command
def confirm_mark(*, mark_id: int, actor: Actor, now: datetime) -> Mark:
    """A second person of the office stands by points that were given by hand.

    Raises NotOfOffice, NoSuchMark, SecondPersonNeeded.
    """
    mark = mark_of_office(actor, mark_id)
    if mark.given_by_id == actor.person_id:
        raise SecondPersonNeeded("这条评定由您作出，须由另一人确认")
    period = parse(mark.period)
    assert period is not None  # a mark is kept by the code of its period
    _must_be_open(mark.indicator.set, period)
    here = Mark.objects.filter(pk=mark.pk, confirmed_at__isnull=True, replaced_at__isnull=True)
    if not here.update(confirmed_by_id=actor.person_id, confirmed_at=now):
        raise MarkSettled("这条评定已经确认或者已被新的评定取代，请刷新页面查看")
    mark.refresh_from_db()
    told = events.MarkConfirmed(
        score_set=mark.indicator.set_id, unit=str(mark.unit), period=mark.period,
        indicator=mark.indicator.code, points=str(mark.points),
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return mark


@command
def freeze_result(*, period: Period, actor: Actor, now: datetime) -> Result:
    """Fix the result of a period that is over, with the records behind each point, and make it known.

    Raises NotOfOffice, PeriodNotOver, PeriodIsFrozen, NoSetInForce, MarksMissing.
    """
    must_be_office(actor)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotOfOffice("考核结果由政务公开机构负责人固化")
    today = timezone.localdate(now)
    if today <= period.last:
        raise PeriodNotOver(f"{period.says}到{period.last}才结束，从次日起可以固化；现在请看实时得分")
    score_set = set_in_force(actor, period.last, tenant_id=actor.tenant_id)
    if score_set is None:
        raise NoSetInForce(f"{period.last}没有施行中的考核指标，请先签发")
    _must_be_open(score_set, period)
    board = live_board(score_set, period, today=today)
    if missing := unmarked(board):
        raise MarksMissing("还有人工评定没有完成或没有确认：" + "、".join(missing))
    result = _freeze(board, actor=actor, now=now)
    units = [card.unit.pk for card in board.cards]
    tell_units_of_result(result, units, period.says, actor=actor, now=now)
    told = events.ResultFrozen(
        result=result.pk, period=period.says, units=len(units), appeal_until=result.appeal_until
    )
    record(told, actor=actor, at=now)
    return result


def _freeze(board: Board, *, actor: Actor, now: datetime) -> Result:
    today, score_set = timezone.localdate(now), board.score_set
    assert actor.person_id is not None  # an official of the office
    with refused_twice(PeriodIsFrozen(f"{board.period.says}的结果刚由他人固化，请到“考核结果”查看")):
        result = Result.objects.create(
            tenant_id=score_set.tenant_id, set=score_set, period=board.period.code,
            first_on=board.period.first, last_on=board.period.last, frozen_by_id=actor.person_id,
            frozen_at=now, known_on=today, appeal_until=days_after(today, score_set.appeal_days),
        )  # fmt: skip
    scores = Score.objects.bulk_create(_score(result, card) for card in board.cards)
    Point.objects.bulk_create(
        _point(score, line) for score, card in zip(scores, board.cards, strict=True) for line in card.lines
    )
    return result


def _score(result: Result, card: Card) -> Score:
    total = card.total
    return Score(
        result=result, unit=card.unit, unit_name=card.unit_name, group=card.group, basic=total.basic,
        bonus=total.bonus, total=total.total, working=total.working, place=card.place, until_on=card.until_on,
    )  # fmt: skip


def _point(score: Score, line: Line) -> Point:
    sources = [[one.ref, one.says, one.is_met] for one in line.reading.sources[:KEPT_SOURCES]]
    return Point(
        score=score, indicator=line.indicator, weight=line.weight, points=line.points,
        numerator=line.reading.numerator, denominator=line.reading.denominator, working=line.working,
        is_manual=line.is_manual, sources=sources,
    )  # fmt: skip


def _must_be_open(score_set: ScoreSet, period: Period) -> None:
    if result := result_of_period(score_set.tenant_id, period):
        raise PeriodIsFrozen(
            f"{period.says}的结果已于{timezone.localdate(result.frozen_at)}固化，不再变动；有异议的走申诉",
            result=result.pk,
        )


def _replace(former: Mark | None, now: datetime) -> None:
    if former is not None:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])

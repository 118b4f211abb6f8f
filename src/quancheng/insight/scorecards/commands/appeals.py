"""Appeals: filed by the unit in time, decided by somebody of the office who had no hand in the score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.telling import tell_office_of_appeal, tell_unit_of_decision
from quancheng.insight.scorecards.models import Appeal, AppealFile, Correction, Score
from quancheng.insight.scorecards.queries.appeals import appeal_for, held_score, open_appeal, scored_it
from quancheng.insight.scorecards.queries.results import frozen_card, own_score, score_for
from quancheng.insight.scorecards.queries.sets import indicator_of
from quancheng.insight.scorecards.workflow import APPEAL, FILE, REJECT, UPHOLD, WITHDRAW
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.casework.steps import Opening, open_cases, take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload


class TooLateToAppeal(Refusal):
    """The last day for appeals has passed."""

    code = "scorecards.too_late_to_appeal"


class AppealedAlready(Refusal):
    """An appeal against the same point waits to be decided."""

    code = "scorecards.appealed_already"


class ScorerDoesNotDecide(Refusal):
    """Who had a hand in the score does not decide the appeal against it."""

    code = "scorecards.scorer_does_not_decide"
    status = 403


class BadCorrection(Refusal):
    """The correction changes nothing, or leads below nothing or above the weight."""

    code = "scorecards.bad_correction"
    status = 422


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that the gate has let in, with its bytes."""

    upload: Upload
    data: bytes


@command
def file_appeal(
    *, score_id: int, indicator_id: int, text: str, files: Iterable[Brought], actor: Actor, now: datetime
) -> Appeal:
    """The unit says what is wrong with one of its points, with what speaks for it.

    Raises NoSuchScore, NoSuchIndicator, TooLateToAppeal, AppealedAlready, NotYourStep, ReasonMissing,
    QuotaReached.
    """
    score = own_score(actor, score_id)
    result, today = score.result, timezone.localdate(now)
    if today > result.appeal_until:
        raise TooLateToAppeal(
            f"申诉期限已于{result.appeal_until}届满（告知之日起{result.set.appeal_days}个工作日），不能再提出"
        )
    if not text.strip():
        raise ReasonMissing("请写明申诉理由：哪条记录不对、应当怎样算")
    indicator = indicator_of(result.set, indicator_id)
    if open_appeal(held_score(score), indicator_id):
        raise AppealedAlready(f"指标“{indicator.name}”已有申诉正在处理，请等处理结果")
    opening = Opening(unit=score.unit, tenant_id=result.tenant_id, days=result.set.decide_days)
    [case] = open_cases(workflow=APPEAL, step=FILE, openings=[opening], actor=actor, now=now)
    assert actor.person_id is not None  # whom the step let pass is an official
    appeal = Appeal.objects.create(
        score=score, indicator=indicator, case=case, text=text.strip(), filed_by_id=actor.person_id,
        filed_at=now,
    )  # fmt: skip
    _keep(appeal, files, actor, now)
    tell_office_of_appeal(appeal, actor=actor, now=now)
    told = events.AppealFiled(appeal=appeal.pk, unit=score.unit_name, indicator=indicator.code, text=text)
    record(told, actor=actor, at=now)
    return appeal


@command
def uphold_appeal(
    *, appeal_id: int, version: int, change: Decimal, reason: str, actor: Actor, now: datetime
) -> Appeal:
    """The unit is right: a correction line changes the score; the frozen figures stay as they were.

    Raises NoSuchAppeal, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile, ScorerDoesNotDecide,
    BadCorrection.
    """
    appeal = appeal_for(actor, appeal_id)
    take_step(case=appeal.case, step=UPHOLD, actor=actor, now=now, note=reason, seen_version=version)
    _must_be_other(appeal, actor)
    _must_be_a_correction(actor, appeal, change)
    assert actor.person_id is not None  # whom the step let pass is an official
    appeal.correction = Correction.objects.create(
        score=appeal.score, indicator=appeal.indicator, change=change, reason=reason.strip(),
        made_by_id=actor.person_id, made_at=now,
    )  # fmt: skip
    _decide(appeal, reason, actor, now)
    tell_unit_of_decision(appeal, f"成立，更正{change:+}分", actor=actor, now=now)
    told = events.AppealUpheld(appeal=appeal_id, change=f"{change:+}", reason=reason)
    record(told, actor=actor, at=now)
    return appeal


@command
def reject_appeal(*, appeal_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Appeal:
    """The score stands, for a reason that the unit reads.

    Raises NoSuchAppeal, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile, ScorerDoesNotDecide.
    """
    appeal = appeal_for(actor, appeal_id)
    take_step(case=appeal.case, step=REJECT, actor=actor, now=now, note=reason, seen_version=version)
    _must_be_other(appeal, actor)
    _decide(appeal, reason, actor, now)
    tell_unit_of_decision(appeal, "维持原分", actor=actor, now=now)
    record(events.AppealRejected(appeal=appeal_id, reason=reason), actor=actor, at=now)
    return appeal


@command
def withdraw_appeal(*, appeal_id: int, version: int, actor: Actor, now: datetime) -> Appeal:
    """The unit takes its appeal back. Raises NoSuchAppeal, StepNotOpen, NotYourStep, MovedMeanwhile."""
    appeal = appeal_for(actor, appeal_id)
    take_step(case=appeal.case, step=WITHDRAW, actor=actor, now=now, seen_version=version)
    record(events.AppealWithdrawn(appeal=appeal_id), actor=actor, at=now)
    return appeal


def _keep(appeal: Appeal, files: Iterable[Brought], actor: Actor, now: datetime) -> None:
    for each in files:
        kept = keep_file(each.upload, each.data, tenant_id=appeal.case.tenant_id, actor=actor, now=now)
        AppealFile.objects.get_or_create(appeal=appeal, file=kept)


def _must_be_other(appeal: Appeal, actor: Actor) -> None:
    if actor.person_id in scored_it(appeal) | {appeal.filed_by_id}:
        raise ScorerDoesNotDecide("您参与了这项得分的固化、评定或申诉，须由政务公开机构的另一人处理")


def _must_be_a_correction(actor: Actor, appeal: Appeal, change: Decimal) -> None:
    score: Score = score_for(actor, appeal.score_id)
    line = next(x for x in frozen_card(score).lines if x.indicator.pk == appeal.indicator_id)
    weight, before = line.weight, line.corrected or Decimal(0)
    if not change or change != round(change, 2):
        raise BadCorrection("更正分不能是0，最多两位小数；不更正的请选“维持原分”")
    if not 0 <= before + change <= weight:
        raise BadCorrection(f"更正后须在0到{weight}分之间（现为{before}分），请改正更正分")


def _decide(appeal: Appeal, reason: str, actor: Actor, now: datetime) -> None:
    appeal.decision, appeal.decided_by_id, appeal.decided_at = reason.strip(), actor.person_id, now
    appeal.save(update_fields=["decision", "decided_by", "decided_at", "correction"])

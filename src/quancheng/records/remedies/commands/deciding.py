"""How a proceeding is decided, and what a decision in force orders of the agency."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.staying import must_be_heard
from quancheng.records.remedies.commands.telling import SETTLED, tell_of_proceeding
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.norms import (
    column_on,
    days_on,
    is_settled_when_judged,
    is_settled_when_silent,
)
from quancheng.records.remedies.queries.people import people_of_office
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.rules.kinds import Appealed, Kind, Track
from quancheng.records.remedies.rules.outcomes import BY_CODE, RULINGS, outcome_called

FIELDS = ["decided_on", "received_on", "decision_number", "outcome", "redo_by", "settled_on", "column"]
SILENT = "r-silent"
LONGEST_ORDER = 200  # characters; names of organ and paper can be longer together


class BadDecision(Refusal):
    """What is entered of a decision does not fit together."""

    code = "remedies.bad_decision"
    status = 422


class NotSilentYet(Refusal):
    """The period of the organ still runs."""

    code = "remedies.not_silent_yet"


@dataclass(frozen=True, slots=True)
class Steps:
    """By which step a decision is entered: one that orders nothing, one that does."""

    plain: Step
    ordering: Step


@command
def decide_review(
    *, proceeding_id: int, version: int, outcome: str, decided_on: date, received_on: date,
    decision_number: str, redo_by: date | None, actor: Actor, now: datetime,
) -> Proceeding:  # fmt: skip
    """The decision of the reconsideration organ has come; an order in it opens the request anew.

    Raises NoSuchProceeding, UnknownOutcome, BadDecision, Rests, StepNotOpen, NotYourStep, BadDay,
    MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    if outcome_called(outcome, Track.REVIEW).no_decision:
        raise BadDecision("复议机关没有作出决定的，请用“复议机关逾期未作决定”登记")
    must_be_heard(proceeding, outcome)
    _must_be_days(proceeding, outcome, decided_on, received_on, redo_by)
    proceeding.decided_on, proceeding.received_on = decided_on, received_on
    proceeding.outcome, proceeding.decision_number = outcome, decision_number.strip()
    if _was_counted_before(proceeding, decided_on):
        proceeding.redo_by = redo_by
    else:
        _settle(proceeding, outcome, decided_on, redo_by)
    steps = Steps(flow.DECIDED, flow.ORDERED)
    event = _ended(proceeding, steps, on=received_on, version=version, actor=actor, now=now)
    record(event, actor=actor, at=now)
    return proceeding


@command
def note_silence(*, proceeding_id: int, version: int, actor: Actor, now: datetime) -> Proceeding:
    """The organ let its period pass without a decision: one may sue within fifteen days from its end.

    《行政诉讼法》第四十五条. Table 四 counts it as pending until a decision comes, be it late.
    A government may read it as settled when the silence is put down (`remedies.silence_counts`).
    Raises NoSuchProceeding, Rests, NotSilentYet, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    must_be_heard(proceeding)
    ends = due_on(proceeding.case, flow.DECISION_CLOCK)
    if ends is not None and ends >= timezone.localdate(now):
        raise NotSilentYet(
            f"复议决定期限到{ends}届满，届满以后才能登记逾期未作决定；期限延长过的，请先登记延长"
        )
    on = ends or timezone.localdate(now)
    take_step(case=proceeding.case, step=flow.SILENCE, actor=actor, now=now, on=on, seen_version=version)
    proceeding.silent_on = proceeding.decided_on = proceeding.received_on = on
    proceeding.outcome = SILENT
    today = timezone.localdate(now)
    if is_settled_when_silent(tenant_id=proceeding.tenant_id, on=today):
        _settle(proceeding, SILENT, today, None)  # no year that was reported moves
    proceeding.save(update_fields=[*FIELDS, "column_reason", "silent_on"])
    record(_decided(proceeding, flow.SILENCE), actor=actor, at=now)
    return proceeding


@command
def judge_suit(
    *, proceeding_id: int, version: int, outcome: str, decided_on: date, received_on: date,
    decision_number: str, redo_by: date | None, actor: Actor, now: datetime,
) -> Proceeding:  # fmt: skip
    """The judgment of the first instance has come. What it orders binds, and it counts, once it is in force.

    Raises NoSuchProceeding, UnknownOutcome, BadDecision, Rests, StepNotOpen, NotYourStep, BadDay,
    MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    outcome_called(outcome, Track.SUIT)
    must_be_heard(proceeding, outcome)
    _must_be_days(proceeding, outcome, decided_on, received_on, redo_by)
    what = "appeal_ruling" if outcome in RULINGS else "appeal_judgment"
    days = days_on(what, tenant_id=proceeding.tenant_id, on=received_on)
    take_step(
        case=proceeding.case, step=flow.JUDGED, actor=actor, now=now, on=received_on, days=days,
        seen_version=version,
    )  # fmt: skip
    proceeding.decided_on, proceeding.received_on = decided_on, received_on
    proceeding.outcome, proceeding.decision_number = outcome, decision_number.strip()
    proceeding.redo_by = redo_by
    if is_settled_when_judged(tenant_id=proceeding.tenant_id, on=decided_on):
        _settle(proceeding, outcome, decided_on, redo_by)
    proceeding.save(update_fields=FIELDS)
    record(_decided(proceeding, flow.JUDGED), actor=actor, at=now)
    return proceeding


@command
def note_in_force(
    *, proceeding_id: int, version: int, on: date, redo_by: date | None = None, actor: Actor, now: datetime
) -> Proceeding:
    """Nobody appealed: the judgment is in force, and an order in it opens the request anew.

    `redo_by`: the last day for it, where the judgment counts from the day on which it binds.
    Raises NoSuchProceeding, BadDecision, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    _must_bind_from(proceeding, on, redo_by)
    proceeding.redo_by = redo_by or proceeding.redo_by
    if proceeding.settled_on is None:
        _settle(proceeding, proceeding.outcome, on, proceeding.redo_by)
    steps = Steps(flow.IN_FORCE, flow.IN_FORCE_ORDERED)
    event = _ended(proceeding, steps, on=on, version=version, actor=actor, now=now)
    record(event, actor=actor, at=now)
    return proceeding


@command
def decide_appeal(
    *, proceeding_id: int, version: int, result: Appealed, outcome: str, decided_on: date, received_on: date,
    decision_number: str, redo_by: date | None, actor: Actor, now: datetime,
) -> Proceeding:  # fmt: skip
    """The judgment of the second instance has come: it upholds, changes, or sends back to be heard again.

    Raises NoSuchProceeding, UnknownOutcome, BadDecision, Rests, StepNotOpen, NotYourStep, BadDay,
    MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    must_be_heard(proceeding)
    final = _final_outcome(proceeding, result, outcome)
    proceeding.appeal_result, proceeding.appeal_number = Appealed(result), decision_number.strip()
    if result is Appealed.SENT_BACK:
        event = _sent_back(proceeding, on=received_on, version=version, actor=actor, now=now)
    else:
        redo_by = redo_by or (proceeding.redo_by if result is Appealed.UPHELD else None)
        _must_be_days(proceeding, final, decided_on, received_on, redo_by)
        proceeding.appeal_outcome = final if result is Appealed.CHANGED else ""
        _settle(proceeding, final, decided_on, redo_by)
        steps = Steps(flow.FINAL, flow.FINAL_ORDERED)
        event = _ended(proceeding, steps, on=received_on, version=version, actor=actor, now=now)
    record(event, actor=actor, at=now)
    return proceeding


def _final_outcome(proceeding: Proceeding, result: Appealed, outcome: str) -> str:
    """What counts after the second instance. Raises BadDecision, UnknownOutcome."""
    if result is not Appealed.CHANGED:
        return proceeding.outcome
    if not outcome:
        raise BadDecision("改判的，请选择改判后的结果")
    return outcome_called(outcome, Track.SUIT).code


def _sent_back(proceeding: Proceeding, *, on: date, version: int, actor: Actor, now: datetime) -> AuditEvent:
    """The first instance hears it again: nothing is decided."""
    case = proceeding.case
    take_step(case=case, step=flow.SENT_BACK, actor=actor, now=now, on=on, seen_version=version)
    proceeding.decided_on = proceeding.received_on = proceeding.redo_by = None
    proceeding.outcome = proceeding.decision_number = ""
    proceeding.save(update_fields=[*FIELDS, "appeal_result", "appeal_number"])
    return events.ProceedingMoved(
        proceeding=str(proceeding.pk), number=proceeding.number, what=flow.SENT_BACK.says, on=on
    )


def _must_be_days(
    proceeding: Proceeding, outcome: str, decided_on: date, received_on: date, redo_by: date | None
) -> None:
    """Raises BadDecision."""
    if not proceeding.filed_on <= decided_on <= received_on:
        raise BadDecision(
            f"作出日期{decided_on}应在提出日期{proceeding.filed_on}以后、收到日期{received_on}以前，请核对"
        )
    if redo_by is None:
        return
    if not BY_CODE[outcome].orders:
        raise BadDecision(f"结果为“{BY_CODE[outcome].says}”的，没有责令履行的期限；请核对结果，或者清空期限")
    if redo_by <= received_on:
        raise BadDecision(f"责令履行的期限{redo_by}应晚于收到日期{received_on}")


def _must_bind_from(proceeding: Proceeding, on: date, redo_by: date | None) -> None:
    """Raises BadDecision."""
    if proceeding.received_on and on < proceeding.received_on:
        raise BadDecision(f"生效日期{on}不能早于收到裁判的日期{proceeding.received_on}，请核对")
    if redo_by and not BY_CODE[proceeding.outcome].orders:
        says = BY_CODE[proceeding.outcome].says
        raise BadDecision(f"结果为“{says}”的，没有责令履行的期限；请核对结果，或者清空期限")


def _was_counted_before(proceeding: Proceeding, decided_on: date) -> bool:
    """Whether a year gone by has counted it, by its silence: a late decision moves no figure of that year."""
    counted = proceeding.settled_on if proceeding.silent_on else None
    return counted is not None and counted.year < decided_on.year


def _settle(proceeding: Proceeding, outcome: str, on: date, redo_by: date | None) -> None:
    """What table 四 counts: the day on which it was decided, and the column of the table of that day."""
    proceeding.settled_on, proceeding.redo_by = on, redo_by
    proceeding.column = column_on(outcome, tenant_id=proceeding.tenant_id, on=on)
    proceeding.column_reason = ""


def _ended(
    proceeding: Proceeding, steps: Steps, *, on: date, version: int, actor: Actor, now: datetime
) -> AuditEvent:
    """The decision is in force: the case is over, or waits until the agency has done what was ordered."""
    ordered = _days_to_comply(proceeding, on)
    step = steps.ordering if ordered else steps.plain
    take_step(
        case=proceeding.case, step=step, actor=actor, now=now, on=on, days=ordered, seen_version=version
    )
    proceeding.save(
        update_fields=[*FIELDS, "column_reason", "appeal_result", "appeal_outcome", "appeal_number"]
    )
    office = people_of_office(proceeding.tenant_id, on=timezone.localdate(now))
    outcome = BY_CODE[_counting(proceeding)].says
    tell_of_proceeding(proceeding, SETTLED, office, actor=actor, now=now, outcome=outcome)
    return _redo(proceeding, on) if ordered else _decided(proceeding, step)


def _days_to_comply(proceeding: Proceeding, on: date) -> int:
    """The days until the ordered day, as the agency's clock counts them; none where nothing is ordered.

    Raises BadDecision.
    """
    until = proceeding.redo_by
    if until is None:
        return 0
    if Kind(proceeding.kind) is Kind.REVIEW:
        days = working_days_between(work_calendar(), after=on, until=until)
    else:
        days = (until - on).days
    if days < 1:
        raise BadDecision(f"责令履行的期限{until}应晚于{on}；自生效之日起算的，请填写算出的最后一日")
    return days


def _redo(proceeding: Proceeding, on: date) -> events.RedoOrdered:
    """The order that the module of the request hears of, in working days."""
    assert proceeding.redo_by is not None
    days = working_days_between(work_calendar(), after=on, until=proceeding.redo_by)
    number = proceeding.appeal_number or proceeding.decision_number
    paper = "行政复议决定" if Kind(proceeding.kind) is Kind.REVIEW else "行政判决"
    return events.RedoOrdered(
        proceeding=str(proceeding.pk), number=proceeding.number,
        outcome=BY_CODE[_counting(proceeding)].says,
        anew=proceeding.attacked, received_on=on, days=max(days, 1),
        order=f"{proceeding.organ}{paper}{f'（{number}）' if number else ''}"[:LONGEST_ORDER],
    )  # fmt: skip


def _decided(proceeding: Proceeding, step: Step) -> events.ProceedingDecided:
    outcome = BY_CODE[_counting(proceeding)].says
    return events.ProceedingDecided(
        proceeding=str(proceeding.pk), number=proceeding.number, what=step.says, outcome=outcome
    )


def _counting(proceeding: Proceeding) -> str:
    """The outcome that counts: that of the second instance, where it changed the first."""
    return proceeding.appeal_outcome or proceeding.outcome

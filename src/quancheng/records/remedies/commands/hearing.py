"""The course of a proceeding until it is decided: answered, heard, longer, by another procedure."""

from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.proceedings import own_days
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.norms import answer_days, review_days
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.rules.kinds import Kind, Procedure, Track


class NotLonger(Refusal):
    """The thirty days of the simplified procedure are not lengthened (《行政复议法》第六十二条第二款)."""

    code = "remedies.not_longer"


class SameProcedure(Refusal):
    """It is heard by this procedure already, or cannot come to it any more."""

    code = "remedies.same_procedure"


@dataclass(frozen=True, slots=True)
class _Turned:
    """To which procedure a suit goes over: the step of the day, and the one from which its term runs."""

    into: Procedure
    step: Step
    runs: Step


@command
def note_notice(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """The notice to answer, or the copy of the complaint, has come: the agency's own period begins.

    Raises NoSuchProceeding, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    kind, procedure = Kind(proceeding.kind), Procedure(proceeding.procedure)
    step = flow.NOTIFIED if kind is Kind.REVIEW else flow.SERVED
    days = own_days(kind, procedure, tenant_id=proceeding.tenant_id, on=on)
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, days=days, seen_version=version)
    record(_moved(proceeding, step, on), actor=actor, at=now)
    return proceeding


@command
def note_answer(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """The agency has answered, or defended itself, with its evidence, also while it is stayed.

    Raises as `note_notice`.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    step = _answered_by(proceeding)
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, seen_version=version)
    record(_moved(proceeding, step, on), actor=actor, at=now)
    return proceeding


@command
def note_hearing(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """The parties were heard. Raises as `note_notice`."""
    proceeding = proceeding_for(actor, proceeding_id)
    step = flow.HEARING if Kind(proceeding.kind) is Kind.REVIEW else flow.IN_COURT
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, seen_version=version)
    proceeding.hearing_on = on
    proceeding.save(update_fields=["hearing_on"])
    record(_moved(proceeding, step, on), actor=actor, at=now)
    return proceeding


@command
def note_longer(
    *, proceeding_id: int, version: int, on: date, days: int, reason: str, actor: Actor, now: datetime
) -> Proceeding:
    """The organ has lengthened its period by at most thirty days. Raises as `note_notice`, ReasonMissing."""
    proceeding = proceeding_for(actor, proceeding_id)
    if proceeding.procedure == Procedure.SIMPLE:
        raise NotLonger("简易程序的30日不能延长；确需延长的，请先登记转为普通程序")
    take_step(
        case=proceeding.case, step=flow.LONGER, actor=actor, now=now, on=on, days=days, note=reason,
        seen_version=version,
    )  # fmt: skip
    record(_moved(proceeding, flow.LONGER, on), actor=actor, at=now)
    return proceeding


@command
def turn_ordinary(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """The organ goes over to the ordinary procedure: its period, and that to answer, are the longer ones.

    Raises as `note_notice`.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    case, tenant_id = proceeding.case, proceeding.tenant_id
    days = review_days(Procedure.ORDINARY, tenant_id=tenant_id, on=on)
    take_step(case=case, step=flow.TURNED, actor=actor, now=now, on=on, days=days, seen_version=version)
    if case.state in flow.ANSWER_SET.out_of:
        longer = answer_days(Procedure.ORDINARY, tenant_id=tenant_id, on=on)
        take_step(case=case, step=flow.ANSWER_SET, actor=actor, now=now, on=on, days=longer)
    proceeding.procedure = Procedure.ORDINARY
    proceeding.save(update_fields=["procedure"])
    record(_moved(proceeding, flow.TURNED, on), actor=actor, at=now)
    return proceeding


@command
def turn_suit_ordinary(
    *, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime
) -> Proceeding:
    """The court goes over to the ordinary procedure: six months, from the day on which it took the suit up.

    《行政诉讼法》第八十一条、第八十四条. Raises as `note_notice`, SameProcedure.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    turned = _Turned(Procedure.ORDINARY, flow.TO_ORDINARY, flow.ORDINARY_RUNS)
    _turn(proceeding, turned, on=on, version=version, actor=actor, now=now)
    record(_moved(proceeding, flow.TO_ORDINARY, on), actor=actor, at=now)
    return proceeding


@command
def turn_suit_simple(
    *, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime
) -> Proceeding:
    """All agree to the simple procedure before the court sits: 45 days, from the same day.

    《行政诉讼法》第八十二条第二款、第八十三条; not once it was heard ([D]). Raises as `turn_suit_ordinary`.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    if proceeding.hearing_on is not None:
        raise SameProcedure(f"已于{proceeding.hearing_on}按普通程序开庭，不能再改用简易程序")
    turned = _Turned(Procedure.SIMPLE, flow.TO_SIMPLE, flow.SIMPLE_RUNS)
    _turn(proceeding, turned, on=on, version=version, actor=actor, now=now)
    record(_moved(proceeding, flow.TO_SIMPLE, on), actor=actor, at=now)
    return proceeding


@command
def note_appeal(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """One of the parties has appealed: what was decided is open again, and counts as pending.

    Raises as `note_notice`.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    take_step(case=proceeding.case, step=flow.APPEAL, actor=actor, now=now, on=on, seen_version=version)
    proceeding.appealed_on, proceeding.settled_on, proceeding.column = on, None, None
    proceeding.save(update_fields=["appealed_on", "settled_on", "column"])
    record(_moved(proceeding, flow.APPEAL, on), actor=actor, at=now)
    return proceeding


@command
def note_compliance(*, proceeding_id: int, version: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """What was ordered has been done. Raises as `note_notice`."""
    proceeding = proceeding_for(actor, proceeding_id)
    step = flow.COMPLIED if Kind(proceeding.kind).track is Track.REVIEW else flow.DONE
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, seen_version=version)
    proceeding.complied_on = on
    proceeding.save(update_fields=["complied_on"])
    record(_moved(proceeding, step, on), actor=actor, at=now)
    return proceeding


def _answered_by(proceeding: Proceeding) -> Step:
    is_stayed = proceeding.case.state in flow.STAYED
    if Kind(proceeding.kind) is Kind.REVIEW:
        return flow.REPLIED_STAYED if is_stayed else flow.REPLIED
    return flow.DEFENDED_STAYED if is_stayed else flow.DEFENDED


def _turn(
    proceeding: Proceeding, turned: _Turned, *, on: date, version: int, actor: Actor, now: datetime
) -> None:
    """Raises SameProcedure, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile."""
    if proceeding.procedure == turned.into:
        raise SameProcedure(f"{proceeding.number}已经适用{turned.into.says}，不需要再登记")
    case = proceeding.case
    take_step(case=case, step=turned.step, actor=actor, now=now, on=on, seen_version=version)
    take_step(case=case, step=turned.runs, actor=actor, now=now, on=case.opened_on)
    proceeding.procedure = turned.into
    proceeding.save(update_fields=["procedure"])


def _moved(proceeding: Proceeding, step: Step, on: date) -> events.ProceedingMoved:
    return events.ProceedingMoved(
        proceeding=str(proceeding.pk), number=proceeding.number, what=step.says, on=on
    )

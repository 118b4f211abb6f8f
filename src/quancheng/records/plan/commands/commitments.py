"""What becomes of a public commitment: progress told and confirmed, done, moved with a reason in public."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_version, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import past_of
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.obligations.evidence import person_of
from quancheng.records.plan import events
from quancheng.records.plan.commands.commitment_telling import (
    DENIED,
    FINISHED,
    MOVE_ASKED,
    MOVED,
    REFUSED,
    REOPENED,
    tell_openness_office,
    tell_public,
    tell_unit,
)
from quancheng.records.plan.models import Commitment, CommitmentNote
from quancheng.records.plan.queries.commitments import (
    commitment_for,
    done_notes,
    last_note,
    note_draft,
    own_commitment,
    waiting_note,
)
from quancheng.records.plan.workflow.commitment import (
    ASK_LATER,
    CONFIRM,
    DENY_LATER,
    FINISH,
    MOVE,
    RECALL,
    REFUSE,
    REOPEN,
    REPORT,
)


class BadProgressDay(Refusal):
    """Progress is told of a day between the promise, or its last reopening, and today."""

    code = "plan.bad_progress_day"
    status = 422


class NothingToShow(Refusal):
    """Who says that a promise is kept shows where everybody can see it."""

    code = "plan.nothing_to_show"
    status = 422


class NoProgress(Refusal):
    """Nothing waits for the head's word."""

    code = "plan.no_progress"


class WroteItThemselves(Refusal):
    """Who wrote the progress does not confirm it: four eyes."""

    code = "plan.wrote_it_themselves"
    status = 403


class NotLaterThanPromised(Refusal):
    """The day asked for is not later than the one that was promised."""

    code = "plan.not_later_than_promised"
    status = 422


@command
def report_progress(
    *,
    ref: str,
    version: int,
    on: date,
    words: str,
    is_done: bool,
    address: str,
    actor: Actor,
    now: datetime,
) -> CommitmentNote:
    """The handler of the unit tells how far the promise is, or that it is kept; the head looks at it next.

    Raises NoSuchCommitment, BadProgressDay, NothingToShow, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    commitment = own_commitment(actor, ref)
    _must_be_possible(commitment, on, today=timezone.localdate(now))
    if is_done and not address:
        raise NothingToShow("填报完成须附公开页面的网址，公众据此核实")
    take_step(case=commitment.case, step=REPORT, actor=actor, now=now, note=words, seen_version=version)
    former = last_note(commitment)
    note = CommitmentNote.objects.create(
        commitment=commitment,
        on=on,
        words=words,
        is_done=is_done,
        address=address,
        written_by_id=person_of(actor),
        written_at=now,
    )
    if former is not None and former.confirmed_at is None:
        keep_version(note_draft(commitment), _version(former), at=now)
        keep_version(note_draft(commitment), _version(note), at=now)
    record(events.ProgressReported(commitment=ref, reason=words), actor=actor, at=now)
    return note


@command
def recall_progress(*, ref: str, version: int, actor: Actor, now: datetime) -> Commitment:
    """Take back what the head has not yet confirmed.

    Raises NoSuchCommitment, NoProgress, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    commitment = own_commitment(actor, ref)
    take_step(case=commitment.case, step=RECALL, actor=actor, now=now, seen_version=version)
    _withdraw(_waiting(commitment), now)
    record(events.ProgressRecalled(commitment=ref), actor=actor, at=now)
    return commitment


@command
def confirm_progress(*, ref: str, version: int, actor: Actor, now: datetime) -> Commitment:
    """The head of the unit stands by it, and the public reads it; what says done ends the promise on its day.

    Raises NoSuchCommitment, NoProgress, WroteItThemselves, WroteItYourself, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    commitment = own_commitment(actor, ref)
    note = _waiting(commitment)
    if note.written_by_id == actor.person_id:
        raise WroteItThemselves("这条进展由您填报，须由本单位另一位负责人确认")
    must_be_decided_by_another(note_draft(commitment), person_id=actor.person_id or 0, what="这条进展")
    on = note.on if note.is_done else None
    step = FINISH if note.is_done else CONFIRM
    take_step(case=commitment.case, step=step, actor=actor, now=now, on=on, seen_version=version)
    note.confirmed_by_id, note.confirmed_at = person_of(actor), now
    note.save(update_fields=["confirmed_by", "confirmed_at"])
    if note.is_done:
        tell_public(commitment, FINISHED, now=now, on=str(note.on), words=note.words)
    record(_confirmed(ref, note), actor=actor, at=now)
    return commitment


@command
def refuse_progress(*, ref: str, version: int, reason: str, actor: Actor, now: datetime) -> Commitment:
    """The head sends it back to the handler.

    Raises NoSuchCommitment, NoProgress, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    commitment = own_commitment(actor, ref)
    take_step(case=commitment.case, step=REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    _withdraw(_waiting(commitment), now)
    tell_unit(commitment, REFUSED, actor=actor, now=now, reason=reason)
    record(events.ProgressRefused(commitment=ref, reason=reason), actor=actor, at=now)
    return commitment


@command
def ask_to_move(
    *, ref: str, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Commitment:
    """Ask the openness office for a later day; until it decides the promised day stands.

    Raises NoSuchCommitment, NotLaterThanPromised, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    commitment = own_commitment(actor, ref)
    if commitment.case.due_on and until <= commitment.case.due_on:
        raise NotLaterThanPromised(f"现在承诺的时限是{commitment.case.due_on}，请填写更晚的日期")
    note = f"申请调整至{until}：{reason}" if reason.strip() else ""
    take_step(case=commitment.case, step=ASK_LATER, actor=actor, now=now, note=note, seen_version=version)
    _want(commitment, until)
    told = {"unit": str(commitment.case.unit), "until": str(until), "reason": reason}
    tell_openness_office(commitment, MOVE_ASKED, actor=actor, now=now, **told)
    record(events.MoveAsked(commitment=ref, until=until, reason=reason), actor=actor, at=now)
    return commitment


@command
def move_commitment(
    *, ref: str, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Commitment:
    """Give the promise a later day; the old day stays in its history, and the public reads the reason.

    Raises NoSuchCommitment, BadDay, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    commitment = commitment_for(actor, ref)
    before = str(commitment.case.due_on)
    take_step(
        case=commitment.case, step=MOVE, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    _want(commitment, None)
    told = {"before": before, "until": str(until), "reason": reason}
    tell_unit(commitment, MOVED, actor=actor, now=now, **told)
    tell_public(commitment, MOVED, now=now, **told)
    record(events.CommitmentMoved(commitment=ref, until=until, reason=reason), actor=actor, at=now)
    return commitment


@command
def deny_move(*, ref: str, version: int, reason: str, actor: Actor, now: datetime) -> Commitment:
    """The promised day stays as it is.

    Raises NoSuchCommitment, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    commitment = commitment_for(actor, ref)
    take_step(case=commitment.case, step=DENY_LATER, actor=actor, now=now, note=reason, seen_version=version)
    _want(commitment, None)
    tell_unit(commitment, DENIED, actor=actor, now=now, reason=reason)
    record(events.MoveDenied(commitment=ref, reason=reason), actor=actor, at=now)
    return commitment


@command
def reopen_commitment(*, ref: str, version: int, reason: str, actor: Actor, now: datetime) -> Commitment:
    """It was not done after all: the word comes down at once, and the public reads why.

    Raises NoSuchCommitment, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    commitment = commitment_for(actor, ref)
    take_step(case=commitment.case, step=REOPEN, actor=actor, now=now, note=reason, seen_version=version)
    done_notes(commitment).update(withdrawn_at=now)
    tell_unit(commitment, REOPENED, actor=actor, now=now, reason=reason)
    tell_public(commitment, REOPENED, now=now, reason=reason)
    record(events.CommitmentReopened(commitment=ref, reason=reason), actor=actor, at=now)
    return commitment


def _must_be_possible(commitment: Commitment, on: date, *, today: date) -> None:
    promised = commitment.case.opened_on
    reopened = [line.on for line in past_of(commitment.case).lines if line.step == REOPEN.code]
    first = max([promised, *reopened[-1:]])
    if not first <= on <= today:
        since = "公开承诺之日" if first == promised else "更正为未完成之日"
        raise BadProgressDay(f"日期须在{since}{first}与今天{today}之间，请更正")


def _waiting(commitment: Commitment) -> CommitmentNote:
    note = waiting_note(commitment)
    if note is None:
        raise NoProgress("没有待确认的进展，请刷新页面")
    return note


def _withdraw(note: CommitmentNote, now: datetime) -> None:
    note.withdrawn_at = now
    note.save(update_fields=["withdrawn_at"])


def _want(commitment: Commitment, until: date | None) -> None:
    commitment.wanted_until = until
    commitment.save(update_fields=["wanted_until"])


def _confirmed(ref: str, note: CommitmentNote) -> events.CommitmentEvent:
    if note.is_done:
        return events.CommitmentFinished(commitment=ref, on=note.on)
    return events.ProgressConfirmed(commitment=ref)


def _version(note: CommitmentNote) -> Version:
    words = {"words": note.words, "address": note.address, "on": note.on.isoformat()}
    return Version(note.written_by_id, words)

"""Telling the public of a moved day, and taking that back."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.evidence import person_of
from quancheng.records.plan import events
from quancheng.records.plan.commands.following import tell_of_move
from quancheng.records.plan.models import PublishedMove
from quancheng.records.plan.queries.moves import may_publish_moves, move_for


class NotYoursToTell(Refusal):
    """Only the openness office whose plan it is tells the public of moved days."""

    code = "plan.not_yours_to_tell"
    status = 403


class MoveAlreadyTold(Refusal):
    """The public has been told of this move."""

    code = "plan.move_already_told"


class MoveNotTold(Refusal):
    """The public does not know of this move, or it has been taken back meanwhile."""

    code = "plan.move_not_told"


class ReasonForThePublicWanted(Refusal):
    """A moved day is published with the reason for it, or not at all."""

    code = "plan.reason_for_the_public_wanted"
    status = 422


@command
def publish_move(*, duty_id: int, line_id: int, reason: str, actor: Actor, now: datetime) -> PublishedMove:
    """Tell the public that a day was moved, and why, in words that are fit for it.

    Raises NoSuchDuty, NoSuchMove, NotYoursToTell, MoveAlreadyTold, ReasonForThePublicWanted.
    """
    duty, move = move_for(actor, duty_id, line_id)
    if not may_publish_moves(actor, duty):
        raise NotYoursToTell("公开时限调整须由下达任务的政务公开机构操作")
    if move.told is not None:
        raise MoveAlreadyTold("这次时限调整已经公开；要改原因，请先撤回再重新公开")
    if not reason.strip():
        raise ReasonForThePublicWanted("请填写向公众说明的原因，没有原因的调整不能公开")
    told = PublishedMove.objects.create(
        duty=duty,
        line=move.line,
        unit=move.line.unit,
        before_on=move.before_on,
        after_on=move.after_on,
        reason=reason.strip(),
        published_by_id=person_of(actor),
        published_at=now,
    )
    tell_of_move(told, now=now)
    record(
        events.MovePublished(duty=duty.pk, before=told.before_on, after=told.after_on, reason=told.reason),
        actor=actor,
        at=now,
    )
    return told


@command
def take_back_move(*, duty_id: int, line_id: int, actor: Actor, now: datetime) -> PublishedMove:
    """The public sees the plan's own day again, at once.

    Raises NoSuchDuty, NoSuchMove, NotYoursToTell, MoveNotTold.
    """
    duty, move = move_for(actor, duty_id, line_id)
    if not may_publish_moves(actor, duty):
        raise NotYoursToTell("撤回已公开的时限调整须由下达任务的政务公开机构操作")
    here = PublishedMove.objects.filter(line=move.line, taken_back_at__isnull=True)
    if move.told is None or not here.update(taken_back_at=now, taken_back_by=actor.person_id):
        raise MoveNotTold("这次时限调整没有公开，或已经撤回，不需要再操作")
    record(events.MoveTakenBack(duty=duty.pk, after=move.after_on), actor=actor, at=now)
    return move.told

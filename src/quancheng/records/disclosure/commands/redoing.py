"""A decision from above opens a request anew."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.text.codes import tidy
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import ORDER_UNDONE, ORDERED_ANEW, tell_people
from quancheng.records.disclosure.models import (
    EndNotice,
    OnlineReceipt,
    Redirection,
    Redo,
    Reply,
    ReplyFile,
    Request,
)
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import end_notice_of
from quancheng.records.disclosure.queries.files import with_what_is_given
from quancheng.records.disclosure.queries.letters import verifiables_named
from quancheng.records.disclosure.queries.receipts import receipt_for
from quancheng.records.disclosure.queries.redos import (
    as_it_stood,
    former_period,
    has_ended_before,
    redo_by,
    request_ordered,
    row_at_its_end,
    waiting_redo,
    why_order_stands,
)
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.workflow import (
    OVER,
    REDO,
    REDO_IN_REVIEW,
    REDO_UNDONE_ANSWERED,
    REDO_UNDONE_CLOSED,
    REDO_UNDONE_OPEN,
    REGISTRARS,
    State,
)


class NoOrderWaits(Refusal):
    """Nothing waits to set the period."""

    code = "disclosure.no_order_waits"


class OrderStands(Refusal):
    """Work was done under the order."""

    code = "disclosure.order_stands"


@command
def redo_request(
    *, number: str, source: RecordRef, order: str, received_on: date, days: int, actor: Actor, now: datetime
) -> Request:
    """Open the request anew: its items are decided again, and the period of the decision runs.

    It is no new request: the annual table counts it once, where it ended first. A reply that is being
    reviewed goes on, in the period of the order; where the receipt is not confirmed or a fee not paid, the
    order sets the period afterwards. An order that was taken up changes nothing.
    """
    request = request_ordered(number)
    if redo_by(request, str(source)) is not None:
        return request
    redo = _kept(request, source=source, order=order, received_on=received_on, days=days, now=now)
    _begin(request, redo, actor=actor, now=now)
    redo.save()
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, ORDERED_ANEW, people, actor=actor, now=now, order=order, days=str(days))
    told = events.RequestOrderedAnew(request=number, order=order, received_on=received_on, days=days)
    record(told, actor=actor, at=now)
    return request


@command
def begin_waiting_order(*, number: str, actor: Actor, now: datetime) -> Request:
    """What an order waited for has come, confirmation or payment: it sets the period now.

    Raises NoOrderWaits.
    """
    redo = waiting_redo(number)
    if redo is None or not _begin(redo.request, redo, actor=actor, now=now):
        raise NoOrderWaits(f"申请{number}没有等待起算的责令重新答复")
    redo.save()
    told = events.RequestOrderedAnew(
        request=number, order=redo.order, received_on=redo.received_on, days=redo.days
    )
    record(told, actor=actor, at=now)
    return redo.request


@command
def undo_order(*, number: str, source: RecordRef, actor: Actor, now: datetime) -> Request:
    """An order was entered by mistake: the request stands again where it stood, its reply holds again.

    Its module has asked before whether work was done under it. Again it changes nothing.
    Raises OrderStands.
    """
    request = request_ordered(number)
    redo = redo_by(request, str(source))
    if redo is None or redo.taken_back_at is not None:
        return request
    if why := why_order_stands(number, str(source)):
        raise OrderStands(why)
    if redo.begun_at is not None:
        _put_back(request, redo, actor=actor, now=now)
    redo.taken_back_at = now
    redo.save(update_fields=["taken_back_at"])
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, ORDER_UNDONE, people, actor=actor, now=now, order=redo.order)
    record(events.OrderUndone(request=number, order=redo.order), actor=actor, at=now)
    return request


def _begin(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> bool:
    """Set the period of the order, where the request stands so that it can. Whether it was set."""
    if request.case.state in REDO.out_of:
        _begin_anew(request, redo, actor=actor, now=now)
    elif request.case.state in REDO_IN_REVIEW.out_of:
        _run(request, redo, REDO_IN_REVIEW, actor=actor, now=now)
    else:
        return False
    redo.begun_at = now
    return True


def _run(request: Request, redo: Redo, step: Step, *, actor: Actor, now: datetime) -> None:
    on = max(redo.received_on, request.case.opened_on)
    take_step(case=request.case, step=step, actor=actor, now=now, on=on, days=redo.days, note=redo.order)


def _kept(
    request: Request, *, source: RecordRef, order: str, received_on: date, days: int, now: datetime
) -> Redo:
    """The order, with how the request stood until now."""
    ended, reply = request.case.ended_on, open_reply(request)
    return Redo(
        request=request, source=str(source), order=order, received_on=received_on, days=days, taken_at=now,
        former_end=ended, former_row=row_at_its_end(request) if ended else None,
        former_reply=reply.number if reply and reply.served_on else "",
        former=[[one.place, one.ground, one.withheld, one.row] for one in items_of(request) if one.ground],
        is_first_end=ended is not None and not has_ended_before(request),
    )  # fmt: skip


def _begin_anew(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """The served reply stays as it was, its decisions are open again, and the period of the order runs."""
    reply = open_reply(request)
    if reply is not None:
        reply.superseded_at = now
        reply.save(update_fields=["superseded_at"])
        _holds_no_longer(request, reply, on=timezone.localdate(now))
    redo.kept = as_it_stood(request)
    _end_notice_holds_no_longer(request, redo, actor=actor, now=now)
    items_of(request).update(ground="", withheld=[], said={}, row=None, row_reason="", decided_by=None)
    request.row, request.online_on = None, None
    request.save(update_fields=["row", "online_on"])
    _run(request, redo, REDO, actor=actor, now=now)


def _put_back(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """The decisions, the reply and its files as they were; then the former period, and the former end."""
    state, kept = redo.kept.get("state"), redo.kept
    if kept:
        for told in kept["items"]:
            items_of(request).filter(place=told["place"]).update(**told)
        request.row = kept["row"]
        request.online_on = date.fromisoformat(kept["online_on"]) if kept["online_on"] else None
        request.save(update_fields=["row", "online_on"])
        _holds_again(request, redo, now=now)
        _end_notice_holds_again(request, redo, actor=actor, now=now)
    if period := former_period(request):
        on, days = period
        step = REDO_UNDONE_OPEN
        take_step(case=request.case, step=step, actor=actor, now=now, on=on, days=days, note=redo.order)
    if state in OVER:
        step = REDO_UNDONE_ANSWERED if state == State.ANSWERED else REDO_UNDONE_CLOSED
        take_step(case=request.case, step=step, actor=actor, now=now, on=redo.former_end)


def _holds_again(request: Request, redo: Redo, *, now: datetime) -> None:
    """The reply that the order superseded is valid again, and opens to its applicant again."""
    reply = Reply.objects.filter(request=request, superseded_at=redo.begun_at).first()
    if reply is None:
        return
    reply.superseded_at = None
    reply.save(update_fields=["superseded_at"])
    if reply.number:
        verifiables_named(tidy(reply.number), reply.code).update(superseded_on=None)
    ReplyFile.objects.bulk_update(with_what_is_given(request), ["given"])
    if reply.way == Reply.Way.BY_NETWORK:
        receipt_for(request, reply, now=now).save(force_insert=True)


def _end_notice_holds_no_longer(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    made = end_notice_of(request)
    if made is None:
        return
    made.superseded_at = now
    made.save(update_fields=["superseded_at"])
    if made.letter:
        Secretary(actor, now).supersedes(made.letter, reason=f"{redo.order}责令重新办理"[:500])
        OnlineReceipt.objects.filter(request=request).delete()


def _end_notice_holds_again(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    made = EndNotice.objects.filter(request=request, superseded_at=redo.begun_at).first()
    if made is None:
        return
    made.superseded_at = None
    made.save(update_fields=["superseded_at"])
    if made.letter:
        Secretary(actor, now).restores(made.letter)
        if made.letter.way == Reply.Way.BY_NETWORK:
            receipt_for(request, made.letter, now=now).save(force_insert=True)


def _holds_no_longer(request: Request, reply: Reply, *, on: date) -> None:
    """Who checks the superseded reply learns so; its files and its page on the internet are for the new one
    to give out, and nothing is passed along on the strength of it.
    """
    if reply.number:
        verifiables_named(tidy(reply.number), reply.code).update(superseded_on=on)
    OnlineReceipt.objects.filter(request=request).delete()
    ReplyFile.objects.filter(request=request).update(given=None)
    Redirection.objects.filter(request=request, wished_at__isnull=True).delete()

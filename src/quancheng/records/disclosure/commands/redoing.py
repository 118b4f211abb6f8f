"""A decision from above opens a request anew."""

from datetime import date, datetime
from typing import Any

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
from quancheng.records.disclosure.commands.telling import (
    ORDER_STANDS,
    ORDER_UNDONE,
    ORDERED_ANEW,
    tell_people,
)
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
    MET,
    STANDS,
    as_it_stood,
    correcting_since,
    former_delay,
    former_period,
    has_ended_before,
    met_by,
    people_of_an_order,
    redo_by,
    request_ordered,
    row_at_its_end,
    waiting_redo,
    waiting_redos,
    why_order_stands,
)
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.workflow import (
    OVER,
    REDO,
    REDO_IN_REVIEW,
    REDO_UNDONE_ANSWERED,
    REDO_UNDONE_CLOSED,
    REDO_UNDONE_CORRECTING,
    REDO_UNDONE_DELAYED,
    REDO_UNDONE_OPEN,
    REGISTRARS,
    State,
)


class NoOrderWaits(Refusal):
    """Nothing waits to set the period."""

    code = "disclosure.no_order_waits"


@command
def redo_request(
    *, number: str, source: RecordRef, order: str, received_on: date, days: int, actor: Actor, now: datetime
) -> Request:
    """Open the request anew: its items are decided again, and the period of the decision runs.

    It is no new request: the annual table counts it once, where it ended first. A reply that is being
    reviewed goes on, in the period of the order; where the receipt is not confirmed or a fee not paid, the
    order sets the period afterwards, or when the request ends without either. An order that was taken up
    changes nothing.
    """
    request = request_ordered(number)
    if redo_by(request, str(source)) is not None:
        return request
    redo = _kept(request, source=source, order=order, received_on=received_on, days=days, now=now)
    has_begun = _begin(request, redo, actor=actor, now=now)
    redo.save()
    if has_begun:
        _meets_the_earlier(request, redo, actor=actor, now=now)
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, ORDERED_ANEW, people, actor=actor, now=now, order=order, days=str(days))
    record(_ordered(redo), actor=actor, at=now)
    return request


@command
def begin_waiting_order(*, number: str, actor: Actor, now: datetime) -> Request:
    """What an order waited for has come, confirmation or payment, or the request ended without it.

    Of several the latest sets the period. Every decision binds by itself (《行政复议法》第七十七条第一款，
    《行政诉讼法》第九十四条), but all of them order one thing, a new answer to this request; whoever decided
    last knew how things stood: one answer, in the period given last, obeys them all. The earlier ones stay on
    record as met by it, and come to life again where the latest turns out to be entered by mistake.
    A request closed unpaid or withdrawn opens as one that had ended before: the order of a higher organ is
    not given on condition that a fee is paid. Raises NoOrderWaits.
    """
    redo = waiting_redo(number)
    if redo is None or not _begin(redo.request, redo, actor=actor, now=now):
        raise NoOrderWaits(f"申请{number}没有等待起算的责令重新答复")
    redo.save()
    _meets_the_earlier(redo.request, redo, actor=actor, now=now)
    record(_ordered(redo), actor=actor, at=now)
    return redo.request


@command
def undo_order(*, number: str, source: RecordRef, actor: Actor, now: datetime) -> Request:
    """An order was entered by mistake: the request stands again where it stood, its reply holds again.

    Its module has asked before whether work was done under it. Where somebody decided in the moment between,
    nothing is put back: the work goes on, the order keeps why, and unit and office are told. An earlier order
    that this one had met begins anew. Again it changes nothing.
    """
    request = request_ordered(number)
    redo = redo_by(request, str(source))
    if redo is None or redo.taken_back_at is not None or STANDS in redo.kept:
        return request
    if why := why_order_stands(number, str(source)):
        return _left_standing(request, redo, why, actor=actor, now=now)
    if redo.begun_at is not None:
        _put_back(request, redo, actor=actor, now=now)
    redo.taken_back_at = now
    redo.save(update_fields=["taken_back_at"])
    _earlier_begins(request, redo, actor=actor, now=now)
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, ORDER_UNDONE, people, actor=actor, now=now, order=redo.order)
    record(events.OrderUndone(request=number, order=redo.order), actor=actor, at=now)
    return request


def _left_standing(request: Request, redo: Redo, why: str, *, actor: Actor, now: datetime) -> Request:
    """The order was a mistake, and work was done under it before that could be undone: people look at it."""
    redo.kept = {**redo.kept, STANDS: why}
    redo.save(update_fields=["kept"])
    people = people_of_an_order(request, on=timezone.localdate(now))
    tell_people(request, ORDER_STANDS, people, actor=actor, now=now, order=redo.order)
    told = events.OrderLeftStanding(request=request.number, order=redo.order, why=why)
    record(told, actor=actor, at=now)
    return request


def _meets_the_earlier(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """Earlier orders that still waited are met by the work under this one."""
    for earlier in waiting_redos(request.number).exclude(pk=redo.pk):
        earlier.kept = {**earlier.kept, MET: {"source": redo.source, "order": redo.order}}
        earlier.save(update_fields=["kept"])
        met = events.OrderMet(request=request.number, order=earlier.order, by=redo.order)
        record(met, actor=actor, at=now)


def _earlier_begins(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """What the undone order had met is met no more: the latest of these sets the period, the others wait."""
    freed = met_by(redo)
    for one in freed:
        one.kept = {name: told for name, told in one.kept.items() if name != MET}
        one.save(update_fields=["kept"])
    if not freed or not _begin(request, freed[-1], actor=actor, now=now):
        return
    freed[-1].save()
    _meets_the_earlier(request, freed[-1], actor=actor, now=now)
    record(_ordered(freed[-1]), actor=actor, at=now)


def _ordered(redo: Redo) -> events.RequestOrderedAnew:
    return events.RequestOrderedAnew(
        request=redo.request.number, order=redo.order, received_on=redo.received_on, days=redo.days
    )


def _begin(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> bool:
    """Set the period of the order, where the request stands so that it can. Whether it was set.

    A request that ended while the order waited had its end only then.
    """
    _keep_the_end(request, redo)
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
    reply = open_reply(request)
    return Redo(
        request=request, source=str(source), order=order, received_on=received_on, days=days, taken_at=now,
        former_reply=reply.number if reply and reply.served_on else "",
        former=[[one.place, one.ground, one.withheld, one.row] for one in items_of(request) if one.ground],
    )  # fmt: skip


def _keep_the_end(request: Request, redo: Redo) -> None:
    """When and in which row the request had ended, if it had: the first end is the one that counts."""
    ended = request.case.ended_on
    redo.former_end = ended
    redo.former_row = row_at_its_end(request) if ended else None
    redo.is_first_end = ended is not None and not has_ended_before(request)


def _begin_anew(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """The served reply stays as it was, its decisions are open again, and the period of the order runs."""
    reply = open_reply(request)
    redo.kept = as_it_stood(request)
    if reply is not None:
        reply.superseded_at = now
        reply.save(update_fields=["superseded_at"])
        _holds_no_longer(request, reply, on=timezone.localdate(now))
    _end_notice_holds_no_longer(request, redo, actor=actor, now=now)
    items_of(request).update(ground="", withheld=[], said={}, row=None, row_reason="", decided_by=None)
    request.row, request.online_on = None, None
    request.save(update_fields=["row", "online_on"])
    _run(request, redo, REDO, actor=actor, now=now)


def _put_back(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    """The decisions, the reply, its files and its offers as they were; then the former period, a day of art.
    35 in its place, and where the request stood: at its end, or with its applicant to be corrected. Each is
    read from the lines before the order; the days of the correction ran on.
    """
    state, kept, delayed = redo.kept.get("state"), redo.kept, former_delay(request)
    corrected_since = correcting_since(request) if state == State.CORRECTING else None
    if kept:
        for told in kept["items"]:
            items_of(request).filter(place=told["place"]).update(**told)
        request.row = kept["row"]
        request.online_on = date.fromisoformat(kept["online_on"]) if kept["online_on"] else None
        request.save(update_fields=["row", "online_on"])
        _holds_again(request, redo, now=now)
        _offers_again(request, kept.get("offers", []))
        _end_notice_holds_again(request, redo, actor=actor, now=now)
    if period := former_period(request):
        on, days = period
        step = REDO_UNDONE_OPEN
        take_step(case=request.case, step=step, actor=actor, now=now, on=on, days=days, note=redo.order)
    if delayed is not None:
        step, until = REDO_UNDONE_DELAYED, delayed.until
        take_step(case=request.case, step=step, actor=actor, now=now, on=delayed.on, until=until)
    if corrected_since is not None:
        step = REDO_UNDONE_CORRECTING
        take_step(case=request.case, step=step, actor=actor, now=now, on=corrected_since)
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


def _offers_again(request: Request, offers: list[dict[str, Any]]) -> None:
    """What the superseded reply offered to pass along is offered again; what was wished since stays."""
    wanted = dict(items_of(request).values_list("place", "wanted"))
    taken = set(Redirection.objects.filter(request=request).values_list("place", flat=True))
    Redirection.objects.bulk_create(
        Redirection(request=request, wanted=wanted[one["place"]], **one)
        for one in offers
        if one["place"] not in taken
    )


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

"""A decision from above opens a request anew."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.text.codes import tidy
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import ORDERED_ANEW, tell_people
from quancheng.records.disclosure.models import OnlineReceipt, Redirection, Redo, Reply, ReplyFile, Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import end_notice_of
from quancheng.records.disclosure.queries.letters import verifiables_named
from quancheng.records.disclosure.queries.redos import (
    has_ended_before,
    redo_by,
    request_ordered,
    row_at_its_end,
)
from quancheng.records.disclosure.queries.replies import items_of, open_reply
from quancheng.records.disclosure.workflow import REDO, REGISTRARS


@command
def redo_request(
    *, number: str, source: RecordRef, order: str, received_on: date, days: int, actor: Actor, now: datetime
) -> Request:
    """Open the request anew: its items are decided again, and the period of the decision runs.

    It is no new request: the annual table counts it once, where it ended first. A reply that is being
    reviewed goes on: the order is noted and its agency told. An order that was taken up changes nothing.
    """
    request = request_ordered(number)
    if redo_by(request, str(source)) is not None:
        return request
    redo = _kept(request, source=source, order=order, received_on=received_on, days=days, now=now)
    if request.case.state in REDO.out_of:
        _begin_anew(request, redo, actor=actor, now=now)
    redo.save()
    people = people_of_unit(request.case.unit_id, on=timezone.localdate(now), roles=REGISTRARS)
    tell_people(request, ORDERED_ANEW, people, actor=actor, now=now, order=order, days=str(days))
    told = events.RequestOrderedAnew(request=number, order=order, received_on=received_on, days=days)
    record(told, actor=actor, at=now)
    return request


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
    _end_notice_holds_no_longer(request, redo, actor=actor, now=now)
    items_of(request).update(ground="", withheld=[], said={}, row=None, row_reason="", decided_by=None)
    request.row, request.online_on = None, None
    request.save(update_fields=["row", "online_on"])
    on = max(redo.received_on, request.case.opened_on)
    take_step(case=request.case, step=REDO, actor=actor, now=now, on=on, days=redo.days, note=redo.order)


def _end_notice_holds_no_longer(request: Request, redo: Redo, *, actor: Actor, now: datetime) -> None:
    made = end_notice_of(request)
    if made is None:
        return
    made.superseded_at = now
    made.save(update_fields=["superseded_at"])
    if made.letter:
        Secretary(actor, now).supersedes(made.letter, reason=f"{redo.order}责令重新办理"[:500])


def _holds_no_longer(request: Request, reply: Reply, *, on: date) -> None:
    """Who checks the superseded reply learns so; its files and its page on the internet are for the new one
    to give out, and nothing is passed along on the strength of it.
    """
    if reply.number:
        verifiables_named(tidy(reply.number), reply.code).update(superseded_on=on)
    OnlineReceipt.objects.filter(request=request).delete()
    ReplyFile.objects.filter(request=request).update(given=None)
    Redirection.objects.filter(request=request, wished_at__isnull=True).delete()

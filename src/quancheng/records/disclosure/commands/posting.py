"""When what was posted reached whom it is for: from that day, not from posting, its remedies run."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import Letter, Reply
from quancheng.records.disclosure.queries.letters import letter_for
from quancheng.records.disclosure.queries.replies import served_reply_for
from quancheng.records.disclosure.workflow import HEADS, OF_UNIT


class NotPosted(Refusal):
    """Only of what was posted the day of delivery is another than that of service."""

    code = "disclosure.not_posted"


class BadDelivery(Refusal):
    """It cannot have been signed for on that day."""

    code = "disclosure.bad_delivery"
    status = 422


@command
def note_reply_delivered(*, number: str, reply_id: int, on: date, actor: Actor, now: datetime) -> Reply:
    """A posted reply was signed for, as the tracking of the post tells; entered again, it is corrected.

    It moves nothing: in time is what was posted in time (国办公开办函〔2016〕235号). The periods for
    reconsideration and suit run from here (《行政复议法》第二十条；《行政诉讼法》第四十六条).
    Raises NoSuchRequest, NoSuchReply, NotYourStep, NotPosted, BadDelivery.
    """
    reply = served_reply_for(actor, number, reply_id)
    _deliver(reply, on, actor=actor, now=now)
    told = events.PaperDelivered(request=number, letter=reply.number, delivered_on=on)
    record(told, actor=actor, at=now)
    return reply


@command
def note_letter_delivered(*, number: str, place: int, on: date, actor: Actor, now: datetime) -> Letter:
    """The same of a posted letter, to the applicant or to a third party.

    Raises NoSuchRequest, NoSuchLetter, NotYourStep, NotPosted, BadDelivery.
    """
    letter = letter_for(actor, number, place)
    _deliver(letter, on, actor=actor, now=now)
    told = events.PaperDelivered(request=number, letter=letter.number, delivered_on=on)
    record(told, actor=actor, at=now)
    return letter


def _deliver(paper: Reply | Letter, on: date, *, actor: Actor, now: datetime) -> None:
    """Raises NotYourStep, NotPosted, BadDelivery."""
    if not actor.roles & (OF_UNIT | HEADS):
        raise NotYourStep("您所在的岗位不能登记签收，请由承办机关的相应岗位办理")
    if paper.way != Reply.Way.BY_POST or paper.served_on is None:
        raise NotPosted(f"{paper.number}没有登记邮寄送达；其他方式送达的，送达日期就是收到日期，不必另记")
    if on < paper.served_on:
        raise BadDelivery(f"签收日期{on}不能早于交邮日期{paper.served_on}，请按邮件跟踪记录填写")
    if on > timezone.localdate(now):
        raise BadDelivery(f"签收日期{on}不能晚于今天，请在签收以后登记")
    paper.delivered_on = on
    paper.save(update_fields=["delivered_on"])

"""What the applicant receives: the reply is handed over, read on the internet, its files fetched."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import OnlineReceipt, Reply, Request
from quancheng.records.disclosure.queries.annexes import given_with
from quancheng.records.disclosure.queries.files import to_give
from quancheng.records.disclosure.queries.receipts import (
    GivenFile,
    Opened,
    Pair,
    lock_for,
    opened,
    remedy_of,
)
from quancheng.records.disclosure.queries.requests import applicant_of


def hand_over(request: Request, reply: Reply, *, now: datetime) -> None:
    """Inside the command that serves a reply: its files stand fast from here, by whatever way they go;
    served on the internet, it opens to its applicant. Raises NoRemedyTable, NoOrgan.
    """
    for one in given_with(request):
        one.given = to_give(one)
        one.save(update_fields=["given"])
    if reply.way != Reply.Way.BY_NETWORK:
        return
    applicant = applicant_of(request)
    OnlineReceipt.objects.create(
        request=request, reply=reply, lock=lock_for(request.number, applicant.proof_number),
        recipient=applicant.name, made_at=now,
        remedy=remedy_of(request, reply, on=timezone.localdate(reply.issued_at or now)),
    )  # fmt: skip
    request.online_on = timezone.localdate(now)
    request.save(update_fields=["online_on"])


@command
def open_reply(*, number: str, by: Pair | None, how: str, actor: Actor, now: datetime) -> Opened:
    """The applicant reads the reply, or takes it along as a file; each time is written down.

    Raises NoMatch, NoSuchRequest, NothingToRead, WrongTail.
    """
    with opened(number, by, actor) as seen:
        _is_opened(seen.receipt, now)
    record(events.ReplyOpened(request=seen.request.number, how=how), actor=actor, at=now)
    return seen


@command
def fetch_file(*, number: str, by: Pair | None, key: int, actor: Actor, now: datetime) -> GivenFile:
    """The applicant fetches one file of the reply; each time is written down.

    Raises NoMatch, NoSuchRequest, NothingToRead, WrongTail, NoSuchFile.
    """
    with opened(number, by, actor) as seen:
        _is_opened(seen.receipt, now)
    found = seen.file(key)
    record(events.FileFetched(request=seen.request.number, file=found.key), actor=actor, at=now)
    return found


def _is_opened(receipt: OnlineReceipt, now: datetime) -> None:
    """The first time is kept beside it: the agency sees that its letter was read."""
    OnlineReceipt.objects.filter(pk=receipt.pk, opened_at__isnull=True).update(opened_at=now)

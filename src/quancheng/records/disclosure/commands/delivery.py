"""What waits for the applicant on the internet: it is read, its files fetched."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.disclosure import events
from quancheng.records.disclosure.events.base import RequestEvent
from quancheng.records.disclosure.models import OnlineLetter, OnlineReceipt
from quancheng.records.disclosure.queries.receipts import (
    GivenFile,
    Opened,
    Pair,
    opened,
)


@command
def open_reply(
    *, number: str, by: Pair | None, how: str, place: int = 0, actor: Actor, now: datetime
) -> Opened:
    """The applicant reads the reply or letter 24, or takes it along as a file; each time is written down.

    With a place it is a letter on the way there.

    Raises NoMatch, NoSuchRequest, NothingToRead, WrongTail.
    """
    with opened(number, by, actor, place=place) as seen:
        _is_opened(seen.receipt, now)
    record(_told(seen, how), actor=actor, at=now)
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


def _told(seen: Opened, how: str) -> RequestEvent:
    number = seen.request.number
    if isinstance(seen.receipt, OnlineLetter):
        return events.LetterOpened(request=number, letter=seen.number, how=how)
    if seen.receipt.letter_id is None:
        return events.ReplyOpened(request=number, how=how)
    return events.EndNoticeOpened(request=number, how=how)


def _is_opened(receipt: OnlineReceipt | OnlineLetter, now: datetime) -> None:
    """The first time is kept beside it: the agency sees that its letter was read."""
    type(receipt).objects.filter(pk=receipt.pk, opened_at__isnull=True).update(opened_at=now)

"""How messages stand inside, taken in outside. Called inside the one command that takes a package in."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.transfer.kinds import Changing, Side
from quancheng.kernel.transfer.standins import stand_in
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.carried_back import (
    Standing,
    messages_numbered,
    standing_rows,
    standing_signs,
    unit_called,
)

AFTER_WHAT_IS_SHOWN = 10  # the units that have messages in hand come with what the portal shows


def take_standings(rows: Sequence[Standing], gone: frozenset[str], now: datetime) -> int:  # noqa: ARG001
    """Each message stands as it stands inside; one that is not here any more has nobody to read it.

    Raises NoSuchUnitHere.
    """
    here = messages_numbered(row.number for row in rows)
    known = [(here[row.number], row) for row in rows if row.number in here]
    for message, row in known:
        _stand(message, row)
    return len(known)


def senders_have_arrived(until: int, now: datetime) -> None:
    """The office has these messages: who wrote them is kept inside alone from now on."""
    _erase_senders(until, now)


def _erase_senders(until: int, now: datetime) -> None:
    arrived = Message.objects.filter(pk__lte=until, erased_at__isnull=True)
    arrived.update(name="", contact="", wants_mail=False, source="", erased_at=now)


def _stand(message: Message, row: Standing) -> None:
    Message.objects.filter(pk=message.pk).update(
        kind=row.kind, limit_days=row.limit_days, limit_source=row.limit_source
    )
    Case.objects.filter(pk=message.case_id).update(
        state=row.state, unit=unit_called(row.unit), ended_on=row.ended_on, due_on=row.due_on,
        last_on=row.last_on, is_moved=row.is_moved, version=F("version") + 1,
    )  # fmt: skip
    CaseLine.objects.filter(case_id=message.case_id).delete()
    CaseLine.objects.bulk_create(
        CaseLine(
            case_id=message.case_id, step=line.step, state=line.state, on=line.on, at=line.at,
            days=line.days, until=line.until, note=line.note, unit=unit_called(line.unit),
        )
        for line in row.lines
    )  # fmt: skip
    Reply.objects.filter(message=message).delete()
    Reply.objects.bulk_create(
        Reply(
            message=message, unit=unit_called(reply.unit), text=reply.text, sent_at=reply.sent_at,
            drafted_at=reply.sent_at, drafted_by_id=stand_in("drafted_by"), sent_by_id=stand_in("sent_by"),
        )
        for reply in row.replies
    )  # fmt: skip


STANDINGS = Changing(
    code="mailbox.standing",
    says="留言办理情况和答复",
    to=Side.OUTSIDE,
    shape=Standing,
    place=AFTER_WHAT_IS_SHOWN,
    signs=standing_signs,
    rows=standing_rows,
    take=take_standings,
)

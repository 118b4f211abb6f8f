"""Messages that units had to answer in a span of days, and whether they did: for those who assess.

Never a word of a message: its number leads there whoever may read it.
"""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.obligations.measures import Judged
from quancheng.records.mailbox.events import MESSAGE_KIND
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.messages import kind_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.workflow import OVER, State


def messages_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Messages whose answer fell due: met when it was given by the last day; with the working days it took.

    What was set aside is not counted, and what is due on the last of the days has that day left.
    """
    found = _of_units(tenant_id, unit_ids).filter(case__last_on__range=(first, last))
    calendar = work_calendar()
    for one in found.exclude(case__state=State.INVALID):
        case = one.case
        if case.ended_on is None and case.last_on == last:
            continue
        came = timezone.localdate(one.received_at)
        days = working_days_between(calendar, after=came, until=case.ended_on) if case.ended_on else None
        is_met = case.ended_on is not None and case.last_on is not None and case.ended_on <= case.last_on
        yield _of(one, is_met, days)


def faults_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Found faults (找错) that came in: met when they are closed on the last of the days."""
    found = _of_units(tenant_id, unit_ids).filter(received_at__date__range=(first, last), kind=Kind.FAULT)
    for one in found:
        ended_on = one.case.ended_on
        yield _of(one, one.case.state in OVER and ended_on is not None and ended_on <= last, None)


def _of_units(tenant_id: int, unit_ids: Collection[int]) -> QuerySet[Message]:
    mine = Message.objects.filter(tenant_id=tenant_id, case__unit__in=unit_ids)
    return (
        mine.exclude(case__state=State.RECEIVED)
        .select_related("case")
        .defer("name", "contact")
        .order_by("pk")
    )


def _of(one: Message, is_met: bool, days: int | None) -> Judged:
    on = one.case.last_on or timezone.localdate(one.received_at)
    says = f"留言{one.number}（{kind_of(one).says}）"
    return Judged(one.case.unit_id, RecordRef(MESSAGE_KIND, one.number), says, on, is_met, days)

"""What the house does by itself: it reminds those who are late, and forgets where messages came from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.mailbox import events
from quancheng.records.mailbox.commands.telling import DUE, UNSORTED, remind_people
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.faults import due_or_late, unsorted_too_long, with_source_before
from quancheng.records.mailbox.queries.offices import people_of_office, people_of_unit
from quancheng.records.mailbox.workflow import OF_OFFICE, OF_UNIT


@command
def remind_of_messages(*, actor: Actor, now: datetime) -> int:
    """Offices are reminded of what nobody has classified, units of what is due. How many messages."""
    today = timezone.localdate(now)
    unsorted, due = list(unsorted_too_long(today=today)), list(due_or_late(today=today))
    reminded = len(unsorted) + len(due)
    if not reminded:
        return 0
    for tenant_id, messages in _grouped(unsorted, lambda one: one.tenant_id).items():
        people = people_of_office(tenant_id, on=today)
        remind_people(messages, UNSORTED, people, now=now, once=f"unsorted:{tenant_id}:{today}")
    for unit_id, messages in _grouped(due, lambda one: one.case.unit_id).items():
        people = people_of_unit(unit_id, on=today, roles=OF_UNIT | OF_OFFICE)
        remind_people(messages, DUE, people, now=now, once=f"due:{unit_id}:{today}")
    record(events.PeopleReminded(unsorted=len(unsorted), due=len(due)), actor=actor, at=now)
    return reminded


@command
def erase_sources(*, actor: Actor, now: datetime) -> int:
    """Digests of sources go when their day is over: they were for its throttle alone. How many."""
    count = with_source_before(timezone.localdate(now)).update(source="")
    if not count:
        return 0
    record(events.SourcesErased(count=count), actor=actor, at=now)
    return count


def _grouped(messages: Iterable[Message], by: Callable[[Message], int]) -> Mapping[int, list[Message]]:
    found: dict[int, list[Message]] = {}
    for one in messages:
        found.setdefault(by(one), []).append(one)
    return found

"""What the house does by itself: it reminds those who are late, and forgets where requests came from."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.telling import (
    DUE,
    ENDINGS_LACKING,
    FEE_UNSERVED,
    UNCONFIRMED,
    remind_people,
)
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import end_notices_lacking
from quancheng.records.disclosure.queries.faults import due_or_late, unconfirmed_too_long, with_source_before
from quancheng.records.disclosure.queries.fees import fee_notices_unserved
from quancheng.records.disclosure.workflow import REGISTRARS


@command
def remind_of_requests(*, actor: Actor, now: datetime) -> int:
    """Agencies are reminded of what they have not confirmed, of what is due, of fee notices that were issued
    and not served, and of requests that ended without a reply and without letter 24. How many requests.
    """
    today = timezone.localdate(now)
    unconfirmed, due = unconfirmed_too_long(today=today), list(due_or_late(today=today))
    fees = [fee.request for fee in fee_notices_unserved(today=today)]
    endings = end_notices_lacking(today=today)
    reminded = len(unconfirmed) + len(due) + len(fees) + len(endings)
    if not reminded:
        return 0
    told = (
        (UNCONFIRMED, "unconfirmed", unconfirmed), (DUE, "due", due), (FEE_UNSERVED, "fees", fees),
        (ENDINGS_LACKING, "endings", endings),
    )  # fmt: skip
    for kind, word, requests in told:
        for unit_id, of_unit in _by_unit(requests).items():
            people = people_of_unit(unit_id, on=today, roles=REGISTRARS)
            remind_people(of_unit, kind, people, now=now, once=f"{word}:{unit_id}:{today}")
    record(
        events.PeopleReminded(
            unconfirmed=len(unconfirmed), due=len(due), fees=len(fees), endings=len(endings)
        ),
        actor=actor,
        at=now,
    )
    return reminded


@command
def erase_sources(*, actor: Actor, now: datetime) -> int:
    """Digests of sources go when their day is over: they were for its throttle alone. How many."""
    count = with_source_before(timezone.localdate(now)).update(source="")
    if not count:
        return 0
    record(events.SourcesErased(count=count), actor=actor, at=now)
    return count


def _by_unit(requests: Iterable[Request]) -> Mapping[int, list[Request]]:
    found: dict[int, list[Request]] = {}
    for one in requests:
        found.setdefault(one.case.unit_id, []).append(one)
    return found

"""What the house does by itself: it reminds those who are late, and forgets where requests came from."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.telling import (
    CORRECTION_OVER,
    CORRECTION_UNSERVED,
    DUE,
    ENDINGS_LACKING,
    FEE_UNSERVED,
    UNCONFIRMED,
    remind_people,
)
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.endings import end_notices_lacking
from quancheng.records.disclosure.queries.faults import (
    corrections_in_vain,
    due_or_late,
    unconfirmed_too_long,
    with_source_before,
)
from quancheng.records.disclosure.queries.fees import fee_notices_unserved
from quancheng.records.disclosure.workflow import REGISTRARS


@command
def remind_of_requests(*, actor: Actor, now: datetime) -> int:
    """Agencies are reminded of what they have not confirmed, of what is due, of correction and fee notices
    that were not served, of corrections whose period is over, and of requests that ended without a reply and
    without letter 24. How many requests.
    """
    today = timezone.localdate(now)
    corrections = corrections_in_vain(today=today)
    told: tuple[tuple[NoticeKind, str, list[Request]], ...] = (
        (UNCONFIRMED, "unconfirmed", unconfirmed_too_long(today=today)),
        (DUE, "due", list(due_or_late(today=today))),
        (FEE_UNSERVED, "fees", [fee.request for fee in fee_notices_unserved(today=today)]),
        (ENDINGS_LACKING, "endings", end_notices_lacking(today=today)),
        (CORRECTION_UNSERVED, "unserved", corrections.unserved),
        (CORRECTION_OVER, "over", corrections.over),
    )
    counts = {word: len(requests) for _, word, requests in told}
    reminded = sum(counts.values())
    if not reminded:
        return 0
    for kind, word, requests in told:
        for unit_id, of_unit in _by_unit(requests).items():
            people = people_of_unit(unit_id, on=today, roles=REGISTRARS)
            remind_people(of_unit, kind, people, now=now, once=f"{word}:{unit_id}:{today}")
    record(events.PeopleReminded(**counts), actor=actor, at=now)
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

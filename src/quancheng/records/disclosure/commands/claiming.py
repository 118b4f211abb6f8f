"""Which account shows a request to its applicant."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.citizens.claims import take_in
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.records.disclosure import events
from quancheng.records.disclosure.events.own_records import OwnRecordClaimed
from quancheng.records.disclosure.models import AccountKey, OwnRecord, Request
from quancheng.records.disclosure.queries.doors import doors_of, status_of
from quancheng.records.disclosure.queries.own_records import DOOR, own_status_of


@command
def claim_request(*, number: str, code: str, actor: Actor, now: datetime) -> Request:
    """A request that was sent without signing in belongs to the account of whoever holds its number and code.

    It shows there what number and code show; the reply waits for the signs (`unlocking`).

    Raises NoSuchAccount, NoMatch, AlreadyYours, OfAnotherAccount.
    """
    citizen = citizen_for(actor)
    request = status_of(number, code).request
    take_in(
        Request, request, citizen=citizen, doors=doors_of(request.number), says="申请",
        claimed_at=now,
    )  # fmt: skip
    record(events.RequestClaimed(request=request.number), actor=actor, at=now)
    return request


@command
def claim_own_record(*, number: str, code: str, actor: Actor, now: datetime) -> OwnRecord:
    """The same of an application for correction.

    Raises NoSuchAccount, NoOwnMatch, AlreadyYours, OfAnotherAccount.
    """
    citizen = citizen_for(actor)
    found = own_status_of(number, code, today=timezone.localdate(now)).own_record
    take_in(
        OwnRecord, found, citizen=citizen, doors=DOOR.doors_of(found.number), says="更正申请",
        claimed_at=now,
    )  # fmt: skip
    record(OwnRecordClaimed(own_record=found.number), actor=actor, at=now)
    return found


@command
def detach_requests(*, actor: Actor, now: datetime) -> int:
    """Requests and corrections of accounts that are closed stay, and lead to them no more. How many."""
    AccountKey.objects.filter(citizen__closed_at__isnull=False).delete()
    count = sum(
        model._default_manager.filter(citizen__closed_at__isnull=False).update(citizen=None, claimed_at=None)
        for model in (Request, OwnRecord)
    )
    if not count:
        return 0
    record(events.RequestsDetached(count=count), actor=actor, at=now)
    return count

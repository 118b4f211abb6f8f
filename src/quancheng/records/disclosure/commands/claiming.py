"""Which account shows a request to its applicant."""

from datetime import datetime

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.doors import doors_of, status_of


class AlreadyYours(Refusal):
    """The request stands in the account already."""

    code = "disclosure.already_yours"


class OfAnotherAccount(Refusal):
    """The request stands in another account, whose owner knew number and code as well."""

    code = "disclosure.of_another_account"


@command
def claim_request(*, number: str, code: str, actor: Actor, now: datetime) -> Request:
    """A request that was sent without signing in belongs to the account of whoever holds its number and code.

    Raises NoSuchAccount, NoMatch, AlreadyYours, OfAnotherAccount.
    """
    citizen = citizen_for(actor)
    request = status_of(number, code).request
    if request.citizen_id == citizen.pk:
        raise AlreadyYours(f"申请{request.number}已经在您的账号里，不必再添加")
    with named(doors_of(request.number)):
        claimed = Request.objects.filter(pk=request.pk, citizen__isnull=True).update(citizen=citizen)
    if not claimed:
        raise OfAnotherAccount("这件申请已经在另一个账号里；请用那个账号登录，或凭编号和查询码查询")
    record(events.RequestClaimed(request=request.number), actor=actor, at=now)
    return request


@command
def detach_requests(*, actor: Actor, now: datetime) -> int:
    """Requests of accounts that are closed stay, and lead to them no more. How many; again it finds none."""
    count = Request.objects.filter(citizen__closed_at__isnull=False).update(citizen=None)
    if not count:
        return 0
    record(events.RequestsDetached(count=count), actor=actor, at=now)
    return count

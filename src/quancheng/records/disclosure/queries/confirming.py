"""Who has confirmed a request, and who is still to do so (《条例》第三十一条第三项)."""

from datetime import date

from quancheng.kernel.access.named import named
from quancheng.kernel.casework.models import CaseLine
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.norms import must_both_confirm
from quancheng.records.disclosure.rules.receipt import BY_BOTH, BY_CONTACT, Channel
from quancheng.records.disclosure.workflow import CONFIRM, CONFIRM_FIRST, UNREACHABLE, State


def request_of(number: str) -> Request:
    """A request that its applicant has confirmed, for what the house does after it."""
    return Request.objects.select_related("case__unit", "tenant").get(number=number)


def wants_both(request: Request) -> bool:
    """Whether the agency confirms first and its applicant after it: by the norm of the day it came."""
    is_by_both = Channel(request.channel) in BY_BOTH
    return is_by_both and must_both_confirm(request.tenant_id, on=request.case.opened_on)


def is_on_the_day(request: Request) -> bool:
    """Whether the agency is to reach its sender on the very day on which it came, as it was registered.

    What the house itself passed along to another agency is confirmed like what came over the network.
    """
    return Channel(request.channel) in BY_CONTACT and request.registered_by_id is not None


def is_by_contact(request: Request) -> bool:
    """Whether it is received once its sender was reached."""
    return Channel(request.channel) in BY_CONTACT


def first_confirmation(request: Request) -> CaseLine | None:
    """The agency's own confirmation, where its applicant is to confirm after it."""
    with named([request.door]):
        lines = CaseLine.objects.filter(case=request.case_id, step=CONFIRM_FIRST.code)
        return lines.only("on", "person_id").order_by("-pk").first()


def waits_for_applicant_since(request: Request) -> date | None:
    """The day on which the agency confirmed, while its applicant has not yet."""
    if request.case.state != State.UNCONFIRMED:
        return None
    first = first_confirmation(request)
    return first.on if first else None


def confirmations_closed(request: Request) -> frozenset[str]:
    """The steps towards a day of receipt that are not the next one, of a request that has none."""
    if request.case.state != State.UNCONFIRMED:
        return frozenset()
    if is_by_contact(request):
        return frozenset({CONFIRM_FIRST.code})
    if not wants_both(request):
        return frozenset({CONFIRM_FIRST.code, UNREACHABLE.code})
    later = set() if first_confirmation(request) else {CONFIRM.code}
    return frozenset({UNREACHABLE.code, *later})

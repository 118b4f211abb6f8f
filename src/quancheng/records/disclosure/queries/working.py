"""Who works on a request now: the one door for what is entered about it beside its steps."""

from collections.abc import Collection

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.requests import may_read_applicant, request_for
from quancheng.records.disclosure.workflow import BEFORE_ISSUE, DISCLOSURE, HEADS, OF_UNIT, State

READERS = frozenset({*OF_UNIT, *HEADS, Role.REVIEWER})


class NotYourWork(Refusal):
    """The request is in another agency's hands, or the actor's post has no part in it."""

    code = "disclosure.not_your_work"
    status = 403


class NotInWork(Refusal):
    """The request stands where nothing of the kind is entered any more."""

    code = "disclosure.not_in_work"


def works_on(actor: Actor, request: Request) -> bool:
    """Whether the actor sits in the agency that has it in hand, in a post that handles requests."""
    return may_read_applicant(actor, request) and bool(actor.roles & READERS)


def request_in_hand(actor: Actor, number: str) -> Request:
    """A request that the actor handles and whose decisions are open. Raises as `_in`."""
    return _in(actor, number, states={State.IN_HAND}, roles=OF_UNIT)


def request_before_issue(actor: Actor, number: str) -> Request:
    """A request of the actor's agency whose reply has not gone out. Raises as `_in`."""
    return _in(actor, number, states=BEFORE_ISSUE, roles=READERS)


def _in(actor: Actor, number: str, *, states: Collection[str], roles: Collection[Role]) -> Request:
    """Raises NoSuchRequest, NotYourWork, NotInWork."""
    request = request_for(actor, number)
    if not (may_read_applicant(actor, request) and actor.roles & {*roles}):
        raise NotYourWork("这件申请由承办机关的经办人办理，您不能填写")
    if request.case.state not in states:
        where = DISCLOSURE.state_in_words(request.case.state)
        raise NotInWork(f"申请处于“{where}”，不能再填写；请刷新页面", state=request.case.state)
    return request

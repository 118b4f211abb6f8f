"""One person of the agency is in charge of a request (主办人)."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework import charge
from quancheng.kernel.casework.models import Charge
from quancheng.kernel.notify.telling import tell
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.telling import IN_CHARGE
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.charged import in_charge_of, may_let_go, whom_to_put_in_charge
from quancheng.records.disclosure.queries.requests import request_for


class NotToBePutInCharge(Refusal):
    """Not somebody whom the actor can put in charge of this request."""

    code = "disclosure.not_to_be_put_in_charge"
    status = 422


class ChargeMoved(Meanwhile):
    """Somebody else was put in charge since the page was opened."""

    code = "disclosure.charge_moved"


@command
def put_in_charge(
    *, number: str, holding_id: int | None, instead_of: int | None, actor: Actor, now: datetime
) -> Request:
    """From now on this person of the agency is in charge; nobody, when `holding_id` is None. It gives no
    right and takes none; it is written down, and who was put in charge by another is told. `instead_of`: who
    was, as the page showed it.

    Raises NoSuchRequest, ChargeMoved, NotToBePutInCharge.
    """
    request, today = request_for(actor, number), timezone.localdate(now)
    had = in_charge_of(request)
    if (had.person_id if had else None) != instead_of:
        raise ChargeMoved("您打开页面之后，主办人已有变动，本次没有提交；请看现在的主办人，需要时再改")
    if holding_id is None:
        return _let_go(request, had, actor=actor, now=now)
    whom = whom_to_put_in_charge(actor, request, today=today)
    found = next((one for one in whom if one.pk == holding_id), None)
    if found is None:
        raise NotToBePutInCharge(
            "不能由您把这件申请定给这个人：已有主办人的，由本机关负责人改定，或者由经办人自己接过来；办结的不再改定"
        )
    charge.put_in_charge(request.case, found, now=now)
    told = {found.person_id} - {actor.person_id or 0}
    tell(
        person_ids=told, kind=IN_CHARGE, facts={"number": number},
        about=RecordRef(events.REQUEST_KIND, number), at=now, tenant_id=request.tenant_id,
        once=f"{number}:{now.isoformat()}",
    )  # fmt: skip
    record(events.RequestPutInCharge(request=number, person=found.person.name), actor=actor, at=now)
    return request


def _let_go(request: Request, had: Charge | None, *, actor: Actor, now: datetime) -> Request:
    if had is None or not may_let_go(actor, request, had):
        raise NotToBePutInCharge("只有主办人自己或者本机关负责人可以不再定主办人；办结的不再改定")
    charge.let_go(request.case)
    record(events.RequestLetGo(request=request.number, person=had.person.name), actor=actor, at=now)
    return request

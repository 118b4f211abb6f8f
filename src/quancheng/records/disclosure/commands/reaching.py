"""An ordinary letter is received once its sender was reached (第三十一条第二项); not every sender can be."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.confirming import is_by_contact
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import is_received_when_registered
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.letters import receipt
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import CONFIRM, UNREACHABLE

RECEIVED_ALL_THE_SAME = "无法联系申请人，按本级规则以登记之日为收到申请之日"


class NotByContact(Refusal):
    """Its day of receipt does not hang on reaching the sender."""

    code = "disclosure.not_by_contact"


@command
def note_unreachable(
    *, number: str, version: int, on: date, who: str, how: str, actor: Actor, now: datetime
) -> Request:
    """Somebody tried to reach the sender on a day, and could not.

    The request is received on the day on which contact is restored, which is entered as its confirmation; or,
    where the government's norm of the day it came says so, on that of its registration. Raises
    NoSuchRequest, NotByContact, StepNotOpen, NotYourStep, ReasonMissing, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    if not is_by_contact(request):
        raise NotByContact("只有平常信函和寄送其他机构后转来的申请，才以联系到申请人之日为收到之日")
    note = f"{who.strip()}：{how.strip()}" if who.strip() and how.strip() else ""
    take_step(
        case=request.case, step=UNREACHABLE, actor=actor, now=now, on=on, note=note, seen_version=version
    )
    told: events.RequestEvent = events.ApplicantUnreachable(request=number, tried_on=on)
    if is_received_when_registered(request.tenant_id, on=request.case.opened_on):
        received_on = timezone.localdate(request.submitted_at)
        _receive(request, received_on, actor, now)
        told = events.ReceiptConfirmed(request=number, received_on=received_on)
    record(told, actor=actor, at=now)
    return request


def _receive(request: Request, on: date, actor: Actor, now: datetime) -> None:
    """Received on the day of registration, with the letter that says so."""
    request.received_on = on
    take_step(case=request.case, step=CONFIRM, actor=actor, now=now, on=on, note=RECEIVED_ALL_THE_SAME)
    request.save(update_fields=["received_on"])
    lines = receipt(about_of(request), due_on=due_on(request.case))
    Secretary(actor, now).writes(request, Sort.RECEIPT, lines)

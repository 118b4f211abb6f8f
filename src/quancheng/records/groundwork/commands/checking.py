"""What the sender of a collection does with the tables that come in."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.refusals import BadUnit
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.commands.notices import WithdrawnAlready
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.models import Recipient
from quancheng.records.groundwork.queries.addressees import successors_for
from quancheng.records.groundwork.queries.notices import arrival_of_sender
from quancheng.records.groundwork.workflow import notices as flow


class NoWish(Refusal):
    """No unit asks for a later day."""

    code = "groundwork.no_wish"


@command
def accept_table(*, arrival_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The table is in order.

    Raises NoSuchNotice, NotOfSender, WithdrawnAlready, StepNotOpen, MovedMeanwhile.
    """
    arrival, case = _sent(actor, arrival_id)
    take_step(case=case, step=flow.ACCEPT, actor=actor, now=now, seen_version=version)
    _tell(arrival, telling.ACCEPTED, actor=actor, now=now)
    record(events.TableAccepted(arrival=arrival.pk, unit=str(case.unit)), actor=actor, at=now)
    return arrival


@command
def return_table(*, arrival_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Recipient:
    """The table goes back to the unit, with the reason; an accepted one too.

    Raises NoSuchNotice, NotOfSender, WithdrawnAlready, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    arrival, case = _sent(actor, arrival_id)
    take_step(case=case, step=flow.RETURN, actor=actor, now=now, note=reason, seen_version=version)
    _tell(arrival, telling.RETURNED, actor=actor, now=now, reason=reason)
    told = events.TableReturned(arrival=arrival.pk, unit=str(case.unit), reason=reason)
    record(told, actor=actor, at=now)
    return arrival


@command
def grant_later(
    *, arrival_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Recipient:
    """The unit gets a later day, asked for or not.

    Raises NoSuchNotice, NotOfSender, StepNotOpen, BadDay, ReasonMissing, MovedMeanwhile.
    """
    arrival, case = _sent(actor, arrival_id)
    take_step(
        case=case, step=flow.GRANT_LATER, actor=actor, now=now, until=until, note=reason, seen_version=version
    )
    _answer_wish(arrival)
    _tell(arrival, telling.DECIDED, actor=actor, now=now, what=f"同意延至{until}", reason=reason)
    told = events.LaterDayGranted(arrival=arrival.pk, unit=str(case.unit), until=until, reason=reason)
    record(told, actor=actor, at=now)
    return arrival


@command
def deny_later(*, arrival_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Recipient:
    """The day stays. Raises NoSuchNotice, NotOfSender, NoWish, StepNotOpen, ReasonMissing, MovedMeanwhile."""
    arrival, case = _sent(actor, arrival_id)
    if arrival.wanted_on is None:
        raise NoWish("该单位没有申请延期，或申请已经答复；请刷新页面")
    take_step(case=case, step=flow.DENY_LATER, actor=actor, now=now, note=reason, seen_version=version)
    _answer_wish(arrival)
    _tell(arrival, telling.DECIDED, actor=actor, now=now, what="不同意延期", reason=reason)
    told = events.LaterDayDenied(arrival=arrival.pk, unit=str(case.unit), reason=reason)
    record(told, actor=actor, at=now)
    return arrival


@command
def pass_on(
    *, arrival_id: int, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Recipient:
    """Another unit takes over what this one owes, with what was filled in: after a merger, for example.

    Raises NoSuchNotice, NotOfSender, BadUnit, StepNotOpen, ReasonMissing, MovedMeanwhile.
    """
    arrival, case = _sent(actor, arrival_id)
    to = successors_for(actor, on=timezone.localdate(now)).filter(pk=unit_id).first()
    if to is None:
        raise BadUnit("没有这个单位，或它已撤销、不属于本级政府；请从列表中重新选择")
    former = str(case.unit)
    take_step(
        case=case, step=_pass_step(case), actor=actor, now=now, note=reason, to_unit=to, seen_version=version
    )
    _tell(arrival, telling.PASSED_ON, actor=actor, now=now, reason=reason)
    told = events.ArrivalPassedOn(arrival=arrival.pk, unit=former, to=str(to), reason=reason)
    record(told, actor=actor, at=now)
    return arrival


def _pass_step(case: Case) -> Step:
    return flow.PASS_ON if case.workflow == flow.TABLE.code else flow.PASS_NOTICE_ON


def _sent(actor: Actor, arrival_id: int) -> tuple[Recipient, Case]:
    """Raises NoSuchNotice, NotOfSender, WithdrawnAlready."""
    arrival = arrival_of_sender(actor, arrival_id)
    if arrival.notice.withdrawn_at is not None:
        raise WithdrawnAlready("这份收表的通知已经撤回，不能再审核、退回或移交")
    assert arrival.case is not None
    return arrival, arrival.case


def _answer_wish(arrival: Recipient) -> None:
    arrival.wanted_on = None
    arrival.save(update_fields=["wanted_on"])


def _tell(arrival: Recipient, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    assert arrival.case is not None
    telling.tell_receivers(
        [arrival],
        kind,
        actor=actor,
        now=now,
        once=f"{kind.code}:{arrival.case.version}",
        facts={arrival.pk: facts},
    )

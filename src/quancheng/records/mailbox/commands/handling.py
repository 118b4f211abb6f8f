"""What the openness office does with a message: classify it, hand it out, give it more time, set it aside."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.orgs.models import Unit
from quancheng.records.mailbox import events
from quancheng.records.mailbox.commands.telling import HANDED, SENT_BACK, tell_people
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.limits import limit_on
from quancheng.records.mailbox.queries.messages import kind_of, message_for
from quancheng.records.mailbox.queries.offices import (
    office_unit,
    people_of_office,
    people_of_unit,
    unit_to_hand_to,
)
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.limits import Dated, Rule, rule_of
from quancheng.records.mailbox.workflow import (
    CLASSIFY,
    EXTEND,
    HAND_OUT,
    RECLASSIFY,
    REOPEN,
    SEND_BACK,
    SET_ASIDE,
    TRANSFER,
)


class TooLong(Refusal):
    """More days than the government's own rule grants."""

    code = "mailbox.too_long"
    status = 422


class LateAlready(Refusal):
    """A message that is late gets no more time by being called something else."""

    code = "mailbox.late_already"


@command
def classify_message(
    *, number: str, version: int, kind: Kind, unit_id: int | None, reason: str, actor: Actor, now: datetime
) -> Message:
    """Say what the message is and who handles it; its period counts from the day of receipt.

    `unit_id` None: the office itself. Raises NoSuchMessage, NoSuchUnit, StepNotOpen, NotYourStep,
    MovedMeanwhile.
    """
    message = message_for(actor, number)
    unit = _handler_of(actor, message, unit_id, now)
    limit = _limit_of(message, kind)
    goes_away = unit.pk != message.case.unit_id
    take_step(
        case=message.case, step=HAND_OUT if goes_away else CLASSIFY, actor=actor, now=now, note=reason,
        days=limit.value, to_unit=unit if goes_away else None, seen_version=version,
    )  # fmt: skip
    _remember(message, kind, limit)
    if goes_away:
        _tell_unit(message, unit, actor=actor, now=now)
    told = events.MessageClassified(
        message=number, kind=kind.says, unit=str(unit), days=limit.value, reason=reason
    )
    record(told, actor=actor, at=now)
    return message


@command
def reclassify_message(
    *, number: str, version: int, kind: Kind, reason: str, actor: Actor, now: datetime
) -> Message:
    """Call the message something else, with the period of that kind. One that is late gains no day by it.

    Raises NoSuchMessage, LateAlready, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message = message_for(actor, number)
    limit, due = _limit_of(message, kind), due_on(message.case)
    if due and due < timezone.localdate(now) and limit.value > message.limit_days:
        raise LateAlready(f"这件留言已于{due}逾期，不能改成期限更长的类别", due=due)
    take_step(
        case=message.case, step=RECLASSIFY, actor=actor, now=now, days=limit.value, note=reason,
        seen_version=version,
    )  # fmt: skip
    _remember(message, kind, limit)
    told = events.MessageReclassified(message=number, kind=kind.says, days=limit.value, reason=reason)
    record(told, actor=actor, at=now)
    return message


@command
def transfer_message(
    *, number: str, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> Message:
    """Another unit handles the message; history and period go along. A draft that waits is sent back.

    Raises NoSuchMessage, NoSuchUnit, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message = message_for(actor, number)
    unit = unit_to_hand_to(actor, message, unit_id)
    take_step(
        case=message.case,
        step=TRANSFER,
        actor=actor,
        now=now,
        note=reason,
        to_unit=unit,
        seen_version=version,
    )
    _drop_draft(message, now)
    _tell_unit(message, unit, actor=actor, now=now)
    told = events.MessageTransferred(message=number, unit=str(unit), reason=reason)
    record(told, actor=actor, at=now)
    return message


@command
def send_back_message(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Message:
    """The unit says that the matter is not its own; the office hands it out anew.

    Raises NoSuchMessage, BadUnit, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message, today = message_for(actor, number), timezone.localdate(now)
    former, office = str(message.case.unit), office_unit(message.tenant_id, on=today)
    take_step(
        case=message.case, step=SEND_BACK, actor=actor, now=now, note=reason, to_unit=office,
        seen_version=version,
    )  # fmt: skip
    people = people_of_office(message.tenant_id, on=today)
    tell_people(message, SENT_BACK, people, actor=actor, now=now, unit=former, reason=reason)
    record(events.MessageSentBack(message=number, reason=reason), actor=actor, at=now)
    return message


@command
def extend_period(
    *, number: str, version: int, days: int, reason: str, actor: Actor, now: datetime
) -> Message:
    """Give the message more working days, once, before the first are over; the sender is told why.

    Raises NoSuchMessage, TooLong, TooLate, TooManyDays, StepNotOpen, NotYourStep, ReasonMissing,
    MovedMeanwhile.
    """
    message = message_for(actor, number)
    most = limit_on(Rule.EXTENSION, tenant_id=message.tenant_id, on=timezone.localdate(now))
    if days > most.value:
        raise TooLong(f"最多延长{most.value}个工作日，请改小天数（{most.source}）", most=most.value)
    take_step(
        case=message.case, step=EXTEND, actor=actor, now=now, days=days, note=reason, seen_version=version
    )
    record(events.PeriodExtended(message=number, days=days, reason=reason), actor=actor, at=now)
    return message


@command
def set_message_aside(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Message:
    """The message is not dealt with; its sender reads the reason. It stays, and can be taken up again.

    Raises NoSuchMessage, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message = message_for(actor, number)
    take_step(case=message.case, step=SET_ASIDE, actor=actor, now=now, note=reason, seen_version=version)
    _drop_draft(message, now)
    record(events.MessageSetAside(message=number, reason=reason), actor=actor, at=now)
    return message


@command
def reopen_message(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> Message:
    """Take up again what was answered or set aside; the period begins anew.

    Raises NoSuchMessage, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    message = message_for(actor, number)
    days = _limit_of(message, kind_of(message)).value
    take_step(
        case=message.case, step=REOPEN, actor=actor, now=now, days=days, note=reason, seen_version=version
    )
    record(events.MessageReopened(message=number, days=days, reason=reason), actor=actor, at=now)
    return message


def _handler_of(actor: Actor, message: Message, unit_id: int | None, now: datetime) -> Unit:
    if unit_id is not None:
        return unit_to_hand_to(actor, message, unit_id)
    return office_unit(message.tenant_id, on=timezone.localdate(now))


def _limit_of(message: Message, kind: Kind) -> Dated:
    """The period that held on the day on which the message came."""
    came_on = timezone.localdate(message.received_at)
    return limit_on(rule_of(kind), tenant_id=message.tenant_id, on=came_on)


def _remember(message: Message, kind: Kind, limit: Dated) -> None:
    message.kind, message.limit_days, message.limit_source = kind, limit.value, limit.source
    message.save(update_fields=["kind", "limit_days", "limit_source"])


def _drop_draft(message: Message, now: datetime) -> None:
    waiting = Reply.objects.filter(message=message, sent_at__isnull=True, returned_at__isnull=True)
    waiting.update(returned_at=now)


def _tell_unit(message: Message, unit: Unit, *, actor: Actor, now: datetime) -> None:
    people = people_of_unit(unit.pk, on=timezone.localdate(now))
    tell_people(message, HANDED, people, actor=actor, now=now, due=str(message.case.due_on or "期限"))

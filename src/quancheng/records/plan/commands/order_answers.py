"""What a unit does with a supervision order: sign, write the answer, send it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.records.plan import events
from quancheng.records.plan.commands.telling_orders import ORDER_ANSWERED, tell_office_of_order
from quancheng.records.plan.models import AnswerFile, Order, OrderAnswer
from quancheng.records.plan.queries.orders import answer_draft, answer_file_for, order_of_unit
from quancheng.records.plan.workflow.order import ANSWER, SIGN, WRITE


class EmptyAnswer(Refusal):
    """An answer that says nothing cannot be sent."""

    code = "plan.empty_answer"
    status = 422


class AnswerSent(Refusal):
    """What has been sent is not changed any more."""

    code = "plan.answer_sent"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as the gate let it through, with its bytes."""

    upload: Upload
    data: bytes


@command
def sign_order(*, order_id: int, version: int, actor: Actor, now: datetime) -> Order:
    """The unit has taken note of the order (签收).

    Raises NoSuchOrder, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    order = order_of_unit(actor, order_id)
    take_step(case=order.case, step=SIGN, actor=actor, now=now, seen_version=version)
    record(events.OrderSigned(order=order.pk), actor=actor, at=now)
    return order


@command
def write_answer(
    *, order_id: int, version: int, text: str, files: Sequence[Brought], actor: Actor, now: datetime
) -> OrderAnswer:
    """Keep the answer as a draft of the unit's own, with the files brought.

    Raises NoSuchOrder, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    order = order_of_unit(actor, order_id)
    take_step(case=order.case, step=WRITE, actor=actor, now=now, seen_version=version)
    answer = _written(order, text, files, actor=actor, now=now)
    told = events.OrderAnswerWritten(order=order.pk, round=answer.round, files=len(files))
    record(told, actor=actor, at=now)
    return answer


@command
def remove_answer_file(*, file_id: int, actor: Actor, now: datetime) -> OrderAnswer:
    """Take a file out of the draft.

    Raises NoSuchAnswerFile, NoSuchOrder, AnswerSent, StepNotOpen, NotYourStep.
    """
    found = answer_file_for(actor, file_id)
    answer = found.answer
    if answer.sent_at is not None:
        raise AnswerSent("答复已经报送，附件不能再移去；需要更正的，请政务公开机构先退回")
    order = order_of_unit(actor, answer.order_id)
    take_step(case=order.case, step=WRITE, actor=actor, now=now)
    found.delete()
    record(events.OrderAnswerFileRemoved(order=order.pk, file=file_id), actor=actor, at=now)
    return answer


@command
def send_answer(
    *, order_id: int, version: int, text: str, files: Sequence[Brought], actor: Actor, now: datetime
) -> OrderAnswer:
    """The head of the unit answers the order, in the words and with the files that stand in the draft now.

    Raises NoSuchOrder, EmptyAnswer, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    order = order_of_unit(actor, order_id)
    if not text.strip():
        raise EmptyAnswer("请先写明办理情况，再报送答复")
    take_step(case=order.case, step=ANSWER, actor=actor, now=now, seen_version=version)
    answer = _written(order, text, files, actor=actor, now=now)
    answer.sent_by_id, answer.sent_at = actor.person_id, now
    answer.save(update_fields=["sent_by", "sent_at"])
    tell_office_of_order(order, ORDER_ANSWERED, actor=actor, now=now)
    record(events.OrderAnswered(order=order.pk, round=answer.round), actor=actor, at=now)
    return answer


def _written(
    order: Order, text: str, files: Sequence[Brought], *, actor: Actor, now: datetime
) -> OrderAnswer:
    assert actor.person_id is not None  # who took the step is an official
    answer = answer_draft(order) or OrderAnswer(order=order, round=order.answers.count() + 1)
    answer.text, answer.written_at, answer.written_by_id = text.strip(), now, actor.person_id
    answer.save()
    unit = order.case.unit
    kept = [
        keep_file(each.upload, each.data, tenant_id=unit.tenant_id, actor=actor, now=now) for each in files
    ]
    held = set(answer.files.values_list("file_id", flat=True))
    AnswerFile.objects.bulk_create(
        AnswerFile(answer=answer, file=file, added_by_id=answer.written_by_id, added_at=now)
        for file in {file.pk: file for file in kept}.values()
        if file.pk not in held
    )
    return answer

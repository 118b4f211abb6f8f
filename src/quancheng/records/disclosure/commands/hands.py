"""Through whose hands what goes out has to pass: never the writer's alone, and two where that is the rule."""

from collections.abc import Collection
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.records.disclosure.models import Reply
from quancheng.records.disclosure.queries.norms import must_be_by_two, must_be_cleared_apart

CLEARED_APART = "本级政府规定保密审查须由审核人、签发人以外的第三人办理（“依据与规则”）"


class SecondPersonNeeded(Refusal):
    """Who wrote it neither reviews nor issues it; where a government says so, who reviewed does not issue."""

    code = "disclosure.second_person_needed"
    status = 403


def must_be_another(actor: Actor, step: Step, writers: Collection[int]) -> None:
    """Raises SecondPersonNeeded."""
    if actor.person_id in writers:
        raise SecondPersonNeeded(f"这份文书由您拟写或者拟定了处理意见，“{step.says}”须由另一人办理")


def issued_by_two(actor: Actor, reviewer_id: int | None, *, tenant_id: int, on: date) -> bool:
    """Whether reviewer and issuer have to be two people on a day, and that they are.

    Raises SecondPersonNeeded.
    """
    is_by_two = must_be_by_two(tenant_id, on=on)
    if is_by_two and actor.person_id == reviewer_id:
        raise SecondPersonNeeded("本级政府规定审核人和签发人须为两人（“依据与规则”），请由另一人签发")
    return is_by_two


def cleared_apart(actor: Actor, reply: Reply, *, tenant_id: int, on: date) -> bool:
    """Whether reviewer, issuer and who looks through for secrets have to be three people on a day.

    The actor takes the next of these steps. What was cleared before the rule began is looked through anew
    before it is issued. Raises SecondPersonNeeded.
    """
    is_apart = must_be_cleared_apart(tenant_id, on=on)
    is_issuing = reply.cleared_by_id is not None
    if not is_apart:
        return False
    if is_issuing and reply.cleared_by_id == reply.reviewed_by_id:
        raise SecondPersonNeeded(
            f"{CLEARED_APART}；这份答复书的保密审查是审核人办理的，请退回修改后重新提交，另请一人审查"
        )
    if is_issuing and actor.person_id == reply.cleared_by_id:
        raise SecondPersonNeeded(f"{CLEARED_APART}；您已办理保密审查，请由另一人签发")
    if actor.person_id == reply.reviewed_by_id and not is_issuing:
        raise SecondPersonNeeded(f"{CLEARED_APART}；您已办理审核，请由另一人办理保密审查")
    return True

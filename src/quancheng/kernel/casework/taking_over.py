"""A colleague takes over what somebody has in hand (接办), so that they can leave their post."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.casework.charge import take_charge_of
from quancheng.kernel.casework.events import CasesTakenOver
from quancheng.kernel.casework.hands import cases_in_hand
from quancheng.kernel.casework.refusals import FromOneself, NothingInHand
from quancheng.kernel.casework.steps import take_step


@command
def take_over_cases(*, person_id: int, post_id: int, actor: Actor, now: datetime) -> int:
    """Take over all that a colleague has in hand in a post, of every module; each case gets a line. What they
    were in charge of (主办人) is in the charge of the actor.

    Raises FromOneself, NothingInHand, MovedMeanwhile.
    """
    if (person_id, post_id) == (actor.person_id, actor.post_id or 0):
        raise FromOneself("不能接办自己手里的事项，请由同事登录后接办")
    held = cases_in_hand(actor, person_id, post_id)
    charged = take_charge_of(actor, person_id=person_id, post_id=post_id, now=now)
    if not held and not charged:
        raise NothingInHand("这位同事手里没有可以由您接办的事项，可能刚被他人接办，请刷新页面")
    for case, step in held:
        take_step(case=case, step=step, actor=actor, now=now)
    count = len(held) + charged
    record(CasesTakenOver(former=str(person_id), count=count), actor=actor, at=now)
    return count

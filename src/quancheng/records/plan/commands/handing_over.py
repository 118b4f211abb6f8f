"""Taking over what a colleague has in hand (接办), so that they can leave their post."""

from datetime import datetime

from django.db.models import F

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.plan import events
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.in_hand import drafts_of_hand, duties_of_hand
from quancheng.records.plan.workflow.duty import TAKE_OVER


class NothingToTakeOver(Refusal):
    """The colleague has nothing in hand that the actor could take over."""

    code = "plan.nothing_to_take_over"


class FromSomebodyElse(Refusal):
    """Nobody takes over from themselves."""

    code = "plan.from_somebody_else"
    status = 422


@command
def take_over(*, person_id: int, post_id: int, actor: Actor, now: datetime) -> int:
    """Take over what a colleague in a post has in hand: duties of the unit, open drafts of the office.

    Each duty gets a line in its history. Raises FromSomebodyElse, NothingToTakeOver, NotYourStep.
    """
    if (person_id, post_id) == (actor.person_id, actor.post_id or 0):
        raise FromSomebodyElse("不能接办自己手里的事项，请由同事登录后接办")
    duties = list(duties_of_hand(actor, person_id, post_id))
    drafts = [draft.pk for draft in drafts_of_hand(actor, person_id) if person_id != actor.person_id]
    if not duties and not drafts:
        raise NothingToTakeOver("这位同事手里没有可以由您接办的事项，可能刚被他人接办，请刷新页面")
    for duty in duties:
        take_step(case=duty.case, step=TAKE_OVER, actor=actor, now=now)
    Draft.objects.filter(pk__in=drafts).update(taken_over_by=actor.person_id, version=F("version") + 1)
    count = len(duties) + len(drafts)
    told = events.WorkTakenOver(former=str(person_id), duties=len(duties), drafts=len(drafts))
    record(told, actor=actor, at=now)
    return count

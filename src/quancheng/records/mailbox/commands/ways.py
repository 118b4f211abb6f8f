"""Setting who releases the answers."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox import events
from quancheng.records.mailbox.models import ReplyWay
from quancheng.records.mailbox.queries.ways import kinds_set
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.ways import Way


class NotYourWay(Refusal):
    """Only the head of the openness office says who releases answers."""

    code = "mailbox.not_your_way"
    status = 403


class WayTooEarly(Refusal):
    """A setting does not begin in the past: what went out, went out by the rule of its day."""

    code = "mailbox.way_too_early"
    status = 422


class WaySetAlready(Refusal):
    """For one of the kinds a setting begins on that day already."""

    code = "mailbox.way_set_already"


@command
def set_reply_way(
    *, kinds: Collection[Kind], way: Way, from_on: date, source: str, actor: Actor, now: datetime
) -> list[ReplyWay]:
    """The government says who releases the answers to messages of these kinds, from a day on.

    Raises NotYourWay, WayTooEarly, WaySetAlready.
    """
    if Role.OPENNESS_HEAD not in actor.roles or actor.tenant_id is None or actor.person_id is None:
        raise NotYourWay("只有政务公开机构负责人可以设定答复审核方式")
    if from_on < timezone.localdate(now):
        raise WayTooEarly("启用日期不能早于今天：已经发出的答复不受影响", from_on=from_on)
    if taken := kinds_set(kinds, tenant_id=actor.tenant_id, from_on=from_on):
        named = "、".join(kind.says for kind in taken)
        raise WaySetAlready(f"{named}从{from_on}起已有设定，请另选日期或去掉这一类", from_on=from_on)
    made = ReplyWay.objects.bulk_create(
        ReplyWay(
            tenant_id=actor.tenant_id, kind=kind, way=way, from_on=from_on, source=source,
            set_by_id=actor.person_id, set_at=now,
        )
        for kind in kinds
    )  # fmt: skip
    told = "、".join(kind.says for kind in kinds)
    record(events.ReplyWaySet(kinds=told, from_on=from_on, way=way.says, source=source), actor=actor, at=now)
    return made

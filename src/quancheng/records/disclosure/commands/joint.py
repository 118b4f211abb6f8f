"""Working on several requests together: tied, parted, and one decision used for the others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import (
    Item,
    JointMember,
    JointWork,
    Request,
    SearchRecord,
    WithheldPart,
)
from quancheng.records.disclosure.queries.joint import Copy, NotJoint, Preview, joint_of, members_of, previews
from quancheng.records.disclosure.queries.replies import items_of
from quancheng.records.disclosure.queries.searches import parts_of, searches_of
from quancheng.records.disclosure.queries.working import request_in_hand
from quancheng.records.disclosure.rules.letter import shortened
from quancheng.records.disclosure.workflow import DECIDE, DIVIDE

MOST_TOGETHER = 200  # [D] requests that one person can answer for at once


class CannotJoin(Refusal):
    """These requests cannot be worked on together."""

    code = "disclosure.cannot_join"
    status = 422


class NothingToCopy(Refusal):
    """No decision of this request fits another one of the group."""

    code = "disclosure.nothing_to_copy"


@command
def join_requests(*, number: str, others: Sequence[str], actor: Actor, now: datetime) -> JointWork:
    """Work on these requests together with the first: the work is joined, nothing else.

    Raises NoSuchRequest, NotYourWork, NotInWork, CannotJoin.
    """
    request = request_in_hand(actor, number)
    told = [one for one in dict.fromkeys(others) if one != number]
    if not told:
        raise CannotJoin("请至少选择一件要并案的申请")
    joined = [request_in_hand(actor, other) for other in told]
    joint = joint_of(request)
    if elsewhere := sorted(one.number for one in joined if joint_of(one)):
        raise CannotJoin(f"申请{'、'.join(elsewhere)}已经并案，请先移出")
    if (len(members_of(joint)) if joint else 1) + len(joined) > MOST_TOGETHER:
        raise CannotJoin(f"一次并案最多{MOST_TOGETHER}件")
    assert actor.person_id is not None  # whoever handles a request is an official
    if joint is None:
        joint = JointWork.objects.create(
            unit_id=request.case.unit_id, about=shortened(request.wanted), opened_by_id=actor.person_id,
            opened_at=now,
        )  # fmt: skip
        joined.insert(0, request)
    JointMember.objects.filter(request__in=joined).delete()  # left over from an agency that had them before
    JointMember.objects.bulk_create(JointMember(joint=joint, request=one) for one in joined)
    record(events.RequestsJoined(request=number, others="、".join(told)), actor=actor, at=now)
    return joint


@command
def part_request(*, number: str, actor: Actor, now: datetime) -> Request:
    """Work on one request alone again; its decisions stay. A group of one is none.

    Raises NoSuchRequest, NotYourWork, NotInWork, NotJoint.
    """
    request = request_in_hand(actor, number)
    joint = joint_of(request)
    if joint is None:
        raise NotJoint("这件申请没有并案")
    JointMember.objects.filter(request=request).delete()
    if len(members_of(joint)) < 2:
        JointMember.objects.filter(joint=joint).delete()
    record(events.RequestParted(request=number), actor=actor, at=now)
    return request


@command
def copy_decisions(
    *, number: str, versions: Mapping[str, int], actor: Actor, now: datetime
) -> Sequence[Request]:
    """Use one request's decisions for others of its group, as the preview showed them.

    `versions`: each of the others by its number, as it was seen. Every one keeps its own reply, number, clock
    and row; the searches and parts behind the decisions go along, and say from where. Raises NoSuchRequest,
    NotYourWork, NotInWork, NotJoint, NothingToCopy, MovedMeanwhile.
    """
    request = request_in_hand(actor, number)
    shown = {one.request.number: one for one in previews(request, on=timezone.localdate(now))}
    wanted = [shown[other] for other in versions if other in shown]
    if faults := [f"{one.request.number}：{one.fault}" for one in wanted if one.fault]:
        raise NothingToCopy(f"有申请不能采用这些处理意见：{'；'.join(faults)}")
    if not wanted:
        raise NothingToCopy("请至少勾选一件申请")
    for preview in wanted:
        _copied(request, preview, versions[preview.request.number], actor=actor, now=now)
    others = "、".join(one.request.number for one in wanted)
    record(events.DecisionsCopied(request=number, others=others), actor=actor, at=now)
    return [one.request for one in wanted]


def _copied(source: Request, preview: Preview, version: int, *, actor: Actor, now: datetime) -> None:
    """Raises NoSuchRequest, NotYourWork, NotInWork, MovedMeanwhile."""
    other = request_in_hand(actor, preview.request.number)
    step = DIVIDE if preview.divides else DECIDE
    note = f"并案：采用申请{source.number}的处理意见"
    take_step(case=other.case, step=step, actor=actor, now=now, note=note, seen_version=version)
    if preview.divides:
        _divided_alike(source, other)
    open_items = {item.place: item for item in items_of(other)}
    for copy in preview.copies:
        place = copy.target.place if copy.target else copy.source.place
        target = open_items[place]
        _decided_alike(copy, target, actor=actor)
        _with_its_proofs(source, copy.source, target, actor=actor, now=now)


def _divided_alike(source: Request, other: Request) -> None:
    Item.objects.bulk_create(
        Item(request=other, place=item.place, wanted=item.wanted) for item in items_of(source)
    )


def _decided_alike(copy: Copy, target: Item, *, actor: Actor) -> None:
    for name in ("ground", "withheld", "said", "row", "row_reason"):
        setattr(target, name, getattr(copy.source, name))
    target.decided_by_id = actor.person_id
    target.save(update_fields=["ground", "withheld", "said", "row", "row_reason", "decided_by"])


def _with_its_proofs(source: Request, item: Item, target: Item, *, actor: Actor, now: datetime) -> None:
    """Searches and parts of the decided item, for the other one: the search was one, and is told as one."""
    assert actor.person_id is not None  # whoever handles a request is an official
    SearchRecord.objects.bulk_create(
        SearchRecord(
            request=target.request, wanted=target.wanted, searched_in=one.searched_in,
            keywords=one.keywords, searched_by=one.searched_by, searched_on=one.searched_on,
            result=one.result, note=one.note, file=one.file, copied_from=source.number,
            recorded_by_id=actor.person_id, recorded_at=now,
        )
        for one in searches_of(source) if one.wanted == item.wanted
    )  # fmt: skip
    WithheldPart.objects.bulk_create(
        WithheldPart(
            request=target.request, wanted=target.wanted, part=one.part, ground=one.ground,
            reason=one.reason, recorded_by_id=actor.person_id, recorded_at=now,
        )
        for one in parts_of(source) if one.wanted == item.wanted
    )  # fmt: skip

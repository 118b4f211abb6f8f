"""Requests that are worked on together, and what of one request's decisions fits the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.text.likeness import figures_apart, likeness
from quancheng.records.disclosure.models import Item, JointMember, JointWork, Request
from quancheng.records.disclosure.queries.akin import Earlier, limits_for
from quancheng.records.disclosure.queries.replies import items_of
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.grounds import ground_called
from quancheng.records.disclosure.rules.joint import may_serve_others
from quancheng.records.disclosure.workflow import State


class NotJoint(Refusal):
    """The request is worked on alone."""

    code = "disclosure.not_joint"


@dataclass(frozen=True, slots=True)
class Copy:
    """One decided item, and the item of another request that it would decide."""

    source: Item
    target: Item | None  # empty: the other request is taken apart as the first was
    percent: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What copying would do to one request of the group; a fault says why nothing."""

    request: Request
    copies: tuple[Copy, ...]
    fault: str

    @property
    def divides(self) -> bool:
        """Whether the request would first be taken apart into items."""
        return bool(self.copies) and all(copy.target is None for copy in self.copies)


def joint_of(request: Request) -> JointWork | None:
    """The joint work in which a request stands; what another agency joined before it came here is over."""
    mine = JointMember.objects.filter(request=request, joint__unit_id=request.case.unit_id)
    found = mine.select_related("joint__opened_by").first()
    return found.joint if found else None


def members_of(joint: JointWork) -> list[Request]:
    """Its requests, in the order in which they came into it, without those that went to another agency."""
    here = JointMember.objects.filter(joint=joint, request__case__unit_id=joint.unit_id)
    found = here.select_related("request__case__unit")
    return [one.request for one in found]


def joinable(actor: Actor, request: Request, near: Iterable[Earlier], *, on: date) -> tuple[Earlier, ...]:
    """Of what is alike (`near`): open requests that want the same and are in no other group, in its order."""
    least = limits_for(request.tenant_id, on=on).same
    alike = [one for one in near if one.likeness.percent >= least and one.likeness.is_same]
    free = set(
        requests_for(actor)
        .filter(number__in=[one.number for one in alike], joint_member__isnull=True)
        .filter(case__unit_id=actor.unit_id or 0, case__state=State.IN_HAND)
        .values_list("number", flat=True)
    )
    return tuple(one for one in alike if one.number in free)


def previews(request: Request, *, on: date) -> tuple[Preview, ...]:
    """What one request's decisions would be for each of the others. Raises NotJoint."""
    joint = joint_of(request)
    if joint is None:
        raise NotJoint("这件申请没有并案，不能把处理意见用于其他申请")
    least = limits_for(request.tenant_id, on=on).same
    decided = [item for item in items_of(request) if item.ground]
    usable = [item for item in decided if may_serve_others(ground_called(item.ground))]
    others = [one for one in members_of(joint) if one.pk != request.pk]
    return tuple(_preview(request, one, usable, least) for one in others)


def _preview(source: Request, other: Request, usable: Sequence[Item], least: int) -> Preview:
    if not usable:
        return Preview(other, (), "还没有可以共用的处理意见；与申请人有关的（重复、大量反复等）须分别拟定")
    if other.case.state != State.IN_HAND:
        return Preview(other, (), "不在办理中，不能改动处理意见")
    items = list(items_of(other))
    if not items:
        percent = likeness(source.wanted, other.wanted)
        if any(figures_apart(source.wanted, other.wanted)) or percent < least:
            return Preview(other, (), f"还没有分项，所写内容又不够相近（{percent}%）；请先分项")
        return Preview(other, tuple(Copy(item, None, percent) for item in usable), "")
    copies = tuple(_matches(items, usable, least))
    return Preview(other, copies, "" if copies else "没有内容相同的未拟定事项")


def _matches(items: Sequence[Item], usable: Sequence[Item], least: int) -> list[Copy]:
    """Each open item with the decided one that is most alike, where one is alike enough."""
    found = []
    for target in items:
        if target.ground:
            continue
        best = max(usable, key=lambda item: likeness(item.wanted, target.wanted))
        percent = likeness(best.wanted, target.wanted)
        if percent >= least and not any(figures_apart(best.wanted, target.wanted)):
            found.append(Copy(best, target, percent))
    return found

"""What stands beside the work on a request: the checks before issue, linked requests, joint work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.models import Item, Request
from quancheng.records.disclosure.queries.akin import alike_as_a_whole
from quancheng.records.disclosure.queries.requests import may_read_applicant
from quancheng.records.disclosure.web.sections.checks import ChecksSection, checks_section
from quancheng.records.disclosure.web.sections.joint import JointSection, joint_section
from quancheng.records.disclosure.web.sections.linked import LinkedSection, linked_section
from quancheng.ui.cases import Refused


@dataclass(frozen=True, slots=True)
class Aids:
    """Three sections of the page of a request; each is empty for whom it is not meant."""

    linked: LinkedSection | None
    joint: JointSection | None
    checks: ChecksSection | None


def aids_of(
    actor: Actor, request: Request, items: Sequence[Item], *, today: date, refused: Refused | None
) -> Aids:
    """As far as the actor may see them."""
    near = alike_as_a_whole(actor, request, on=today) if may_read_applicant(actor, request) else ()
    return Aids(
        linked=linked_section(actor, request, near, today=today),
        joint=joint_section(actor, request, near, today=today, refused=refused),
        checks=checks_section(actor, request, items, today=today, refused=refused),
    )

"""What waits for the actor's unit, in a few numbers and the next dates."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from quancheng.kernel.basis.actor import Actor
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries.councils import open_decisions
from quancheng.records.groundwork.queries.gatherings import gatherings_for
from quancheng.records.groundwork.workflow.gatherings import HEADS, State

NEXT = 3  # [D] as many as one looks at in the morning


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next meetings and trainings, what the head has to confirm, and what was decided for the unit."""

    coming: tuple[Gathering, ...]
    to_confirm: int
    decisions: int
    late: int

    @property
    def some(self) -> bool:
        return bool(self.coming or self.to_confirm or self.decisions)


def gatherings_at_a_glance(actor: Actor, *, today: date) -> Waiting:
    """What stands on the actor's own page. Three queries."""
    ours = gatherings_for(actor).filter(case__unit_id=actor.unit_id or 0)
    decided = open_decisions(actor, is_whole=False)
    held = ours.filter(case__state=State.HELD).exclude(held_by_id=actor.person_id)
    return Waiting(
        coming=tuple(ours.filter(case__state=State.PLANNED).order_by("starts_at")[:NEXT]),
        to_confirm=held.count() if actor.roles & HEADS else 0,
        **decided.order_by().aggregate(decisions=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))),
    )

"""What becomes visible when a plan is shown to the public: looked at before it is done."""

from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Edition, Plan, RowUnit
from quancheng.records.plan.queries.plans import latest_edition, prepared_by
from quancheng.records.plan.queries.shown import shown_plan


@dataclass(frozen=True, slots=True)
class PublishPreview:
    """What the public would see of a plan, and whether the reader may show it."""

    edition: Edition | None
    rows: int
    units: int  # names of units, as the rows write them
    rows_done: int
    evidence: int
    moves: int
    is_of_head: bool
    is_own_work: bool  # the reader prepared the edition: a second person shows it

    @property
    def may_publish(self) -> bool:
        return self.is_of_head and not self.is_own_work


def publish_preview(actor: Actor, plan: Plan) -> PublishPreview:
    """Count what `publish_plan` would show. A constant number of queries."""
    shown, edition = shown_plan(plan), latest_edition(plan)
    names = RowUnit.objects.filter(row__in=[each.row for each in shown.rows]).values("name").distinct()
    return PublishPreview(
        edition=edition,
        rows=len(shown.rows),
        units=names.order_by().count(),
        rows_done=sum(each.total > 0 and each.done == each.total for each in shown.rows),
        evidence=sum(len(each.evidence) for each in shown.rows),
        moves=sum(len(each.moves) for each in shown.rows),
        is_of_head=Role.OPENNESS_HEAD in actor.roles,
        is_own_work=edition is not None and prepared_by(edition) == actor.person_id,
    )

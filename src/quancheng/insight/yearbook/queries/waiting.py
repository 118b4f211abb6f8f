"""What waits for whom, for 我的工作."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.approving import wants_approval
from quancheng.insight.yearbook.queries.reports import WRITERS, is_office
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.roles import Role

State = Report.State


@dataclass(frozen=True, slots=True)
class ReportsWaiting:
    """Annual reports that the actor may issue, and those that came back to be worked on."""

    to_issue: int = 0
    sent_back: int = 0

    @property
    def some(self) -> bool:
        return bool(self.to_issue or self.sent_back)


def reports_waiting(actor: Actor, *, today: date) -> ReportsWaiting:
    """What waits for the actor. Two queries, and none for who has nothing to do with it."""
    own = Q(unit=actor.unit_id or 0)
    of_tenant = Q(tenant=actor.tenant_id or 0)
    if actor.kind is not Kind.OFFICIAL or not (is_office(actor) or actor.roles & WRITERS):
        return ReportsWaiting()
    issues = of_tenant if Role.OPENNESS_HEAD in actor.roles else own if Role.HEAD in actor.roles else None
    by_others = ~Q(drafted_by=actor.person_id) & ~Q(submitted_by=actor.person_id)
    wanted = Q(state=State.REVIEW) & by_others & (issues if issues is not None else Q(pk__in=[]))
    works = own & of_tenant if not is_office(actor) else of_tenant & (own | Q(drafted_by=actor.person_id))
    back = Q(state=State.DRAFT) & ~Q(sent_back_for="") & works
    counted = Report.objects.filter(of_tenant, state__in=(State.DRAFT, State.REVIEW)).aggregate(
        to_issue=Count("pk", filter=wanted), sent_back=Count("pk", filter=back)
    )
    if counted["to_issue"] and wants_approval(actor.tenant_id or 0, on=today):
        counted["to_issue"] = 0  # they wait for the word of a leader, which is asked elsewhere
    return ReportsWaiting(**counted)

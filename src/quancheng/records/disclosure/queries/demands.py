"""Reading demands (转办): for who handed them on, who owns them, and the openness office."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.disclosure.models import Demand, Request
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.demands import Standing


class NoSuchDemand(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_demand"
    status = 404


def demands_for(actor: Actor) -> QuerySet[Demand]:
    """Those that the actor's unit handed on, owns, or whose request it has; the office sees all."""
    found = Demand.objects.select_related("case__unit", "request__case__unit", "from_unit", "opened_by")
    if actor.kind is Kind.CLOCKWORK:
        return found
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    mine = (
        Q(case__unit_id=actor.unit_id)
        | Q(from_unit_id=actor.unit_id)
        | Q(request__case__unit_id=actor.unit_id)
    )
    if is_office(actor):
        mine |= Q(tenant_id=actor.tenant_id or 0)
    return found.filter(mine, tenant_id=actor.tenant_id or 0).order_by("case__ended_on", "case__due_on", "pk")


def demand_for(actor: Actor, demand_id: int) -> Demand:
    """One of them. Raises NoSuchDemand."""
    found = demands_for(actor).filter(pk=demand_id).first()
    if found is None:
        raise NoSuchDemand("没有找到这件转办事项，可能不属于您所在的单位；请从列表中选择", demand=demand_id)
    return found


def may_check(actor: Actor, demand: Demand) -> bool:
    """Whether the actor tells if it is settled: who handed it on, or the office; never the owner alone."""
    return is_office(actor) or (actor.unit_id == demand.from_unit_id and actor.unit_id != demand.case.unit_id)


def demands_of(actor: Actor, request: Request) -> QuerySet[Demand]:
    """What stands behind one request, as far as the actor may see it."""
    return demands_for(actor).filter(request=request).order_by("pk")


def demands_due(*, today: date) -> QuerySet[Demand]:
    """Demands whose last day is the next worked day or before, while the owner has not reported."""
    next_day = next(work_calendar().worked_days(after=today))
    found = Demand.objects.filter(
        case__state__in=[Standing.HANDED, Standing.ACCEPTED], case__due_on__lte=next_day
    )
    return found.select_related("case__unit", "from_unit").order_by("case__due_on", "pk")


def handed_and_settled(tenant_id: int, first: date, last: date) -> tuple[int, int]:
    """How many were handed on in these days, and how many were settled in them."""
    mine = Demand.objects.filter(tenant_id=tenant_id)
    settled = mine.filter(case__state=Standing.SETTLED, case__ended_on__range=(first, last))
    return mine.filter(case__opened_on__range=(first, last)).count(), settled.count()


def seen_and_settled(actor: Actor) -> tuple[int, int]:
    """How many the actor may see, and how many of them are settled. One query."""
    told = (
        demands_for(actor)
        .order_by()
        .aggregate(every=Count("pk"), settled=Count("pk", filter=Q(case__state=Standing.SETTLED)))
    )
    return told["every"], told["settled"]


def settled_of_each(unit_ids: Collection[int], first: date, last: date) -> Mapping[int, Sequence[Demand]]:
    """The demands that were settled in these days, by the unit that settled them."""
    settled = Demand.objects.filter(
        case__state=Standing.SETTLED, case__ended_on__range=(first, last), case__unit__in=list(unit_ids)
    )
    found: dict[int, list[Demand]] = {}
    for one in settled.select_related("case", "request").order_by("pk"):
        found.setdefault(one.case.unit_id, []).append(one)
    return found

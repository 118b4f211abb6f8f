"""Reading joint mechanisms, and what their meetings decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.models import Council, Resolution
from quancheng.records.groundwork.queries.gatherings import gatherings_for, is_office
from quancheng.records.groundwork.rules.councils import NEAR
from quancheng.records.groundwork.workflow.gatherings import State


class NoSuchCouncil(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "groundwork.no_such_council"
    status = 404


class NoSuchDecision(Refusal):
    """Missing, out of sight, or of a meeting that nobody has confirmed."""

    code = "groundwork.no_such_decision"
    status = 404


@dataclass(frozen=True, slots=True)
class Followed:
    """A decision with the warning that stands today and the calendar days that are left."""

    decision: Resolution
    level: Level
    left: int


def councils_for(actor: Actor) -> QuerySet[Council]:
    """The joint mechanisms of the actor's government."""
    found = Council.objects.annotate(audience=Value(Audience.TENANT)).filter(visible_to(actor))
    return found.select_related("unit", "tenant").order_by("until_on", "name")


def council_for(actor: Actor, council_id: int) -> Council:
    """One of them. Raises NoSuchCouncil."""
    found = councils_for(actor).filter(pk=council_id).first()
    if found is None:
        raise NoSuchCouncil("没有找到这个议事协调机制，请从列表中重新选择", council=council_id)
    return found


def councils_listed(actor: Actor, *, on: date) -> QuerySet[Council]:
    """All of them, with how many units belong to each and how often each has met."""
    now = Q(members__from_on__lte=on) & (Q(members__until_on=None) | Q(members__until_on__gte=on))
    met = Q(gatherings__case__state=State.CONFIRMED)
    return councils_for(actor).annotate(
        member_count=Count("members", filter=now, distinct=True),
        met_count=Count("gatherings", filter=met, distinct=True),
    )


def led_by(actor: Actor, *, on: date) -> QuerySet[Council]:
    """Those that the actor's unit leads, and that have not ended: its meetings may belong to them."""
    standing = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return councils_for(actor).filter(standing, unit_id=actor.unit_id or 0, from_on__lte=on)


def may_keep(actor: Actor, council: Council) -> bool:
    """Whether the actor changes it: somebody of the unit that leads, or the openness office."""
    return council.until_on is None and (actor.unit_id == council.unit_id or is_office(actor))


def decisions_for(actor: Actor) -> QuerySet[Resolution]:
    """What confirmed meetings decided: for the unit that owes it, the one that met, and the office."""
    confirmed = Resolution.objects.filter(gathering__case__state=State.CONFIRMED)
    mine = Q(unit_id=actor.unit_id or 0) | Q(gathering__case__unit_id=actor.unit_id or 0)
    if is_office(actor):
        mine |= Q(gathering__tenant_id=actor.tenant_id)
    found = confirmed.filter(mine).select_related("unit", "gathering__case__unit", "gathering__council")
    return found.order_by("due_on", "pk")


def decision_for(actor: Actor, decision_id: int) -> Resolution:
    """One of them. Raises NoSuchDecision."""
    found = decisions_for(actor).filter(pk=decision_id).first()
    if found is None:
        raise NoSuchDecision("没有找到这件议定事项，请从列表中重新选择", decision=decision_id)
    return found


def open_decisions(actor: Actor, *, is_whole: bool) -> QuerySet[Resolution]:
    """What is still to be done: by the actor's unit, or for the office by all; the most urgent first."""
    found = decisions_for(actor).filter(settled_on__isnull=True)
    return found if is_whole and is_office(actor) else found.filter(unit_id=actor.unit_id or 0)


def followed(decisions: Iterable[Resolution], *, today: date) -> list[Followed]:
    """Each with the warning that stands today."""
    calendar = work_calendar()
    return [
        Followed(
            each,
            level_of(
                None if each.settled_on else each.due_on, today=today, calendar=calendar, thresholds=NEAR
            ),
            (each.due_on - today).days,
        )
        for each in decisions
    ]


def decisions_due(*, today: date) -> QuerySet[Resolution]:
    """What is due today or late, in the whole house: for the morning's reminder."""
    found = Resolution.objects.filter(
        settled_on__isnull=True, due_on__lte=today, gathering__case__state=State.CONFIRMED
    )
    return found.select_related("gathering", "unit").order_by("due_on", "pk")


def open_decisions_of_unit(unit_id: int) -> QuerySet[Resolution]:
    """Those that a unit would leave behind."""
    return Resolution.objects.filter(
        unit_id=unit_id, settled_on__isnull=True, gathering__case__state=State.CONFIRMED
    )


def name_is_taken(tenant_id: int, name: str) -> bool:
    """Whether the government has a mechanism of that name, past ones among them."""
    return Council.objects.filter(tenant_id=tenant_id, name=name).exists()


def is_member(council: Council, unit: Unit) -> bool:
    """Whether a unit belongs to it now."""
    return council.members.filter(unit=unit, until_on__isnull=True).exists()


def meetings_of(actor: Actor, council: Council) -> list[object]:
    """Its meetings that the actor may see, the newest first."""
    return list(gatherings_for(actor).filter(council=council).order_by("-starts_at"))

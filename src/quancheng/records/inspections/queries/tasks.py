"""Reading tasks: for the unit that brings the materials, and the office that asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import people_in, units_for
from quancheng.records.inspections.models import Indicator, Task
from quancheng.records.inspections.workflow import OF_OFFICE, OF_UNIT, TASK, UNDER_WAY, WITH_UNIT, State

_WHOSE = Whose(tenant="case__tenant", unit="case__unit")


class NoSuchTask(Refusal):
    """Missing or out of sight."""

    code = "inspections.no_such_task"
    status = 404


class NoUnitToAsk(Refusal):
    """No standing unit of this government."""

    code = "inspections.no_unit_to_ask"
    status = 422


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many tasks wait for the actor."""

    to_bring: int
    late: int
    to_accept: int

    @property
    def some(self) -> bool:
        return bool(self.to_bring or self.to_accept)


def tasks_for(actor: Actor) -> QuerySet[Task]:
    """The tasks of the actor's unit; for an openness office all of its government."""
    marked = Task.objects.annotate(audience=Value(Audience.OFFICE))
    seen = marked.filter(visible_to(actor, whose=_WHOSE), case__workflow=TASK.code)
    return seen.select_related("case__unit", "case__tenant", "indicator__inspection", "laid_by")


def task_for(actor: Actor, task_id: int) -> Task:
    """One task. Raises NoSuchTask."""
    found = tasks_for(actor).filter(pk=task_id).first()
    if found is None:
        raise NoSuchTask("没有找到这项迎检任务，可能已转给其他单位；请从列表中重新选择", task=task_id)
    return found


def tasks_listed(actor: Actor) -> QuerySet[Task]:
    """What is under way first, the most urgent on top; then what is over."""
    order = (F("case__ended_on").desc(nulls_first=True), "case__due_on", "pk")
    return tasks_for(actor).order_by(*order)


def tasks_of(actor: Actor, indicators: Iterable[Indicator]) -> dict[int, list[Task]]:
    """The tasks of these indicators. One query."""
    found: dict[int, list[Task]] = {}
    for task in tasks_for(actor).filter(indicator__in=list(indicators)):
        found.setdefault(task.indicator_id, []).append(task)
    return found


def tasks_waiting(actor: Actor, *, today: date) -> Waiting:
    """What waits for the actor, for 我的工作. One query."""
    mine = Q(case__unit_id=actor.unit_id or 0, case__state__in=WITH_UNIT)
    theirs = mine if actor.roles & OF_UNIT else Q(pk__in=[])
    to_accept = Q(case__state=State.HANDED_IN) if actor.roles & OF_OFFICE else Q(pk__in=[])
    seen = tasks_for(actor).filter(case__state__in=UNDER_WAY)
    return Waiting(
        **seen.aggregate(
            to_bring=Count("pk", filter=theirs),
            late=Count("pk", filter=theirs & Q(case__due_on__lt=today)),
            to_accept=Count("pk", filter=to_accept),
        )
    )


def tasks_due(*, until: date) -> QuerySet[Task]:
    """Tasks that units still owe and that fall due by then, of every government: for the reminder."""
    owed = Task.objects.filter(case__state__in=WITH_UNIT, case__due_on__lte=until)
    return owed.select_related("case__unit", "case__tenant", "indicator").order_by("case__due_on", "pk")


def units_to_ask(actor: Actor) -> QuerySet[Unit]:
    """Whom the office may ask: the standing units of its government."""
    standing = units_for(actor).filter(tenant_id=actor.tenant_id or 0, closed_on__isnull=True)
    return standing.exclude(kind=UnitKind.INTERNAL)


def unit_to_ask(actor: Actor, unit_id: int) -> Unit:
    """One of these. Raises NoUnitToAsk."""
    found = units_to_ask(actor).filter(pk=unit_id).first()
    if found is None:
        raise NoUnitToAsk("没有这个单位，或它已撤销、不属于本级政府；请从列表中重新选择", unit=unit_id)
    return found


def people_of_unit(unit_id: int, *, on: date) -> set[int]:
    """Those who bring materials in a unit on the day, deputies among them."""
    return {held.person_id for held in people_in([unit_id], roles=OF_UNIT, on=on)}


def people_of_office(tenant_id: int, *, on: date) -> set[int]:
    """Those who gather in a government's openness office."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=OF_OFFICE, on=on)}

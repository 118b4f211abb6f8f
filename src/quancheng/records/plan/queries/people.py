"""Who is told of what happens to a duty."""

from collections.abc import Iterable, Mapping, Set
from datetime import date

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import acting_unit_ids, people_in
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.workflow.duty import OF_OFFICE, OF_UNIT


def people_of_units(unit_ids: Iterable[int], *, on: date) -> set[int]:
    """Those who work off duties in these units on the day, deputies among them."""
    return {held.person_id for held in people_in(unit_ids, roles=OF_UNIT, on=on)}


def people_of_office(tenant_id: int, *, on: date) -> set[int]:
    """Those who look after duties in a government's openness office on the day."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=OF_OFFICE, on=on)}


def units_by_id(unit_ids: Iterable[int]) -> Mapping[int, Unit]:
    """The units that are told of, to call them by name. One query."""
    return Unit.objects.in_bulk(unit_ids)


def people_by_unit(
    unit_ids: Iterable[int], *, roles: Set[str] = frozenset(OF_UNIT), on: date
) -> Mapping[int, frozenset[int]]:
    """The same for many units at once, each with its own: whoever sits in an internal unit counts for the
    unit in whose name it acts. A few queries, however many units."""
    held = list(people_in(unit_ids, roles=roles, on=on))
    acting = acting_unit_ids({each.post.unit_id: each.post.unit for each in held}.values(), on=on)
    found: dict[int, set[int]] = {}
    for each in held:
        found.setdefault(acting[each.post.unit_id], set()).add(each.person_id)
    return {unit_id: frozenset(people) for unit_id, people in found.items()}


def heads_of_office(tenant_id: int, *, on: date) -> set[int]:
    """Those who sign for a government's openness office on the day."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=[Role.OPENNESS_HEAD], on=on)}

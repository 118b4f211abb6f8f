"""Who is told of what happens to a duty."""

from collections.abc import Iterable
from datetime import date

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.records.plan.workflow.duty import OF_OFFICE, OF_UNIT


def people_of_units(unit_ids: Iterable[int], *, on: date) -> set[int]:
    """Those who work off duties in these units on the day, deputies among them."""
    return {held.person_id for held in people_in(unit_ids, roles=OF_UNIT, on=on)}


def people_of_office(tenant_id: int, *, on: date) -> set[int]:
    """Those who look after duties in a government's openness office on the day."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return {held.person_id for held in people_in(units, roles=OF_OFFICE, on=on)}

"""Who works on proceedings and measures."""

from datetime import date

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.records.remedies.workflow import ENTERS, OFFICE


def people_of_unit(unit_id: int, *, on: date) -> set[int]:
    """Those who enter and report in a unit on the day, deputies among them."""
    return set(people_in([unit_id], roles=ENTERS, on=on).values_list("person_id", flat=True))


def workers_of_office(unit_id: int, *, on: date) -> set[int]:
    """Those of one unit who work for the openness office."""
    return set(people_in([unit_id], roles=OFFICE, on=on).values_list("person_id", flat=True))


def people_of_office(tenant_id: int, *, on: date) -> set[int]:
    """Those who work in a government's openness office."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    return set(people_in(units, roles=OFFICE, on=on).values_list("person_id", flat=True))

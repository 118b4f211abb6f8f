"""Who is told of a report."""

from datetime import date

from quancheng.insight.yearbook.models import Report
from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role


def issuers_of(report: Report, *, on: date) -> set[int]:
    """The head of the unit; where there is none at the desk, and for a government, the head of the office."""
    heads = people_in([report.unit_id], roles=[Role.HEAD], on=on) if report.unit_id else None
    found = {one.person_id for one in heads} if heads is not None else set()
    return found or _in_tenant(report.tenant_id, [Role.OPENNESS_HEAD], on=on)


def office_of(tenant_id: int, *, on: date) -> set[int]:
    """The office of a government."""
    return _in_tenant(tenant_id, sorted(OFFICE_ROLES), on=on)


def workers_of(unit_ids: list[int], *, on: date) -> dict[int, set[int]]:
    """Who works on the reports of units, by unit."""
    found: dict[int, set[int]] = {}
    for one in people_in(unit_ids, roles=[Role.HANDLER, Role.OPENNESS_OFFICE], on=on):
        found.setdefault(one.post.unit_id, set()).add(one.person_id)
    return found


def _in_tenant(tenant_id: int, roles: list[Role], *, on: date) -> set[int]:
    units = Unit.objects.filter(tenant=tenant_id).values_list("pk", flat=True)
    return {one.person_id for one in people_in(units, roles=roles, on=on)}

"""The remedy of an answer for an agency, from the tables in force."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.records.disclosure.rules import organs, remedies
from quancheng.records.disclosure.rules.grounds import Ground
from quancheng.records.disclosure.rules.remedies import Service, Slots, Told


class NoSuchAgency(Refusal):
    """No unit with this code, or several."""

    code = "disclosure.no_such_agency"
    status = 404


@dataclass(frozen=True, slots=True)
class Around:
    """A unit that answers, and the governments around it."""

    unit: Unit
    tenant: Tenant


def agency_with_code(unit_code: str, government: str = "") -> Around:
    """The unit with this code; where several governments have one, say which. Raises NoSuchAgency."""
    found = Unit.objects.filter(code=unit_code).select_related("tenant__parent").order_by("tenant_id")
    units = list(found.filter(tenant__slug=government) if government else found)
    if not units:
        raise NoSuchAgency(f"没有编码为“{unit_code}”的单位，请从单位名册中核对", unit=unit_code)
    if len(units) > 1:
        known = "、".join(unit.tenant.slug for unit in units)
        raise NoSuchAgency(
            f"编码“{unit_code}”在几级政府都有，请用 --government 写明：{known}", unit=unit_code
        )
    return Around(units[0], units[0].tenant)


def remedy_told(grounds: tuple[Ground, ...], *, agency: Around | None, on: date, service: Service) -> Told:
    """Class and clause of an answer of this agency on a day. Raises NoRemedyTable, PartlyOfWhat, NoOrgan."""
    slots = slots_of(agency, on=on) if agency else Slots(organs=(), court="")
    return remedies.told_of(
        grounds, slots, table=remedies.table_on(on), periods=remedies.periods_on(on), service=service
    )


def slots_of(agency: Around, *, on: date) -> Slots:
    """Which organ and which court the clause of this agency names. Raises NoOrgan."""
    kind = organs.agency_of(kind=agency.unit.kind, name=agency.unit.name)
    whose = organs.who_reconsiders(kind, organs.shipped_organs(on=on))
    return Slots(organs=organs.organs_named(whose, _names(agency)), court="")


def _names(agency: Around) -> organs.Names:
    above = agency.tenant.parent
    return organs.Names(
        own_government=agency.tenant.full_name,
        government_above=above.full_name if above else "",
    )

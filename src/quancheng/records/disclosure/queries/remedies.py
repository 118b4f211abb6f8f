"""The remedy of an answer for an agency, from the tables in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Norm
from quancheng.kernel.norms.queries import holding_on, unsigned_among
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.records.disclosure.queries.norms import annual_rows
from quancheng.records.disclosure.rules import neighbours, organs, remedies
from quancheng.records.disclosure.rules.annual_rows import annual_rows_shipped
from quancheng.records.disclosure.rules.grounds import Ground
from quancheng.records.disclosure.rules.papers import paper_of
from quancheng.records.disclosure.rules.remedies import Periods, RemedyClass, Service, Slots, Told


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


def government_called(slug: str) -> Tenant:
    """The government with this name in addresses. Raises NoSuchAgency."""
    found = Tenant.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchAgency(f"没有代号为“{slug}”的政府，请从单位名册中核对", government=slug)
    return found


def remedy_told(grounds: tuple[Ground, ...], *, agency: Around | None, on: date, service: Service) -> Told:
    """Class and clause of an answer on a day, by the tables in force for the agency's government.

    Without an agency by what the house ships. Raises NoRemedyTable, PartlyOfWhat, NoOrgan.
    """
    if agency is None:
        table, periods = remedies.table_on(on), remedies.periods_on(on)
        slots, row_of = Slots(organs=(), court=""), annual_rows_shipped()
    else:
        table, periods = table_of(agency, on=on), periods_of(agency, on=on)
        slots, row_of = slots_of(agency, on=on), annual_rows(agency.tenant.pk, on=on)
    slots = replace(slots, paper=paper_of(grounds).word)
    return remedies.told_of(grounds, slots, table=table, periods=periods, service=service, row_of=row_of)


def table_of(agency: Around, *, on: date) -> Mapping[str, RemedyClass]:
    """The remedy table in force for the agency's government. Raises NoRemedyTable."""
    held = holding_on("disclosure.remedies", tenant_id=agency.tenant.pk, on=on)
    return remedies.table_from(held.table) if held else remedies.table_on(on)


def periods_of(agency: Around, *, on: date) -> Periods:
    """The periods in force for the agency's government. Raises NoRemedyTable."""
    held = holding_on("disclosure.remedy_periods", tenant_id=agency.tenant.pk, on=on)
    if held is None:
        return remedies.periods_on(on)
    return remedies.periods_from(held.table, from_on=held.from_on, source=held.source, mark=held.mark)


def slots_of(agency: Around, *, on: date) -> Slots:
    """Which organs, court and channel the clause of this agency names; what nobody entered is empty.

    Raises NoOrgan.
    """
    tenant_id = agency.tenant.pk
    kind = organs.agency_of(kind=agency.unit.kind, name=agency.unit.name)
    listed = holding_on("disclosure.remedy_organs", tenant_id=tenant_id, on=on)
    whose = organs.who_reconsiders(kind, listed.table if listed else organs.shipped_organs(on=on))
    courts = holding_on("disclosure.courts", tenant_id=tenant_id, on=on)
    channel = holding_on("disclosure.review_channel", tenant_id=tenant_id, on=on)
    return Slots(
        organs=organs.organs_named(whose, _names(agency, on=on)),
        expected=len(whose),
        court=organs.court_of(agency.unit.code, courts.table) if courts else "",
        channel=channel.text if channel else "",
    )


def unsigned_for(grounds: tuple[Ground, ...], *, tenant_id: int, on: date) -> tuple[Norm, ...]:
    """The tables to be signed before a letter on these grounds issues; none where it may."""
    if not remedies.must_wait_for_legal_reader(grounds):
        return ()
    return unsigned_among(remedies.WAITS_FOR, tenant_id=tenant_id, on=on)


def _names(agency: Around, *, on: date) -> organs.Names:
    above = agency.tenant.parent
    uppers = holding_on("disclosure.upper_departments", tenant_id=agency.tenant.pk, on=on)
    return organs.Names(
        own_government=agency.tenant.full_name,
        government_above=above.full_name if above else "",
        department_above=neighbours.upper_of(agency.unit.code, uppers.table) if uppers else "",
    )

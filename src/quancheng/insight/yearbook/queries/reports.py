"""Reading reports: drafts the unit and the office of its government, what is issued everybody."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max, QuerySet

from quancheng.insight.yearbook.models import Member, Report
from quancheng.insight.yearbook.rules.figures import Figures
from quancheng.insight.yearbook.rules.words import ref_of
from quancheng.kernel.access.audiences import OFFICE_ROLES, visible_to
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import governments_below
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.orgs.spans import standing

State = Report.State
OWING = (UnitKind.DEPARTMENT, UnitKind.DISTRICT_OFFICE, UnitKind.STREET)  # [D] streets publish theirs too
BELOW: Mapping[str, str] = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.DISTRICT,
    Level.DISTRICT: Level.TOWN,
}
WRITERS = frozenset({Role.HANDLER, Role.HEAD})
IN_ORDER = (State.DRAFT, State.REVIEW, State.ISSUED, State.WITHDRAWN)  # which edition stands for a unit
LAST_MONTH = 12


class NoSuchReport(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "yearbook.no_such_report"
    status = 404


class NotYourReport(Refusal):
    """Only the unit itself and the office of its government work on a report."""

    code = "yearbook.not_your_report"
    status = 403


def is_office(actor: Actor) -> bool:
    """Whether the actor keeps the reports of a whole government."""
    return actor.kind is Kind.OFFICIAL and actor.tenant_id is not None and bool(actor.roles & OFFICE_ROLES)


def writes_for(actor: Actor, *, tenant_id: int, unit_id: int | None) -> bool:
    """Whether the actor may work on the report of a unit, or (none named) of the government."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id != tenant_id:
        return False
    if actor.roles & OFFICE_ROLES:
        return True
    return unit_id is not None and actor.unit_id == unit_id and bool(actor.roles & WRITERS)


def issues_for(actor: Actor, *, tenant_id: int, unit_id: int | None) -> bool:
    """Whether the actor may issue it: the head of the unit, or the head of the office."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id != tenant_id:
        return False
    if Role.OPENNESS_HEAD in actor.roles:
        return True
    return unit_id is not None and actor.unit_id == unit_id and Role.HEAD in actor.roles


def reports_for(actor: Actor) -> QuerySet[Report]:
    """Every report that the actor may see."""
    found = Report.objects.filter(visible_to(actor))
    return found.select_related("tenant", "unit", "drafted_by", "issued_by").order_by(
        "-year", "ref", "-number"
    )


def report_for(actor: Actor, report_id: int) -> Report:
    """One report that the actor may see. Raises NoSuchReport."""
    found = reports_for(actor).filter(pk=report_id).first()
    if found is None:
        raise NoSuchReport("没有找到这份年度报告，可能不属于您所在的单位", report_id=report_id)
    return found


def report_to_write(actor: Actor, report_id: int) -> Report:
    """One report that the actor works on. Raises NoSuchReport, NotYourReport."""
    found = report_for(actor, report_id)
    if not writes_for(actor, tenant_id=found.tenant_id, unit_id=found.unit_id):
        raise NotYourReport("这份年度报告由本单位承办人或者政务公开机构编制")
    return found


def unit_to_report(actor: Actor, unit_id: int) -> Unit:
    """A unit whose report the actor works on. Raises NotYourReport."""
    found = Unit.objects.filter(pk=unit_id, tenant_id=actor.tenant_id or 0).select_related("tenant").first()
    if found is None or not writes_for(actor, tenant_id=found.tenant_id, unit_id=found.pk):
        raise NotYourReport("年度报告由本单位承办人或者政务公开机构编制，请选择本单位")
    return found


def tenant_to_report(actor: Actor) -> Tenant:
    """The government whose report the actor works on. Raises NotYourReport."""
    if not is_office(actor):
        raise NotYourReport("本级政府的年度报告由政务公开机构编制")
    return Tenant.objects.get(pk=actor.tenant_id or 0)


def units_owing(tenant_id: int, *, year: int, today: date) -> QuerySet[Unit]:
    """The units that owe a report of a year: those that stand at its end (《条例》第四十九条)."""
    on = min(date(year, LAST_MONTH, 31), today)
    found = Unit.objects.filter(standing(on), tenant_id=tenant_id, kind__in=OWING)
    return found.select_related("tenant").order_by("code")


def members_owing(tenant: Tenant, *, year: int, today: date) -> Sequence[Unit]:
    """Whose reports a government's own is summed from: its units and the governments below it [D]."""
    on = min(date(year, LAST_MONTH, 31), today)
    return [*units_owing(tenant.pk, year=year, today=today), *_below(tenant, on)]


def has_governments_below(tenant: Tenant, *, year: int) -> bool:
    """Whether governments stood below it at the end of a year, which go into its report."""
    return bool(_below(tenant, date(year, LAST_MONTH, 31)))


def _below(tenant: Tenant, on: date) -> list[Unit]:
    level = BELOW.get(tenant.level)
    return list(governments_below(tenant, level=level, on=on).select_related("tenant")) if level else []


def sources_of(members: Iterable[Unit], *, year: int) -> Mapping[int, Report]:
    """The issued report of each member, by its unit."""
    given = list(members)
    governments = {one.tenant_id: one.pk for one in given if one.kind == UnitKind.GOVERNMENT}
    issued = Report.objects.filter(year=year, state=State.ISSUED)
    own = {one.unit_id: one for one in issued.filter(unit__in=[one.pk for one in given]) if one.unit_id}
    below = issued.filter(unit__isnull=True, tenant__in=list(governments))
    return own | {governments[one.tenant_id]: one for one in below}


def members_of(report: Report) -> Sequence[Member]:
    """What a government's report was summed from, and what was missing."""
    return list(
        report.members.select_related("unit", "source__unit", "source__tenant").order_by(
            "unit__tenant_id", "unit__code"
        )
    )


def former_of(tenant_id: int, unit_id: int | None, year: int) -> Report | None:
    """Last year's report: as it was issued here, else as it was taken in."""
    found = Report.objects.filter(
        tenant=tenant_id, unit=unit_id, year=year - 1, state__in=(State.ISSUED, State.RECORDED)
    )
    return found.order_by("state").first()  # issued stands before recorded


def former_figures(report: Report) -> Figures | None:
    """Last year's figures, where they are known."""
    found = former_of(report.tenant_id, report.unit_id, report.year)
    return found.figures if found else None


def formers_of(tenant_id: int, year: int) -> Mapping[int | None, Report]:
    """Last year's reports of all units of a government."""
    found = Report.objects.filter(
        tenant=tenant_id, year=year - 1, state__in=(State.ISSUED, State.RECORDED)
    ).order_by("-state")
    return {one.unit_id: one for one in found}


def standing_reports(tenant_id: int, year: int) -> Mapping[int | None, Report]:
    """For each unit the edition that one looks at first: what is in hand, else what is issued."""
    found = Report.objects.filter(tenant=tenant_id, year=year, state__in=IN_ORDER).select_related(
        "unit", "tenant", "drafted_by", "issued_by"
    )
    ordered = sorted(found, key=lambda one: (-IN_ORDER.index(one.state), one.number))
    return {one.unit_id: one for one in ordered}


def open_report(ref: str) -> Report | None:
    """The edition that is being worked on."""
    return Report.objects.filter(ref=ref, state__in=(State.DRAFT, State.REVIEW)).first()


def issued_report(ref: str) -> Report | None:
    """The edition that is published."""
    return Report.objects.filter(ref=ref, state=State.ISSUED).first()


def edition_before(ref: str) -> Report | None:
    """What a new edition begins with: the last that was published, also when it was withdrawn."""
    kept = Report.objects.filter(ref=ref, state__in=(State.ISSUED, State.WITHDRAWN))
    return kept.order_by("-number").first()


def recorded_report(ref: str) -> Report | None:
    """What was taken in of a report that was published elsewhere."""
    return Report.objects.filter(ref=ref, state=State.RECORDED).first()


def next_number(ref: str) -> int:
    """The number of a new edition."""
    kept = Report.objects.filter(ref=ref).exclude(state__in=(State.DISCARDED, State.RECORDED))
    return (kept.aggregate(last=Max("number"))["last"] or 0) + 1


def editions_of(actor: Actor, report: Report) -> Sequence[Report]:
    """All editions of a report that the actor may see, the newest first."""
    found = reports_for(actor).filter(ref=report.ref).select_related("submitted_by", "withdrawn_by")
    return list(found.order_by("-number"))


def years_of(actor: Actor) -> Sequence[int]:
    """Of which years there are reports, for the choice of years."""
    found = reports_for(actor).filter(tenant=actor.tenant_id or 0)
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def unit_ids_of(report: Report) -> list[int]:
    """Whose records are counted in a report."""
    if report.unit_id:
        return [report.unit_id]
    return list(Unit.objects.filter(tenant=report.tenant_id).values_list("pk", flat=True))


def ref_for(tenant: Tenant, unit: Unit | None, year: int) -> str:
    """How a report is named in addresses, whatever its edition."""
    return ref_of(tenant.slug, unit.pk if unit else None, year)


def offered(actor: Actor) -> tuple[str, Sequence[tuple[int, str]]]:
    """Whose reports the actor works on: the government's name for its office, and units by name."""
    units = Unit.objects.filter(tenant=actor.tenant_id or 0, kind__in=OWING).order_by("code")
    if is_office(actor):
        return tenant_to_report(actor).full_name, [(one.pk, one.name) for one in units]
    return "", [(one.pk, one.name) for one in units.filter(pk=actor.unit_id or 0)]

"""The statutory days as duties: who owes the report of a year, and what the published reports say to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import is_office, units_owing
from quancheng.insight.yearbook.rules.days import Dated, Owes, statutory
from quancheng.insight.yearbook.workflow import ANNUAL, LIFT, PUBLISH, RESTORE, TAKE_DOWN
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef, row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.roles import Role

RULE_KIND = "yearbook.rule"
ABOUT = {owes: RecordRef(RULE_KIND, owes.value) for owes in Owes}
OWES_OF = {str(ref): owes for owes, ref in ABOUT.items()}


class NoSuchDuty(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "yearbook.no_such_duty"
    status = 404


@dataclass(frozen=True, slots=True)
class Unlaid:
    """Units of one government that owe the report of a year, and have no duty for it yet."""

    tenant: Tenant
    dated: Dated
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the duties of a year want: to be laid, to be met, to be owed again."""

    unlaid: tuple[Unlaid, ...] = ()
    published: tuple[tuple[DueItem, Report], ...] = ()
    taken_down: tuple[DueItem, ...] = ()

    @property
    def some(self) -> bool:
        return bool(self.unlaid or self.published or self.taken_down)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty as the list shows it: who owes what, by which rule, until when, and what speaks for it."""

    duty: DueItem
    who: str
    owes: Owes
    dated: Dated
    level: Level
    report: Report | None
    may_lift: bool
    may_restore: bool


def _duties() -> QuerySet[DueItem]:
    found = DueItem.objects.filter(case__workflow=ANNUAL.code)
    return found.select_related("case", "obligation__unit", "obligation__tenant")


def duties_for(actor: Actor) -> QuerySet[DueItem]:
    """The office sees the duties of its whole government, a unit its own."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None:
        return _duties().none()
    mine = Q(case__tenant=actor.tenant_id)
    return _duties().filter(mine if is_office(actor) else mine & Q(case__unit=actor.unit_id or 0))


def duty_for(actor: Actor, duty_id: int) -> DueItem:
    """One duty that the actor may see. Raises NoSuchDuty."""
    found = duties_for(actor).filter(pk=duty_id).first()
    if found is None:
        raise NoSuchDuty("没有找到这项年度报告责任，可能不属于您所在的单位", duty_id=duty_id)
    return found


def duty_of(report: Report) -> DueItem | None:
    """The duty that a report meets; none where none was laid for its year."""
    mine = _of_year(report.year).filter(case__tenant=report.tenant_id, obligation__about=ABOUT[report.owes])
    return (mine.filter(obligation__unit=report.unit_id) if report.unit_id else mine).first()


def open_duties(year: int) -> Sequence[DueItem]:
    """What is owed of a year's reports and not published, in every government."""
    return list(
        _of_year(year).filter(case__ended_on__isnull=True).order_by("case__tenant", "obligation__about", "pk")
    )


def upkeep_of(year: int, *, today: date, tenant_id: int | None = None) -> Upkeep:
    """What the duties of a year want, of all governments or one. Three queries, and two for each of these."""
    tenants = Tenant.objects.order_by("pk")
    tenants = tenants.filter(pk=tenant_id) if tenant_id is not None else tenants
    duties = list(_of_year(year).filter(case__tenant__in=tenants.order_by()))
    issued = {
        (one.tenant_id, one.unit_id): one
        for one in Report.objects.filter(year=year, state=Report.State.ISSUED)
    }
    told = [(one, issued.get(_key(one))) for one in duties]
    return Upkeep(
        unlaid=tuple(_unlaid(year, duties, tenants, today=today)),
        published=tuple((one, own) for one, own in told if own and one.case.state in PUBLISH.out_of),
        taken_down=tuple(one for one, own in told if own is None and one.case.state in TAKE_DOWN.out_of),
    )


def duty_lines(actor: Actor, *, year: int, today: date) -> Sequence[DutyLine]:
    """The duties of a year that the actor may see: the government's first, then units by their code."""
    duties = sorted(
        duties_for(actor).filter(period=statutory(Owes.UNIT, year=year).period(year).label),
        key=lambda one: (owes_of(one) is Owes.UNIT, one.obligation.unit.code),
    )
    reports = {
        (one.tenant_id, one.unit_id): one
        for one in Report.objects.filter(
            year=year, state=Report.State.ISSUED, tenant=actor.tenant_id or 0
        ).select_related("tenant", "unit")
    }
    return [_line(one, reports.get(_key(one)), actor, year=year, today=today) for one in duties]


def duties_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Duties by their number: each opens the list of its year."""
    found = duties_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(title_of(one), _page(one), one.from_on, one.case.tenant_id) for one in found}


def title_of(duty: DueItem) -> str:
    """What is owed, as lists name it."""
    return f"公布{who_owes(duty)}{duty.period}政府信息公开工作年度报告"


def who_owes(duty: DueItem) -> str:
    """The unit, or the government by its full name."""
    of_government = owes_of(duty) is Owes.GOVERNMENT
    return duty.obligation.tenant.full_name if of_government else duty.obligation.unit.name


def owes_of(duty: DueItem) -> Owes:
    return OWES_OF[duty.obligation.about]


def year_of(duty: DueItem) -> int:
    """The year that is reported: the one before the duty arose."""
    return duty.from_on.year - 1


def _of_year(year: int) -> QuerySet[DueItem]:
    return _duties().filter(from_on=date(year + 1, 1, 1))


def _key(duty: DueItem) -> tuple[int, int | None]:
    return duty.case.tenant_id, duty.obligation.unit_id if owes_of(duty) is Owes.UNIT else None


def _unlaid(
    year: int, duties: Sequence[DueItem], tenants: QuerySet[Tenant], *, today: date
) -> Iterator[Unlaid]:
    """Nothing is laid before the year is over, nor [D] after its day: what fell due before the house kept
    duties is not held against anybody afterwards.
    """
    laid = {_key(one) for one in duties}
    for owes in Owes:
        dated = statutory(owes, year=year)
        if not dated.period(year).from_on <= today <= dated.on(year):
            continue
        for tenant in tenants:
            units = tuple(_owing(tenant, owes, laid, year=year, today=today))
            if units:
                yield Unlaid(tenant, dated, units)


def _owing(
    tenant: Tenant, owes: Owes, laid: set[tuple[int, int | None]], *, year: int, today: date
) -> Iterator[Unit]:
    if owes is Owes.UNIT:
        units = units_owing(tenant.pk, year=year, today=today)
        yield from (one for one in units if (tenant.pk, one.pk) not in laid)
    elif (tenant.pk, None) not in laid and (office := _office_unit(tenant.pk, on=today)):
        yield office


def _office_unit(tenant_id: int, *, on: date) -> Unit | None:
    """Where the head of the office sits: 政府信息公开工作主管部门 of the government (《条例》第三条)."""
    units = Unit.objects.filter(tenant=tenant_id, closed_on__isnull=True)
    seats = {
        one.post.unit_id
        for one in people_in(units.values_list("pk", flat=True), roles=[Role.OPENNESS_HEAD], on=on)
    }
    return units.filter(pk__in=seats).order_by("code").first()


def _line(duty: DueItem, report: Report | None, actor: Actor, *, year: int, today: date) -> DutyLine:
    is_head = Role.OPENNESS_HEAD in actor.roles
    state = duty.case.state
    clock = ANNUAL.leading
    due = None if duty.case.ended_on else duty.case.due_on
    return DutyLine(
        duty,
        who_owes(duty),
        owes_of(duty),
        statutory(owes_of(duty), year=year),
        level_of(due, today=today, calendar=work_calendar(), thresholds=clock.thresholds),
        report,
        is_head and state in LIFT.out_of,
        is_head and state in RESTORE.out_of,
    )


def _page(duty: DueItem) -> str:
    try:
        return f"{reverse('yearbook_desk:duties')}?year={year_of(duty)}"
    except NoReverseMatch:  # the portal does not know the pages of the desk
        return ""

"""What the records of a year tell today, whether or not a report was begun; for consoles and for the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import former_of, has_governments_below, members_of
from quancheng.insight.yearbook.queries.requests import handed_over
from quancheng.insight.yearbook.rules import identities
from quancheng.insight.yearbook.rules.counting import Told, counted, counter_of
from quancheng.insight.yearbook.rules.figures import Figures, Number, leaves_of, without_these
from quancheng.insight.yearbook.rules.identities import Violation
from quancheng.insight.yearbook.rules.shape import Place
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant, Unit

IN_HAND = (Report.State.DRAFT, Report.State.REVIEW, Report.State.ISSUED)


class NoSuchWhose(Refusal):
    """A console named a unit or a government that is not in the register."""

    code = "yearbook.no_such_whose"
    status = 404


@dataclass(frozen=True, slots=True)
class Whose:
    """A unit of a government, or the government with all its own units: the governments below are not in it,
    as they are in its published report (decision 024).
    """

    tenant: Tenant
    unit: Unit | None = None

    @property
    def unit_ids(self) -> list[int]:
        if self.unit:
            return [self.unit.pk]
        return list(Unit.objects.filter(tenant=self.tenant).values_list("pk", flat=True))

    @property
    def says(self) -> str:
        return "本单位" if self.unit else "本级政府的单位，不含下级政府"


@dataclass(frozen=True, slots=True)
class Former:
    """The year before, as far as it can be compared, and in words what it is or why there is none."""

    says: str
    figures: Figures | None = None


def whose(*, slug: str = "", code: str = "") -> Whose:
    """By the names that people type at a console: real governments before invented ones, the highest first.

    Raises NoSuchWhose.
    """
    tenants = Tenant.objects.order_by("is_demo", F("parent").asc(nulls_first=True), "pk")
    tenants = tenants.filter(slug=slug) if slug else tenants
    if not code:
        if (tenant := tenants.first()) is None:
            raise NoSuchWhose("没有这个政府，请检查代号")
        return Whose(tenant)
    units = Unit.objects.filter(code=code, tenant__in=tenants).select_related("tenant")
    unit = units.order_by("tenant__is_demo", "pk").first()
    if unit is None:
        raise NoSuchWhose(f"没有编码为“{code}”的单位，请检查")
    return Whose(unit.tenant, unit)


def figures_of_year(of: Whose, *, year: int) -> Figures:
    """Counted from the records of today; what was typed in reports stands in its place."""
    unit_ids = of.unit_ids
    figures = counted(unit_ids=unit_ids, year=year)
    reports = Report.objects.filter(tenant=of.tenant, unit__in=unit_ids, year=year, state__in=IN_HAND)
    for report in _one_of_each(reports.order_by("ref", "-number")):
        own = counted(unit_ids=[report.unit_id or 0], year=year)
        changed: dict[Place, Number] = {
            place: figures.of(place) - own.of(place) + report.figures.of(place) for place in report.by_hand
        }
        figures = figures.with_cells(changed)
    return figures


def violations_of_year(of: Whose, figures: Figures, *, year: int) -> Sequence[Violation]:
    """What does not hold in them, last year's report beside it where it is known."""
    former = former_like(of, year=year).figures
    moved = handed_over(unit_ids=of.unit_ids, year=year) if of.unit and former else None
    return identities.violations(figures, former=former, moved=moved)


def former_like(of: Whose, *, year: int) -> Former:
    """The report of the year before, of the same units as are counted here.

    That of a government is a sum in which the governments below stand as well: what it took from them is
    taken out again. Of one that was only taken in nobody knows what it holds of them.
    """
    report = former_of(of.tenant.pk, of.unit.pk if of.unit else None, year)
    if report is None:
        return Former("没有上一年度报告的数据，“上年结转”未核对")
    if of.unit:
        return Former("上一年度报告", report.figures)
    if report.state == Report.State.RECORDED:
        if not has_governments_below(of.tenant, year=report.year):
            return Former("上一年度报告", report.figures)
        return Former("上一年度报告是导入的，分不出下级政府的数字，“上年结转”未核对")
    below = [
        one.source.figures
        for one in members_of(report)
        if one.source and one.unit.tenant_id != report.tenant_id
    ]
    return Former("上一年度报告，已减去其中下级政府的数字", without_these(report.figures, below))


def behind(actor: Actor, report: Report, place: Place, *, most: int) -> Sequence[Told]:
    """The records in one cell, or in those that a sum adds up, as far as the actor may see them.

    Of more than `most` the first; none for a table that nobody counts.
    """
    counter = counter_of(place.part)
    if counter is None:
        return ()
    unit_ids = [report.unit_id] if report.unit_id else Whose(report.tenant).unit_ids
    found: list[Told] = []
    for each in leaves_of(place):
        if len(found) >= most:
            break
        if report.figures.of(each):
            found += counter.behind(
                actor, unit_ids=unit_ids, year=report.year, row=each.row, column=each.column
            )
    return found[:most]


def _one_of_each(reports: Iterable[Report]) -> list[Report]:
    """Of several editions the newest."""
    found: dict[str, Report] = {}
    for one in reports:
        found.setdefault(one.ref, one)
    return list(found.values())

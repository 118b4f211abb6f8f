"""How the governments below take up a plan (承接情况): figures for the openness office of the one above.

It reads counts, progress and why a row is set aside; the rows themselves only of plans that are published.
Evidence, reports and people of the governments below are not here at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet, Value

from quancheng.kernel.access.audiences import Audience, Owner, Whose, may_see, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.plan.models import (
    Edition,
    Plan,
    Row,
    RowSetAside,
    RowTakenUp,
    RowUnit,
    RowVersion,
    Task,
    TaskUnit,
)
from quancheng.records.plan.queries.duties import tallies_of_refs
from quancheng.records.plan.queries.plans import KEEPERS, NoSuchPlan, NoSuchRow, own_plan, row_for, rows_of
from quancheng.records.plan.queries.progress import Progress, Tally, of_row, together
from quancheng.records.plan.rules.levels import Uptake, has_moved, uptake


@dataclass(frozen=True, slots=True)
class Cell:
    """What one government below does with one row, in figures."""

    uptake: Uptake
    takers: int = 0
    progress: Progress = Progress.NOT_ISSUED
    tally: Tally = field(default_factory=Tally)
    reason: str = ""
    shown: tuple[Row, ...] = ()  # the rows that take it up, where their plan is published


@dataclass(frozen=True, slots=True)
class Below:
    """One government below: its plans that take this one up, and its figures in all."""

    tenant: Tenant
    has_plan: bool
    asked: int
    taken: int
    gaps: int
    aside: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row and what each government below does with it, in the order of the governments."""

    row: Row
    cells: tuple[Cell, ...]

    @property
    def asked(self) -> int:
        return sum(cell.uptake is not Uptake.NOT_ASKED for cell in self.cells)

    @property
    def taken(self) -> int:
        return sum(bool(cell.takers) for cell in self.cells)

    @property
    def gaps(self) -> int:
        return sum(cell.uptake is Uptake.GAP for cell in self.cells)

    @property
    def tally(self) -> Tally:
        return together(cell.tally for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What one government below has not taken up, and the unit that answers for it."""

    tenant: Tenant
    unit: Unit
    has_plan: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """A plan and all the governments below."""

    plan: Plan
    below: tuple[Below, ...]
    rows: tuple[RowLine, ...]

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.below)

    @property
    def taken(self) -> int:
        return sum(each.taken for each in self.below)

    @property
    def taking(self) -> list[Below]:
        """The governments below with a plan that takes this one up: of the others every row is a gap."""
        return [each for each in self.below if each.has_plan]

    @property
    def waiting(self) -> list[Below]:
        """Those without, although rows concern them."""
        return [each for each in self.below if each.asked and not each.has_plan]

    @property
    def gaps(self) -> int:
        """The gaps of those that have a plan."""
        return sum(each.gaps for each in self.taking)

    @property
    def gaps_waiting(self) -> int:
        """What concerns those that have none."""
        return sum(each.gaps for each in self.waiting)

    @property
    def aside(self) -> int:
        return sum(each.aside for each in self.below)

    def lines(self, *, only_gaps: bool = False) -> list[tuple[RowLine, list[Cell]]]:
        """Each row with the cells of those that have a plan."""
        shown = [
            (line, [cell for each, cell in zip(self.below, line.cells, strict=True) if each.has_plan])
            for line in self.rows
        ]
        if not only_gaps:
            return shown
        return [(line, cells) for line, cells in shown if any(cell.uptake is Uptake.GAP for cell in cells)]

    @property
    def tally(self) -> Tally:
        return together(each.tally for each in self.below)


@dataclass(frozen=True, slots=True)
class _Facts:
    """Everything that the cells are made of, by government and row."""

    asked: frozenset[tuple[int, int]]
    links: Mapping[tuple[int, int], Sequence[RowTakenUp]]
    aside: Mapping[tuple[int, int], RowSetAside]
    tallies: Mapping[int, Sequence[Tally]]  # by row below


def may_read_figures(actor: Actor, plan: Plan) -> bool:
    """Whether the actor reads how far a plan is: of the own government, of one below for its office, and of
    the government above, whose tasks bind the own."""
    owner = Owner(tenant_id=plan.tenant_id, above_id=plan.tenant.parent_id)
    if may_see(actor, audience=Audience.FIGURES, owner=owner):
        return True
    return actor.tenant_id in plan.tenant.below.values_list("pk", flat=True)


def may_look_below(actor: Actor, plan: Plan) -> bool:
    """Whether the actor's office looks at how governments below take up the plan; somebody must be below."""
    is_own = plan.tenant_id == actor.tenant_id and bool(actor.roles & KEEPERS)
    return is_own and plan.tenant.below.exists()


def overseen_from_above(actor: Actor, ref: str) -> Plan:
    """A plan of the actor's own government, for its openness office. Raises NoSuchPlan."""
    plan = own_plan(actor, ref)
    if not actor.roles & KEEPERS:
        raise NoSuchPlan("承接情况只供本级政务公开机构查看", ref=ref)
    return plan


def row_overseen(actor: Actor, ref: str) -> Row:
    """A row of such a plan. Raises NoSuchRow."""
    row = row_for(actor, ref)
    if row.plan.tenant_id != actor.tenant_id or not actor.roles & KEEPERS:
        raise NoSuchRow("承接情况只供本级政务公开机构查看", ref=ref)
    return row


def plans_taking_up(actor: Actor, plan: Plan) -> QuerySet[Plan]:
    """The plans below that take this one up, as far as the actor reads their figures."""
    found = Plan.objects.filter(takes_up=plan).annotate(audience=Value(Audience.FIGURES.value))
    seen = found.filter(visible_to(actor, whose=Whose(unit="")))
    return seen.select_related("tenant").order_by("tenant_id", "pk")


def levels(actor: Actor, plan: Plan, *, today: date) -> Levels:
    """Gather the matrix in a constant number of queries, however many governments and rows."""
    rows = list(_with_versions(rows_of(plan)))
    tenants, plans = _below(plan), list(plans_taking_up(actor, plan))
    facts = _facts(plan, plans, tenants, today=today)
    lines = _lines(rows, tenants, facts)
    return Levels(plan, tuple(_totals(tenants, plans, lines, facts)), lines)


def row_across(actor: Actor, row: Row, *, today: date) -> tuple[tuple[Tenant, Cell], ...]:
    """One row: what each government below does with it."""
    tenants, plans = _below(row.plan), list(plans_taking_up(actor, row.plan))
    facts = _facts(row.plan, plans, tenants, today=today)
    [line] = _lines([row], tenants, facts)
    return tuple(zip(tenants, line.cells, strict=True))


def gaps_to_urge(actor: Actor, plan: Plan, slugs: Collection[str], *, today: date) -> list[Gaps]:
    """What those of the named governments below have not taken up; one without a gap is left out."""
    found, unit_of = levels(actor, plan, today=today), _answering(actor, plan)
    gaps = []
    for place, each in enumerate(found.below):
        rows = tuple(line.row for line in found.rows if line.cells[place].uptake is Uptake.GAP)
        unit = unit_of.get(each.tenant.pk)
        if rows and unit and each.tenant.slug in slugs:
            gaps.append(Gaps(each.tenant, unit, each.has_plan, rows))
    return gaps


def _answering(actor: Actor, plan: Plan) -> Mapping[int, Unit]:
    """For each government below the unit that is the government itself."""
    standing = units_for(actor).filter(kind=UnitKind.GOVERNMENT, closed_on__isnull=True)
    found = standing.filter(tenant__in=plan.tenant.below.all()).select_related("tenant")
    return {unit.tenant_id: unit for unit in found.order_by("-code")}


def _below(plan: Plan) -> list[Tenant]:
    return list(plan.tenant.below.order_by("pk"))


def _with_versions(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.prefetch_related(Prefetch("versions", RowVersion.objects.select_related("edition")))


def _facts(plan: Plan, plans: Sequence[Plan], tenants: Sequence[Tenant], *, today: date) -> _Facts:
    links: dict[tuple[int, int], list[RowTakenUp]] = {}
    found = RowTakenUp.objects.filter(above__plan=plan, row__plan__in=plans, row__dropped_in__isnull=True)
    for link in found.select_related("row__plan", "seen").order_by("row__plan_id", "row__place"):
        links.setdefault((link.row.plan.tenant_id, link.above_id), []).append(link)
    marks = RowSetAside.objects.filter(above__plan=plan, plan__in=plans).select_related("plan", "seen")
    taking = {link.row_id for each in links.values() for link in each}
    return _Facts(
        asked=_asked(plan, tenants),
        links=links,
        aside={(mark.plan.tenant_id, mark.above_id): mark for mark in marks},
        tallies=_tallies(taking, today=today),
    )


def _asked(plan: Plan, tenants: Iterable[Tenant]) -> frozenset[tuple[int, int]]:
    named = RowUnit.objects.filter(row__plan=plan, members__tenant__in=tenants).order_by()
    tasked = TaskUnit.objects.filter(task__row__plan=plan, unit__tenant__in=tenants)
    return frozenset(named.values_list("members__tenant_id", "row_id")) | frozenset(
        tasked.values_list("unit__tenant_id", "task__row_id")
    )


def _tallies(row_ids: Iterable[int], *, today: date) -> Mapping[int, Sequence[Tally]]:
    refs = dict(Task.objects.filter(row__in=row_ids).values_list("ref", "row_id"))
    counted = tallies_of_refs(refs, today=today) if refs else {}
    found: dict[int, list[Tally]] = {}
    for ref, row_id in refs.items():
        found.setdefault(row_id, []).append(counted.get(ref, Tally()))
    return found


def _lines(rows: Iterable[Row], tenants: Sequence[Tenant], facts: _Facts) -> tuple[RowLine, ...]:
    return tuple(RowLine(row, tuple(_cell(row, tenant.pk, facts) for tenant in tenants)) for row in rows)


def _cell(row: Row, tenant_id: int, facts: _Facts) -> Cell:
    links, mark = facts.links.get((tenant_id, row.pk), ()), facts.aside.get((tenant_id, row.pk))
    tallies = [tally for link in links for tally in facts.tallies.get(link.row_id, (Tally(),))]
    stands = uptake(
        takers=len(links),
        is_aside=mark is not None,
        is_dropped=row.dropped_in_id is not None,
        is_moved=_has_moved(row, [each.seen for each in (*links, *((mark,) if mark else ()))]),
        is_asked=(tenant_id, row.pk) in facts.asked,
    )
    return Cell(
        uptake=stands,
        takers=len(links),
        progress=of_row(tallies),
        tally=together(tallies),
        reason=mark.reason if mark else "",
        shown=tuple(link.row for link in links if link.row.plan.published_on is not None),
    )


def _has_moved(row: Row, seen: Sequence[Edition]) -> bool:
    told = [(version.edition.number, version.facts) for version in row.versions.all()]
    return bool(seen) and has_moved(told, since=min(edition.number for edition in seen))


def _tally(tenant_id: int, lines: Iterable[RowLine], facts: _Facts) -> Tally:
    """What a government owes in all; a row that takes up several rows above counts once."""
    links = [link for line in lines for link in facts.links.get((tenant_id, line.row.pk), ())]
    taking = dict.fromkeys(link.row_id for link in links)
    return together(tally for row_id in taking for tally in facts.tallies.get(row_id, ()))


def _totals(
    tenants: Sequence[Tenant], plans: Iterable[Plan], lines: Sequence[RowLine], facts: _Facts
) -> Iterable[Below]:
    taking = {plan.tenant_id for plan in plans}
    for place, tenant in enumerate(tenants):
        cells = [line.cells[place] for line in lines]
        kinds = [cell.uptake for cell in cells]
        yield Below(
            tenant=tenant,
            has_plan=tenant.pk in taking,
            asked=sum(kind is not Uptake.NOT_ASKED for kind in kinds),
            taken=sum(bool(cell.takers) for cell in cells),
            gaps=kinds.count(Uptake.GAP),
            aside=kinds.count(Uptake.ASIDE),
            tally=_tally(tenant.pk, lines, facts),
        )

"""What a government's plan does with the rows of the plan above it (承接): for its own openness office."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.models import Edition, Plan, Row, RowSetAside, RowTakenUp, RowVersion
from quancheng.records.plan.queries.likeness import measuring_of
from quancheng.records.plan.queries.plans import KEEPERS, NoSuchPlan, own_plan, plans_for
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.status import RowStatus, plan_status
from quancheng.records.plan.rules.levels import Alike, Uptake, Words, has_moved, proposed, ranked, uptake
from quancheng.records.plan.rules.likeness import Measuring


class NoSuchRowAbove(Refusal):
    """No such row in the plan above, or no plan above."""

    code = "plan.no_such_row_above"
    status = 404


class NoSuchRowHere(Refusal):
    """A row that is not in the plan that should take up."""

    code = "plan.no_such_row_here"
    status = 404


@dataclass(frozen=True, slots=True)
class Taker:
    """A row of the own plan that takes up the row above, and how far it is."""

    row: Row
    progress: Progress


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the own plan that is alike."""

    row: Row
    alike: Alike


@dataclass(frozen=True, slots=True)
class AboveLine:
    """One row above, and what the own plan does with it."""

    above: Row
    uptake: Uptake
    takers: tuple[Taker, ...]
    proposals: tuple[Proposal, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakingUp:
    """The whole of it: what asks for a decision first, then what is settled, each in the order above."""

    plan: Plan
    above: Plan
    lines: tuple[AboveLine, ...]

    def count(self, *kinds: Uptake) -> int:
        return sum(line.uptake in kinds for line in self.lines)

    @property
    def open_count(self) -> int:
        return sum(line.uptake.is_open for line in self.lines)

    @property
    def taken_count(self) -> int:
        return self.count(Uptake.TAKEN)

    @property
    def aside_count(self) -> int:
        return self.count(Uptake.ASIDE)

    @property
    def proposal_count(self) -> int:
        return sum(len(line.proposals) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Near:
    """The own rows beside one above, and how likeness was measured."""

    alike: Sequence[Alike]
    by: Measuring


def kept_plan(actor: Actor, ref: str) -> Plan:
    """A plan of the actor's own government, for its openness office. Raises NoSuchPlan."""
    plan = own_plan(actor, ref)
    if not actor.roles & KEEPERS:
        raise NoSuchPlan("承接关系由本级政务公开机构办理，请联系本级政务公开机构", ref=ref)
    return plan


def plans_above(actor: Actor, plan: Plan) -> QuerySet[Plan]:
    """The plans of the government right above, the newest first: one of them may be taken up."""
    return plans_for(actor).filter(tenant_id=plan.tenant.parent_id or 0)


def plan_above(actor: Actor, plan: Plan, ref: str) -> Plan:
    """One of them. Raises NoSuchPlan."""
    found = plans_above(actor, plan).filter(ref=ref).first()
    if found is None:
        raise NoSuchPlan("没有找到这份上级工作要点，请从列表中选择", ref=ref)
    return found


def own_answers_to(actor: Actor, above: Iterable[Plan]) -> Mapping[int, Plan]:
    """The own plan that takes up each plan above, or may still choose to: for the openness office alone."""
    if not actor.roles & KEEPERS:
        return {}
    others = [plan for plan in above if plan.tenant_id != actor.tenant_id]
    here = Plan.objects.filter(
        tenant_id=actor.tenant_id or 0, tenant__parent__in={p.tenant_id for p in others}
    )
    unchosen = {plan.year: plan for plan in here.filter(takes_up__isnull=True)}
    chosen = {plan.takes_up_id: plan for plan in here.filter(takes_up__in=others)}
    found = {plan.pk: chosen.get(plan.pk) or unchosen.get(plan.year) for plan in others}
    return {pk: plan for pk, plan in found.items() if plan}


def rows_asked(above: Plan, tenant_id: int) -> QuerySet[Row]:
    """The rows above that concern a government: named there alone or within a collective name, or tasked."""
    named = Q(units__members__tenant=tenant_id) | Q(tasks__units__unit__tenant=tenant_id)
    return above.rows.filter(named, dropped_in__isnull=True).distinct()


def row_above(plan: Plan, ref: str) -> Row:
    """A row of the plan that this one takes up, dropped or not. Raises NoSuchRowAbove."""
    found = Row.objects.filter(plan_id=plan.takes_up_id or 0, ref=ref).select_related("plan").first()
    if found is None:
        raise NoSuchRowAbove("没有找到这一行，请回到承接页面重新选择", ref=ref)
    return found


def own_rows(plan: Plan, refs: Iterable[str]) -> Sequence[Row]:
    """Rows of the plan as it stands, all of those named. Raises NoSuchRowHere."""
    wanted = set(refs)
    found = list(plan.rows.filter(dropped_in__isnull=True, ref__in=wanted))
    if len(found) < len(wanted):
        raise NoSuchRowHere("所选的行中有的已不在本级现行要点里，请刷新页面后重新选择")
    return found


def takers_of(plan: Plan, above: Row) -> QuerySet[RowTakenUp]:
    """Which rows of a plan take up a row above."""
    return RowTakenUp.objects.filter(row__plan=plan, above=above).select_related("row")


def links_of(plan: Plan) -> QuerySet[RowTakenUp]:
    """Everything that a plan takes up."""
    return RowTakenUp.objects.filter(row__plan=plan).select_related("row", "seen")


def set_aside_in(plan: Plan, above: Row) -> QuerySet[RowSetAside]:
    """Whether a plan has set a row above aside."""
    return RowSetAside.objects.filter(plan=plan, above=above)


def edition_in_force(plan: Plan) -> Edition:
    """The edition of a plan that is in force: every plan has one."""
    return plan.editions.order_by("-number")[0]


def taking_up(plan: Plan, above: Plan, *, today: date) -> TakingUp:
    """Gather the page in a constant number of queries."""
    status = {each.row.pk: each for each in plan_status(plan, today=today).rows}
    links, aside = _links(plan, above), _aside(plan, above)
    rows = _rows_shown(plan, above, {*links, *aside})
    by = measuring_of(plan.tenant_id, on=today)
    alike = dict(ranked(_words(rows), _words(each.row for each in status.values()), by))
    own = {each.row.ref: each.row for each in status.values()}
    lines = [
        _line(row, links.get(row.pk, ()), aside.get(row.pk), _Near(alike[row.ref], by), status, own)
        for row in rows
    ]
    lines.sort(key=lambda line: not line.uptake.is_open)
    return TakingUp(plan, above, tuple(lines))


def one_above(plan: Plan, above: Row, *, today: date) -> tuple[AboveLine, tuple[Proposal, ...]]:
    """One row above, and every row of the plan, the most alike first."""
    status = {each.row.pk: each for each in plan_status(plan, today=today).rows}
    rows = _rows_shown(plan, above.plan, {above.pk})
    row = next(each for each in rows if each.pk == above.pk)
    own = {each.row.ref: each.row for each in status.values()}
    by = measuring_of(plan.tenant_id, on=today)
    [(_, alike)] = ranked(_words([row]), _words(own.values()), by)
    links = _links(plan, above.plan).get(row.pk, ())
    line = _line(row, links, _aside(plan, above.plan).get(row.pk), _Near(alike, by), status, own)
    return line, tuple(Proposal(own[each.ref], each) for each in alike)


def _rows_shown(plan: Plan, above: Plan, decided: set[int]) -> list[Row]:
    """Those that concern the government, and those that it decided about, whatever became of them."""
    asked = set(rows_asked(above, plan.tenant_id).values_list("pk", flat=True))
    found = above.rows.filter(pk__in=asked | decided).select_related("plan").order_by("place")
    versions = Prefetch("versions", RowVersion.objects.select_related("edition"))
    return list(found.prefetch_related(versions, "units"))


def _links(plan: Plan, above: Plan) -> Mapping[int, Sequence[RowTakenUp]]:
    found: dict[int, list[RowTakenUp]] = {}
    for link in links_of(plan).filter(above__plan=above).order_by("row__place"):
        found.setdefault(link.above_id, []).append(link)
    return found


def _aside(plan: Plan, above: Plan) -> Mapping[int, RowSetAside]:
    marks = RowSetAside.objects.filter(plan=plan, above__plan=above).select_related("seen")
    return {mark.above_id: mark for mark in marks}


def _line(
    above: Row,
    links: Sequence[RowTakenUp],
    aside: RowSetAside | None,
    near: _Near,
    status: Mapping[int, RowStatus],
    own: Mapping[str, Row],
) -> AboveLine:
    takers = tuple(_takers(links, status))
    stands = uptake(
        takers=len(takers),
        is_aside=aside is not None,
        is_dropped=above.dropped_in_id is not None,
        is_moved=_has_moved(above, links, aside),
        is_asked=True,
    )
    offered = proposed(near.alike, near.by) if stands is Uptake.GAP else ()
    proposals = tuple(Proposal(own[each.ref], each) for each in offered)
    return AboveLine(above, stands, takers, proposals, aside.reason if aside else "")


def _takers(links: Sequence[RowTakenUp], status: Mapping[int, RowStatus]) -> Iterator[Taker]:
    """A row that the own plan has dropped takes up nothing any longer."""
    for link in links:
        if link.row_id in status:
            yield Taker(status[link.row_id].row, status[link.row_id].progress)


def _has_moved(above: Row, links: Sequence[RowTakenUp], aside: RowSetAside | None) -> bool:
    seen = [each.seen.number for each in (*links, *((aside,) if aside else ()))]
    told = [(version.edition.number, version.facts) for version in above.versions.all()]
    return bool(seen) and has_moved(told, since=min(seen))


def _words(rows: Iterable[Row]) -> list[Words]:
    return [Words(row.ref, f"{row.section}{row.subsection}", row.requirement) for row in rows]

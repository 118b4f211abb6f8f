"""The whole of a plan on one screen (一屏总览), and the duties behind each of its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.models import OPEN, Case, CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Plan, Task
from quancheng.records.plan.queries.duties import about_tasks
from quancheng.records.plan.queries.duty_list import DutyList, first_of_each
from quancheng.records.plan.queries.figures import counts_by_task, counts_by_unit, month_of
from quancheng.records.plan.queries.lines import ListLine, list_lines
from quancheng.records.plan.queries.plans import KEEPERS, PLAN_KIND, TASK_KIND, NoSuchPlan
from quancheng.records.plan.queries.warning import soon_days
from quancheng.records.plan.queries.worklist import asks_later, soon_until, urgent, wishes_among
from quancheng.records.plan.rules.picking import NO_CHAPTER, Counts, Mark, Picked
from quancheng.records.plan.workflow.duty import DUTY, NOT_OWED, STATES_DAY, State

Bearing = Mapping[Mark, Q]  # what it takes to bear each mark, today

OPEN_MARKS = frozenset({Mark.UNDER_WAY, Mark.LATE, Mark.SOON, Mark.WISHED})  # none of them outlives a duty
A_FEW_OF = (Mark.LATE, Mark.SOON, Mark.WISHED, Mark.MOVED)
A_FEW = 5  # lines of a list on the one screen; the rest is behind its number


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """One part of the plan."""

    title: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit, with what it owes in all and by the month in which it falls due."""

    id: int
    name: str
    counts: Counts
    months: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Move:
    """One duty whose day was moved: from when to when, and why."""

    line: ListLine
    from_on: date | None
    to_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """All that the one screen shows of a plan."""

    plan: Plan
    counts: Counts
    moved_count: int
    wished_count: int
    chapters: tuple[ChapterLine, ...]
    units: tuple[UnitLine, ...]
    months: tuple[str, ...]
    late: tuple[ListLine, ...]
    soon: tuple[ListLine, ...]
    soon_days: int  # how far ahead is soon
    wished: tuple[ListLine, ...]
    moved: tuple[Move, ...]


def overseen_plans(actor: Actor) -> QuerySet[Plan]:
    """The issued plans of the actor's own government, the newest first: for its openness office alone."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None or not actor.roles & KEEPERS:
        return Plan.objects.none()
    issued = Task.objects.filter(row__plan=OuterRef("pk"), issued_at__isnull=False)
    mine = Plan.objects.filter(Exists(issued), tenant_id=actor.tenant_id)
    return mine.select_related("tenant").order_by("-year", "-pk")


def overseen_plan(actor: Actor, ref: str = "") -> Plan:
    """One of them, the newest if none is named. Raises NoSuchPlan."""
    plans = overseen_plans(actor)
    found = plans.filter(ref=ref).first() if ref else plans.first()
    if found is None:
        raise NoSuchPlan("没有找到已下达的工作要点；总览只供政务公开机构查看本级已下达的要点", ref=ref)
    return found


def duties_of_plan(actor: Actor, ref: str) -> QuerySet[DueItem]:
    """All that a plan demands, unit by unit. Raises NoSuchPlan."""
    found = DueItem.objects.filter(case__in=_demanded(overseen_plan(actor, ref)))
    return found.select_related("case__unit", "obligation__unit").order_by("case__unit_id", "pk")


def duties_picked(plan: Plan, picked: Picked, *, today: date) -> DutyList:
    """The duties that are meant, the most urgent first: exactly those that the one screen counts."""
    soon = soon_until(today, soon_days(plan.tenant_id, on=today))
    return _picked(_demanded(plan), plan, picked, _bearing(today, soon))


def board(plan: Plan, *, today: date) -> Board:
    """Gather the screen in a constant number of queries; the database does the counting."""
    days = soon_days(plan.tenant_id, on=today)
    soon, demanded = soon_until(today, days), _demanded(plan)
    bearing = _bearing(today, soon)
    by_task, moved_count = counts_by_task(demanded, today=today, soon=soon)
    chapters = _chapters(plan, by_task)
    units = _unit_lines(counts_by_unit(demanded, today=today, soon=soon))
    lists = first_of_each({mark: _picked(demanded, plan, Picked(mark), bearing) for mark in A_FEW_OF}, A_FEW)
    lines = {line.id: line for line in _lines([duty for duties in lists.values() for duty in duties], today)}
    told = {mark: tuple(lines[duty.pk] for duty in duties) for mark, duties in lists.items()}
    return Board(
        plan=plan,
        counts=Counts.together(chapter.counts for chapter in chapters),
        moved_count=moved_count,
        wished_count=wishes_among(demanded),
        chapters=chapters,
        units=units,
        months=tuple(sorted({month for unit in units for month in unit.months})),
        late=told[Mark.LATE],
        soon=told[Mark.SOON],
        soon_days=days,
        wished=told[Mark.WISHED],
        moved=moves_of(lists[Mark.MOVED], lines),
    )


def chapters_of(plan: Plan) -> Sequence[str]:
    """The parts of the plan, in order."""
    rows = plan.rows.filter(dropped_in__isnull=True).order_by("place")
    return [section or NO_CHAPTER for section in dict.fromkeys(rows.values_list("section", flat=True))]


def units_owing(plan: Plan) -> QuerySet[Unit]:
    """The units that have duties of the plan."""
    owing = Exists(_demanded(plan).filter(unit=OuterRef("pk")))
    return Unit.objects.filter(owing).order_by("tenant_id", "code")


def months_due(plan: Plan) -> Sequence[str]:
    """The months in which duties of the plan fall due."""
    days = _demanded(plan).values_list("last_on", flat=True).distinct()
    return sorted({month_of(day) for day in days if day})


def _demanded(plan: Plan) -> QuerySet[Case]:
    """The cases of what the plan demands, as it stands; what was cancelled or dropped is not demanded.

    What was dropped is asked first: most plans dropped nothing, and then no duty need be compared with it.
    """
    counted = Case.objects.filter(within=str(RecordRef(PLAN_KIND, plan.ref)), workflow=DUTY.code)
    dropped = about_tasks(Task.objects.filter(row__plan=plan, row__dropped_in__isnull=False))
    return counted.exclude(state__in=NOT_OWED).exclude(about__in=list(dropped))


def _picked(found: QuerySet[Case], plan: Plan, picked: Picked, bearing: Bearing) -> DutyList:
    if picked.chapter:
        section = "" if picked.chapter == NO_CHAPTER else picked.chapter
        found = found.filter(about__in=about_tasks(Task.objects.filter(row__plan=plan, row__section=section)))
    if picked.unit:
        found = found.filter(unit_id=int(picked.unit) if picked.unit.isdecimal() else 0)
    if picked.month:
        found = found.filter(_in_month(picked.month))
    if picked.mark:
        found = found.filter(bearing[picked.mark])
    return DutyList.of_open(found) if picked.mark in OPEN_MARKS else DutyList(found)


def _in_month(told: str) -> Q:
    """Falling due in the month, written 2024-06; what is written otherwise is no month."""
    try:
        first = date.fromisoformat(f"{told}-01")
    except ValueError:
        return Q(pk__in=())
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Q(last_on__gte=first, last_on__lt=following)


def _bearing(today: date, soon: date) -> Bearing:
    """What it takes to bear each mark."""
    return {
        Mark.DONE: Q(state=State.CONFIRMED),
        Mark.UNDER_WAY: OPEN & Q(due_on__gte=today),
        Mark.LATE: OPEN & Q(due_on__lt=today),
        Mark.SOON: OPEN & Q(due_on__gte=today, due_on__lte=soon),
        Mark.MOVED: Q(is_moved=True),
        Mark.WISHED: OPEN & asks_later(),
        Mark.UNVERIFIABLE: Q(state=State.UNVERIFIABLE),
    }


def _unit_lines(by_unit: Mapping[int, Mapping[str, Counts]]) -> tuple[UnitLine, ...]:
    """Those with most that is late stand first, then those with least done."""
    units = Unit.objects.in_bulk(by_unit)
    lines = [
        UnitLine(pk, str(units[pk]), Counts.together(months.values()), months)
        for pk, months in by_unit.items()
    ]
    lines.sort(key=lambda line: (-line.counts.late, line.counts.done_percent, units[line.id].code, line.id))
    return tuple(lines)


def _chapters(plan: Plan, by_task: Mapping[str, Counts]) -> tuple[ChapterLine, ...]:
    tasks = Task.objects.filter(row__plan=plan, row__dropped_in__isnull=True).order_by("row__place", "place")
    found: dict[str, list[Counts]] = {}
    for ref, section in tasks.values_list("ref", "row__section"):
        found.setdefault(section or NO_CHAPTER, []).append(by_task.get(f"{TASK_KIND}:{ref}", Counts()))
    return tuple(ChapterLine(title, Counts.together(counts)) for title, counts in found.items())


def _lines(duties: Iterable[DueItem], today: date) -> list[ListLine]:
    once = {duty.pk: duty for duty in duties}
    return list_lines(urgent(once.values(), today=today))


def moves_of(duties: Sequence[DueItem], lines: Mapping[int, ListLine]) -> tuple[Move, ...]:
    """From the day before the latest move to the day after it."""
    stating = CaseLine.objects.filter(
        case__in=[duty.case_id for duty in duties], step__in=[step.code for step in STATES_DAY]
    )
    days: dict[int, list[CaseLine]] = {}
    for line in stating.order_by("id"):
        days.setdefault(line.case_id, []).append(line)
    return tuple(
        Move(lines[duty.pk], before.until, after.until, after.note)
        for duty in duties
        for before, after in [days[duty.case_id][-2:]]
    )

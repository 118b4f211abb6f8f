"""The whole of a plan on one screen (一屏总览), and the duties behind each of its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Plan, Task
from quancheng.records.plan.queries.lines import ListLine, list_lines
from quancheng.records.plan.queries.plans import KEEPERS, TASK_KIND, NoSuchPlan
from quancheng.records.plan.queries.worklist import soon_until, urgent
from quancheng.records.plan.rules.picking import NO_CHAPTER, Counts, Mark, Picked
from quancheng.records.plan.workflow.duty import DUTY, ISSUE, NOT_OWED, POSTPONE, UNDER_WAY, State

Bearing = Mapping[Mark, Q]  # what it takes to bear each mark, today

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
    found = _duties(overseen_plan(actor, ref)).select_related("case__unit", "obligation__unit")
    return found.order_by("case__unit_id", "pk")


def duties_picked(plan: Plan, picked: Picked, *, today: date) -> QuerySet[DueItem]:
    """The duties that are meant, the most urgent first: exactly those that the one screen counts."""
    return _picked(plan, picked, _bearing(today))


def board(plan: Plan, *, today: date) -> Board:
    """Gather the screen in a constant number of queries; the database does the counting."""
    bearing = _bearing(today)
    by_task, units = _counts_by_task(plan, bearing), _unit_lines(plan, bearing)
    lists = {
        mark: list(_picked(plan, Picked(mark), bearing)[:A_FEW])
        for mark in (Mark.LATE, Mark.SOON, Mark.WISHED, Mark.MOVED)
    }
    lines = {line.id: line for line in _lines([duty for duties in lists.values() for duty in duties], today)}
    told = {mark: tuple(lines[duty.pk] for duty in duties) for mark, duties in lists.items()}
    return Board(
        plan=plan,
        counts=sum(by_task.values(), Counts()),
        moved_count=_picked(plan, Picked(Mark.MOVED), bearing).count(),
        wished_count=_picked(plan, Picked(Mark.WISHED), bearing).count(),
        chapters=_chapters(plan, by_task),
        units=units,
        months=tuple(sorted({month for unit in units for month in unit.months})),
        late=told[Mark.LATE],
        soon=told[Mark.SOON],
        wished=told[Mark.WISHED],
        moved=moves_of(lists[Mark.MOVED], lines),
    )


def chapters_of(plan: Plan) -> Sequence[str]:
    """The parts of the plan, in order."""
    rows = plan.rows.filter(dropped_in__isnull=True).order_by("place")
    return [section or NO_CHAPTER for section in dict.fromkeys(rows.values_list("section", flat=True))]


def units_owing(plan: Plan) -> QuerySet[Unit]:
    """The units that have duties of the plan."""
    owing = _duties(plan).order_by().values("case__unit_id")
    return Unit.objects.filter(pk__in=owing).order_by("tenant_id", "code")


def months_due(plan: Plan) -> Sequence[str]:
    """The months in which duties of the plan fall due."""
    found = _by_month(_duties(plan)).order_by().values_list("month", flat=True)
    return sorted(found.distinct())


def _duties(plan: Plan, *, chapter: str = "") -> QuerySet[DueItem]:
    """What the plan demands, as it stands; what was cancelled or carried over is not demanded any longer."""
    tasks = Task.objects.filter(row__plan=plan, row__dropped_in__isnull=True)
    if chapter:
        tasks = tasks.filter(row__section="" if chapter == NO_CHAPTER else chapter)
    about = (
        tasks.annotate(about=Concat(Value(f"{TASK_KIND}:"), F("ref"), output_field=CharField()))
        .order_by()
        .values("about")
    )
    found = DueItem.objects.filter(case__workflow=DUTY.code, obligation__about__in=about)
    return found.exclude(case__state__in=NOT_OWED)


def _picked(plan: Plan, picked: Picked, bearing: Bearing) -> QuerySet[DueItem]:
    found = _duties(plan, chapter=picked.chapter)
    if picked.unit:
        found = found.filter(case__unit_id=int(picked.unit) if picked.unit.isdecimal() else 0)
    if picked.month:
        found = _by_month(found).filter(month=picked.month)
    if picked.mark:
        found = found.filter(bearing[picked.mark])
    shown = found.select_related("case__unit", "obligation__unit")
    return shown.order_by(F("case__ended_on").asc(nulls_first=True), "case__due_on", "pk")


def _by_month(duties: QuerySet[DueItem]) -> QuerySet[Any]:
    """With the month in which each falls or fell due, moved days as moved."""
    moved = CaseLine.objects.filter(case=OuterRef("case_id"), step=POSTPONE.code).order_by("-id")
    due_on = Coalesce(
        "case__due_on", Subquery(moved.values("until")[:1]), "until_on", output_field=DateField()
    )
    return duties.annotate(month=Left(Cast(due_on, CharField()), len("2024-01")))


def _bearing(today: date) -> Bearing:
    """What it takes to bear each mark."""
    is_open, is_late = Q(case__state__in=UNDER_WAY), Q(case__due_on__lt=today)
    moved = CaseLine.objects.filter(case=OuterRef("case_id"), step=POSTPONE.code)
    return {
        Mark.DONE: Q(case__state=State.CONFIRMED),
        Mark.UNDER_WAY: is_open & ~is_late,
        Mark.LATE: is_open & is_late,
        Mark.SOON: is_open & Q(case__due_on__gte=today, case__due_on__lte=soon_until(today)),
        Mark.MOVED: Q(Exists(moved)),
        Mark.WISHED: is_open & Q(wanted_until__isnull=False),
        Mark.UNVERIFIABLE: Q(case__state=State.UNVERIFIABLE),
    }


def _counting(bearing: Bearing) -> Mapping[str, Count]:
    marks = (Mark.DONE, Mark.UNDER_WAY, Mark.LATE, Mark.SOON, Mark.UNVERIFIABLE)
    return {"total": Count("pk"), **{mark.value: Count("pk", filter=bearing[mark]) for mark in marks}}


def _counts_by_task(plan: Plan, bearing: Bearing) -> Mapping[str, Counts]:
    counted: QuerySet[Any] = _duties(plan).order_by().values("obligation__about")
    lines = counted.annotate(**_counting(bearing))
    return {line.pop("obligation__about"): Counts(**line) for line in lines}


def _unit_lines(plan: Plan, bearing: Bearing) -> tuple[UnitLine, ...]:
    """Those with most that is late stand first, then those with least done."""
    grouped = _by_month(_duties(plan)).order_by().values("case__unit_id", "month")
    by_unit: dict[int, dict[str, Counts]] = {}
    for line in grouped.annotate(**_counting(bearing)):
        unit_id, month = line.pop("case__unit_id"), line.pop("month")
        by_unit.setdefault(unit_id, {})[month] = Counts(**line)
    units = Unit.objects.in_bulk(by_unit)
    lines = [
        UnitLine(pk, str(units[pk]), sum(months.values(), Counts()), months) for pk, months in by_unit.items()
    ]
    lines.sort(key=lambda line: (-line.counts.late, line.counts.done_percent, units[line.id].code, line.id))
    return tuple(lines)


def _chapters(plan: Plan, by_task: Mapping[str, Counts]) -> tuple[ChapterLine, ...]:
    tasks = Task.objects.filter(row__plan=plan, row__dropped_in__isnull=True).order_by("row__place", "place")
    found: dict[str, Counts] = {}
    for ref, section in tasks.values_list("ref", "row__section"):
        title = section or NO_CHAPTER
        found[title] = found.get(title, Counts()) + by_task.get(f"{TASK_KIND}:{ref}", Counts())
    return tuple(ChapterLine(title, counts) for title, counts in found.items())


def _lines(duties: Iterable[DueItem], today: date) -> list[ListLine]:
    once = {duty.pk: duty for duty in duties}
    return list_lines(urgent(once.values(), today=today))


def moves_of(duties: Sequence[DueItem], lines: Mapping[int, ListLine]) -> tuple[Move, ...]:
    """From the day before the latest move to the day after it."""
    stating = CaseLine.objects.filter(
        case__in=[duty.case_id for duty in duties], step__in=[ISSUE.code, POSTPONE.code]
    )
    days: dict[int, list[CaseLine]] = {}
    for line in stating.order_by("id"):
        days.setdefault(line.case_id, []).append(line)
    return tuple(
        Move(lines[duty.pk], before.until, after.until, after.note)
        for duty in duties
        for before, after in [days[duty.case_id][-2:]]
    )

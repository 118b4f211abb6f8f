"""The turn of the year: this year's rows beside last year's, and what last year left open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.obligations.measures import named_in
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan.models import CarryOver, Draft, Plan, Row, RowContinues, Task
from quancheng.records.plan.queries.duties import duties_for, duties_under_way, lines_of
from quancheng.records.plan.queries.issuing import TaskSpec, parts_of, roles_in, whole_task
from quancheng.records.plan.queries.likeness import measuring_of
from quancheng.records.plan.queries.plans import TASK_KIND, plans_for, reading_of, rows_of
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.rules.difference import RowDifference
from quancheng.records.plan.rules.levels import Words, ranked
from quancheng.records.plan.rules.reading import DeadlineKind, RowReading
from quancheng.records.plan.rules.years import day_in_year, year_difference

GOES_ON = {DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING}


class NoSuchEarlierRow(Refusal):
    """A row that is not in the plan of the year before."""

    code = "plan.no_such_earlier_row"
    status = 404


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row of last year's plan and how far it came."""

    row: Row
    progress: Progress


@dataclass(frozen=True, slots=True)
class YearLine:
    """What became of one row from last year to this: `earlier` is empty for a new one."""

    earlier: Earlier | None
    difference: RowDifference


@dataclass(frozen=True, slots=True)
class RowTie:
    """One row of the plan and the rows of last year that it goes on with."""

    row: Row
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A duty that last year left open: its task, where it may go on, and what was decided."""

    duty: DueItem
    task: Task
    goes_on_in: tuple[Row, ...]
    decided: CarryOver | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Another duty that this one came from or goes on in."""

    says: str
    duty: DueItem
    task: Task
    decided: CarryOver


def plans_before(actor: Actor, plan: Plan) -> QuerySet[Plan]:
    """The plans of the same government of earlier years, the newest first."""
    mine = plans_for(actor).filter(tenant_id=plan.tenant_id, year__lt=plan.year)
    return mine.order_by("-year", "-pk")


def earlier_of_draft(draft: Draft) -> Plan | None:
    """With which plan a draft is compared: the one it starts from, else the newest of the year before.

    One that amends a plan is compared with that one, not with last year's.
    """
    if draft.amends_id is not None:
        return None
    if draft.starts_from is not None:
        return draft.starts_from
    mine = Plan.objects.filter(tenant_id=draft.tenant_id, year=(draft.year or 0) - 1)
    return mine.select_related("tenant").order_by("-pk").first()


def open_draft_from(plan: Plan) -> Draft | None:
    """The draft that starts from a plan and waits for confirmation, if there is one."""
    return Draft.objects.filter(starts_from=plan, state=Draft.State.OPEN).first()


def plan_after(plan: Plan) -> Plan | None:
    """The plan that follows upon one, if there is one."""
    return plan.followed_by.order_by("pk").first()


def rows_to_go_on(plan: Plan, *, only_open: bool, today: date) -> list[RowReading]:
    """The rows from which next year's draft starts: all, or those that are not done or have no end."""
    found = [
        reading_of(each.row)
        for each in plan_status(plan, today=today).rows
        if not only_open
        or each.progress is not Progress.DONE
        or DeadlineKind(each.row.deadline_kind) in GOES_ON
    ]
    return [replace(row, no=str(n)) for n, row in enumerate(found, start=1)] if only_open else found


def compared_with(
    earlier: Plan, rows: Sequence[RowReading], *, year: int, today: date
) -> tuple[YearLine, ...]:
    """Rows beside those of an earlier plan, in their order; what is not taken along stands at the end."""
    status = plan_status(earlier, today=today).rows
    known = [Earlier(each.row, each.progress) for each in status]
    found = year_difference([reading_of(each.row) for each in status], rows, before=earlier.year, after=year)
    return tuple(YearLine(None if place is None else known[place], each) for place, each in found)


def pairs_by_likeness(plan: Plan, earlier: Plan) -> list[tuple[Row, Row]]:
    """Which row of the plan goes on with which earlier one, as their words tell."""
    rows, before = list(rows_of(plan)), list(rows_of(earlier))
    readings = [reading_of(row) for row in rows]
    found = year_difference(
        [reading_of(row) for row in before], readings, before=earlier.year, after=plan.year
    )
    row_of = {id(reading): row for reading, row in zip(readings, rows, strict=True)}
    return [
        (row_of[id(each.after)], before[place]) for place, each in found if place is not None and each.after
    ]


def ties_of_plan(plan: Plan, earlier: Plan, *, today: date) -> tuple[tuple[RowTie, ...], tuple[Earlier, ...]]:
    """Every row with those it goes on with; and the earlier rows that no row goes on with."""
    known = {each.row.pk: Earlier(each.row, each.progress) for each in plan_status(earlier, today=today).rows}
    links: dict[int, list[int]] = {}
    for row_id, earlier_id in continuing(plan).values_list("row_id", "earlier_id"):
        links.setdefault(row_id, []).append(earlier_id)
    ties = tuple(
        RowTie(row, tuple(known[pk] for pk in links.get(row.pk, ()) if pk in known)) for row in rows_of(plan)
    )
    taken = {pk for each in links.values() for pk in each}
    return ties, tuple(each for pk, each in known.items() if pk not in taken)


def continuing(plan: Plan) -> QuerySet[RowContinues]:
    """Which rows of a plan go on with earlier ones."""
    return RowContinues.objects.filter(row__plan=plan).order_by("row__place", "earlier__place")


def earlier_rows(plan: Plan, refs: Iterable[str]) -> Sequence[Row]:
    """Rows of the plan that this one follows, all of those named. Raises NoSuchEarlierRow."""
    wanted = set(refs)
    found = list(Row.objects.filter(plan_id=plan.follows_id or 0, ref__in=wanted))
    if len(found) < len(wanted):
        raise NoSuchEarlierRow("所选的行中有的不在上年要点里，请刷新页面后重新选择")
    return found


def earlier_choices(row: Row, *, today: date) -> tuple[list[tuple[Row, int]], set[str]]:
    """Last year's rows, the most alike first, with how alike each is in percent; and those that are tied."""
    if row.plan.follows is None:
        return [], set()
    before = {each.ref: each for each in rows_of(row.plan.follows)}
    by = measuring_of(row.plan.tenant_id, on=today)
    [(_, alike)] = ranked([_words(row)], [_words(each) for each in before.values()], by)
    standing = continuing(row.plan).filter(row=row).values_list("earlier__ref", flat=True)
    return [(before[each.ref], each.percent) for each in alike], set(standing)


def left_overs(plan: Plan) -> tuple[LeftOver, ...]:
    """What the plan of the year before left open, row by row; and what was decided already."""
    if plan.follows_id is None:
        return ()
    decided = {
        each.duty_id: each
        for each in CarryOver.objects.filter(plan=plan).select_related("successor__case__unit")
    }
    rows = Row.objects.filter(plan_id=plan.follows_id)
    duties = {duty.pk: duty for duty in duties_under_way(rows).select_related("case__unit__tenant")}
    settled = DueItem.objects.filter(pk__in=set(decided) - set(duties))
    found = [*duties.values(), *settled.select_related("case__unit__tenant", "obligation__unit")]
    goes_on = _goes_on_in(plan)
    lines = [
        LeftOver(line.duty, line.task, goes_on.get(line.task.row_id, ()), decided.get(line.duty.pk))
        for line in lines_of(found)
    ]
    return tuple(sorted(lines, key=_in_order))


def rows_issued(plan: Plan) -> QuerySet[Row]:
    """The rows of a plan that have been laid upon units: only there a duty can go on."""
    found = plan.rows.filter(dropped_in__isnull=True, tasks__issued_at__isnull=False)
    return found.distinct().order_by("place")


def open_duty_in(row: Row, unit_id: int) -> DueItem | None:
    """What a unit owes of a row and has not done yet: the first of them."""
    return duties_under_way([row]).filter(case__unit_id=unit_id).order_by("until_on", "pk").first()


def duty_of_task(task: Task, unit_id: int) -> DueItem:
    """The one duty that a unit got of a task that is owed once."""
    return DueItem.objects.select_related("case").get(
        obligation__about=f"{TASK_KIND}:{task.ref}", obligation__unit=unit_id
    )


def decision_about(duty: DueItem) -> CarryOver | None:
    """What was decided about a duty, if anything was."""
    return CarryOver.objects.filter(duty=duty).first()


def next_place(row: Row) -> int:
    """Where another task of a row would stand."""
    last = row.tasks.order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def ties_of_duty(actor: Actor, duty: DueItem) -> tuple[Tie, ...]:
    """From which duty of last year this one came, and in which it goes on, as far as the actor sees them."""
    came = CarryOver.objects.filter(successor=duty)
    goes = CarryOver.objects.filter(duty=duty)
    found = [*((each, each.duty_id, "结转自") for each in came)]
    found += [
        (each, each.successor_id or each.duty_id, _GOES[CarryOver.Decision(each.decision)]) for each in goes
    ]
    seen = {each.pk: each for each in duties_for(actor).filter(pk__in=[pk for _, pk, _ in found])}
    lines = {line.duty.pk: line.task for line in lines_of(seen.values())}
    return tuple(Tie(says, seen[pk], lines[pk], each) for each, pk, says in found if pk in seen)


def neighbours(row: Row) -> tuple[tuple[str, Row], ...]:
    """Which rows of other years and of the plan above a row is tied to, each with its word."""
    earlier = Row.objects.filter(continued_by__row=row).select_related("plan")
    later = Row.objects.filter(continues__earlier=row).select_related("plan")
    above = Row.objects.filter(taken_up_by__row=row).select_related("plan")
    return (
        *(("延续上年", each) for each in earlier.order_by("place")),
        *(("由下一年延续", each) for each in later.order_by("place")),
        *(("承接上级", each) for each in above.order_by("place")),
    )


def parts_proposed(row: Row) -> list[TaskSpec]:
    """The parts of a row, or those proposed for it: last year's, moved along, when it goes on with a row
    that had been taken apart; else the whole, with the measure that its own words name."""
    if row.tasks.exists():
        return parts_of(row)
    measure = named_in(row.requirement)
    return parts_as_last_year(row) or [replace(part, measure=measure) for part in parts_of(row)]


def parts_as_last_year(row: Row) -> list[TaskSpec]:
    """Last year's parts of the rows that this one goes on with: rhythm, target and measure; the day moved."""
    earlier = Task.objects.filter(row__continued_by__row=row).select_related("row__plan")
    tasks = list(earlier.prefetch_related("units").order_by("row__place", "place"))
    whole, members = whole_task(row, row.plan), roles_in(row)
    return [_moved_along(task, row, whole, members) for task in tasks]


def rows_to_take_apart(plan: Plan) -> QuerySet[Row]:
    """The rows that go on with earlier ones and have no parts yet."""
    found = rows_of(plan).filter(tasks__isnull=True, continues__earlier__tasks__isnull=False)
    return found.select_related("plan").distinct()


_GOES = {
    CarryOver.Decision.CARRY: "结转到",
    CarryOver.Decision.STAY: "继续按上年办理",
    CarryOver.Decision.CANCEL: "年终取消",
}


def _moved_along(task: Task, row: Row, whole: TaskSpec, members: Mapping[int, str]) -> TaskSpec:
    is_whole = task.title == task.row.requirement[:500]
    owed = {each.unit_id: each.role for each in task.units.all() if each.unit_id in members}
    follows_row = is_whole or task.due_on == task.row.deadline_on
    return TaskSpec(
        title=whole.title if is_whole else task.title,
        rhythm=whole.rhythm if is_whole else Rhythm(task.rhythm),
        due_on=whole.due_on if follows_row else day_in_year(task.due_on, row.plan.year),
        unit_roles=owed or dict(members),
        target=whole.target if is_whole and whole.target else task.target,
        target_unit=whole.target_unit if is_whole and whole.target else task.target_unit,
        measure=task.measure,
    )


def _words(row: Row) -> Words:
    return Words(row.ref, f"{row.section}{row.subsection}", row.requirement)


def _goes_on_in(plan: Plan) -> Mapping[int, tuple[Row, ...]]:
    issued = set(rows_issued(plan).values_list("pk", flat=True))
    found: dict[int, tuple[Row, ...]] = {}
    for link in continuing(plan).select_related("row"):
        if link.row_id in issued:
            found[link.earlier_id] = (*found.get(link.earlier_id, ()), link.row)
    return found


def _in_order(line: LeftOver) -> tuple[int, int, int, str, date]:
    unit = line.duty.case.unit
    return (line.task.row.place, line.task.place, unit.tenant_id, unit.code, line.duty.until_on)


def undecided(lines: Iterable[LeftOver]) -> Iterator[LeftOver]:
    """Those about which nobody has decided."""
    return (line for line in lines if line.decided is None)

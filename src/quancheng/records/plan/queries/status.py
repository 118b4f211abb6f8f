"""How a whole plan stands: its rows with tasks, duties, measures, evidence, state. Nothing is stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Plan, Row, Task
from quancheng.records.plan.queries.duties import evidence_counts, tallies, tallies_of
from quancheng.records.plan.queries.plans import members_by_row, rows_standing, tasks_of, tasks_standing
from quancheng.records.plan.queries.progress import Progress, Tally, of_row, together


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """One task: how its duties stand; `measure` is what reads it from records, if anything does.

    `evidence` is None where nobody asked for it.
    """

    task: Task
    tally: Tally
    evidence: int | None = None

    @property
    def measure(self) -> str:
        known = measures.get(self.task.measure)
        return known.says if known else ""


@dataclass(frozen=True, slots=True)
class RowStatus:
    """One row: its tasks, how they stand together, and the units that its names stand for."""

    row: Row
    tasks: tuple[TaskStatus, ...]
    unit_ids: frozenset[int] = frozenset()

    @property
    def tally(self) -> Tally:
        return together(task.tally for task in self.tasks)

    @property
    def progress(self) -> Progress:
        return of_row(task.tally for task in self.tasks)

    @property
    def evidence(self) -> int:
        return sum(task.evidence or 0 for task in self.tasks)

    @property
    def is_measured(self) -> bool:
        """Whether records say by themselves how the row stands; if not, people report."""
        return any(task.measure for task in self.tasks)


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """A plan: its rows, how they stand together, and the units that they name."""

    plan: Plan
    rows: tuple[RowStatus, ...]
    units: Mapping[int, Unit]

    @property
    def tally(self) -> Tally:
        return together(row.tally for row in self.rows)

    @property
    def counts(self) -> Mapping[Progress, int]:
        """How many rows stand how, in the order of the words."""
        found = [row.progress for row in self.rows]
        return {each: found.count(each) for each in Progress if each in found}


def plan_status(plan: Plan, *, today: date) -> PlanStatus:
    """Gather the plan in a constant number of queries, however many duties it has."""
    tasks_by_row: dict[int, list[TaskStatus]] = {}
    counted, named = tallies(plan, today=today), members_by_row(plan)
    for task in tasks_standing(plan):
        status = TaskStatus(task, counted.get(task.ref, Tally()))
        tasks_by_row.setdefault(task.row_id, []).append(status)
    rows = tuple(
        RowStatus(row, tuple(tasks_by_row.get(row.pk, ())), named.get(row.pk, frozenset()))
        for row in rows_standing(plan).prefetch_related("units")
    )
    return PlanStatus(plan, rows, Unit.objects.in_bulk(frozenset().union(*named.values())))


def plan_status_with_evidence(plan: Plan, *, today: date) -> PlanStatus:
    """The same, with the number of pieces of evidence for each task."""
    status, shown = plan_status(plan, today=today), evidence_counts(plan)
    rows = tuple(replace(row, tasks=tuple(_with_evidence(row.tasks, shown))) for row in status.rows)
    return replace(status, rows=rows)


def row_status(row: Row, *, today: date) -> RowStatus:
    """How one row stands. A constant number of queries."""
    tasks = list(tasks_of(row.plan).filter(row=row))
    counted, shown = tallies_of(row.plan, tasks, today=today), evidence_counts(row.plan, tasks)
    found = (TaskStatus(task, counted.get(task.ref, Tally())) for task in tasks)
    return RowStatus(row, tuple(_with_evidence(found, shown)))


def _with_evidence(tasks: Iterable[TaskStatus], shown: Mapping[str, int]) -> Iterator[TaskStatus]:
    return (replace(task, evidence=shown.get(task.task.ref, 0)) for task in tasks)

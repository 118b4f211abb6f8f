"""How a whole plan stands: its rows with tasks, duties, measures, evidence, state. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.obligations.measures import measures
from quancheng.records.plan.models import Plan, Row, Task
from quancheng.records.plan.queries.duties import evidence_counts, tallies, tallies_of
from quancheng.records.plan.queries.plans import rows_of, tasks_of
from quancheng.records.plan.queries.progress import Progress, Tally, of_row, together


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """One task: how its duties stand; `measure` is what reads it from records, if anything does."""

    task: Task
    tally: Tally
    evidence: int

    @property
    def measure(self) -> str:
        known = measures.get(self.task.measure)
        return known.says if known else ""


@dataclass(frozen=True, slots=True)
class RowStatus:
    """One row: its tasks, and how they stand together."""

    row: Row
    tasks: tuple[TaskStatus, ...]

    @property
    def tally(self) -> Tally:
        return together(task.tally for task in self.tasks)

    @property
    def progress(self) -> Progress:
        return of_row(task.tally for task in self.tasks)

    @property
    def evidence(self) -> int:
        return sum(task.evidence for task in self.tasks)

    @property
    def is_measured(self) -> bool:
        """Whether records say by themselves how the row stands; if not, people report."""
        return any(task.measure for task in self.tasks)


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """A plan: its rows, and how they stand together."""

    plan: Plan
    rows: tuple[RowStatus, ...]

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
    counted, shown = tallies(plan, today=today), evidence_counts(plan)
    for task in tasks_of(plan):
        status = TaskStatus(task, counted.get(task.ref, Tally()), shown.get(task.ref, 0))
        tasks_by_row.setdefault(task.row_id, []).append(status)
    rows = rows_of(plan)
    return PlanStatus(plan, tuple(RowStatus(row, tuple(tasks_by_row.get(row.pk, ()))) for row in rows))


def row_status(row: Row, *, today: date) -> RowStatus:
    """How one row stands. A constant number of queries."""
    tasks = list(tasks_of(row.plan).filter(row=row))
    about = [task.ref for task in tasks]
    counted, shown = tallies_of(about, today=today), evidence_counts(row.plan)
    found = (TaskStatus(task, counted.get(task.ref, Tally()), shown.get(task.ref, 0)) for task in tasks)
    return RowStatus(row, tuple(found))

"""What issuing a plan would lay upon whom: looked at before it is done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.obligations.opening import Rule
from quancheng.kernel.obligations.rhythm import Rhythm, periods_owed
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import Plan, Row, Task
from quancheng.records.plan.queries.plans import PLAN_KIND, TASK_KIND, reading_of, rows_of
from quancheng.records.plan.rules.assigning import proposed_task
from quancheng.records.plan.rules.reading import RowReading


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task as an official wants it. `unit_roles`: unit id → lead, support or responsible."""

    title: str
    rhythm: Rhythm
    due_on: date
    unit_roles: dict[int, str]
    target: int | None = None
    target_unit: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class IssuePreview:
    """What issuing would do now. `rows_without_unit`: as long as there is one, nothing can be issued."""

    rows: int
    tasks: int
    duties: int
    duties_with_past: int  # with the periods that are over already
    units: int
    rows_without_unit: tuple[Row, ...]

    @property
    def may_be_issued(self) -> bool:
        return bool(self.tasks) and not self.rows_without_unit


def issue_preview(plan: Plan, *, since: date | None = None) -> IssuePreview:
    """Count what `issue_tasks` would lay upon the units. A constant number of queries."""
    rows = list(rows_of(plan).prefetch_related("tasks__units"))
    pending = [(row, spec) for row in rows for spec in _pending(row, plan)]
    return IssuePreview(
        rows=len({row.pk for row, _ in pending}),
        tasks=len(pending),
        duties=sum(_duties(spec, plan, since) for _, spec in pending),
        duties_with_past=sum(_duties(spec, plan, None) for _, spec in pending),
        units=len({unit for _, spec in pending for unit in spec.unit_roles}),
        rows_without_unit=tuple(dict.fromkeys(row for row, spec in pending if not spec.unit_roles)),
    )


def whole_tasks(plan: Plan) -> list[tuple[Row, TaskSpec]]:
    """The rows that nobody has taken apart, each as the one task that it would be."""
    return [(row, whole_task(row, plan)) for row in rows_of(plan).filter(tasks__isnull=True)]


def whole_task(row: Row, plan: Plan) -> TaskSpec:
    """The row as one task, for all the units that its names stand for; who leads in one name leads in all."""
    return spec_of(reading_of(row), roles_in(row), year=plan.year)


def spec_of(said: RowReading, roles: Mapping[int, str], *, year: int) -> TaskSpec:
    """What a row says as one task for these units (unit id → its part)."""
    proposal = proposed_task(said.requirement, said.deadline, said.targets, year=year)
    return TaskSpec(
        title=proposal.title,
        rhythm=proposal.rhythm,
        due_on=proposal.due_on,
        unit_roles=dict(roles),
        target=proposal.target,
        target_unit=proposal.target_unit,
    )


def rule_of(task: Task, spec: TaskSpec, unit: Unit, part: str, plan: Plan, since: date | None) -> Rule:
    """What one unit owes of a task, from the first day of the plan's year on."""
    return Rule(
        unit=unit,
        about=RecordRef(TASK_KIND, task.ref),
        within=RecordRef(PLAN_KIND, plan.ref),
        rhythm=spec.rhythm,
        from_on=min(date(plan.year, 1, 1), spec.due_on),
        until_on=spec.due_on,
        part=part,
        measure=spec.measure,
        target=spec.target,
        since=since,
    )


def parts_of(row: Row) -> list[TaskSpec]:
    """The parts that a row has; the row as a whole while nobody has taken it apart."""
    tasks = row.tasks.prefetch_related("units")
    return [spec_of_task(task) for task in tasks] or [whole_task(row, row.plan)]


def members_of(row: Row) -> dict[int, str]:
    """The units that a row's names stand for, with what each is called."""
    return {member.pk: str(member) for unit in row.units.all() for member in unit.members.all()}


def roles_in(row: Row) -> dict[int, str]:
    """The units that a row's names stand for, each with its part."""
    roles: dict[int, str] = {}
    for unit in row.units.all():
        for member in unit.members.all():
            roles.setdefault(member.pk, unit.role)
    return roles


def spec_of_task(task: Task) -> TaskSpec:
    """A task as it stands, with its units at hand."""
    roles = {owed.unit_id: owed.role for owed in task.units.all()}
    return TaskSpec(
        task.title, Rhythm(task.rhythm), task.due_on, roles, task.target, task.target_unit, task.measure
    )


def _pending(row: Row, plan: Plan) -> Iterator[TaskSpec]:
    tasks: Sequence[Task] = list(row.tasks.all())
    if not tasks:
        yield whole_task(row, plan)
    yield from _not_issued(tasks)


def _not_issued(tasks: Iterable[Task]) -> Iterator[TaskSpec]:
    for task in tasks:
        if task.issued_at is None:
            yield spec_of_task(task)


def _duties(spec: TaskSpec, plan: Plan, since: date | None) -> int:
    first = min(date(plan.year, 1, 1), spec.due_on)
    return len(spec.unit_roles) * len(
        periods_owed(spec.rhythm, from_on=first, until_on=spec.due_on, since=since)
    )

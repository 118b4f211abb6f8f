"""What an amended edition does to duties that units owe already: looked at before it is confirmed, then done.

A row that nobody has taken apart is followed whole: its one task gets the new units, rhythm and day. Of a row
that was taken apart by hand only the units that it names no more are released; its parts are the official's.
What last year left open and was carried into a row stays as it is: the office decided that, not the row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from quancheng.kernel.obligations.amending import period_changes
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.opening import Rule
from quancheng.kernel.obligations.rhythm import Period
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.models import CarryOver, Plan, Row, Task
from quancheng.records.plan.queries.duties import duties_of_tasks
from quancheng.records.plan.queries.issuing import TaskSpec, rule_of, spec_of
from quancheng.records.plan.queries.plans import TASK_KIND
from quancheng.records.plan.rules.reading import RowReading
from quancheng.records.plan.workflow.duty import UNDER_WAY, State


@dataclass(frozen=True, slots=True)
class Asked:
    """A row as the new edition asks for it. `roles`: unit id → lead, support or responsible."""

    row: Row
    said: RowReading
    roles: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Following:
    """What a unit owes of a task from now on."""

    task: Task
    spec: TaskSpec
    unit_id: int
    rule: Rule | None  # what it will owe; None when it is named no more
    obligation_id: int | None
    added: tuple[Period, ...] = ()
    moved: tuple[tuple[DueItem, Period], ...] = ()
    revived: tuple[tuple[DueItem, Period], ...] = ()
    gone: tuple[DueItem, ...] = ()
    kept: tuple[DueItem, ...] = ()  # was moved one by one before: that decision stands


@dataclass(frozen=True, slots=True)
class Effects:
    """All that confirming does to duties, and the rows whose parts an official has to look at."""

    followings: tuple[Following, ...] = ()
    by_hand: tuple[Row, ...] = field(default=())

    @property
    def by_unit(self) -> Mapping[int, tuple[int, int, int]]:
        """For each unit that is concerned: how many duties more, moved, released."""
        found: dict[int, tuple[int, int, int]] = {}
        for each in self.followings:
            more, moved, gone = found.get(each.unit_id, (0, 0, 0))
            found[each.unit_id] = (
                more + len(each.added) + len(each.revived),
                moved + len(each.moved),
                gone + len(each.gone),
            )
        return found

    @property
    def added_count(self) -> int:
        return sum(len(each.added) + len(each.revived) for each in self.followings)

    @property
    def moved_count(self) -> int:
        return sum(len(each.moved) for each in self.followings)

    @property
    def gone_count(self) -> int:
        return sum(len(each.gone) for each in self.followings)

    @property
    def kept_count(self) -> int:
        return sum(len(each.kept) for each in self.followings)


def effects_of(plan: Plan, asked: Iterable[Asked], *, today: date) -> Effects:
    """What the changed rows do to duties issued. A constant number of queries, however many rows."""
    changed = {each.row.pk: each for each in asked}
    tasks = _issued_tasks(changed)
    owed = _by_task_and_unit(duties_of_tasks(tasks))
    units = Unit.objects.in_bulk({unit for each in changed.values() for unit in each.roles})
    followings: list[Following] = []
    by_hand: dict[int, Row] = {}
    for task in tasks:
        one = changed[task.row_id]
        if _is_whole(task, tasks):
            followings += _followed(plan, task, one, owed.get(task.ref, {}), units, today)
        else:
            by_hand[task.row_id] = one.row
            followings += _released(task, one, owed.get(task.ref, {}))
    real = tuple(each for each in followings if each.added or each.moved or each.revived or each.gone)
    return Effects(real, tuple(by_hand.values()))


def _issued_tasks(changed: Iterable[int]) -> list[Task]:
    found = _not_carried(Task.objects.filter(row__in=changed, issued_at__isnull=False))
    return list(found.select_related("row__plan__tenant").prefetch_related("units").order_by("row__place"))


def _not_carried(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Without the tasks that were opened to carry a duty over.

    A duty may also be carried into one that the row has anyway: that one follows the row. A task was opened
    by the decision if it was issued in the same instant; it always stands behind what the row had before.
    """
    about = Concat(Value(f"{TASK_KIND}:"), OuterRef("ref"), output_field=CharField())
    opening = CarryOver.objects.filter(successor__obligation__about=about, decided_at=OuterRef("issued_at"))
    before = Task.objects.filter(row=OuterRef("row"), place__lt=OuterRef("place"))
    return tasks.exclude(Exists(opening) & Exists(before))


def _is_whole(task: Task, tasks: Sequence[Task]) -> bool:
    """Whether the row is one task and nobody has given it words of its own."""
    alone = sum(each.row_id == task.row_id for each in tasks) == 1
    return alone and task.row.requirement.startswith(task.title)


def _by_task_and_unit(duties: Iterable[DueItem]) -> dict[str, dict[int, list[DueItem]]]:
    found: dict[str, dict[int, list[DueItem]]] = {}
    for duty in duties:
        ref = duty.obligation.about.partition(":")[2]
        found.setdefault(ref, {}).setdefault(duty.obligation.unit_id, []).append(duty)
    return found


def _followed(
    plan: Plan,
    task: Task,
    asked: Asked,
    owed: Mapping[int, Sequence[DueItem]],
    units: Mapping[int, Unit],
    today: date,
) -> Iterator[Following]:
    spec = spec_of(asked.said, asked.roles, year=plan.year)
    for unit_id in {**dict.fromkeys(owed), **dict.fromkeys(asked.roles)}:
        unit = units.get(unit_id)
        rule = rule_of(task, spec, unit, asked.roles[unit_id], plan, today) if unit else None
        yield _of_unit(task, spec, unit_id, rule, owed.get(unit_id, ()))


def _of_unit(
    task: Task, spec: TaskSpec, unit_id: int, rule: Rule | None, items: Sequence[DueItem]
) -> Following:
    periods = rule.periods if rule else ()
    dead = [item for item in items if item.case.state == State.CANCELLED]
    changes = period_changes([item for item in items if item not in dead], periods)
    revived = period_changes(dead, changes.added)
    under_way = [(item, period) for item, period in changes.moved if item.case.state in UNDER_WAY]
    return Following(
        task=task,
        spec=spec,
        unit_id=unit_id,
        rule=rule,
        obligation_id=items[0].obligation_id if items else None,
        added=revived.added,
        revived=(*revived.moved, *((item, _period(item)) for item in revived.same)),
        moved=tuple((item, period) for item, period in under_way if not _moved_alone(item)),
        gone=tuple(item for item in changes.gone if item.case.state in UNDER_WAY),
        kept=tuple(item for item, _ in under_way if _moved_alone(item)),
    )


def _period(item: DueItem) -> Period:
    return Period(item.period, item.from_on, item.until_on)


def _moved_alone(item: DueItem) -> bool:
    return item.case.due_on is not None and item.case.due_on != item.until_on


def _released(task: Task, asked: Asked, owed: Mapping[int, Sequence[DueItem]]) -> Iterator[Following]:
    spec = spec_of(asked.said, asked.roles, year=task.row.plan.year)
    for unit_id, items in owed.items():
        if unit_id not in asked.roles:
            yield _of_unit(task, spec, unit_id, None, items)

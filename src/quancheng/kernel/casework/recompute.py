"""Computing every stored copy anew: after a new notice, and by night, when nothing may change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.casework.clock import RECOUNTED
from quancheng.kernel.casework.events import DeadlinesRecounted
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.queries import Copies, Past, pasts_where
from quancheng.kernel.casework.registry import workflows

BATCH = 2000  # cases in one transaction
KEEPS_COPIES = Q(ended_on__isnull=True) | ~Q(within="")  # what is open, and what is counted after its end


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that keeps something else than its history gives."""

    case_id: int
    kept: Copies
    told: Copies

    @property
    def before(self) -> date | None:
        return self.kept.due_on

    @property
    def after(self) -> date | None:
        return self.told.due_on


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases were looked at, and which differed."""

    looked_at: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """One stretch of cases by number, and what was found in it. The last batch is empty."""

    last_id: int
    looked_at: int = 0
    differences: tuple[Difference, ...] = ()
    is_last: bool = False


def recompute_every_due_day(*, actor: Actor, now: datetime, size: int = BATCH) -> Report:
    """Set right what cases keep, batch by batch, with a line in the history of each whose day changed."""
    return _report(lambda after: recompute_batch(after=after, size=size, actor=actor, now=now))


def differing_due_days(*, size: int = BATCH) -> Report:
    """What `recompute_every_due_day` would change; changes nothing."""
    return _report(lambda after: _look_at(after, size, Case.objects.all())[0])


@command
def recompute_batch(*, after: int, size: int, actor: Actor, now: datetime) -> Batch:
    """The next `size` cases after one number. One that somebody moves at this moment is left to them."""
    batch, cases = _look_at(after, size, Case.objects.select_for_update(skip_locked=True))
    by_copies: dict[Copies, list[int]] = {}
    for item in batch.differences:
        by_copies.setdefault(item.told, []).append(item.case_id)
    for told, changed in by_copies.items():
        Case.objects.filter(pk__in=changed).update(
            due_on=told.due_on, last_on=told.last_on, is_moved=told.is_moved
        )
    if batch.differences:
        today = timezone.localdate(now)
        moved = (item for item in batch.differences if item.before != item.after)
        CaseLine.objects.bulk_create(_line(cases[item.case_id], item, on=today, at=now) for item in moved)
        event = DeadlinesRecounted(looked_at=batch.looked_at, changed=len(batch.differences))
        record(event, actor=actor, at=now)
    return batch


def _report(next_batch: Callable[[int], Batch]) -> Report:
    looked_at, differences, batch = 0, list[Difference](), Batch(0)
    while not batch.is_last:
        batch = next_batch(batch.last_id)
        looked_at += batch.looked_at
        differences += batch.differences
    return Report(looked_at, tuple(differences))


def _line(case: Case, item: Difference, *, on: date, at: datetime) -> CaseLine:
    note = f"届满日由{item.before or '待定'}改为{item.after or '待定'}"
    return CaseLine(
        case=case, step=RECOUNTED, state=case.state, on=on, at=at, unit_id=case.unit_id, note=note
    )


def _look_at(after: int, size: int, cases: QuerySet[Case]) -> tuple[Batch, dict[int, Case]]:
    known = Case.objects.filter(KEEPS_COPIES, pk__gt=after, workflow__in=workflows)
    window = list(known.order_by("pk").values_list("pk", flat=True)[:size])
    if not window:
        return Batch(after, is_last=True), {}
    found = cases.filter(KEEPS_COPIES, pk__gt=after, pk__lte=window[-1], workflow__in=workflows)
    here = {case.pk: case for case in found}
    calendar, pasts = work_calendar(), pasts_where(gt=after, lte=window[-1])
    differences = tuple(
        item for case in here.values() for item in _difference(case, pasts[case.pk], calendar)
    )
    return Batch(window[-1], len(here), differences), here


def _difference(case: Case, past: Past, calendar: WorkCalendar) -> Iterator[Difference]:
    told = past.copies(workflows[case.workflow].leading, calendar)
    if case.ended_on:
        told = replace(told, due_on=None)
    kept = Copies(case.due_on, case.last_on, case.is_moved)
    if told != kept:
        yield Difference(case.pk, kept, told)

"""Computing every stored last day anew: after a new notice, and by night, when nothing may change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.casework.clock import RECOUNTED, Line
from quancheng.kernel.casework.events import DeadlinesRecounted
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.queries import Past
from quancheng.kernel.casework.registry import workflows

BATCH = 2000  # cases in one transaction


@dataclass(frozen=True, slots=True)
class Difference:
    """A case whose stored last day is not the one that its history gives."""

    case_id: int
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """How many open cases were looked at, and which differed."""

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
    """Set right every stored last day, batch by batch, with a line in the history of each that changed."""
    return _report(lambda after: recompute_batch(after=after, size=size, actor=actor, now=now))


def differing_due_days(*, size: int = BATCH) -> Report:
    """What `recompute_every_due_day` would change; changes nothing."""
    return _report(lambda after: _look_at(after, size, Case.objects.all())[0])


@command
def recompute_batch(*, after: int, size: int, actor: Actor, now: datetime) -> Batch:
    """The next `size` open cases after one number. One that somebody moves at this moment is left to them."""
    batch, cases = _look_at(after, size, Case.objects.select_for_update(skip_locked=True))
    by_day: dict[date | None, list[int]] = {}
    for item in batch.differences:
        by_day.setdefault(item.after, []).append(item.case_id)
    for day, changed in by_day.items():
        Case.objects.filter(pk__in=changed).update(due_on=day)
    if batch.differences:
        today = timezone.localdate(now)
        lines = (_line(cases[item.case_id], item, on=today, at=now) for item in batch.differences)
        CaseLine.objects.bulk_create(lines)
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
    known = Case.objects.filter(pk__gt=after, ended_on__isnull=True, workflow__in=workflows)
    window = list(known.order_by("pk").values_list("pk", flat=True)[:size])
    if not window:
        return Batch(after, is_last=True), {}
    found = cases.filter(pk__gt=after, pk__lte=window[-1], ended_on__isnull=True, workflow__in=workflows)
    here = {case.pk: case for case in found}
    calendar, pasts = work_calendar(), _pasts(after, window[-1])
    differences = tuple(
        item for case in here.values() for item in _difference(case, pasts[case.pk], calendar)
    )
    return Batch(window[-1], len(here), differences), here


def _difference(case: Case, past: Past, calendar: WorkCalendar) -> Iterator[Difference]:
    told = past.due_day(workflows[case.workflow].leading, calendar)
    if told != case.due_on:
        yield Difference(case.pk, case.due_on, told)


def _pasts(after: int, last: int) -> dict[int, Past]:
    """The histories of the open cases numbered after one and up to another, in two queries."""
    own: dict[int, list[Line]] = {}
    columns = ("step", "state", "on", "days", "until")
    lines = CaseLine.objects.order_by("id")
    open_ones = lines.filter(case__gt=after, case__lte=last, case__ended_on__isnull=True)
    for pk, *told in open_ones.values_list("case_id", *columns):
        own.setdefault(pk, []).append(Line(*told))
    subcases: dict[int, dict[int, tuple[str, list[Line]]]] = {}
    of_subs = lines.filter(case__parent__gt=after, case__parent__lte=last)
    for parent, sub, kind, *told in of_subs.values_list(
        "case__parent_id", "case_id", "case__workflow", *columns
    ):
        subcases.setdefault(parent, {}).setdefault(sub, (kind, []))[1].append(Line(*told))
    return {pk: Past(told, tuple(subcases.get(pk, {}).values())) for pk, told in own.items()}

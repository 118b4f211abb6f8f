"""How long the morning's warnings of 100,000 open duties take, and a milestone of their plan.

Run by `python -m tests.bench.warned [how many]`; it works in a database of its own, which it removes.
"""

import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # Monday, 08:00 in Jinan
TODAY = date(2026, 11, 23)
UNITS, TASKS = 200, 100
CHUNK = 5000


def main(count: int) -> int:
    """Fill, warn twice, report a milestone, print. The exit code is 1 when a second round warns again."""
    django.setup()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        return _measure(count)
    finally:
        teardown_databases(kept, verbosity=0)


def _measure(count: int) -> int:
    from quancheng.kernel.basis.actor import Actor
    from quancheng.records.plan.commands.milestone import report_milestone
    from quancheng.records.plan.commands.warned import warn_of_duties

    began = time.perf_counter()
    plan = _fill(count)
    _say(f"{connection.vendor}: {count} open duties written in {time.perf_counter() - began:.1f} s")
    actor = Actor.clockwork(plan.tenant_id)
    again = 0
    for name in ("first round (all that is late or near)", "second round (must warn nobody)"):
        again = _timed(name, lambda: warn_of_duties(actor=actor, now=NOW))
    _timed(
        "a milestone", lambda: report_milestone(plan_ref=plan.ref, on=date(2026, 9, 30), actor=actor, now=NOW)
    )
    return 1 if again else 0


def _timed(name: str, do: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        told = do()
        seconds = time.perf_counter() - began
    notices = f"{told} notices, " if isinstance(told, int) else ""
    _say(f"{name}: {notices}{len(asked)} queries, {seconds:.1f} s")
    return told if isinstance(told, int) else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _fill(count: int) -> Any:
    """Duties of one plan: 200 units, 100 tasks, one duty a period; one in ten is late, one in ten is near."""
    from quancheng.kernel.casework.models import Case, CaseLine
    from quancheng.kernel.obligations.models import DueItem, Obligation

    plan, units, tasks = _city()
    owed = [(unit, task) for task in tasks for unit in units]
    common = {"rhythm": "once", "from_on": TODAY, "until_on": TODAY + timedelta(days=999)}
    obligations = Obligation.objects.bulk_create(
        [
            Obligation(tenant=plan.tenant, unit=unit, about=f"plan.task:{task.ref}", part="lead", **common)
            for unit, task in owed
        ],
        batch_size=CHUNK,
    )
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        of = {n: obligations[n % len(obligations)] for n in numbers}
        cases = Case.objects.bulk_create(
            Case(
                workflow="duty", state="at_work", tenant=plan.tenant, unit_id=of[n].unit_id, due_on=_due(n),
                opened_on=date(2026, 3, 2),
            )
            for n in numbers
        )  # fmt: skip
        CaseLine.objects.bulk_create(
            CaseLine(
                case=case, step="issue", state="at_work", on=case.opened_on, at=NOW - timedelta(days=200),
                until=case.due_on, unit_id=case.unit_id,
            )
            for case in cases
        )  # fmt: skip
        DueItem.objects.bulk_create(
            DueItem(
                obligation=of[n], case=case, period=str(n), from_on=TODAY, until_on=TODAY + timedelta(days=n)
            )
            for n, case in zip(numbers, cases, strict=True)
        )
    return plan


def _due(number: int) -> date:
    """One in ten is late, one in ten falls due within the week, the rest in the months to come."""
    kind = number // len(range(UNITS)) % 10
    return TODAY + timedelta(days={0: -3, 1: number % 7}.get(kind, 20 + number % 90))


def _city() -> Any:
    from quancheng.kernel.orgs.models import (
        Holding,
        Level,
        Person,
        Post,
        PostRole,
        Tenant,
        Unit,
        UnitKind,
    )
    from quancheng.records.plan.models import Plan, Row, Task

    tenant = Tenant.objects.create(slug="bench", name="量程市", full_name="量程市人民政府", level=Level.CITY)
    units = [
        Unit.objects.create(tenant=tenant, code=f"{n}", kind=UnitKind.DEPARTMENT, name=f"量程{n}局")
        for n in range(UNITS)
    ]
    for unit in units:
        for role in ("handler", "head"):
            person = Person.objects.create(account=f"{role}{unit.code}", name="演示", tenant=tenant)
            post = Post.objects.create(unit=unit, title=role)
            PostRole.objects.create(post=post, role=role)
            Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))
    plan = Plan.objects.create(tenant=tenant, ref="bench-2026", year=2026, title="量程要点")
    row = Row.objects.create(
        plan=plan, ref="bench-2026-1", no="1", place=1, requirement="演示", deadline_kind="none"
    )
    tasks = Task.objects.bulk_create(
        Task(
            row=row, ref=f"bench-2026-1-{n}", place=n, title=f"演示分项{n}", rhythm="once", due_on=TODAY,
            issued_at=NOW - timedelta(days=200),
        )
        for n in range(TASKS)
    )  # fmt: skip
    return plan, units, tasks


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))

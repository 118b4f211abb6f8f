"""How long it takes to lay 20,000 duties upon 400 units in one act, and to take steps with single ones.

Run by `python -m tests.bench.issuing [how many]`; it works in a database of its own, which it removes.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # Monday
FILE = Path(tempfile.gettempdir()) / f"quancheng-bench-issuing.{os.getpid()}"
UNITS_OF_TASK = 50
SIGNED = 200


def main(count: int) -> int:
    """Issue, sign, print. The exit code is 1 when not as many duties were made as asked for."""
    django.setup()
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(FILE)  # a file, as in a real house
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    try:
        return _measure(count)
    finally:
        teardown_databases(databases, verbosity=0)


def _measure(count: int) -> int:
    from quancheng.kernel.access.actors import actor_for
    from quancheng.kernel.orgs.queries import person_of_account
    from quancheng.kernel.orgs.roles import Role
    from quancheng.records.plan.commands.tasks import issue_tasks
    from tests.bench.plan_year import seat

    plan_ref, units = _plan(count)
    seat(units[0], "bench-office", Role.OPENNESS_OFFICE)
    person = person_of_account("bench-office")
    assert person is not None
    office = actor_for(person, None, NOW.date(), "bench")
    began, worked = time.perf_counter(), time.process_time()
    made = issue_tasks(plan_ref=plan_ref, actor=office, now=NOW)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    _say(f"{connection.vendor}: {made} duties issued in {took:.2f} s, {worked:.2f} s of it its own work")
    times = _sign_some()
    p95 = statistics.quantiles(times, n=20)[-1]
    _say(f"one duty signed: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms over {SIGNED}")
    return 0 if made == count else 1


def _plan(count: int) -> tuple[str, list]:
    from quancheng.records.plan.models import Plan, Task, TaskUnit
    from tests.bench.plan_year import city_with_units, rows_of_plan

    dice = random.Random(1)
    city, units = city_with_units()
    plan = Plan.objects.create(tenant=city, ref="bench", year=2026, title="演示市2026年政务公开工作要点")
    [row, *_] = rows_of_plan(plan, units, 1, dice)
    tasks = Task.objects.bulk_create(
        Task(
            row=row, ref=f"{row.ref}-{n}", place=n, title=f"演示分项{n}", rhythm="once",
            due_on=date(2026, 12, 31),
        )
        for n in range(1, count // UNITS_OF_TASK + 1)
    )  # fmt: skip
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit=unit, role="responsible")
        for task in tasks
        for unit in dice.sample(units, UNITS_OF_TASK)
    )
    return plan.ref, units


def _sign_some() -> list[float]:
    from quancheng.kernel.basis.actor import Actor, Kind
    from quancheng.kernel.obligations.models import DueItem
    from quancheng.kernel.orgs.models import Person
    from quancheng.kernel.orgs.roles import Role
    from quancheng.records.plan.commands.duties import sign_duty

    times = []
    clerk = Person.objects.create(account="bench-clerk", name="演示")
    for duty in DueItem.objects.select_related("case")[:SIGNED]:
        actor = Actor(
            kind=Kind.OFFICIAL, person_id=clerk.pk, tenant_id=duty.case.tenant_id, unit_id=duty.case.unit_id,
            roles=frozenset({Role.HANDLER}), act_id="bench",
        )  # fmt: skip
        began = time.perf_counter()
        sign_duty(duty_id=duty.pk, version=duty.case.version, actor=actor, now=NOW)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))

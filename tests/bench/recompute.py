"""How long the nightly recomputation of 100,000 open clocks takes, and that it changes nothing that is right.

Run by `python -m tests.bench.recompute [how many]`; it works in a database of its own, which it removes.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import django
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHUNK = 5000


def main(count: int) -> int:
    """Fill, recompute twice, print. The exit code is 1 when something right was changed."""
    django.setup()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        return _measure(count)
    finally:
        teardown_databases(kept, verbosity=0)


def _measure(count: int) -> int:
    from quancheng.kernel.basis.actor import Actor
    from quancheng.kernel.calendar.book import work_calendar
    from quancheng.kernel.casework import registry
    from quancheng.kernel.casework.recompute import recompute_every_due_day
    from quancheng.kernel.casework.tests.kinds import CONSULTATION, DUTY, REQUEST

    for kind in (REQUEST, CONSULTATION, DUTY):
        registry.workflows.setdefault(kind.code, kind)
    began = time.perf_counter()
    _fill(count)
    _say(f"{connection.vendor}: {count} open cases written in {time.perf_counter() - began:.1f} s")
    work_calendar()
    wrong = 0
    for name in ("first run (fills the empty days)", "second run (must change nothing)"):
        began = time.perf_counter()
        report = recompute_every_due_day(actor=Actor.clockwork(), now=NOW)
        wrong = len(report.differences)
        seconds = time.perf_counter() - began
        _say(f"{name}: {report.looked_at} clocks in {seconds:.1f} s, {wrong} changed")
    return 1 if wrong else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _fill(count: int) -> None:
    """Four in five are requests with every kind of history, one in five is a duty with a fixed day."""
    from quancheng.kernel.casework.models import Case, CaseLine
    from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind

    dice = random.Random(1)
    tenant = Tenant.objects.create(slug="bench", name="量程市", full_name="量程市人民政府", level=Level.CITY)
    unit = Unit.objects.create(tenant=tenant, code="b", kind=UnitKind.DEPARTMENT, name="量程局")
    for start in range(0, count, CHUNK):
        stories = [_story(dice) for _ in range(min(CHUNK, count - start))]
        cases = Case.objects.bulk_create(
            Case(workflow=kind, state=lines[-1][1], tenant=tenant, unit=unit, opened_on=lines[0][2])
            for kind, lines in stories
        )
        CaseLine.objects.bulk_create(
            CaseLine(
                case=case, step=step, state=state, on=on, at=NOW, days=days, until=until, unit_id=unit.pk
            )
            for case, (_, lines) in zip(cases, stories, strict=True)
            for step, state, on, days, until in lines
        )


def _story(dice: random.Random) -> tuple[str, list[tuple[str, str, date, int, date | None]]]:
    on = TODAY - timedelta(days=dice.randrange(0, 60))
    if dice.random() < 0.2:
        return "test.duty", [("assign", "assigned", on, 0, on + timedelta(days=dice.randrange(30, 300)))]
    lines: list[tuple[str, str, date, int, date | None]] = [("receive", "open", on, 0, None)]
    lines += _episodes(dice, on)
    return "test.request", lines


def _episodes(dice: random.Random, on: date) -> Iterator[tuple[str, str, date, int, date | None]]:
    if dice.random() < 0.3:
        on += timedelta(days=dice.randrange(0, 8))
        yield "ask", "unclear", on, 0, None
        on += timedelta(days=dice.randrange(1, 15))
        yield "clarified", "open", on, 0, None
    if dice.random() < 0.3:
        yield "extend", "open", on, dice.randrange(1, 21), None


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))

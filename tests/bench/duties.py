"""How fast the desk answers over 100,000 duties of one plan year: the one screen, every list, the plan.

Run by `python -m tests.bench.duties [how many] [--keep]`; it works in a database of its own, which it removes
unless told to keep it for the next run. Wrong numbers fail it, slowness never does.
"""

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)
from django.utils import timezone

if TYPE_CHECKING:
    from tests.bench.plan_year import Year

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))  # fewer for a first look
WARM_UP = 3
WANTED = 200  # milliseconds
KEPT = Path(tempfile.gettempdir()) / "quancheng-bench-duties.sqlite3"


def main(count: int, only: str, *, keeps: bool) -> int:
    """Fill, check the figures, measure, print. The exit code is 1 when a number is wrong."""
    os.environ["SURFACE"] = "desk"
    django.setup()
    if connection.vendor == "sqlite":
        own = KEPT.with_suffix(f".{os.getpid()}")  # two runs at once must not take each other's away
        connection.settings_dict["TEST"]["NAME"] = str(KEPT if keeps else own)  # a file, as in a real house
    databases = setup_databases(verbosity=0, interactive=False, keepdb=keeps, serialized_aliases=())
    try:
        return _measure_all(count, only)
    finally:
        if not keeps:
            teardown_databases(databases, verbosity=0)


def _measure_all(count: int, only: str) -> int:
    from tests.bench import plan_year

    today = timezone.localdate()
    began = time.perf_counter()
    year = plan_year.found(today=today) or plan_year.build(count, today=today, dice=random.Random(1))
    _say(
        f"{connection.vendor}: a plan year of {count} duties stands after {time.perf_counter() - began:.0f} s"
    )
    setup_test_environment()
    wrong = _wrong_figures(year, today)
    teardown_test_environment()
    for line in wrong:
        _say(f"WRONG {line}")
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    gc.collect()
    gc.freeze()  # as config/wsgi.py does
    for account, name, address in _pages(year, today):
        if only in name:
            _measure(_signed_in(account), name, address)
    return 1 if wrong else 0


def _pages(year: "Year", today: date) -> list[tuple[str, str, str]]:
    office, unit, ref = year.office_account, year.unit_account, year.plan.ref
    behind = f"/plan/duties/all/?plan={ref}"
    return [
        (office, "one screen", "/overview/"),
        (office, "one screen, all units", "/overview/?units=all"),
        (office, "my work (office)", "/my-work/"),
        (unit, "my work (unit)", "/my-work/"),
        (unit, "list of a unit", "/plan/duties/"),
        (unit, "list of a unit, page 2", "/plan/duties/?page=2"),
        (unit, "list of a unit, last page", "/plan/duties/?page=9999"),
        (unit, "list of a unit, state", "/plan/duties/?state=at_work"),
        (unit, "list of a unit, late", "/plan/duties/?urgency=late"),
        (unit, "list of a unit, soon", "/plan/duties/?urgency=soon"),
        (unit, "list of a unit, a word", "/plan/duties/?q=营商"),
        (office, "whole list", "/plan/duties/?scope=all"),
        (office, "whole list, page 2", "/plan/duties/?scope=all&page=2"),
        (office, "whole list, page 1000", "/plan/duties/?scope=all&page=1000"),
        (office, "whole list, last page", "/plan/duties/?scope=all&page=9999"),
        (office, "whole list, state", "/plan/duties/?scope=all&state=confirmed"),
        (office, "whole list, late", "/plan/duties/?scope=all&urgency=late"),
        (office, "whole list, later", "/plan/duties/?scope=all&urgency=later"),
        (office, "whole list, a word", "/plan/duties/?scope=all&q=营商"),
        (office, "whole list, wishes", "/plan/duties/?scope=all&wish=1"),
        (office, "behind the whole", behind),
        (office, "behind the whole, last page", f"{behind}&page=9999"),
        (office, "behind done", f"{behind}&state=done"),
        (office, "behind late", f"{behind}&state=late"),
        (office, "behind soon", f"{behind}&state=soon"),
        (office, "behind moved", f"{behind}&state=moved"),
        (office, "behind a month", f"{behind}&month={today:%Y-%m}"),
        (office, "behind a unit", f"{behind}&unit={year.busy.pk}"),
        (office, "behind a part, late", f"{behind}&chapter={year.first_row.section}&state=late"),
        (office, "plan", f"/plan/{ref}/"),
        (office, "search, a word", "/search/?q=营商"),
        (office, "search, two words and a unit", f"/search/?q=营商 {year.busy}"),
        (office, "search, a row by its number", "/search/?q=第5项"),
        (office, "search, nothing found", "/search/?q=没有这样的话"),
        (office, "search, found everywhere", "/search/?q=公开"),
        (office, "search, all duties, page 2", "/search/?q=公开&kind=plan.duty&page=2"),
        (unit, "search of a unit, a word", "/search/?q=营商"),
        (unit, "search of a unit, everywhere", "/search/?q=公开"),
        (office, "row with 300 duties", f"/plan/rows/{year.first_row.ref}/"),
    ]


def _measure(client: Client, name: str, address: str) -> None:
    for _ in range(WARM_UP):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        queries = len(asked)
    times, busy = [], []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    _say(
        f"{name:<28} p50 {statistics.median(times):7.1f} ms  p95 {p95:7.1f} ms  min {min(times):7.1f} ms  "
        f"cpu {statistics.median(busy):6.1f} ms  "
        f"{queries:3} queries {len(answer.content) // 1024:5} kB{'' if p95 < WANTED else '  over'}"
    )


def _wrong_figures(year: "Year", today: date) -> list[str]:
    """What the pages say against a plain count, one duty after the other."""
    told = _plain_count(today)
    office = _signed_in(year.office_account)
    screen = office.get(f"/overview/?plan={year.plan.ref}&units=all").context
    shown = {figure.href: (figure.says, figure.count) for figure in screen["figures"]}
    lists = {href: office.get(href).context["page"].paginator.count for href in shown}
    wrong = [
        f"{says}: {n} on the screen, {lists[href]} in its list"
        for href, (says, n) in shown.items()
        if lists[href] != n
    ]
    wrong += [
        f"{says}: {n} on the screen, {told[says]} by a plain count"
        for says, n in shown.values()
        if told[says] != n
    ]
    by_unit = sum(unit.line.counts.total for unit in screen["units"])
    if by_unit != told["责任事项"]:
        wrong.append(f"the units together: {by_unit} of {told['责任事项']}")
    whole = office.get("/plan/duties/?scope=all").context["page"].paginator.count
    if whole != told["cases"]:
        wrong.append(f"the whole list: {whole} of {told['cases']}")
    return wrong


def _plain_count(today: date) -> Counter[str]:
    from quancheng.kernel.casework.models import CaseLine
    from quancheng.kernel.obligations.models import DueItem
    from quancheng.records.plan.queries.worklist import soon_until
    from quancheng.records.plan.rules.picking import Mark
    from quancheng.records.plan.rules.warning import shipped
    from quancheng.records.plan.workflow.duty import State

    moved = set(CaseLine.objects.filter(step="postpone").values_list("case_id", flat=True))
    found: Counter[str] = Counter({mark.says: 0 for mark in Mark})
    for case_id, state, due_on in DueItem.objects.values_list("case_id", "case__state", "case__due_on"):
        found["cases"] += 1
        if state == State.CANCELLED:
            continue
        found["责任事项"] += 1
        found[Mark.MOVED.says] += case_id in moved
        if state in (State.CONFIRMED, State.UNVERIFIABLE):
            found[Mark.DONE.says if state == State.CONFIRMED else Mark.UNVERIFIABLE.says] += 1
            continue
        found[Mark.LATE.says if due_on < today else Mark.UNDER_WAY.says] += 1
        found[Mark.SOON.says] += today <= due_on <= soon_until(today, shipped().soon)
    return found


def _signed_in(account: str) -> Client:
    from quancheng.kernel.orgs.models import Person

    client = Client()
    client.force_login(Person.objects.get(account=account))
    return client


def _say(line: Any) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    words = [*(word for word in sys.argv[1:] if word != "--keep"), "", ""]
    sys.exit(main(int(words[0] or 100_000), words[1], keeps="--keep" in sys.argv))

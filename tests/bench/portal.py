"""How fast the portal's pages are answered, and how heavy their scripts and styles are.

Run by `python -m tests.bench.portal`; it works in a database of its own with the model city a year on: rows
issued, duties worked off and confirmed, some evidence released, some moved days published. Three figures a
page: warm (nothing has changed since it was drawn), drawn (something changes before each request, so that it
is drawn anew), unchanged (the reader asks whether it changed). The promise: warm p95 under 50 ms.
"""

import gc
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import F
from django.template.base import Template
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

ROUNDS = 200
_plain_render = Template._render
HEAVIEST = 150_000  # bytes of script and style on a public page
SLOWEST = 50  # ms, of 95 in a hundred requests, with a warm cache


def main() -> int:
    """Fill, warm up, measure, print. The exit code is 1 when a page is too heavy or too slow."""
    settings.ALLOWED_HOSTS = ["*"]
    django.setup()
    setup_test_environment()
    Template._render = _plain_render  # the test environment copies each template's context; servers do not
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        plan, row = _fill()
        gc.collect()
        gc.freeze()  # as config/wsgi.py does
        pages = ["/", f"/plan/{plan}/", f"/plan/rows/{row}/", f"/plan/{plan}/plan.json"]
        pages += [f"/plan/{plan}/feed.atom", "/calculator/"]
        return max(_measure(page) for page in pages)
    finally:
        teardown_databases(kept, verbosity=0)


def _fill() -> tuple[str, str]:
    """The model city after its year. The references of the plan, and of its row with the most to show."""
    from quancheng.records.plan.public import newest_shown
    from quancheng.shells.demo.city import load_city
    from quancheng.shells.demo.life import load_life
    from quancheng.shells.portal.layout import SitePlan, lay_out_site

    now = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # a Monday
    load_city(now)
    lay_out_site(SitePlan(title="演示门户", government="演示", host="演示"))
    lived = load_life(now)
    shown = newest_shown()
    assert shown is not None
    fullest = max(shown.rows, key=lambda row: row.done)
    sys.stdout.write(
        f"{len(shown.rows)} rows, {lived.duties} duties, {sum(row.done for row in shown.rows)} confirmed, "
        f"{sum(len(row.evidence) for row in shown.rows)} pieces of evidence released, "
        f"{sum(len(row.moves) for row in shown.rows)} moved days published\n"
    )
    return shown.plan.ref, fullest.row.ref


def _measure(page: str) -> int:
    client = Client()
    first = client.get(page)
    text = first.content.decode()
    warm = _timed(lambda: client.get(page))
    drawn = _timed(lambda: client.get(page), before=_change)
    etag = client.get(page)["ETag"]
    unchanged = _timed(lambda: client.get(page, headers={"if-none-match": etag}))
    weight = sum(
        _weight(address) for address in re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', text)
    )
    sys.stdout.write(
        f"{page}: warm {_said(warm)}; drawn {_said(drawn)}; unchanged {_said(unchanged)}; {ROUNDS} requests "
        f"each; {len(text.encode()):,} bytes of page, {weight:,} bytes of script and style\n"
    )
    return 1 if weight > HEAVIEST or _p95(warm) > SLOWEST else 0


def _timed(ask: Callable[[], object], before: Callable[[], object] = lambda: None) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        before()
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _change() -> None:
    """Something happens in the house."""
    from quancheng.kernel.audit.models import AuditHead

    AuditHead.objects.update(seq=F("seq") + 1)


def _said(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.1f} p95 {_p95(times):.1f} ms"


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _weight(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    with open(found, "rb") as file:  # noqa: PTH123  # a name from the finders
        return len(file.read())


if __name__ == "__main__":
    sys.exit(main())

"""How fast the portal's pages are answered, and how heavy their scripts and styles are.

Run by `python -m tests.bench.portal`; it works in a database of its own with a plan of 59 rows.
"""

import re
import statistics
import sys
import time

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

ROUNDS = 200
HEAVIEST = 150_000  # bytes of script and style on a public page


def main() -> int:
    """Fill, warm up, measure, print. The exit code is 1 when a page is too heavy."""
    settings.ALLOWED_HOSTS = ["*"]
    django.setup()
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        pages = ["/", f"/plan/{_fill()}/", "/calculator/"]
        return max(_measure(page) for page in pages)
    finally:
        teardown_databases(kept, verbosity=0)


def _fill() -> str:
    """The model city with the model plan, published. Returns the plan's reference."""
    from datetime import UTC, datetime

    from quancheng.kernel.access.actors import actor_for
    from quancheng.kernel.files.safety import check_upload
    from quancheng.kernel.orgs.queries import person_of_account
    from quancheng.records.plan.commands.drafts import accept_doubts, bring_draft
    from quancheng.records.plan.commands.editions import confirm_draft
    from quancheng.records.plan.commands.publishing import publish_plan
    from quancheng.shells.demo.city import load_city
    from quancheng.shells.demo.model_plan import as_document
    from quancheng.shells.portal.layout import SitePlan, lay_out_site

    now = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    load_city(now)
    lay_out_site(SitePlan(title="演示门户", government="演示", host="演示"))
    office, head = (
        actor_for(person, None, now.date(), account)
        for account in ("office", "office-head")
        if (person := person_of_account(account))
    )
    data = as_document().encode()
    draft = bring_draft(upload=check_upload(data, name="分工.txt"), data=data, actor=office, now=now)
    draft = accept_doubts(
        draft_id=draft.pk, version=draft.version, keys=frozenset(range(1, 100)), actor=office, now=now
    )
    plan = confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now).plan
    publish_plan(ref=plan.ref, actor=head, now=now)
    return plan.ref


def _measure(page: str) -> int:
    client = Client()
    text = client.get(page).content.decode()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(page)
        times.append((time.perf_counter() - began) * 1000)
    weight = sum(
        _weight(address) for address in re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', text)
    )
    p95 = statistics.quantiles(times, n=20)[-1]
    sys.stdout.write(
        f"{page}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms over {ROUNDS} requests; "
        f"{len(text.encode()):,} bytes of page, {weight:,} bytes of script and style\n"
    )
    return 1 if weight > HEAVIEST else 0


def _weight(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    with open(found, "rb") as file:  # noqa: PTH123  # a name from the finders
        return len(file.read())


if __name__ == "__main__":
    sys.exit(main())

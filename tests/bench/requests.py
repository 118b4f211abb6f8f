"""A province's year of requests for information: what the desk's list and the annual table cost.

Run by `python -m tests.bench.requests [how many]`; it works in a database of its own, which it removes. Sums
that do not hold fail it, slowness never does.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

YEAR = 2024
UNITS = 60
ROUNDS = 60
WARM_UP = 3
CHUNK = 5000
DAY = timedelta(days=1)
HEAVY = 300  # requests of one applicant who asks and asks
BUSIEST = 0.1  # of all requests one agency has so many
THINGS = (
    "部门预算执行情况", "城东片区老旧小区改造施工合同", "征收土地公告和补偿安置方案",
    "高标准农田建设资金流向", "建设工程规划许可证及附图", "环境影响报告表的批复", "物业维修资金使用明细",
    "公办学校学区划分依据", "河道治理工程监理日志", "最低生活保障标准调整测算", "政府采购项目评审专家名单",
    "房屋征收社会稳定风险评估",
)  # fmt: skip


def main(count: int) -> int:
    """Fill, count, check the sums, measure, print. The exit code is 1 when a sum does not hold."""
    os.environ["SURFACE"] = "desk"
    django.setup()
    kept = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    try:
        return _measure(count)
    finally:
        teardown_databases(kept, verbosity=0)


def _measure(count: int) -> int:
    from django.conf import settings

    from quancheng.kernel.orgs.models import Unit
    from quancheng.records.disclosure.commands.nightly import remind_of_requests

    settings.ALLOWED_HOSTS = ["*"]
    began = time.perf_counter()
    office, clerk = _fill(count)
    _say(f"{connection.vendor}: {count} requests stand after {time.perf_counter() - began:.0f} s")
    unit_ids = list(Unit.objects.values_list("pk", flat=True))
    wrong = 0
    for year in (YEAR - 1, YEAR, YEAR + 1):
        began = time.perf_counter()
        faults = _faults(unit_ids, year)
        _say(f"annual table of {year}: {(time.perf_counter() - began) * 1000:.0f} ms, {faults} sums wrong")
        wrong += faults
    began = time.perf_counter()
    from quancheng.kernel.basis.actor import Actor

    reminded = remind_of_requests(actor=Actor.clockwork(), now=datetime(YEAR + 1, 1, 6, 0, 5, tzinfo=UTC))
    _say(f"nightly reminder of {reminded} requests: {time.perf_counter() - began:.1f} s")
    _count_outcomes()
    year = f"first={YEAR}-01-01&last={YEAR}-12-31"
    for who, name, address in (
        (office, "supervision, a year", f"/disclosure/supervision/?{year}"),
        (office, "supervision, overdue", f"/disclosure/supervision/?list=overdue&{year}"),
        (office, "supervision, answered late", f"/disclosure/supervision/?list=late&{year}"),
        (office, "supervision, urged", f"/disclosure/supervision/?list=urged&{year}"),
        (clerk, "supervision of an agency", f"/disclosure/supervision/?{year}"),
        (office, "whole list", "/disclosure/"), (office, "whole list, late", "/disclosure/?urgency=late"),
        (office, "whole list, a word", "/disclosure/?q=预算"),
        (office, "whole list, middle page", f"/disclosure/?page={count // 120}"),
        (office, "whole list, last page", "/disclosure/?page=9999"),
        (clerk, "list of an agency", "/disclosure/"), (clerk, "list of an agency, answered",
        "/disclosure/?state=answered"),
    ):  # fmt: skip
        _time(who, name, address)
    _time_aids(clerk)
    return 1 if wrong else 0


def _time_aids(clerk: Client) -> None:
    """The page on which an item is decided, in the agency that has the most, and the page of its request."""
    from quancheng.kernel.access.actors import actor_for
    from quancheng.kernel.orgs.models import Person
    from quancheng.records.disclosure.commands import intake, replies
    from quancheng.records.disclosure.models import Applicant, Request
    from quancheng.records.disclosure.models.requests import Medium, Route
    from quancheng.records.disclosure.rules.applicants import Applicant as Sort
    from quancheng.records.disclosure.rules.applicants import Proof
    from quancheng.records.disclosure.rules.receipt import Channel

    now = datetime.now(tz=UTC)
    clerks = Person.objects.get(pk=clerk.session["_auth_user_id"])
    actor = actor_for(clerks, None, now.date(), "bench")
    who = intake.Who(sort=Sort.PERSON, name="量程", proof=Proof.OTHER, proof_number="1", phone="13800000000")
    what = intake.What(wanted=f"{YEAR}年第7号{THINGS[1]}", medium=Medium.PAPER, route=Route.IN_PERSON)
    request = intake.register_request(
        channel=Channel.IN_PERSON, came_on=now.date(), who=who, what=what, once="aids", actor=actor, now=now
    )
    replies.divide_request(number=request.number, version=0, wanted=[THINGS[1]], actor=actor, now=now)
    here = Request.objects.filter(case__unit_id=actor.unit_id)
    same = Applicant.objects.filter(request__in=here.order_by("-pk")[1:HEAVY])
    own = Applicant.objects.get(request=request)
    Applicant.objects.filter(pk__in=list(same.values_list("pk", flat=True))).update(
        proof_digest=own.proof_digest
    )
    _say(f"the agency has {here.count()} requests, {HEAVY} of one applicant")
    _time(clerk, "decide an item, aids beside", f"/disclosure/{request.number}/items/1/")
    _time(clerk, "page of a request, linked", f"/disclosure/{request.number}/")


def _count_outcomes() -> None:
    """What the five-minute job does with a whole province's year that it has never seen."""
    from django.utils import timezone

    from quancheng.records.disclosure.models import Outcome
    from quancheng.records.disclosure.tasks import count, urge

    began = time.perf_counter()
    count(timezone.now())
    made = Outcome.objects.count()
    _say(f"outcomes of {made} requests counted for the first time: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    count(timezone.now())
    urge(datetime(YEAR + 1, 1, 6, 0, 5, tzinfo=UTC))
    _say(f"the same with nothing new, and the parties urged: {time.perf_counter() - began:.1f} s")


def _faults(unit_ids: list[int], year: int) -> int:
    """In how many columns came and went do not agree."""
    from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn, annual_cells

    told = annual_cells(unit_ids=unit_ids, year=year)
    came = (AnnualRow.RECEIVED, AnnualRow.CARRIED_IN)
    went = (*(AnnualRow(place) for place in range(3, 24)), AnnualRow.CARRIED_OUT)
    return sum(
        sum(told.get((row, column), 0) for row in came) != sum(told.get((row, column), 0) for row in went)
        for column in ApplicantColumn
    )


def _time(client: Client, name: str, address: str) -> None:
    for _ in range(WARM_UP):
        assert client.get(address).status_code == 200, address
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    _say(f"{name:28} median {statistics.median(times):5.0f} ms  p95 {p95:5.0f} ms")


def _fill(count: int) -> tuple[Client, Client]:
    """Requests of three years, most of the middle one, a few still open. The office, and one agency."""
    from quancheng.kernel.casework.models import Case, CaseLine
    from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind
    from quancheng.kernel.orgs.roles import Role
    from quancheng.records.disclosure.models import Applicant, Request
    from quancheng.records.disclosure.rules.applicants import Applicant as Sort

    dice, sorts = random.Random(1), [sort.value for sort in Sort]
    tenant = Tenant.objects.create(slug="bench", name="量程市", full_name="量程市人民政府", level=Level.CITY)
    units = [
        Unit.objects.create(tenant=tenant, code=f"b{n}", kind=UnitKind.DEPARTMENT, name=f"量程{n}局")
        for n in range(UNITS)
    ]
    for start in range(0, count, CHUNK):
        cases, rows = [], []
        for place in range(start, min(start + CHUNK, count)):
            came = date(YEAR, 1, 1) + DAY * dice.randrange(-60, 390)
            ended = came + DAY * dice.randrange(1, 45) if dice.random() > 0.02 else None
            cases.append(
                Case(
                    workflow="disclosure",
                    state="answered" if ended else "in_hand",
                    tenant=tenant,
                    unit=units[1] if dice.random() < BUSIEST else dice.choice(units),
                    opened_on=came,
                    ended_on=ended,
                    due_on=None if ended else came + DAY * 29,
                    last_on=came + DAY * 29,
                )
            )
            rows.append((place, came, dice.randrange(3, 24) if ended else None))
        made = Request.objects.bulk_create(
            Request(
                tenant=tenant, number=f"S{came:%Y%m%d}-{place:05}", case=case, channel="in_person",
                wanted=f"{came.year}年第{place % 400}号{dice.choice(THINGS)}，请提供全文",
                medium="paper", route="post", row=row,
                received_on=came, once=f"bench-{place}",
                submitted_at=datetime(came.year, came.month, came.day, tzinfo=UTC),
            )
            for case, (place, came, row) in zip(Case.objects.bulk_create(cases), rows, strict=True)
        )  # fmt: skip
        CaseLine.objects.bulk_create(_history(CaseLine, made))
        Applicant.objects.bulk_create(
            Applicant(
                request=one,
                sort=dice.choice(sorts),
                name="量程",
                proof="other",
                proof_number="1",
                proof_digest=f"bench-{dice.randrange(count)}",
                phone_digest=f"bench-{dice.randrange(count)}",
            )
            for one in made
        )
    return _seat(units[0], Role.OPENNESS_OFFICE), _seat(units[1], Role.HANDLER)


def _history(line: Any, made: Any) -> Iterator[Any]:
    """Received, and where it is over served: two lines of each."""
    for one in made:
        case = one.case
        told = [("receive", "in_hand", case.opened_on)]
        if case.ended_on:
            told.append(("serve", "answered", case.ended_on))
        for step, state, on in told:
            at = datetime(on.year, on.month, on.day, tzinfo=UTC)
            yield line(case=case, step=step, state=state, on=on, at=at, unit=case.unit)


def _seat(unit: object, role: str) -> Client:
    from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit

    assert isinstance(unit, Unit)
    person = Person.objects.create(account=f"bench-{unit.pk}", name="量程员", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title="量程岗")
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))
    client = Client()
    client.force_login(person)
    return client


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000))

"""A city's whole plan year, invented: governments, units, a plan with tasks, duties with their history."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count as counting

from django.db import connection

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.obligations.models import DueItem, Evidence, Obligation
from quancheng.kernel.obligations.rhythm import Period, Rhythm, periods
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Plan, Row, RowUnit, Task, TaskUnit
from quancheng.records.plan.queries.plans import PLAN_KIND, TASK_KIND
from quancheng.records.plan.workflow.duty import DUTY, OVER, State

DISTRICTS = 12
DEPARTMENTS = 100  # of the city
UNITS_OF_DISTRICT = 25
ROWS, CHAPTERS = 200, 8
DUTIES_OF_TASK = 50
DUTIES_OF_FIRST_ROW = 300
DUTIES_OF_BUSY_UNIT = 2500
CHUNK = 4000
RHYTHMS = {Rhythm.ONCE: 40, Rhythm.QUARTERLY: 25, Rhythm.HALF_YEARLY: 20, Rhythm.MONTHLY: 15}

Told = tuple[str, State, date, date | None]  # a line: step, state, day, the day stated


@dataclass(frozen=True, slots=True)
class Year:
    """What was built, and who looks at it."""

    plan: Plan
    first_row: Row
    busy: Unit
    office_account: str = "bench-office"
    unit_account: str = "bench-unit"


@dataclass(slots=True)
class Story:
    """What became of one duty: its lines, and the later day that its unit asks for."""

    lines: list[Told]
    wanted_until: date | None = None

    @property
    def state(self) -> State:
        return self.lines[-1][1]

    @property
    def is_moved(self) -> bool:
        return any(step == "postpone" for step, *_ in self.lines)

    @property
    def stated(self) -> date | None:
        return [line[3] for line in self.lines if line[3]][-1]


@dataclass(slots=True)
class Share:
    """What one unit owes of one task."""

    task: Task
    unit: Unit
    periods: Sequence[Period] = field(default_factory=tuple)


def build(count: int, *, today: date, dice: random.Random) -> Year:
    """`count` duties of one plan of the year; one row has 300 of them, one unit 2,500 or its part of them."""
    city, units = city_with_units()
    busy = units[1]
    plan = Plan.objects.create(
        tenant=city, ref=f"bench-{today.year}", year=today.year, title=f"演示市{today.year}年政务公开工作要点"
    )
    rows = rows_of_plan(plan, units, ROWS, dice)
    shares = list(_shares(rows, units, busy, count, dice))
    _keep_tasks(shares)
    for start in range(0, len(shares), CHUNK):
        _keep_duties(shares[start : start + CHUNK], city, today, dice)
    year = Year(plan, rows[0], busy)
    seat(units[0], year.office_account, Role.OPENNESS_OFFICE)
    seat(busy, year.unit_account, Role.HANDLER)
    settle()
    return year


def found(*, today: date) -> Year | None:
    """What an earlier run left behind."""
    plan = Plan.objects.filter(ref=f"bench-{today.year}").first()
    if plan is None:
        return None
    return Year(plan, plan.rows.order_by("place")[0], Unit.objects.get(code="b-1"))


def city_with_units() -> tuple[Tenant, list[Unit]]:
    """A city with its districts and 400 units; the first unit is the city's openness office."""
    city = Tenant.objects.create(slug="b", name="演示市", full_name="演示市人民政府", level=Level.CITY)
    below = [
        Tenant.objects.create(
            slug=f"b{n}", name=f"演示{n}区", full_name=f"演示{n}区人民政府", level=Level.DISTRICT, parent=city
        )
        for n in range(1, DISTRICTS + 1)
    ]
    wanted = [(city, n) for n in range(DEPARTMENTS)]
    wanted += [(tenant, n) for tenant in below for n in range(UNITS_OF_DISTRICT)]
    units = Unit.objects.bulk_create(
        Unit(
            tenant=tenant, code=f"{tenant.slug}-{n}", kind=UnitKind.DEPARTMENT,
            name=f"{tenant.name}第{n}局（演示）", short_name=f"{tenant.name}{n}局",
        )
        for tenant, n in wanted
    )  # fmt: skip
    return city, units


def rows_of_plan(plan: Plan, units: Sequence[Unit], count: int, dice: random.Random) -> list[Row]:
    """The rows, each naming a few units and one collective name."""
    rows = Row.objects.bulk_create(
        Row(
            plan=plan, ref=f"{plan.ref}-{n}", no=str(n), place=n, deadline_kind="none",
            section=f"第{(n - 1) * CHAPTERS // count + 1}部分 主动公开", subsection=f"（{n}）重点领域",
            requirement=f"演示第{n}行：围绕稳增长、促改革、惠民生，及时公开政策文件、办理进展和工作成效，回应社会关切。",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    names = RowUnit.objects.bulk_create(
        RowUnit(row=row, name=name, role=role, place=place)
        for row in rows
        for place, (name, role) in enumerate(
            (("市牵头局", "lead"), ("有关部门", "responsible"), ("各区县", "support"))
        )
    )
    through = RowUnit.members.through
    through.objects.bulk_create(
        through(rowunit_id=named.pk, unit_id=unit.pk)
        for named in names
        for unit in dice.sample(units, (1, 20, 12)[named.place])
    )
    return rows


def seat(unit: Unit, account: str, role: str) -> None:
    """Somebody who signs in and acts for the unit."""
    person = Person.objects.create(account=account, name="演示", tenant=unit.tenant)
    post = Post.objects.create(unit=unit, title=f"岗位{account}")
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=person, post=post, from_on=date(2020, 1, 1))


def settle() -> None:
    """What autovacuum does by itself on PostgreSQL; SQLite is left as the product leaves it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _shares(
    rows: Sequence[Row], units: Sequence[Unit], busy: Unit, count: int, dice: random.Random
) -> Iterator[Share]:
    """Task by task, row after row, until there are as many duties as wanted."""
    left, left_of_busy = count, min(DUTIES_OF_BUSY_UNIT, count // 10)
    for n in counting():
        if n < 5:  # the first row: five tasks, owed once
            row, place, rhythm, several = rows[0], n + 1, Rhythm.ONCE, DUTIES_OF_FIRST_ROW // 5
        else:
            row, place = rows[1 + (n - 5) % (len(rows) - 1)], 1 + (n - 5) // (len(rows) - 1)
            [rhythm] = dice.choices(list(RHYTHMS), list(RHYTHMS.values()))
            several = DUTIES_OF_TASK // (12 // rhythm.months if rhythm.months else 1)
        task = _task(row, place, rhythm, dice)
        spans = periods(rhythm, from_on=date(row.plan.year, 1, 1), until_on=task.due_on)
        chosen = dice.sample(units, several)
        if n >= 5 and left_of_busy > 0 and busy not in chosen:
            chosen[0] = busy
        left_of_busy -= len(spans) * (busy in chosen)
        for unit in chosen:
            yield Share(task, unit, spans[:left])
            left -= len(spans[:left])
            if not left:
                return


def _task(row: Row, place: int, rhythm: Rhythm, dice: random.Random) -> Task:
    year = row.plan.year
    due_on = date(year, 12, 31)
    if rhythm is Rhythm.ONCE:
        due_on = date(year, dice.randrange(3, 13), 1) - timedelta(days=1) if dice.random() < 0.6 else due_on
    return Task(
        row=row, ref=f"{row.ref}-{place}", place=place, rhythm=rhythm, due_on=due_on,
        title=f"演示分项{place}：公开{dice.choice(('重大项目', '营商环境', '公共资源', '民生实事'))}信息",
        issued_at=datetime.combine(date(year, 2, 2), time(1), UTC),
    )  # fmt: skip


def _keep_tasks(shares: Sequence[Share]) -> None:
    tasks = {share.task.ref: share.task for share in shares}
    Task.objects.bulk_create(tasks.values())
    TaskUnit.objects.bulk_create(
        (TaskUnit(task=share.task, unit=share.unit, role="responsible") for share in shares), batch_size=5000
    )


def _keep_duties(shares: Sequence[Share], city: Tenant, today: date, dice: random.Random) -> None:
    obligations = Obligation.objects.bulk_create(_obligation(share, city) for share in shares)
    owed = [
        (obligation, period, _story(period, today, dice))
        for obligation, share in zip(obligations, shares, strict=True)
        for period in share.periods
    ]
    cases = Case.objects.bulk_create(
        _case(obligation, story, shares[0].task.row.plan) for obligation, _, story in owed
    )
    CaseLine.objects.bulk_create(
        _line(case, told) for case, (_, _, story) in zip(cases, owed, strict=True) for told in story.lines
    )
    items = DueItem.objects.bulk_create(
        DueItem(
            obligation=obligation, case=case, period=period.label, from_on=period.from_on,
            until_on=period.until_on, wanted_until=story.wanted_until,
        )
        for case, (obligation, period, story) in zip(cases, owed, strict=True)
    )  # fmt: skip
    _keep_evidence([item for item, (_, _, story) in zip(items, owed, strict=True) if _has_reported(story)])


def _keep_evidence(items: Sequence[DueItem]) -> None:
    person, _ = Person.objects.get_or_create(account="bench-clerk", defaults={"name": "演示"})
    Evidence.objects.bulk_create(
        Evidence(
            item=item, kind="address", says="演示佐证", address="https://example.invalid/", added_by=person,
            added_at=datetime.combine(item.until_on, time(1), UTC),
        )
        for item in items
    )  # fmt: skip


def _obligation(share: Share, city: Tenant) -> Obligation:
    return Obligation(
        tenant=city, unit=share.unit, about=str(RecordRef(TASK_KIND, share.task.ref)), part="responsible",
        rhythm=share.task.rhythm, from_on=date(share.task.due_on.year, 1, 1), until_on=share.task.due_on,
    )  # fmt: skip


def _case(obligation: Obligation, story: Story, plan: Plan) -> Case:
    is_over = story.state in OVER
    return Case(
        workflow=DUTY.code, state=story.state, tenant_id=plan.tenant_id, unit=obligation.unit,
        opened_on=story.lines[0][2], ended_on=story.lines[-1][2] if is_over else None,
        due_on=None if is_over else story.stated, version=len(story.lines) - 1,
        about=obligation.about, within=str(RecordRef(PLAN_KIND, plan.ref)), last_on=story.stated,
        is_moved=story.is_moved,
    )  # fmt: skip


def _line(case: Case, told: Told) -> CaseLine:
    step, state, on, until = told
    return CaseLine(
        case=case, step=step, state=state, on=on, until=until, unit_id=case.unit_id,
        at=datetime.combine(on, time(1), UTC), note="" if step != "postpone" else "演示：机构改革",
    )  # fmt: skip


def _has_reported(story: Story) -> bool:
    return any(step == "report" for step, *_ in story.lines)


def _story(period: Period, today: date, dice: random.Random) -> Story:
    """Most of what is past is done, most of what is to come is at work; some moved, some ask to be moved."""
    on, until = date(today.year, 2, 2), period.until_on
    told: list[Told] = [("issue", State.ISSUED, on, until)]
    end = _end(until < today, dice)
    on = max(on, min(until, today) - timedelta(days=dice.randrange(5, 40)))
    if end is not State.ISSUED:
        told.append(("sign", State.AT_WORK, on, None))
    if dice.random() < 0.06:
        until += timedelta(days=dice.randrange(10, 60))
        told.append(("ask_later", told[-1][1], on, None))
        told.append(("postpone", told[-1][1], on, until))
    told += _ways[end](on)
    if end in (State.ISSUED, State.AT_WORK) and dice.random() < 0.03:
        told.append(("ask_later", told[-1][1], on, None))
        return Story(told, until + timedelta(days=20))
    return Story(told)


def _end(is_past: bool, dice: random.Random) -> State:
    weights = (82, 3, 4, 3, 5, 2, 1) if is_past else (10, 0, 2, 30, 40, 10, 8)
    ends = (
        State.CONFIRMED, State.UNVERIFIABLE, State.CANCELLED, State.ISSUED, State.AT_WORK, State.REPORTED,
        State.RETURNED,
    )  # fmt: skip
    return dice.choices(ends, weights)[0]


def _reported(on: date) -> list[Told]:
    return [("report", State.REPORTED, on, None)]


_ways = {
    State.ISSUED: lambda _: [],
    State.AT_WORK: lambda _: [],
    State.REPORTED: _reported,
    State.RETURNED: lambda on: [*_reported(on), ("refuse", State.RETURNED, on, None)],
    State.CONFIRMED: lambda on: [*_reported(on), ("confirm", State.CONFIRMED, on, None)],
    State.UNVERIFIABLE: lambda on: [
        *_reported(on), ("confirm", State.CONFIRMED, on, None), ("doubt", State.UNVERIFIABLE, on, None),
    ],
    State.CANCELLED: lambda on: [("cancel", State.CANCELLED, on, None)],
}  # fmt: skip

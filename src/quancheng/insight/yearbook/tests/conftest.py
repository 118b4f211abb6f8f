"""A city with an office, two departments and a district, and a counter that tells what a test says."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quancheng.insight.yearbook.commands import issuing, reports
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.rules import counting
from quancheng.insight.yearbook.rules.counting import Behind
from quancheng.insight.yearbook.rules.shape import Part, Place
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn

LONG_AGO = date(2020, 1, 1)  # Wednesday


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2025-01-13")  # Monday: reports of 2024 are made
A_YEAR = {  # of one unit: six received, one carried in, six done, one left
    (AnnualRow.RECEIVED, ApplicantColumn.PERSON): 5,
    (AnnualRow.RECEIVED, ApplicantColumn.ENTERPRISE): 1,
    (AnnualRow.CARRIED_IN, ApplicantColumn.PERSON): 1,
    (AnnualRow.DISCLOSED, ApplicantColumn.PERSON): 4,
    (AnnualRow.NOT_HELD, ApplicantColumn.PERSON): 1,
    (AnnualRow.PARTLY, ApplicantColumn.ENTERPRISE): 1,
    (AnnualRow.CARRIED_OUT, ApplicantColumn.PERSON): 1,
}


class Told:
    """A counter of requests: units by their number, each with its cells."""

    def __init__(self) -> None:
        self.of_units: dict[int, dict[tuple[int, int], int]] = {}
        self.asked, self.year = 0, 2024

    def cells(self, *, unit_ids: Collection[int], year: int) -> Mapping[tuple[int, int], int]:
        self.asked += 1
        total: dict[tuple[int, int], int] = {}
        for unit_id in unit_ids if year == self.year else ():
            for key, value in self.of_units.get(unit_id, {}).items():
                total[key] = total.get(key, 0) + value
        return total

    def behind(
        self, actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
    ) -> Sequence[Behind]:
        del actor
        count = self.cells(unit_ids=unit_ids, year=year).get((row, column), 0)
        return [Behind(f"{year}-{n:03}", f"演示申请{n}", f"/requests/{n}/") for n in range(1, count + 1)]


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def counter(city) -> Iterator[Told]:
    """Table 三 is counted: the finance bureau had a year, nobody else anything."""
    held = {part: counting.counter_of(part) for part in Part}
    for part in Part:
        counting.forget(part)
    told = Told()
    told.of_units[unit("市财政局").pk] = dict(A_YEAR)
    counting.register(Part.REQUESTS, told)
    yield told
    for part, before in held.items():
        counting.forget(part)
        if before:
            counting.register(part, before)


@pytest.fixture
def city(db) -> Tenant:
    city = Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)
    below = Tenant.objects.create(
        slug="dong", name="东区", full_name="东区人民政府", level=Level.DISTRICT, parent=city
    )
    for tenant, name, kind in (
        (city, "市政府办公厅", UnitKind.DEPARTMENT),
        (city, "市财政局", UnitKind.DEPARTMENT),
        (city, "市水务局", UnitKind.DEPARTMENT),
        (below, "东区政府", UnitKind.GOVERNMENT),
        (below, "东区财政局", UnitKind.DEPARTMENT),
    ):
        code = f"{tenant.slug}-{Unit.objects.count() + 1}"
        Unit.objects.create(tenant=tenant, code=code, kind=kind, name=name, short_name=name)
    return city


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def staff(unit_name: str, account: str, *roles: str) -> Actor:
    """Somebody in a post of the unit with these roles."""
    own = unit(unit_name)
    someone = Person.objects.create(account=account, name=f"演示{account}", tenant=own.tenant)
    post = Post.objects.create(unit=own, title=f"岗位{account}")
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=LONG_AGO)
    return actor_for(someone, None, NOW.date(), account)


@pytest.fixture
def office(city) -> Actor:
    return staff("市政府办公厅", "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def office_head(city) -> Actor:
    return staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def neighbour(city) -> Actor:
    return staff("市水务局", "neighbour", Role.HANDLER, Role.HEAD)


@pytest.fixture
def stranger(city) -> Actor:
    return staff("东区政府", "stranger", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


@pytest.fixture
def draft(counter, clerk) -> Report:
    """The finance bureau's report of 2024, as counted."""
    return reports.start_report(unit_id=unit("市财政局").pk, year=2024, actor=clerk, now=NOW)


@pytest.fixture
def submitted(draft, clerk) -> Report:
    return issuing.submit_report(report_id=draft.pk, version=draft.version, actor=clerk, now=NOW)


@pytest.fixture
def issued(submitted, head) -> Report:
    return issuing.issue_report(report_id=submitted.pk, version=submitted.version, actor=head, now=NOW)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def at_once(report: Report) -> dict[str, int]:
    """What a command asks for first: which report, in the version that stands."""
    return {"report_id": report.pk, "version": fresh(report).version}


def cells(**told: int) -> dict[Place, int]:
    """Cells by keys such as r3c1, of table 三."""
    return {Place(3, *(int(n) for n in key[1:].split("c"))): value for key, value in told.items()}


def signed_in(actor: Actor) -> Client:
    """A window in which the official has signed in."""
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client

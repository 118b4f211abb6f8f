"""A unit that owes one duty, and a web that answers what the test says."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework import registry
from quancheng.kernel.casework.tests.kinds import ASSIGN, DUTY
from quancheng.kernel.files.fetch.port import Fetched, NotFetched
from quancheng.kernel.obligations import snapshots
from quancheng.kernel.obligations.evidence import add_address
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.opening import Rule, lay_duties
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Level, Person, Tenant, Unit, UnitKind

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday, 12:00 in Jinan
PAGE = "<!doctype html><h1>采购意向公开</h1><p>四次采购意向均已公开，附清单。</p><p>浏览 12 次</p>"
OFFICE = "office"


class Web:
    """What stands behind each address, and what was asked for. `meanwhile` happens during each fetch."""

    def __init__(self) -> None:
        self.pages: dict[str, str | Exception] = {}
        self.asked: list[str] = []
        self.pictures = 0
        self.meanwhile: Callable[[], object] = lambda: None

    def fetch(self, address: str) -> Fetched:
        self.asked.append(address)
        self.meanwhile()
        page = self.pages.get(address, PAGE)
        if isinstance(page, Exception):
            raise page
        return Fetched(address, 200, "text/html", page.encode(), "www.jinan.gov.cn", "1.1.1.1")

    def picture_of(self, page: Fetched) -> bytes:
        self.pictures += 1
        return b"\x89PNG picture IEND"


@pytest.fixture
def web(monkeypatch, settings, tmp_path) -> Web:
    settings.MEDIA_ROOT = tmp_path
    made = Web()
    monkeypatch.setattr(snapshots, "fetcher", lambda: made)
    monkeypatch.setattr(snapshots, "picture_of", made.picture_of)
    return made


@pytest.fixture
def gone() -> NotFetched:
    return NotFetched("网站回答“404”，页面打不开", status=404)


@pytest.fixture
def unit(db) -> Unit:
    tenant = Tenant.objects.create(slug="spring", name="泉城市", full_name="泉城市人民政府", level=Level.CITY)
    return Unit.objects.create(tenant=tenant, code="water", kind=UnitKind.DEPARTMENT, name="水务局")


@pytest.fixture
def office(unit) -> Actor:
    person = Person.objects.create(account="spring-office", name="演示丙", tenant=unit.tenant)
    return Actor(Kind.OFFICIAL, person.pk, None, unit.pk, unit.tenant_id, frozenset({OFFICE}))


@pytest.fixture
def duty(unit, office, monkeypatch) -> DueItem:
    monkeypatch.setitem(registry.workflows, DUTY.code, DUTY)
    row = RecordRef("trial.row", "spring-2026-1")
    rule = Rule(unit, row, row, Rhythm.ONCE, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31))
    lay_duties([rule], tenant=unit.tenant, workflow=DUTY, step=ASSIGN, actor=office, now=NOON)
    return DueItem.objects.get()


@pytest.fixture
def bring(duty, office) -> Callable[[str], Evidence]:
    """Bring an address as evidence, without asking for a look at once."""
    return lambda address: add_address(duty, address, says="公开页", actor=office, now=NOON)

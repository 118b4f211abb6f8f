"""A small office with a seal of its own, a trial authority, and a paper that stands issued."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.letterhead import Letter, Text
from quancheng.kernel.orgs.models import Holding, Level, Person, Post, PostRole, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.seals import papers, trial
from quancheng.kernel.seals.commands import SealTold, register_seal
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.models import Seal
from quancheng.kernel.seals.papers import Issued, SealableKind
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.port import Paper, Place, Sealing, machine
from quancheng.kernel.seals.told import KEY, SealSettings
from quancheng.kernel.seals.trial import Authority, Span

MONDAY = date(2026, 3, 2)
PAPER = RecordRef("test.issued", "1")
ORGAN = "泉州湾市政务公开办公室"
FACE = Face(ORGAN, "演示", 42)
# pyHanko writes the clock of the machine into a pdf: the certificates of the tests hold for long.
LONG = Span(start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2036, 1, 1, tzinfo=UTC))


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at("2026-03-02")  # Monday


@dataclass(frozen=True)
class House:
    """Where the keys and the trusted roots lie."""

    keys: Path
    roots: Path
    authority: Authority


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> House:
    """Keys are slow to make: once for all tests, which never change them."""
    folder = tmp_path_factory.mktemp("seals")
    authority = trial.new_authority(trial.AUTHORITY, span=LONG)
    trial.write_seal(folder / "keys" / "office", FACE, authority, span=LONG)
    trial.write_roots(folder / "roots", authority, name="office")
    return House(folder / "keys", folder / "roots", authority)


@pytest.fixture
def house(made, settings) -> Iterator[House]:
    settings.SEALS = SealSettings(machine=KEY, keys=made.keys, roots=made.roots)
    machine.cache_clear()
    yield made
    machine.cache_clear()


@pytest.fixture
def wet(settings) -> Iterator[None]:
    settings.SEALS = SealSettings()
    machine.cache_clear()
    yield
    machine.cache_clear()


def sealing(paper: Paper, *, key: str = "office", page: int = 1, x: float = 150, y: float = 200) -> Sealing:
    return Sealing(paper=paper, face=FACE, key=key, place=Place(page, x, y), reason="印发", at=NOW)


@pytest.fixture
def later() -> datetime:
    """When somebody looks: after the clock of this machine has signed."""
    return datetime.now(tz=UTC) + timedelta(minutes=1)


@pytest.fixture
def looked(later):
    """What the house says of a document."""

    def look(data: bytes, paper: Paper):
        return KeySeal().verify(data, paper=paper, now=later)

    return look


def letter(said: str = "请按季公开采购意向。", number: str = "泉政公开督〔2026〕1号") -> Letter:
    return Letter(
        issuer=ORGAN, title="关于采购意向公开的督办单", body=(Text(said),), sender=ORGAN, number=number,
        recipient="泉州湾市财政局", on=MONDAY,
    )  # fmt: skip


@pytest.fixture
def city(db) -> Tenant:
    return Tenant.objects.create(slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level=Level.CITY)


def unit(city: Tenant, code: str, name: str) -> Unit:
    return Unit.objects.create(
        tenant=city, code=code, kind=UnitKind.DEPARTMENT, name=name, short_name=name.removeprefix("泉州湾")
    )


@pytest.fixture
def office(city) -> Unit:
    return unit(city, "office", ORGAN)


@pytest.fixture
def bureau(city) -> Unit:
    return unit(city, "bureau", "泉州湾市财政局")


def holder(where: Unit, account: str, *roles: str) -> Actor:
    post = Post.objects.create(unit=where, title=f"{account}岗")
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in roles)
    person = Person.objects.create(account=account, name=f"演示{account}", tenant=where.tenant)
    Holding.objects.create(post=post, person=person, from_on=date(2024, 1, 1))
    return actor_for(person, post.pk, MONDAY, act_id=account)


@pytest.fixture
def clerk(office) -> Actor:
    return holder(office, "clerk", Role.OPENNESS_OFFICE)


@pytest.fixture
def keeper(office) -> Actor:
    return holder(office, "keeper", Role.OPENNESS_OFFICE)


@pytest.fixture
def head(office) -> Actor:
    return holder(office, "head", Role.OPENNESS_HEAD)


@pytest.fixture
def other_unit(bureau) -> Actor:
    return holder(bureau, "bureau-head", Role.HEAD)


@pytest.fixture
def stranger(db) -> Actor:
    elsewhere = Tenant.objects.create(slug="other", name="他市", full_name="他市人民政府", level=Level.CITY)
    return holder(unit(elsewhere, "x", "他市办公室"), "stranger", *Role)


@dataclass
class Drawer:
    """The issued paper of the test, as it reads now."""

    issued: dict[str, Issued] = field(default_factory=dict)

    def reads(self, ref: str, said: str) -> None:
        paper = self.issued[ref]
        told = letter(said)
        self.issued[ref] = replace(paper, letter=told, contents=Contents(told.title, told.body))


@pytest.fixture
def drawer(city, office, clerk, head) -> Iterator[Drawer]:
    told = letter()
    paper = Issued(
        ref=PAPER, tenant_id=city.pk, unit_id=office.pk, contents=Contents(told.title, told.body),
        letter=told, drafted_by_id=clerk.person_id, issued_by_id=head.person_id, issued_on=MONDAY,
    )  # fmt: skip
    kept = Drawer({"1": paper})
    kind = SealableKind(
        code=PAPER.kind, says="试验文件", issued=kept.issued.get,
        of_unit=lambda unit_id: [ref for ref, one in kept.issued.items() if one.unit_id == unit_id],
    )  # fmt: skip
    papers.register(kind)
    yield kept
    papers.forget(PAPER.kind)


@pytest.fixture
def told(keeper) -> SealTold:
    return SealTold(
        name="市政务公开办公室公章", organ=ORGAN, below="演示", sort=Seal.Sort.OFFICIAL, diameter=42,
        key="office", keeper_id=keeper.post_id, from_on=date(2026, 1, 1), until_on=None,
    )  # fmt: skip


@pytest.fixture
def seal(told, head) -> Seal:
    return register_seal(told=told, actor=head, now=NOW)

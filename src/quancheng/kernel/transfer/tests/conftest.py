"""Two houses in one: what one sends, the other takes in; each way has its own row, so they do not meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.crypto.keys import make_ring
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.transfer import kinds
from quancheng.kernel.transfer.commands import Sent, Taken, send_package, take_package
from quancheng.kernel.transfer.kinds import Kind, Row, Side
from quancheng.kernel.transfer.told import Transfer

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
CONSOLE = Actor.clockwork()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    slug: str
    name: str


@dataclass
class Papers:
    """What lies outside; inside, each paper becomes a government: a table with a natural key."""

    lying: list[Paper] = field(default_factory=list)
    breaks_at: str = ""

    def add(self, *slugs: str) -> None:
        self.lying += [Paper(slug=slug, name=f"秘密的{slug}") for slug in slugs]

    def rows(self, after: int, until: datetime, most: int) -> Sequence[Row]:
        told = list(enumerate(self.lying, start=1))
        return [Row(at, one.slug, one) for at, one in told if at > after][:most]

    def take(self, rows: Sequence[Paper], before: frozenset[str], now: datetime) -> int:
        new = 0
        for row in rows:
            if row.slug == self.breaks_at:
                raise RuntimeError("the machine stops here")
            _, is_new = Tenant.objects.get_or_create(
                slug=row.slug, defaults={"name": row.name, "full_name": row.name, "level": "city"}
            )
            new += is_new
        return new


@pytest.fixture
def papers(monkeypatch) -> Papers:
    """The only kind that travels in these tests."""
    lying = Papers()
    kind = Kind(
        code="test.paper", says="文件", to=Side.INSIDE, shape=Paper, rows=lying.rows, take=lying.take,
        sealed=frozenset({"name"}),
    )  # fmt: skip
    monkeypatch.setattr(kinds, "_kinds", {kind.code: kind})
    return lying


@pytest.fixture
def keys(tmp_path) -> Path:
    make_ring(tmp_path / "transfer-keys")
    return tmp_path / "transfer-keys"


@pytest.fixture
def stand(settings, keys) -> Callable[..., None]:
    """This process is now the house of that side."""

    def at(side: Side, *, pair: str = "yanshi", with_keys: Path | None = keys) -> None:
        settings.TRANSFER = Transfer(side, pair, with_keys)

    return at


@pytest.fixture
def send(db, stand, papers) -> Callable[..., Sent]:
    def out(**told: int) -> Sent:
        stand(Side.OUTSIDE)
        return send_package(actor=CONSOLE, now=NOW, **told)

    return out


@pytest.fixture
def take(db, stand, papers) -> Callable[[Sent], Taken]:
    def bring(sent: Sent) -> Taken:
        stand(Side.INSIDE)
        return take_package(data=sent.data, name=sent.name, actor=CONSOLE, now=NOW)

    return bring

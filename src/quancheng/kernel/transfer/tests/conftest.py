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
from quancheng.kernel.transfer.commands.sending import Sent, send_again, send_everything, send_package
from quancheng.kernel.transfer.commands.taking import Taken, take_package
from quancheng.kernel.transfer.kinds import Changing, Growing, Row, Side
from quancheng.kernel.transfer.pair import ring_of
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
    arrived_until: int = 0

    def add(self, *slugs: str) -> None:
        self.lying += [Paper(slug=slug, name=f"秘密的{slug}") for slug in slugs]

    def rows(self, after: int, until: datetime, most: int) -> Sequence[Row]:
        told = list(enumerate(self.lying, start=1))
        return [Row(at, one.slug, one) for at, one in told if at > after][:most]

    def arrived(self, until: int, now: datetime) -> None:
        self.arrived_until = until

    def take(self, rows: Sequence[Paper], now: datetime) -> int:
        new = 0
        for row in rows:
            if row.slug == self.breaks_at:
                raise RuntimeError("the machine stops here")
            _, is_new = Tenant.objects.get_or_create(
                slug=row.slug, defaults={"name": row.name, "full_name": row.name, "level": "city"}
            )
            new += is_new
        return new


@dataclass
class Board:
    """What hangs inside, and what hangs outside."""

    inside: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    def signs(self) -> dict[str, str]:
        return dict(self.inside)

    def rows(self, keys: Sequence[str]) -> Sequence[Row]:
        return [Row(0, key, Paper(slug=key, name=self.inside[key])) for key in keys]

    def take(self, rows: Sequence[Paper], gone: frozenset[str], now: datetime) -> int:
        for key in gone:
            self.outside.pop(key, None)
        self.outside |= {row.slug: row.name for row in rows}
        return len(rows) + len(gone)


@pytest.fixture
def both_kinds(monkeypatch) -> tuple[Papers, Board]:
    """The only kinds that travel in these tests: papers grow inwards, a board changes outwards."""
    lying, board = Papers(), Board()
    paper = Growing(
        code="test.paper", says="文件", to=Side.INSIDE, shape=Paper, rows=lying.rows, take=lying.take,
        sealed=frozenset({"name"}), arrived=lying.arrived,
    )  # fmt: skip
    hanging = Changing(
        code="test.board", says="公示栏", to=Side.OUTSIDE, shape=Paper, signs=board.signs, rows=board.rows,
        take=board.take,
    )  # fmt: skip
    monkeypatch.setattr(kinds, "_kinds", {kind.code: kind for kind in (paper, hanging)})
    return lying, board


@pytest.fixture
def papers(both_kinds) -> Papers:
    return both_kinds[0]


@pytest.fixture
def board(both_kinds) -> Board:
    return both_kinds[1]


@pytest.fixture
def keys(tmp_path) -> Path:
    folder = tmp_path / "transfer-keys"
    folder.mkdir()
    for of in Side:
        make_ring(ring_of(folder, of))
    return folder


@pytest.fixture
def stand(settings, keys) -> Callable[..., None]:
    """This process is now the house of that side."""

    def at(side: Side, *, pair: str = "yanshi", with_keys: Path | None = keys) -> None:
        settings.TRANSFER = Transfer(side, pair, with_keys)

    return at


@pytest.fixture
def send(db, stand, papers) -> Callable[..., Sent]:
    def out(
        *, again: int = 0, anew: bool = False, after: int = 0, side: Side = Side.OUTSIDE, now: datetime = NOW
    ) -> Sent:
        stand(side)
        if again:
            return send_again(number=again, actor=CONSOLE, now=now)
        if anew:
            return send_everything(after=after, actor=CONSOLE, now=now)
        return send_package(actor=CONSOLE, now=now)

    return out


@pytest.fixture
def take(db, stand, papers) -> Callable[..., Taken]:
    def bring(sent: Sent, *, side: Side = Side.INSIDE) -> Taken:
        stand(side)
        return take_package(data=sent.data, name=sent.name, actor=CONSOLE, now=NOW)

    return bring

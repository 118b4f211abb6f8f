"""Two houses for each test, each with its folder, database and keys; between them folders and two rings.

Outside there is an empty site; inside the model city with a year behind it. All that stands outside came in
packages, but what the public wrote there.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from quancheng.kernel.crypto.keys import make_ring
from quancheng.kernel.transfer import kinds
from quancheng.kernel.transfer.pair import ring_of
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.tests.conftest import database_like, moved_in, told
from tests.standing import Standing

OUTSIDE = """
import django
django.setup()
from django.core.management import call_command
call_command("lay_out_site", verbosity=0)
"""
INSIDE = """
import django
django.setup()
from tests.role import town
town.build()
"""


@dataclass(frozen=True)
class Side:
    """One of the two, and what a process of it is told."""

    house: House
    name: str
    keys: Path
    gate: Path  # the folder that the gate between the networks carries over
    standing: dict[str, Standing] = field(default_factory=dict)  # by surface

    def console(self, *words: str, surface: str = "desk") -> str:
        """What the console said, on whichever of its two ways."""
        if surface not in self.standing:
            told_all = {
                **told(self.house), "QUANCHENG_TRANSFER_SIDE": self.name, "QUANCHENG_TRANSFER_PAIR": "yanshi",
                "QUANCHENG_TRANSFER_KEYS": str(self.keys), "SURFACE": surface,
            }  # fmt: skip
            self.standing[surface] = Standing(told_all, settings.ROOT)
        done = self.standing[surface].run(*words)
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def leave(self) -> None:
        """Nobody stands ready for this side any more."""
        for one in self.standing.values():
            one.end()
        self.standing.clear()

    def send(self, *words: str) -> str:
        return self.console("manage.py", "transfer_out", "--to", str(self.gate), *words)

    def take(self, folder: Path | None = None) -> str:
        return self.console("manage.py", "transfer_in", str(folder or self.gate))

    def says(self, script: str, *, surface: str = "desk") -> Any:
        """What a script prints as JSON in a process of this house."""
        said = self.console("-c", f"import json, django\ndjango.setup()\n{script}", surface=surface)
        return json.loads(said.splitlines()[-1])


@pytest.fixture(scope="session")
def built(tmp_path_factory, untouched, django_db_blocker) -> Iterator[tuple[Side, Side]]:
    """The outer one, whose organs came from inside with the first package, and the inner one."""
    place = tmp_path_factory.mktemp("pair")
    ring = place / "ring"
    ring.mkdir()
    for of in kinds.Side:
        make_ring(ring_of(ring, of))
    with (
        django_db_blocker.unblock(),
        _house(place / "outer", untouched, OUTSIDE) as outer,
        _house(place / "inner", untouched, INSIDE) as inner,
    ):
        inward, outward = place / "inward", place / "outward"
        inward.mkdir()
        outward.mkdir()
        outside, inside = Side(outer, "outside", ring, inward), Side(inner, "inside", ring, outward)
        assert "已写第1号包" in inside.send()
        assert "已导入第1号包" in outside.take(inside.gate)
        outside.leave()
        inside.leave()
        yield outside, inside


@pytest.fixture
def two_houses(built, tmp_path, django_db_blocker) -> Iterator[tuple[Side, Side]]:
    """The outer and the inner one, as they were built: no test finds what another left."""
    with django_db_blocker.unblock(), two_like(built, tmp_path) as both:
        yield both


@contextmanager
def two_like(built: tuple[Side, Side], place: Path) -> Iterator[tuple[Side, Side]]:
    """Copies of both; only the rings, which nothing changes, are the same."""
    outer, inner = built
    with _like(outer, place) as outer, _like(inner, place) as inner:
        yield outer, inner


@contextmanager
def _like(side: Side, place: Path) -> Iterator[Side]:
    folder = shutil.copytree(side.house.folder, place / side.name)
    gate = shutil.copytree(side.gate, place / f"gate-{side.name}")
    with database_like(side.house.database, folder) as database:
        house = replace(side.house, folder=folder, database=database)
        one = replace(side, house=house, gate=gate, standing={})
        yield one
        one.leave()


@contextmanager
def _house(folder: Path, untouched: str, start: str) -> Iterator[House]:
    folder.mkdir()
    make_ring(folder.parent / f"{folder.name}-keys")
    yield from moved_in(folder, untouched, start)

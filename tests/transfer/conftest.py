"""Two houses of their own, each with its folder, database and keys; between them a folder and one ring."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from quancheng.kernel.crypto.keys import make_ring
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.tests.conftest import moved_in, told

START = """
import django
django.setup()
from datetime import datetime
from zoneinfo import ZoneInfo
from quancheng.shells.demo.city import load_city
from quancheng.shells.portal.layout import SitePlan, lay_out_site
now = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
load_city(now)
lay_out_site(SitePlan(title="演示市", government="演示市人民政府", host="演示市政府办公厅"))
"""


@dataclass(frozen=True)
class Side:
    """One of the two, and what a process of it is told."""

    house: House
    name: str
    keys: Path
    gate: Path  # the folder that the gate between the networks carries over

    def console(self, *words: str) -> str:
        """What the console said, on whichever of its two ways."""
        told_all = {
            **told(self.house), "QUANCHENG_TRANSFER_SIDE": self.name, "QUANCHENG_TRANSFER_PAIR": "yanshi",
            "QUANCHENG_TRANSFER_KEYS": str(self.keys), "SURFACE": "desk",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, *words],
            env=told_all,
            cwd=settings.ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def send(self, *words: str) -> str:
        return self.console("manage.py", "transfer_out", "--to", str(self.gate), *words)

    def take(self, folder: Path | None = None) -> str:
        return self.console("manage.py", "transfer_in", str(folder or self.gate))

    def says(self, script: str) -> Any:
        """What a script prints as JSON in a process of this house."""
        said = self.console("-c", f"import json, django\ndjango.setup()\n{script}")
        return json.loads(said.splitlines()[-1])


@pytest.fixture(scope="session")
def two_houses(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[tuple[Side, Side]]:
    """The outer one and the inner one, both with the model city and an empty site."""
    place = tmp_path_factory.mktemp("pair")
    make_ring(place / "ring")
    with django_db_blocker.unblock(), _house(place / "outer") as outer, _house(place / "inner") as inner:
        inward, outward, ring = place / "inward", place / "outward", place / "ring"
        inward.mkdir()
        outward.mkdir()
        yield Side(outer, "outside", ring, inward), Side(inner, "inside", ring, outward)


@contextmanager
def _house(folder: Path) -> Iterator[House]:
    folder.mkdir()
    make_ring(folder.parent / f"{folder.name}-keys")
    yield from moved_in(folder, START)

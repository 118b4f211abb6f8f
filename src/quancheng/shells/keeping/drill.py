"""The drill: a backup of this house, restored into an empty place and compared, then thrown away."""

import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quancheng.shells.keeping.backup import ring_of, take_backup, take_keys
from quancheng.shells.keeping.bringing import keys_from, keys_here
from quancheng.shells.keeping.databases import PostgresqlDatabase, SqliteDatabase
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.restore import Restored, restore


@dataclass(frozen=True, slots=True)
class Drilled:
    """How the drill went: what was compared, how large the backup was, and how long both ways took."""

    restored: Restored
    size: int
    seconds_of_backup: float
    seconds_of_restore: float


def drill(house: House, *, within: Path, now: datetime) -> Drilled:
    """Back up and restore, which needs room for the house twice. Raises what these two raise."""
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=within) as place:
        began = time.monotonic()
        records, apart = Path(place) / "records", Path(place) / "keys"
        taken = take_backup(house, to=records, now=now)
        keys = take_keys(house, to=apart, apart_from=records, now=now).path if ring_of(house) else None
        between = time.monotonic()
        size = taken.path.stat().st_size
        with _empty_place(house, Path(place) / "house", with_keys=keys is not None) as empty:
            brought = keys_from(keys, empty) if keys else keys_here(empty)
            restored = restore(taken.path, into=empty, keys=brought)
        return Drilled(restored, size, between - began, time.monotonic() - between)


@contextmanager
def _empty_place(house: House, folder: Path, *, with_keys: bool) -> Iterator[House]:
    keys = folder / "keys" if with_keys else house.keys
    if isinstance(house.database, PostgresqlDatabase):
        with house.database.beside(f"quancheng_drill_{secrets.token_hex(4)}") as empty:
            yield House(folder, empty, keys)
        return
    yield House(folder, SqliteDatabase(folder / "quancheng.sqlite3"), keys)

"""A house of its own, in a folder and a database that nobody else uses, with the model city in it."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from quancheng.kernel.crypto.keys import make_ring
from quancheng.shells.keeping import house as house_module
from quancheng.shells.keeping.backup import take_backup, take_keys
from quancheng.shells.keeping.databases import Database, PostgresqlDatabase, SqliteDatabase, database_of
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.management.commands import backup as backup_console
from quancheng.shells.keeping.management.commands import drill as drill_console
from quancheng.shells.keeping.management.commands import restore as restore_console
from tests.copies import copy_of

NOW = datetime(2024, 3, 4, 1, 2, 3, tzinfo=UTC)  # Monday
MOVING_IN = """
import django
django.setup()
from datetime import date, datetime
from zoneinfo import ZoneInfo
from django.core.files.base import ContentFile
from quancheng.kernel.audit.verify import anchor_chain
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Tenant
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life.letters import load_letters
now = datetime(2024, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
load_city(now)
anchor_chain(on=date(2024, 3, 4))
load_letters(now)
kept = StoredFile(tenant=Tenant.objects.first(), name="佐证", kind="text", size=9, kept_at=now)
kept.data.save("佐证.txt", ContentFile("已办结".encode()))
"""


@pytest.fixture(scope="session")
def house(tmp_path_factory, untouched, django_db_blocker) -> Iterator[House]:
    """Made once; tests read it and back it up."""
    folder = tmp_path_factory.mktemp("house")
    make_ring(folder.parent / f"{folder.name}-keys")
    with django_db_blocker.unblock():
        yield from moved_in(folder, untouched)


def moved_in(folder: Path, untouched: str, script: str = MOVING_IN) -> Iterator[House]:
    """In a copy of the untouched database; on SQLite of the one at hand, where every test puts all back."""
    keys = folder.parent / f"{folder.name}-keys"
    here = database_of(connection.settings_dict)
    if isinstance(here, PostgresqlDatabase):
        with database_like(here.named(untouched), folder) as database:
            yield _filled(House(folder, database, keys), script)
        return
    database = SqliteDatabase(folder / "quancheng.sqlite3")
    connection.ensure_connection()
    with closing(sqlite3.connect(database.path)) as copy:
        connection.connection.backup(copy)
    yield _filled(House(folder, database, keys), script)


@contextmanager
def database_like(one: Database, folder: Path) -> Iterator[Database]:
    """A copy beside it; with SQLite the file lies in the folder already, which was copied whole."""
    if isinstance(one, PostgresqlDatabase):
        with copy_of(one.name, f"keeping_{secrets.token_hex(4)}") as name:
            yield one.named(name)
        return
    yield SqliteDatabase(folder / one.path.name)


def _filled(house: House, script: str) -> House:
    subprocess.run([sys.executable, "-c", script], env=told(house), cwd=settings.ROOT, check=True)
    return house


def told(house: House) -> dict[str, str]:
    path = os.pathsep.join((str(settings.ROOT), str(settings.ROOT / "src")))
    return {**house.environment(), "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture(scope="session")
def kept(house, tmp_path_factory) -> Path:
    """A whole backup of the house."""
    return take_backup(house, to=tmp_path_factory.mktemp("records"), now=NOW).path


@pytest.fixture(scope="session")
def kept_keys(house, tmp_path_factory) -> Path:
    """And of its keys."""
    apart = tmp_path_factory.mktemp("apart")
    return take_keys(house, to=apart, apart_from=house.folder, now=NOW).path


@pytest.fixture
def at_home(house, monkeypatch) -> House:
    """The consoles of this process take the house of the tests for their own."""
    for module in (house_module, backup_console, restore_console, drill_console):
        monkeypatch.setattr(module, "this_house", lambda: house)
    return house


@pytest.fixture
def empty(house, tmp_path) -> Iterator[House]:
    """An empty place of the same kind."""
    folder = tmp_path / "restored"
    if isinstance(house.database, PostgresqlDatabase):
        with house.database.beside(f"keeping_{secrets.token_hex(4)}") as database:
            yield House(folder, database, folder / "keys")
        return
    yield House(folder, SqliteDatabase(folder / "quancheng.sqlite3"), folder / "keys")


def change(house: House, statement: str) -> None:
    """Change a house behind its back."""
    if isinstance(house.database, SqliteDatabase):
        with closing(sqlite3.connect(house.database.path)) as raw:
            raw.execute(statement)
            raw.commit()
        return
    with house.database._connected() as raw:
        raw.execute(statement)

"""What every test stands on: a database that is migrated once and copied from then on."""

import gc
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from django_tasks_db.management.commands import db_worker
from hypothesis import HealthCheck
from hypothesis import settings as bounded

from config.environment import Surface
from config.surfaces import settings_of
from quancheng.kernel.audit import guard
from quancheng.kernel.files.letterhead.pages import HAS_PRINTER
from quancheng.kernel.seals import guard as guard_of_seals
from tests.copies import copy_of
from tests.parts import absent

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
UNTOUCHED = "_untouched"

# The collector looks through everything Django has built again and again: a tenth of the time of all tests.
gc.set_threshold(50_000, 20, 20)

# The same examples in every run, and no clock: what fails here fails everywhere.
# To look for new examples: make test ARGS="--hypothesis-profile=wandering".
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
bounded.register_profile("steady", derandomize=True, **_UNTIMED)
bounded.register_profile("wandering", max_examples=500, **_UNTIMED)
bounded.load_profile("steady")


def _state_of_migrations() -> str:
    """One word for all that decides how the empty database looks."""
    told = hashlib.sha256(django.__version__.encode() + (ROOT / "requirements" / "dev.txt").read_bytes())
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        told.update(path.read_bytes())
    told.update((ROOT / "config" / "settings.py").read_bytes())
    told.update(Path(guard.__file__).read_bytes())
    told.update(Path(guard_of_seals.__file__).read_bytes())
    return told.hexdigest()[:16]


# Whole walks of minutes begin first: at the end one of them would keep one worker and leave the other idle.
LONG = ("tests/journeys/test_every_page.py", "tests/transfer/", "tests/house/test_doors.py")


# They start houses in processes of their own, so that no fixture tells that a database is meant.
OTHER_PROCESSES = ("src/quancheng/shells/keeping/", "tests/cipher/", "tests/role/", "tests/transfer/")
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first; and on another database than SQLite only what asks a database at all.

    What asks none comes out the same, and ran on SQLite: pytest-django refuses it the database.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if connection.vendor != "sqlite":
        others = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _asks_a_database(item)]


def pytest_collection_finish() -> None:
    """What is there before the first test stays: nothing looks through it any more."""
    gc.collect()
    gc.freeze()


def _asks_a_database(item: pytest.Item) -> bool:
    named = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(ASKS_A_DATABASE & named) or item.nodeid.startswith(OTHER_PROCESSES)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """The same way of hashing passwords with few rounds: a million of them guard a real site, not a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 2)
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guard() -> Iterator[None]:
    """A test with real transactions ends by emptying every table; the audit's triggers would refuse that.

    What the migrations themselves had put there is put back, so that no test depends on who came before it.
    """
    flush = TransactionTestCase._fixture_teardown

    def flush_unguarded(case: TransactionTestCase) -> None:
        guard.take_down(connection)
        try:
            flush(case)
            _put_back()
        finally:
            guard.put_up(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unguarded)
        yield


@pytest.fixture
def drain(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run every background task that is due, with the real worker, in the test's own transaction."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return db_worker.Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="drain", excluded_queue_names=[],
    ).run  # fmt: skip


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker
) -> Iterator[None]:
    """Wagtail's migrations take a quarter of a minute; a copy of their result takes none (SQLite only).

    Each worker has a database of its own: that is what the modified settings say.
    """
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            databases = setup_databases(verbosity=0, interactive=False)
            _remember()
            connection.close()  # of a database where somebody is signed in no copy is made
            with copy_of(name := connection.settings_dict["NAME"], f"{name}{UNTOUCHED}"):
                yield
            teardown_databases(databases, verbosity=0)
            return
        pristine = CACHE / f"empty-{_state_of_migrations()}.sqlite3"
        if pristine.exists():
            _take_copy(pristine)
            yield
            connection.close()
            return
        databases = setup_databases(verbosity=0, interactive=False)
        _keep_copy(pristine)
        yield
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def untouched(django_db_setup: None) -> str:
    """PostgreSQL: the name of a database that holds what the migrations left, to be copied (tests/copies.py).

    It is made before the first test, for every test moves the sequences of the database it runs in.
    """
    return f"{connection.settings_dict['NAME']}{UNTOUCHED}"


def _take_copy(pristine: Path) -> None:
    connection.close()
    name = connection.creation._get_test_db_name()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    _fill(pristine)


MIGRATED: dict[str, bytes] = {}  # PostgreSQL: what each table held when the migrations had run


def _remember() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                MIGRATED[table] = b"".join(rows)


def _put_back() -> None:
    """The rows that migrations write: Wagtail's first site and pages, the content types."""
    if connection.vendor == "sqlite":
        _fill(CACHE / f"empty-{_state_of_migrations()}.sqlite3")
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers, no order of tables
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in MIGRATED))
        for table, rows in MIGRATED.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as target:
                target.write(rows)
        cursor.execute("SET session_replication_role = origin")
    ContentType.objects.clear_cache()


def _fill(pristine: Path) -> None:
    source = sqlite3.connect(pristine)
    source.backup(connection.connection)
    source.close()


def _keep_copy(pristine: Path) -> None:
    CACHE.mkdir(exist_ok=True)
    for old in CACHE.glob("empty-*.sqlite3"):
        old.unlink(missing_ok=True)
    building = pristine.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(building)
    connection.connection.backup(target)
    target.close()
    building.replace(pristine)


@pytest.fixture
def desk_surface(settings) -> None:
    """The house as officials meet it: addresses, middleware and policy of the desk."""
    for name, value in settings_of(Surface.DESK).items():
        setattr(settings, name, value)


@pytest.fixture
def pango() -> None:
    """For tests that set pages: the library of the system that does it."""
    if not HAS_PRINTER:
        absent("no pango found: install Debian's `libpangoft2-1.0-0`")

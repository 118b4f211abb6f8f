"""A copy of the test's database with the model city in it, and a role that really signs in there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from quancheng.shells.portal.role.standing import make_role
from tests.copies import copy_of, entered
from tests.role import town

PASSWORD = "for-this-test-alone"  # of a role that is dropped again


@dataclass(frozen=True)
class Copy:
    """The copied database, its owner, and the role of the public surface in it."""

    name: str
    owner: str
    role: str
    media: Path

    @contextmanager
    def entered(self, *, as_role: bool) -> Iterator[None]:
        """Every query of the house goes there, as the owner or as the role."""
        role = {"USER": self.role, "PASSWORD": PASSWORD} if as_role else None
        with entered(self.name, role), override_settings(MEDIA_ROOT=self.media):
            yield

    def connect(self, *, as_role: bool) -> psycopg.Connection:
        """A connection of its own, which has never been anybody else."""
        told = connection.settings_dict
        secret = PASSWORD if as_role else told["PASSWORD"]
        return psycopg.connect(
            host=told["HOST"], port=told["PORT"], dbname=self.name, password=secret or None,
            user=self.role if as_role else self.owner,
        )  # fmt: skip


@pytest.fixture(scope="session")
def copy(untouched, django_db_blocker, tmp_path_factory) -> Iterator[Copy]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles: the suite's second run, on PostgreSQL, proves this")
    told = connection.settings_dict
    role = f"{told['NAME']}_public".lower()
    with django_db_blocker.unblock(), copy_of(untouched, f"{told['NAME']}_role") as name:
        made = Copy(name, told["USER"], role, tmp_path_factory.mktemp("media"))
        with made.entered(as_role=False):
            town.build()
            make_role(made.role)
            make_role(made.role)  # a second time changes nothing
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER ROLE {made.role} PASSWORD '{PASSWORD}'")
        yield made
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE {made.role}")


@pytest.fixture(autouse=True)
def nobody_counted_yet(request: pytest.FixtureRequest, django_db_blocker) -> None:
    """What earlier tests tried or downloaded keeps none waiting: in the copy, unlike elsewhere, it stays."""
    if "copy" in request.fixturenames and connection.vendor == "postgresql":
        copy = request.getfixturevalue("copy")
        with django_db_blocker.unblock(), copy.entered(as_role=False):
            cache.clear()


@pytest.fixture
def as_owner(copy, django_db_blocker) -> Callable[..., object]:
    """Run something as the owner, in the copy."""

    def run(call: Callable[..., object], *given: object) -> object:
        with django_db_blocker.unblock(), copy.entered(as_role=False):
            return call(*given)

    return run


@pytest.fixture
def as_role(copy, django_db_blocker) -> Callable[..., object]:
    """The same as the role of the public surface."""

    def run(call: Callable[..., object], *given: object) -> object:
        with django_db_blocker.unblock(), copy.entered(as_role=True):
            return call(*given)

    return run

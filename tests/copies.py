"""Databases that a test has to itself (PostgreSQL): copies of what the migrations left, or of one another.

The ordinary test database is no model for them: every sequence moves on in it, also with what is rolled back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection


@contextmanager
def copy_of(source: str, name: str) -> Iterator[str]:
    """A database like another in which nobody is signed in; gone afterwards."""
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def entered(name: str, signed_in: Mapping[str, str] | None = None) -> Iterator[None]:
    """Every query of the house goes there, as the owner or as whoever is named."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict |= {"NAME": name, **(signed_in or {})}
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        ContentType.objects.clear_cache()


def _run(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

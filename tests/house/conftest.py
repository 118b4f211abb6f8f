"""The model city, for the tests that walk through it."""

from collections.abc import Iterator

import pytest

from tests.house.doors.city import City, city_in


@pytest.fixture(scope="session")
def city(untouched, django_db_blocker, tmp_path_factory) -> Iterator[City]:
    """Built once where it can be committed: see tests/house/doors/city.py."""
    with django_db_blocker.unblock(), city_in(tmp_path_factory.mktemp("city"), untouched) as standing:
        yield standing

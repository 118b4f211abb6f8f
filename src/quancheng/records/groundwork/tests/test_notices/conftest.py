"""The people of a small city."""

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.tests.test_notices import cast


@pytest.fixture
def notice_city(db) -> Tenant:
    return cast.build_city()


@pytest.fixture
def office(notice_city) -> Actor:
    return cast.staff("市政府办公厅", "office", Role.OPENNESS_OFFICE)


@pytest.fixture
def office_head(notice_city) -> Actor:
    return cast.staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def clerk(notice_city) -> Actor:
    return cast.staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(notice_city) -> Actor:
    return cast.staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def stranger(notice_city) -> Actor:
    return cast.staff("市水务局", "stranger", Role.HANDLER, Role.HEAD)


@pytest.fixture
def district(notice_city) -> Actor:
    return cast.staff("东区政府办公室", "district", Role.OPENNESS_OFFICE)


@pytest.fixture
def district_head(notice_city) -> Actor:
    return cast.staff("东区政府办公室", "district-head", Role.OPENNESS_HEAD)

"""The government whose data the tests keep."""

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.models import Holding, Tenant
from quancheng.shells.workbench.tests.test_orgs import government, seat, unit_of
from quancheng.shells.workbench.tests.test_retention.cast import acting, admin


@pytest.fixture(autouse=True)
def no_anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def city() -> Tenant:
    return government("c")


@pytest.fixture
def office(city) -> Holding:
    return seat(unit_of(city, "9", "演示市政府办公厅"), "负责人", "office", role="openness_head")


@pytest.fixture
def security(city) -> Actor:
    return acting(admin(city, "security"), "security")


@pytest.fixture
def head(office) -> Actor:
    held = office.post.unit
    return Actor(
        kind=Kind.OFFICIAL, person_id=office.person_id, post_id=office.post_id, unit_id=held.pk,
        tenant_id=held.tenant_id, roles=frozenset({"openness_head"}),
    )  # fmt: skip

"""A district takes up the city's plan row by row; the city reads figures; a sibling sees nothing."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import levels
from quancheng.records.plan.models import Plan, RowSetAside
from quancheng.records.plan.queries import taking_up as queries
from quancheng.records.plan.rules.levels import Uptake
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, official
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

TODAY = date(2026, 3, 2)  # Monday
ABOVE = (
    *THREE_ROWS,
    ("4", "", "", "建设乡村振兴公开专栏。", "各区县政府", "2026年12月底前"),
)
EAST = (
    ("1", "一、主动公开", "（一）经济", "公开全区稳增长政策20项。", "东区政府", "2026年12月底前"),
    ("2", "", "", "办好政务公开专区。", "东区政府", "2026年12月底前"),
)


@pytest.fixture
def sibling(city) -> Actor:
    return official(Tenant.objects.get(slug="xi"), "sibling", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)


@pytest.fixture
def above(office) -> Plan:
    """The city's plan: rows 1 and 4 are for all districts."""
    return confirm(bring(office, ABOVE), office).plan


@pytest.fixture
def plan(above, district) -> Plan:
    """The eastern district's plan; its first row is alike to the city's first."""
    return confirm(bring(district, EAST, "东区任务分工.txt"), district).plan


@pytest.fixture
def chosen(plan, above, district) -> Plan:
    return levels.choose_plan_above(plan_ref=plan.ref, above_ref=above.ref, actor=district, now=NOW)


def take_up(plan: Plan, no: str, *rows: str, actor: Actor, seen: tuple[str, ...] = ()) -> None:
    assert plan.takes_up is not None
    levels.take_up_row(
        plan_ref=plan.ref,
        above_ref=f"{plan.takes_up.ref}-{no}",
        row_refs=frozenset(f"{plan.ref}-{row}" for row in rows),
        seen=frozenset(f"{plan.ref}-{row}" for row in seen),
        actor=actor,
        now=NOW,
    )


def set_aside(plan: Plan, no: str, actor: Actor, reason: str = "本区没有乡村") -> RowSetAside:
    assert plan.takes_up is not None
    return levels.set_row_aside(
        plan_ref=plan.ref, above_ref=f"{plan.takes_up.ref}-{no}", reason=reason, actor=actor, now=NOW
    )


def standing(plan: Plan) -> list[tuple[str, Uptake]]:
    assert plan.takes_up is not None
    found = queries.taking_up(plan, plan.takes_up, today=TODAY)
    return [(line.above.no, line.uptake) for line in found.lines]


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq")[0].code

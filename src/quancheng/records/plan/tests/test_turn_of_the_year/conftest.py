"""Next year's plan starts from last year's: rows go on, duties are carried over, nothing is lost."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.commands import carrying, tasks, years
from quancheng.records.plan.models import CarryOver, Draft, Plan
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import told

NEXT = at("2027-01-11")  # Monday
TODAY = date(2027, 1, 11)
Decision = CarryOver.Decision


@pytest.fixture
def last(office) -> Plan:
    """2026, issued: row 1 for a department and both districts, row 2 for a department, row 3 half-yearly."""
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def start(plan: Plan, actor: Actor, *, only_open: bool = False) -> Draft:
    return years.draft_from_last_year(plan_ref=plan.ref, only_open=only_open, actor=actor, now=NEXT)


@pytest.fixture
def this(last, office) -> Plan:
    """2027 from the rows of 2026, confirmed but not issued."""
    return confirm(start(last, office), office).plan


@pytest.fixture
def issued(this, office) -> Plan:
    tasks.issue_tasks(plan_ref=this.ref, actor=office, now=NEXT)
    return this


def left(plan: Plan, unit: str, no: str = "1") -> DueItem:
    """What a unit left open of a row of last year."""
    assert plan.follows is not None
    about = f"plan.task:{plan.follows.ref}-{no}-"
    found = DueItem.objects.filter(obligation__about__startswith=about, case__unit__short_name=unit)
    return found.order_by("until_on")[0]


def settle(
    plan: Plan, duty: DueItem, decision: Decision, actor: Actor, to_row: str = "", reason: str = ""
) -> int:
    return carrying.settle_left_overs(
        plan_ref=plan.ref, seen={duty.pk: told(duty)["version"]}, decision=decision, to_row=to_row,
        reason=reason, actor=actor, now=NEXT,
    )  # fmt: skip


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq")[0].code

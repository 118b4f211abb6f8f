"""Supervision orders: drafted by the office, issued by its head, answered by the unit, closed."""

from datetime import date

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import order_answers, orders, tasks
from quancheng.records.plan.models import Order
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_telling_of_duties import seat

TODAY = date(2026, 3, 2)  # Monday
ANSWER_ON = date(2026, 3, 16)  # Monday, ten working days later


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan(office):
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def clerk(city) -> Actor:
    return seat("市财政局", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return seat("市财政局", Role.HEAD)


def duties_of(*shorts: str) -> list[int]:
    owed = DueItem.objects.filter(case__unit__short_name__in=shorts)
    return list(owed.order_by("pk").values_list("pk", flat=True))


def wording(**other: object) -> orders.OrderWording:
    said = {"subject": "预算公开", "demand": "请公开预算说明。", "answer_on": ANSWER_ON}
    return orders.OrderWording(**{**said, **other})


def draft(office: Actor, *shorts: str, **other: object) -> Order:
    [order, *_] = orders.draft_orders(
        duty_ids=duties_of(*shorts or ("市财政局",)), wording=wording(**other), actor=office, now=NOW
    )
    return order


def told(order: Order) -> dict[str, int]:
    return {"order_id": order.pk, "version": Order.objects.get(pk=order.pk).case.version}


def issue(order: Order, head: Actor, *, now=NOW, until: date = ANSWER_ON) -> Order:
    return orders.issue_order(**told(order), until=until, actor=head, now=now)


def state(order: Order) -> str:
    return Order.objects.get(pk=order.pk).case.state


@pytest.fixture
def drafted(plan, office) -> Order:
    return draft(office)


@pytest.fixture
def issued(drafted, office_head, clerk, head) -> Order:
    return issue(drafted, office_head)


@pytest.fixture
def signed(issued, clerk) -> Order:
    return order_answers.sign_order(**told(issued), actor=clerk, now=NOW)


@pytest.fixture
def answered(signed, head) -> Order:
    order_answers.send_answer(**told(signed), text="已公开。", files=(), actor=head, now=at("2026-03-05"))
    return signed


def inbox(actor: Actor) -> list[str]:
    seen = Notice.objects.filter(to_person=actor.person_id).order_by("pk")
    return list(seen.values_list("kind", flat=True))

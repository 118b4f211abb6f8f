"""The eleventh request of its month, and a fee that is proposed, decided, served, paid."""

import pytest

from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.records.disclosure.commands import fees
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.tests.conftest import at, day, enter, hand_in, seen

RECEIVED, NOTICE = "2024-09-02", "2024-09-20"  # Monday, and Friday: day 13 of the period
HOW = "缴入演示市财政非税收入专户（演示）"


@pytest.fixture
def payment(city, office):
    """How one pays, as the office of the city entered it."""
    enter("disclosure.payment", (("", HOW),), office)


@pytest.fixture
def said(office, legal):
    """A norm as the government sets it from a day on."""

    def say(code, value, *, on="2024-09-02"):
        entered = enter_value(
            norm=f"disclosure.{code}", value=value, from_on=day(on), source="演示", mark=Mark.D,
            actor=office, now=at(on),
        )  # fmt: skip
        sign_value(value_id=entered.pk, digest=entered.digest, actor=legal, now=at(on))

    return say


def many(clerk, count: int, *, on: str = RECEIVED):
    """So many requests of one applicant on one day; the last of them."""
    return [hand_in(clerk, came_on=on, now=at(on)) for _ in range(count)][-1]


@pytest.fixture
def eleventh(clerk, payment):
    """The eleventh request of its month, received on Monday 2 September 2024."""
    return many(clerk, 11)


def propose(request, actor, on=NOTICE, **told):
    given = {"basis": Basis.ITEMS, "pages": 0, "why": "一个月内申请11件，明显超过合理范围", **told}
    return fees.propose_fee(**seen(request), **given, actor=actor, now=at(on))


def issue(request, actor, on=NOTICE):
    return fees.issue_fee_notice(**seen(request), actor=actor, now=at(on, "10:00"))


def serve(request, actor, on=NOTICE, **told):
    return fees.note_fee_served(**seen(request), on=day(on), **told, actor=actor, now=at(on, "11:00"))


def pay(request, actor, on):
    return fees.note_payment(
        **seen(request), on=day(on), voucher="演示票据1", actor=actor, now=at(on, "12:00")
    )


@pytest.fixture
def issued(eleventh, clerk, head):
    propose(eleventh, clerk)
    return issue(eleventh, head)


@pytest.fixture
def served(issued, clerk):
    return serve(issued, clerk)

"""What assessors read of duties, orders and commitments: due, met or missed, unit by unit."""

from datetime import date

import pytest

from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.commands import duties, oversight
from quancheng.records.plan.models import Commitment
from quancheng.records.plan.queries import duties as reading
from quancheng.records.plan.queries import judged
from quancheng.records.plan.tests import commitments as promises
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_working_on_duties import report, told

pytestmark = pytest.mark.django_db
FIRST, LAST, AFTER = date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 4)  # Thursday, Thursday, Monday


def read(judge, tenant, *, last=LAST, first=FIRST, **more):
    units = list(Unit.objects.values_list("pk", flat=True))
    return [(str(one.ref), one.is_met) for one in judge(tenant.pk, units, first, last, **more)]


@pytest.fixture
def duty(plan, clerk):
    """The department's share of row 1, due on Thursday 31 December 2026."""
    return reading.own_duties(clerk).get(obligation__about=f"plan.task:{plan.ref}-1-1")


@pytest.fixture
def confirmed(duty, clerk, head):
    report(duty, clerk)
    duties.confirm_duties(seen={duty.pk: told(duty)["version"]}, actor=head, now=NOW)
    return duty


class TestDuties:
    def test_that_are_confirmed_in_time_are_met(self, confirmed, city):
        assert (f"plan.duty:{confirmed.pk}", True) in read(judged.duties_judged, city, last=AFTER)

    def test_that_stay_open_are_missed_once_their_day_is_over(self, duty, city):
        mine = (f"plan.duty:{duty.pk}", False)
        assert mine not in read(judged.duties_judged, city, last=LAST)
        assert mine in read(judged.duties_judged, city, last=AFTER)
        assert mine in read(judged.duties_left_open, city, last=AFTER)

    def test_of_another_government_are_not_there(self, duty, city):
        assert read(judged.duties_judged, city.below.first(), last=AFTER) == []

    def test_that_were_sent_back_are_missed(self, confirmed, city, office):
        assert read(judged.evidence_judged, city) == [(f"plan.duty:{confirmed.pk}", True)]
        oversight.return_duty(**told(confirmed), reason="佐证不符", actor=office, now=NOW)
        assert read(judged.evidence_judged, city) == [(f"plan.duty:{confirmed.pk}", False)]

    def test_are_signed_for_in_time_or_not(self, duty, city, clerk):
        mine = f"plan.duty:{duty.pk}"
        assert mine not in dict(read(judged.duties_signed, city, last=date(2026, 3, 6), days=5))  # Friday
        assert dict(read(judged.duties_signed, city, last=date(2026, 3, 31), days=5))[mine] is False
        duties.sign_duty(**told(duty), actor=clerk, now=at("2026-03-04"))  # Wednesday
        assert dict(read(judged.duties_signed, city, last=date(2026, 3, 31), days=5))[mine] is True


class TestOrders:
    def test_answered_in_time_are_met(self, answered, city):
        assert read(judged.orders_judged, city) == [(f"plan.order:{answered.pk}", True)]

    def test_not_answered_are_missed_once_their_day_is_over(self, issued, city):
        assert read(judged.orders_judged, city, last=date(2026, 3, 16)) == []  # Monday, the last day
        assert read(judged.orders_judged, city) == [(f"plan.order:{issued.pk}", False)]


class TestCommitments:
    def test_are_judged_when_done_or_over(self, city, office, office_head):
        promises.published(office, office_head)
        first = Commitment.objects.get(no="3")  # by Tuesday 30 June 2026
        assert read(judged.commitments_judged, city, last=date(2026, 6, 30)) == []
        told_later = read(judged.commitments_judged, city, last=date(2026, 7, 1))  # Wednesday
        assert told_later == [(f"plan.commitment:{first.ref}", False)]

"""What assessors read of messages: due, met or missed, and how long it took; never a word of them."""

from datetime import date

import pytest

from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.judged import faults_judged, messages_judged
from quancheng.records.mailbox.tests.conftest import finance

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)  # both a Thursday


def read(judge, tenant, last=LAST):
    return list(judge(tenant.pk, [finance().pk], FIRST, last))


class TestMessages:
    def test_answered_in_time_are_met_with_their_days(self, answered, city):
        [one] = read(messages_judged, city)
        assert (one.is_met, one.days, str(one.ref)) == (True, 1, f"mailbox.message:{answered.number}")
        assert "打不通" not in one.says

    def test_not_answered_are_missed_once_their_day_is_over(self, handed, city):
        due = Message.objects.get().case.due_on
        assert read(messages_judged, city, last=due) == []
        [one] = read(messages_judged, city)
        assert (one.is_met, one.days) == (False, None)

    def test_nobody_has_classified_are_nobodys(self, received, city):
        assert read(messages_judged, city) == []

    def test_of_another_government_are_not_there(self, answered, city):
        assert read(messages_judged, city.below.get()) == []


class TestFaults:
    def test_are_met_when_closed(self, answered, city):
        assert [one.is_met for one in read(faults_judged, city)] == [True]

    def test_are_missed_while_open(self, handed, city):
        assert [one.is_met for one in read(faults_judged, city)] == [False]

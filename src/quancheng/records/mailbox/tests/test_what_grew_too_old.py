"""What the check of sites would find: messages without an answer for months, governments without a word."""

import uuid
from datetime import date

import pytest

from quancheng.records.mailbox.commands import handling, publishing
from quancheng.records.mailbox.commands.limits import set_limit
from quancheng.records.mailbox.queries.faults import faults
from quancheng.records.mailbox.rules.limits import Rule
from quancheng.records.mailbox.tests.conftest import NOW, at, publish, seen, send

pytestmark = pytest.mark.django_db


class TestFaults:
    def test_name_what_is_unanswered_for_months(self, handed):
        assert not any("未答复" in fault for fault in faults(today=date(2026, 6, 2)))  # a Tuesday
        assert f"{handed.number} 收到后超过3个月仍未答复" in faults(today=date(2026, 6, 3))

    def test_name_what_is_unanswered_for_as_long_as_the_government_says(self, handed, office_head):
        told = {"rule": Rule.UNANSWERED, "value": 1, "from_on": date(2026, 3, 3), "source": "试"}
        set_limit(**told, actor=office_head, now=NOW)
        assert f"{handed.number} 收到后超过1个月仍未答复" in faults(today=date(2026, 4, 3))  # a Friday

    def test_do_not_name_what_got_a_reason(self, received, office):
        handling.set_message_aside(**seen(received), reason="没有写明地点", actor=office, now=NOW)
        assert not any("未答复" in fault for fault in faults(today=date(2026, 12, 1)))  # a Tuesday

    def test_do_not_name_what_was_answered_before(self, answered, office):
        handling.reopen_message(**seen(answered), reason="还有一处", actor=office, now=at("2026-03-04"))
        assert not any("未答复" in fault for fault in faults(today=date(2026, 12, 1)))

    def test_name_who_published_nothing_for_months(self, answered, office, reviewer):
        said = "泉州湾市 超过2个月没有新的留言选登"
        assert said not in faults(today=date(2026, 5, 2))  # a Saturday
        assert said in faults(today=date(2026, 5, 3))
        shown = publish(answered, office, reviewer, now=at("2026-05-03"))
        assert said not in faults(today=date(2026, 7, 3))  # a Friday
        assert said in faults(today=date(2026, 7, 4))
        told = {"publication_id": shown.pk, "reason": "写得不准", "actor": office, "now": at("2026-05-04")}
        publishing.withdraw_publication(**told)
        assert said in faults(today=date(2026, 5, 5))  # what came down is not shown

    def test_name_nobody_to_whom_nobody_wrote(self, city, office, district):
        assert list(faults(today=date(2030, 1, 1))) == []  # a Tuesday

    def test_ask_the_database_no_more_for_more(self, city, handed, django_assert_max_num_queries):
        with django_assert_max_num_queries(20) as for_one:
            list(faults(today=date(2026, 6, 3)))
        for _ in range(5):
            send(city, source=uuid.uuid4().hex)
        with django_assert_max_num_queries(len(for_one.captured_queries) + 1):  # the first one to be sorted
            list(faults(today=date(2026, 6, 3)))

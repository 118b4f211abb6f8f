"""The last day ends at midnight in Asia/Shanghai: a second before is in time, midnight is a day late."""

from dataclasses import replace
from datetime import UTC

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.models import Outcome
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import (
    WHAT,
    at,
    day,
    decide,
    divide,
    hand_in,
    now_of,
    read_warnings,
)

pytestmark = pytest.mark.django_db
LAST_SECOND = at("2024-05-21", "23:59:59")  # Tuesday
MIDNIGHT = at("2024-05-22", "00:00:00")  # Wednesday, a working day


def answered_at(now, clerk, reviewer, head):
    """A request of Monday 22 April 2024, whose reply is drafted, issued and served in one moment."""
    request = hand_in(clerk, what=replace(WHAT, route=Route.NETWORK))
    divide(request, clerk)
    decide(request, clerk, "36-4", search_record="档案系统、财务系统，关键词“预算报告”，没有查到")
    assert now_of(request).case.due_on == day("2024-05-21")
    read_warnings(request, clerk, now=now)
    story.issued(request, clerk, reviewer, head, now=now)
    story.served(request, clerk, now=now)
    return now_of(request)


def outcome_of(request):
    count_outcomes(actor=Actor.clockwork(), now=at("2024-06-03"))
    return Outcome.objects.get(request=request)


@pytest.fixture
def rules(office, legal):
    story.rules_in_force(office, legal)


@pytest.mark.usefixtures("rules")
class TestAReply:
    def test_of_the_last_second_is_in_time(self, clerk, reviewer, head):
        request = answered_at(LAST_SECOND.astimezone(UTC), clerk, reviewer, head)
        assert (request.case.ended_on, request.online_on) == (day("2024-05-21"), day("2024-05-21"))
        told = outcome_of(request)
        assert (told.is_late, told.late, told.last_on) == (False, 0, day("2024-05-21"))

    def test_of_midnight_is_one_day_late(self, clerk, reviewer, head):
        request = answered_at(MIDNIGHT.astimezone(UTC), clerk, reviewer, head)
        told = outcome_of(request)
        assert (request.case.ended_on, told.is_late, told.late) == (day("2024-05-22"), True, 1)

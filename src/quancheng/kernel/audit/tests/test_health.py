"""The house says whether its clockwork and its worker are alive."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.audit.health import PULSE, health, leave_a_sign
from quancheng.kernel.audit.models import PeriodicJob
from quancheng.kernel.audit.periodic import run_due
from quancheng.kernel.audit.tasks import pulse

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 3, 4, 4, 0, tzinfo=UTC)  # Monday
MINUTES = timedelta(minutes=1)


def ticked(at: datetime) -> None:
    PeriodicJob.objects.update_or_create(name=PULSE, defaults={"last_success_at": at})


def waits_since(at: datetime, **how: object) -> None:
    pulse.enqueue()
    newest = DBTaskResult.objects.order_by("-enqueued_at").first()
    DBTaskResult.objects.filter(pk=newest.pk).update(enqueued_at=at, **how)


class TestHealth:
    def test_of_a_house_that_never_ticked_is_bad(self):
        assert "从未运行" in health(now=NOON).faults[0]

    @pytest.mark.parametrize(("minutes", "faults"), [(0, 0), (5, 0), (6, 1), (600, 1)])
    def test_asks_for_a_tick_within_five_minutes(self, minutes, faults):
        ticked(NOON - minutes * MINUTES)
        assert len(health(now=NOON).faults) == faults

    @pytest.mark.parametrize(("minutes", "faults"), [(1, 0), (15, 0), (16, 1)])
    def test_lets_no_task_wait_for_more_than_a_quarter_of_an_hour(self, minutes, faults):
        ticked(NOON)
        waits_since(NOON - minutes * MINUTES)
        told = health(now=NOON)
        assert (told.waiting, len(told.faults)) == (1, faults)

    def test_minds_no_task_whose_time_has_not_come(self):
        ticked(NOON)
        waits_since(NOON - 60 * MINUTES, run_after=NOON + MINUTES)
        assert (health(now=NOON).waiting, health(now=NOON).faults) == (0, ())

    def test_tells_of_jobs_that_fail(self):
        ticked(NOON)
        PeriodicJob.objects.create(name="plan.warn", failures=2, last_fault="OperationalError")
        [failing] = health(now=NOON).failing
        assert (failing.name, failing.times) == ("plan.warn", 2)

    def test_costs_four_queries(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            health(now=NOON)


class TestLeavingASign:
    def test_is_done_by_every_tick(self):
        run_due(now=NOON)
        assert health(now=NOON + MINUTES).ticked_at == NOON

    def test_asks_the_worker_now_and_then(self):
        now = timezone.now()
        for _ in range(3):
            leave_a_sign(now)
        assert DBTaskResult.objects.count() == 1

    def test_is_seen_when_the_worker_has_worked(self, drain):
        leave_a_sign(timezone.now())
        drain()
        told = health(now=timezone.now())
        assert told.worked_at is not None
        assert told.waiting == 0

    def test_shows_a_dead_worker_in_an_idle_house(self):
        now = timezone.now()
        leave_a_sign(now)
        ticked(now + 20 * MINUTES)
        assert "db_worker" in health(now=now + 20 * MINUTES).faults[0]


class TestTheConsole:
    def test_prints_json_and_fails_when_something_is_wrong(self, capsys):
        with pytest.raises(SystemExit) as left:
            call_command("health")
        assert left.value.code == 1
        told = json.loads(capsys.readouterr().out)
        assert (told["healthy"], told["tick"]) == (False, None)

    def test_is_content_with_a_house_that_ticks(self, capsys):
        ticked(timezone.now())
        call_command("health")
        assert json.loads(capsys.readouterr().out)["healthy"] is True

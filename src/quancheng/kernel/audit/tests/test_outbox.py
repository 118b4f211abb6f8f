from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.audit import outbox, registry
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.outbox import LONGEST_RUN, MOST_ATTEMPTS, Swept, dead_tasks, pause_after, requeue
from quancheng.kernel.audit.queries import entry_for_task
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor

MONDAY = datetime(2024, 3, 4, 1, tzinfo=UTC)  # Monday 4 March 2024
heard: list[str] = []


@dataclass(frozen=True, kw_only=True)
class BellEvent(AuditEvent):
    """Abstract: it has no code of its own."""

    tower: str


@dataclass(frozen=True, kw_only=True)
class BellRung(BellEvent):
    code = "trial.bell.rung"
    sentence = "{tower}的钟响了"


@task
def hear(seq: int) -> None:
    heard.append(entry_for_task(seq).facts["tower"])


@task
def fail(seq: int) -> None:
    raise OSError("演示")


@pytest.fixture(autouse=True)
def own_subscriptions(db, monkeypatch):
    monkeypatch.setattr(registry, "_subscribers", registry.defaultdict(list))
    heard.clear()


def ring():
    return record(BellRung(tower="东"), actor=Actor.clockwork(1), at=MONDAY)


class TestSubscribe:
    def test_runs_the_task_after_the_event(self, drain):
        registry.subscribe(BellRung, hear)
        ring()
        assert heard == []
        drain()
        assert heard == ["东"]

    def test_hears_every_event_derived_from_an_abstract_one(self, drain):
        registry.subscribe(BellEvent, hear)
        ring()
        drain()
        assert heard == ["东"]

    def test_twice_is_once(self):
        for event in (BellEvent, BellRung, BellRung):
            registry.subscribe(event, hear)
        ring()
        assert DBTaskResult.objects.count() == 1

    def test_writes_nothing_when_the_command_is_undone(self):
        registry.subscribe(BellRung, hear)
        with transaction.atomic():
            ring()
            transaction.set_rollback(True)
        assert not DBTaskResult.objects.exists()


class TestRequeue:
    def test_tries_a_failed_task_again_after_a_pause(self, drain):
        row = failed(drain)
        assert requeue(now=row.finished_at) == Swept(retried=1)
        row.refresh_from_db()
        assert row.status == "READY"
        assert row.run_after == row.finished_at + timedelta(minutes=1)

    def test_gives_up_after_the_last_attempt_and_shows_it(self, drain, capsys):
        row = failed(drain, attempts=MOST_ATTEMPTS)
        assert requeue(now=row.finished_at + timedelta(days=1)) == Swept()
        assert dead_tasks() == [row]
        with pytest.raises(SystemExit):
            call_command("dead_tasks")
        assert "test_outbox.fail builtins.OSError" in capsys.readouterr().out

    def test_lets_a_person_start_over(self, drain):
        row = failed(drain, attempts=MOST_ATTEMPTS)
        call_command("dead_tasks", "--retry", verbosity=0)
        row.refresh_from_db()
        assert (row.status, row.worker_ids) == ("READY", [])
        assert dead_tasks() == []

    def test_takes_over_from_a_dead_worker(self, drain):
        row = running()
        now = row.started_at + LONGEST_RUN + timedelta(seconds=1)
        assert requeue(now=now) == Swept(taken_over=1)
        registry.subscribe(BellRung, hear)
        DBTaskResult.objects.update(run_after=timezone.now())
        drain()
        assert heard == ["东"]

    def test_leaves_a_task_alone_that_is_running(self):
        row = running()
        assert requeue(now=row.started_at + LONGEST_RUN) == Swept()
        row.refresh_from_db()
        assert row.status == "RUNNING"

    def test_gives_up_a_task_whose_workers_died_every_time(self):
        row = running(attempts=MOST_ATTEMPTS)
        now = row.started_at + LONGEST_RUN + timedelta(seconds=1)
        assert requeue(now=now) == Swept(given_up=1)
        assert [dead.exception_class_path for dead in dead_tasks()] == [
            "quancheng.kernel.audit.outbox.WorkerDied"
        ]

    def test_twice_is_once(self, drain):
        row = failed(drain)
        assert requeue(now=row.finished_at) == Swept(retried=1)
        assert requeue(now=row.finished_at) == Swept()

    def test_steps_back_when_a_worker_was_faster(self, drain):
        row = failed(drain)
        DBTaskResult.objects.update(status="RUNNING", started_at=MONDAY)
        assert outbox._retry(row, MONDAY) == 0

    def test_forgets_old_successes_only(self, drain):
        registry.subscribe(BellRung, hear)
        ring()
        drain()
        failed(drain)
        now = timezone.now() + timedelta(days=31)
        assert outbox.forget_old_successes(now=now) == 1
        assert DBTaskResult.objects.get().status == "FAILED"


def failed(drain, attempts=1):
    fail.enqueue(1)
    drain()
    row = DBTaskResult.objects.get(status="FAILED")
    row.worker_ids = row.worker_ids * attempts
    row.save()
    return row


def running(attempts=1):
    hear.enqueue(ring().seq)
    row = DBTaskResult.objects.get()
    row.worker_ids = ["lost"] * (attempts - 1)
    row.claim("lost")
    return row


class TestPauseAfter:
    @given(st.integers(0, 200))
    def test_grows_and_stays_under_an_hour(self, attempts):
        assert (
            timedelta(minutes=1) <= pause_after(attempts) <= pause_after(attempts + 1) <= timedelta(hours=1)
        )

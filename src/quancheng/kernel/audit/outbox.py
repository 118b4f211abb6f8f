"""Keeping the outbox moving: what failed is tried again, what its worker left behind is taken up again.

The task table is the outbox of the audit, so this stands beside `record`. `db_worker` runs each task once and
never looks back; the minute job here looks back. Tasks are idempotent, so trying one again does no harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

Row: TypeAlias = "DBTaskResult[Any, Any]"

MOST_ATTEMPTS = 6
LONGEST_RUN = timedelta(minutes=15)  # a task still running after this has lost its worker
KEPT_FOR = timedelta(days=30)


class WorkerDied(Exception):
    """The worker of a task died at its last attempt; only the name is written down, as the task's fault."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one round did: tasks to be tried again, tasks taken from dead workers, tasks given up."""

    retried: int = 0
    taken_over: int = 0
    given_up: int = 0


def pause_after(attempts: int) -> timedelta:
    """How long to wait before trying again: 1, 2, 4 … minutes, at most an hour."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 60))


def requeue(*, now: datetime) -> Swept:
    """Put failed tasks and those of dead workers back into the queue, each at most six times."""
    retried = sum(
        _retry(task, now) for task in DBTaskResult.objects.failed().iterator() if not _is_dead(task)
    )
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - LONGEST_RUN)
    taken_over, given_up = 0, 0
    for task in lost.iterator():
        if _is_dead(task):
            given_up += _give_up(task, now)
        else:
            taken_over += _take_over(task, now)
    return Swept(retried, taken_over, given_up)


def dead_tasks() -> Sequence[Row]:
    """Tasks that were given up after their last attempt, the newest first: somebody has to look at them."""
    failed = DBTaskResult.objects.failed().order_by("-finished_at")
    return [task for task in failed if _is_dead(task)]


def revive(task: Row, *, now: datetime) -> int:
    """Give a task that was given up a fresh row of attempts. The number revived: 1, or 0 if it has moved."""
    return _swap(task, status=TaskResultStatus.READY, run_after=now, worker_ids=[])


def forget_old_successes(*, now: datetime) -> int:
    """Delete the rows of tasks that succeeded a month ago; the audit keeps what happened. How many."""
    deleted, _ = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT_FOR).delete()
    return int(deleted)


def _is_dead(task: Row) -> bool:
    return len(task.worker_ids) >= MOST_ATTEMPTS


def _retry(task: Row, now: datetime) -> int:
    since = task.finished_at or now
    again = max(now, since + pause_after(len(task.worker_ids)))
    return _swap(task, status=TaskResultStatus.READY, run_after=again)


def _take_over(task: Row, now: datetime) -> int:
    return _swap(task, status=TaskResultStatus.READY, run_after=now)


def _give_up(task: Row, now: datetime) -> int:
    fault = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"
    return _swap(task, status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=fault)


def _swap(task: Row, **now: object) -> int:
    """Compare and swap: only if no worker and no other round has moved the task since it was read."""
    seen = {"status": task.status, "started_at": task.started_at, "finished_at": task.finished_at}
    return int(DBTaskResult.objects.filter(pk=task.pk, **seen).update(**now))

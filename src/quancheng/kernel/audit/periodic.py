"""Jobs that return by the clock: registered in `apps.ready`, run by `./manage.py tick` once a minute.

Ticks may overlap, come late or fail: a job is claimed by compare-and-swap on its row, runs once for each turn
of its schedule, and after a failure is tried again with a growing pause. Jobs are idempotent.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.audit.models import PeriodicJob
from quancheng.kernel.audit.outbox import pause_after
from quancheng.kernel.audit.schedule import Schedule, is_due
from quancheng.kernel.basis.refusal import Refusal

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do in turns. `run` is handed the instant of the tick and takes at most `longest`.

    `stays_inside`: officials' work, which is not done in a house outside; what stands there came finished.
    """

    name: str
    says: str
    schedule: Schedule
    run: Callable[[datetime], object]
    longest: timedelta = timedelta(hours=1)
    stays_inside: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one job went; `fault` is empty when it succeeded."""

    job: Job
    fault: str


class JobNameTaken(TypeError):
    """Two jobs claim one name: a fault in the code."""


_jobs: dict[str, Job] = {}


def register_job(job: Job) -> None:
    """Take in a job. Raises JobNameTaken."""
    if _jobs.get(job.name, job) != job:
        raise JobNameTaken(job.name)
    _jobs[job.name] = job


def every_job() -> tuple[Job, ...]:
    """All jobs, in the order in which they were registered."""
    return tuple(_jobs.values())


def jobs_here() -> tuple[Job, ...]:
    """Those that this house does: outside (网闸外) none that stays inside."""
    is_outside = settings.TRANSFER.side == "outside"
    return tuple(job for job in every_job() if not (is_outside and job.stays_inside))


def run_due(*, now: datetime) -> tuple[Outcome, ...]:
    """Run each job whose turn it is and that nobody else is at; one job's fault does not stop the next."""
    outcomes = []
    for job in jobs_here():
        claim = _claim(job, now)
        if claim is not None:
            outcomes.append(_run(job, claim, now))
    return tuple(outcomes)


def _claim(job: Job, now: datetime) -> PeriodicJob | None:
    row, _ = PeriodicJob.objects.get_or_create(name=job.name)
    if not is_due(job.schedule, last=row.last_success_at, now=timezone.localtime(now)):
        return None
    if not _may_start(job, row, now) or not _swap(row, running=True, claimed_at=now):
        return None
    return row


def _may_start(job: Job, row: PeriodicJob, now: datetime) -> bool:
    """Not while another tick is at it (unless that one must have died), nor in the pause after a failure."""
    if row.claimed_at is None:
        return True
    pause = job.longest if row.running else pause_after(row.failures) if row.failures else timedelta()
    return now - row.claimed_at >= pause


def _run(job: Job, row: PeriodicJob, now: datetime) -> Outcome:
    try:
        job.run(now)
    except Refusal as refusal:
        fault = refusal.sentence
    except Exception as error:  # whatever it is, it is written down and the other jobs run
        logger.exception("periodic job %s failed", job.name)
        fault = type(error).__name__
    else:
        _swap(row, running=False, last_success_at=now, failures=0, last_fault="")
        return Outcome(job, "")
    _swap(row, running=False, failures=row.failures + 1, last_fault=fault[:500])
    return Outcome(job, fault)


def _swap(row: PeriodicJob, **now: object) -> bool:
    """Compare and swap on the row's version; what was read is out of date when somebody was faster."""
    swapped = PeriodicJob.objects.filter(pk=row.pk, version=row.version).update(
        version=row.version + 1, **now
    )
    row.version += 1
    return swapped == 1

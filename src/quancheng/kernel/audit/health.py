"""Whether the clockwork and the worker are alive, read from the signs that they leave.

The tick leaves one each minute: the last success of the job `house.pulse`. An idle worker leaves none, so the
same job puts a task that does nothing into the queue every few minutes: where no worker lives, it waits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Max, Min, Q, When
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from quancheng.kernel.audit.models import PeriodicJob
from quancheng.kernel.audit.outbox import dead_tasks
from quancheng.kernel.audit.tasks import pulse

PULSE = "house.pulse"
TICK_AT_LEAST = timedelta(minutes=5)  # [D] five times the minute that supervisors are told
WAIT_AT_MOST = timedelta(minutes=15)  # [D] as long as a task may run
PULSE_EVERY = timedelta(minutes=5)
AT_ONCE = Q(run_after=get_date_max())  # how the queue writes down that a task need not wait


Sign = Callable[[datetime], Iterable[str]]
_signs: list[Sign] = []


def register_sign(sign: Sign) -> None:
    """An engine above tells what else belongs to a house that is well: a sentence for each fault."""
    if sign not in _signs:
        _signs.append(sign)


@dataclass(frozen=True, slots=True)
class Failing:
    """A periodic job that did not succeed the last time."""

    name: str
    times: int
    fault: str


@dataclass(frozen=True, slots=True)
class Health:
    """The signs of life at one instant. `faults` holds a sentence for each that is missing."""

    at: datetime
    ticked_at: datetime | None
    worked_at: datetime | None
    waiting: int
    waiting_since: datetime | None
    given_up: int
    failing: tuple[Failing, ...]
    others: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        return (*_faults(self), *self.others)

    def as_data(self) -> dict[str, object]:
        """For the console: instants in UTC, as the audit writes them."""
        return {
            "healthy": not self.faults,
            "at": self.at.isoformat(),
            "tick": _text(self.ticked_at),
            "worker": _text(self.worked_at),
            "waiting": self.waiting,
            "waiting_since": _text(self.waiting_since),
            "given_up": self.given_up,
            "failing": [
                {"job": each.name, "times": each.times, "fault": each.fault} for each in self.failing
            ],
            "faults": list(self.faults),
        }


def health(*, now: datetime) -> Health:
    """How the house is. Four queries, and those of the signs."""
    jobs = list(PeriodicJob.objects.order_by("name"))
    ready = Q(status=TaskResultStatus.READY) & (AT_ONCE | Q(run_after__lte=now))
    queue = DBTaskResult.objects.aggregate(
        worked_at=Max("finished_at"),
        waiting=Count("pk", filter=ready),
        since=Min(Case(When(AT_ONCE, then="enqueued_at"), default="run_after"), filter=ready),
    )
    return Health(
        at=now,
        ticked_at=next((job.last_success_at for job in jobs if job.name == PULSE), None),
        worked_at=queue["worked_at"],
        waiting=queue["waiting"],
        waiting_since=queue["since"],
        given_up=len(dead_tasks()),
        failing=tuple(Failing(job.name, job.failures, job.last_fault) for job in jobs if job.failures),
        others=tuple(fault for sign in _signs for fault in sign(now)),
    )


def leave_a_sign(now: datetime) -> None:
    """The tick was here; and let a worker show that it lives, unless a sign of it waits or is fresh."""
    asked = DBTaskResult.objects.filter(task_path=pulse.module_path)
    fresh = asked.filter(Q(status=TaskResultStatus.READY) | Q(enqueued_at__gt=now - PULSE_EVERY))
    if not fresh.exists():
        pulse.enqueue()


def _faults(told: Health) -> Iterator[str]:
    if told.ticked_at is None:
        yield "定时任务从未运行：请每分钟调用一次 ./manage.py tick"
    elif told.at - told.ticked_at > TICK_AT_LEAST:
        yield f"定时任务已停{_minutes(told.at - told.ticked_at)}：请检查每分钟调用 ./manage.py tick 的服务"
    if told.waiting_since is not None and told.at - told.waiting_since > WAIT_AT_MOST:
        waited = _minutes(told.at - told.waiting_since)
        yield f"后台任务积压{told.waiting}件，最早的已等{waited}：请检查 ./manage.py db_worker 是否在运行"


def _minutes(span: timedelta) -> str:
    return f"{int(span.total_seconds()) // 60}分钟"


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

"""What the worker does with cases."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.recompute import Report, recompute_every_due_day


@task()
def recount_after_new_notice(seq: int) -> int:  # noqa: ARG001  # whatever changed, all open cases are looked at
    """A year's notice was entered: every open last day is computed anew. A second run changes nothing."""
    report = recompute_every_due_day(actor=Actor.clockwork(), now=timezone.now())
    return len(report.differences)


def recount_by_night(now: datetime) -> Report:
    """Every stored last day against its history; on a good night nothing changes."""
    return recompute_every_due_day(actor=Actor.clockwork(), now=now)

"""The outbox's periodic jobs."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily, Every
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.notify.commands import (
    DigestsAlreadyMade,
    end_unconfirmed,
    make_digests,
)
from quancheng.kernel.notify.sending import deliver_due

DIGEST_AT = time(8, 30)  # [D] when the working day has begun


def deliver(now: datetime) -> None:
    """Send what is due and what a dead worker left behind."""
    while deliver_due(now=now):
        pass


def digest(now: datetime) -> None:
    """Make the digests of a worked day once it has reached 08:30, however late the tick comes."""
    here = timezone.localtime(now)
    if here.time() < DIGEST_AT or not work_calendar().is_worked(here.date()):
        return
    try:
        make_digests(on=here.date(), actor=Actor.clockwork(), now=now)
    except DigestsAlreadyMade:
        return  # another tick was faster, or this one died between its work and its mark


def tidy(now: datetime) -> None:
    """End what nobody confirmed."""
    end_unconfirmed(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(name="notify.deliver", says="发送到时的通知", schedule=Every(timedelta(minutes=1)), run=deliver),
    Job(name="notify.digest", says="生成每日汇总", schedule=Daily(DIGEST_AT), run=digest),
    Job(name="notify.tidy", says="结束逾期未确认的订阅", schedule=Daily(time(2, 30)), run=tidy),
)

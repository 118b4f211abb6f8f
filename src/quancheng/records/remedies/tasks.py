"""The periodic job of remedies."""

from datetime import datetime, time

from django.utils import timezone

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.remedies.commands.nightly import remind_of_remedies

BEFORE_THE_DIGESTS = time(8, 10)  # [D] so that what is due stands in the letter of the same morning


def remind(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_of_remedies(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="remedies.remind",
        says="提醒到期的复议、诉讼和监督措施",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

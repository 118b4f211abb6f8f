"""The periodic job of the inspection kit."""

from datetime import datetime, time

from django.utils import timezone

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.inspections.commands.tasks import remind_units

BEFORE_THE_DIGESTS = time(8, 12)  # [D] so that what is due stands in the letter of the same morning


def remind(now: datetime) -> None:
    """On worked days; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_units(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="inspections.remind",
        says="提醒将到期的迎检任务",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

"""The yearbook's periodic job."""

from datetime import datetime, time

from django.utils import timezone

from quancheng.insight.yearbook.commands.reminding import remind_units
from quancheng.insight.yearbook.queries.board import owed_on
from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor

BEFORE_THE_DIGESTS = time(8, 5)  # [D] so that it stands in the letter of the same morning


def remind(now: datetime) -> None:
    """On the mornings on which units are reminded; a second run tells nobody twice."""
    if owed_on(timezone.localdate(now)):
        remind_units(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="yearbook.remind",
        says="提醒报送年度报告",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

"""The yearbook's periodic jobs."""

from datetime import datetime, time

from django.utils import timezone

from quancheng.insight.yearbook.commands.duties import keep_duties
from quancheng.insight.yearbook.commands.reminding import remind_units
from quancheng.insight.yearbook.queries.duties import upkeep_of
from quancheng.insight.yearbook.queries.owed import owed_on
from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor

BEFORE_THE_DIGESTS = time(8, 5)  # [D] so that it stands in the letter of the same morning

BY_NIGHT = time(0, 20)  # [D] the day on which a duty arises begins with it


def keep(now: datetime) -> None:
    """Lay last year's duties when the year is over; a second run, and a night with nothing to do, is none."""
    today = timezone.localdate(now)
    if upkeep_of(today.year - 1, today=today).some:
        keep_duties(year=today.year - 1, actor=Actor.clockwork(), now=now)


def remind(now: datetime) -> None:
    """On the mornings on which units are reminded; a second run tells nobody twice."""
    if owed_on(timezone.localdate(now)):
        remind_units(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="yearbook.duties",
        says="形成和核对年度报告责任",
        schedule=Daily(BY_NIGHT),
        run=keep,
        stays_inside=True,
    ),
    Job(
        name="yearbook.remind",
        says="提醒报送年度报告",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

"""The yearbook's periodic job."""

from datetime import datetime, time

from quancheng.insight.yearbook.commands.reminding import remind_units
from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor

BEFORE_THE_DIGESTS = time(8, 5)  # [D] so that it stands in the letter of the same morning
MONTHS = frozenset({1, 2, 3})


def remind(now: datetime) -> None:
    """Each morning of the first months; a second run tells nobody twice."""
    if now.month in MONTHS:
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

"""The scorecards' periodic job."""

from datetime import datetime, time

from quancheng.insight.scorecards.commands.nightly import remind_of_talks
from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor

BEFORE_THE_DIGESTS = time(8, 10)  # [D] so that it stands in the letter of the same morning


def remind(now: datetime) -> None:
    """Each morning; a second run tells nobody twice."""
    remind_of_talks(actor=Actor.clockwork(), now=now)


JOBS = (
    Job(
        name="scorecards.remind",
        says="提醒约谈回访",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

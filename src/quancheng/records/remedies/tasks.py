"""The periodic job of remedies, and what it does when a unit goes into another."""

from datetime import datetime, time

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.events import UnitHandedOn
from quancheng.records.remedies.commands.handing import NobodyToTell, tell_heirs
from quancheng.records.remedies.commands.nightly import remind_of_remedies

BEFORE_THE_DIGESTS = time(8, 10)  # [D] so that what is due stands in the letter of the same morning


def remind(now: datetime) -> None:
    """On worked days, before the digests go out; a second run tells nobody twice."""
    if work_calendar().is_worked(timezone.localdate(now)):
        remind_of_remedies(actor=Actor.clockwork(), now=now)


@task()
def tell_of_a_merger(seq: int) -> int:
    """Right after all that a unit had went on to another: who goes on with what is kept here is told; again
    it changes nothing.
    """
    entry = entry_for_task(seq)
    heir = facts_in(entry).get("heir")
    if not isinstance(heir, int) or not heir:
        return 0
    try:
        return tell_heirs(heir=heir, handed_at=entry.at, actor=Actor.clockwork(), now=timezone.now())
    except NobodyToTell:
        return 0


SUBSCRIPTIONS = ((UnitHandedOn, tell_of_a_merger),)
JOBS = (
    Job(
        name="remedies.remind",
        says="提醒到期的复议、诉讼和监督措施",
        schedule=Daily(BEFORE_THE_DIGESTS),
        run=remind,
        stays_inside=True,
    ),
)

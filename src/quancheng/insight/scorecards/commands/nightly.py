"""What the house does by itself: on the day that was agreed in a talk it reminds the office to look."""

from datetime import datetime

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.telling import tell_office_of_follow_up
from quancheng.insight.scorecards.queries.letters import talks_to_follow_up
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command


@command
def remind_of_talks(*, actor: Actor, now: datetime) -> int:
    """The office is reminded of the talks whose day of following up is today. How many."""
    talks = list(talks_to_follow_up(timezone.localdate(now)))
    if not talks:
        return 0
    for talk in talks:
        tell_office_of_follow_up(talk, actor=actor, now=now)
    count = len(talks)
    record(events.OfficeReminded(talks=count), actor=actor, at=now)
    return count

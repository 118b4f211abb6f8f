"""Reminding units and governments of reports that are owed."""

from datetime import datetime

from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands.telling import tell_of_day
from quancheng.insight.yearbook.queries.owed import owed_on
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command


@command
def remind_units(*, actor: Actor, now: datetime) -> int:
    """Tell who owes a report that is not published, some days before its day and the day after; how many.

    A second run tells nobody twice.
    """
    today = timezone.localdate(now)
    told = sum(tell_of_day(one, now=now) for one in owed_on(today))
    record(events.UnitsReminded(units=told, year=today.year - 1), actor=actor, at=now)
    return told

"""Reminding units of reports that are owed."""

from datetime import datetime

from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands.telling import tell_units_of_day
from quancheng.insight.yearbook.queries.board import owed_on
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command


@command
def remind_units(*, actor: Actor, now: datetime) -> int:
    """Tell the units whose report is not published, some days before it is owed; how many units.

    A second run tells nobody twice.
    """
    today = timezone.localdate(now)
    owed = owed_on(today)
    told = 0
    for one in owed:
        told += tell_units_of_day(one, now=now)
    record(events.UnitsReminded(units=told, year=today.year - 1), actor=actor, at=now)
    return told

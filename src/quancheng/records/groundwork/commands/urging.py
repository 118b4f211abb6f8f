"""The openness office asks those who have not held this year's meeting or training."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.groundwork.commands.gathering_telling import urge_unit
from quancheng.records.groundwork.events import gatherings as events
from quancheng.records.groundwork.queries.gatherings import people_of_unit
from quancheng.records.groundwork.queries.overview import year_view
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.workflow.gatherings import OF_UNIT


class NobodyToUrge(Refusal):
    """Every unit has held it, or has been asked today, or nobody works there."""

    code = "groundwork.nobody_to_urge"


@command
def urge_units(*, kind: Kind, year: int, actor: Actor, now: datetime) -> int:
    """One notice to each unit that has held none, at most once a day; how many units were told.

    Raises NotYourOverview, NobodyToUrge.
    """
    today = timezone.localdate(now)
    told = 0
    for each in year_view(actor, year, on=today).lacking(kind):
        people = people_of_unit(each.unit.pk, on=today, roles=set(OF_UNIT)) - {actor.person_id or 0}
        once = f"urge:{kind}:{year}:{each.unit.pk}:{today}"
        reached = urge_unit(
            people, year=year, kind=kind.says, tenant_id=each.unit.tenant_id, now=now, once=once
        )
        told += bool(reached)
    if not told:
        raise NobodyToUrge("没有可提醒的单位：都已举行、今天已经提醒过，或单位里没有在岗人员")
    record(events.UnitsUrged(year=year, kind=kind.says, units=told), actor=actor, at=now)
    return told

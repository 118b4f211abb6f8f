"""What other units work on about a request, and a bulletin about requests, for the walk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.commands.bulletins import draft_bulletin
from quancheng.records.disclosure.commands.conference import call_joint
from quancheng.records.disclosure.commands.demands import hand_on_demand
from quancheng.records.disclosure.models import RequestBulletin
from quancheng.records.disclosure.queries.conference import units_to_call
from quancheng.records.disclosure.rules import conference, demands
from quancheng.records.disclosure.rules.bulletin import Span

A_LONG_TIME = timedelta(days=400)


def supervision(handler: Actor, office: Actor, number: str, now: datetime) -> Mapping[str, object]:
    """The handler calls another unit together and hands a demand on; the office drafts a bulletin."""
    until = now.date() + timedelta(days=9)
    other = units_to_call(handler, on=now.date())[0]
    called = call_joint(
        number=number, sort=conference.Sort.HARD, question="是否可以公开（演示）", excerpt="",
        unit_ids=[other.pk], until=until, actor=handler, now=now,
    )  # fmt: skip
    handed = hand_on_demand(
        number=number, sort=demands.Sort.UNRESOLVED, matter="请核查（演示）", unit_id=other.pk, until=until,
        actor=handler, now=now,
    )  # fmt: skip
    draft_bulletin(span=Span.QUARTER, on=(now - A_LONG_TIME).date(), actor=office, now=now)
    drafted = RequestBulletin.objects.latest("pk")
    return {"joint": called.pk, "demand": handed.pk, "request_bulletin": drafted.pk}

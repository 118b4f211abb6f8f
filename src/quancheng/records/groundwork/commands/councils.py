"""Founding, changing and ending joint mechanisms, and settling what meetings decided."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands.gathering_telling import remind_of_decisions
from quancheng.records.groundwork.events import councils as events
from quancheng.records.groundwork.models import Council, CouncilMember, Resolution
from quancheng.records.groundwork.queries.councils import (
    council_for,
    decision_for,
    decisions_due,
    is_member,
    may_keep,
    name_is_taken,
)
from quancheng.records.groundwork.queries.gatherings import is_office, people_of_unit, units_that_may_owe
from quancheng.records.groundwork.workflow.gatherings import OF_UNIT


class NotYourCouncil(Refusal):
    """Only the unit that leads a mechanism, and the openness office, change it."""

    code = "groundwork.not_your_council"
    status = 403


class CouncilUnfit(Refusal):
    """What was entered about the mechanism does not fit."""

    code = "groundwork.council_unfit"
    status = 422


class SettledAlready(Refusal):
    """Somebody has written down the result before."""

    code = "groundwork.settled_already"


class NotYourDecision(Refusal):
    """Only the unit that owes it, the one that met and the openness office write down the result."""

    code = "groundwork.not_your_decision"
    status = 403


@command
def found_council(
    *, name: str, unit_id: int, basis: str, from_on: date, member_ids: Collection[int], actor: Actor,
    now: datetime,
) -> Council:  # fmt: skip
    """Write down a joint mechanism with the unit that leads it and those that belong to it.

    Raises NotYourCouncil, CouncilUnfit.
    """
    if not is_office(actor) and not (actor.unit_id == unit_id and actor.roles & OF_UNIT):
        raise NotYourCouncil("请由牵头单位或政务公开机构登记议事协调机制")
    if from_on > timezone.localdate(now):
        raise CouncilUnfit("建立日期不能晚于今天，请核对")
    if name_is_taken(actor.tenant_id or 0, name):
        raise CouncilUnfit(f"已有名为“{name}”的议事协调机制，请换一个名称或打开已有的")
    lead = _unit(actor, unit_id)
    members = [_unit(actor, each) for each in dict.fromkeys(member_ids) if each != unit_id]
    council = Council.objects.create(
        tenant_id=actor.tenant_id or 0, name=name, unit=lead, basis=basis, from_on=from_on,
        made_by_id=actor.person_id or 0,
    )  # fmt: skip
    CouncilMember.objects.bulk_create(
        CouncilMember(council=council, unit=unit, from_on=from_on) for unit in members
    )
    record(events.CouncilFounded(council=council.pk, name=name, members=len(members)), actor=actor, at=now)
    return council


@command
def join_council(*, council_id: int, unit_id: int, on: date, actor: Actor, now: datetime) -> CouncilMember:
    """A unit joins the mechanism from a day on. Raises NoSuchCouncil, NotYourCouncil, CouncilUnfit."""
    council, unit = _kept(actor, council_id), _unit(actor, unit_id)
    _must_lie_within(council, on, today=timezone.localdate(now))
    if is_member(council, unit) or unit.pk == council.unit_id:
        raise CouncilUnfit(f"{unit}已经在成员之中")
    member = CouncilMember.objects.create(council=council, unit=unit, from_on=on)
    told = events.MemberJoined(council=council.pk, name=council.name, unit=str(unit), on=on)
    record(told, actor=actor, at=now)
    return member


@command
def leave_council(*, council_id: int, unit_id: int, on: date, actor: Actor, now: datetime) -> None:
    """A unit leaves the mechanism. Raises NoSuchCouncil, NotYourCouncil, CouncilUnfit."""
    council = _kept(actor, council_id)
    _must_lie_within(council, on, today=timezone.localdate(now))
    member = council.members.filter(unit_id=unit_id, until_on__isnull=True).select_related("unit").first()
    if member is None or on < member.from_on:
        raise CouncilUnfit("该单位不在成员之中，或退出日期早于加入日期，请核对")
    member.until_on = on
    member.save(update_fields=["until_on"])
    told = events.MemberLeft(council=council.pk, name=council.name, unit=str(member.unit), on=on)
    record(told, actor=actor, at=now)


@command
def end_council(*, council_id: int, on: date, actor: Actor, now: datetime) -> Council:
    """The mechanism ends with all its members; what its meetings decided is followed on.

    Raises NoSuchCouncil, NotYourCouncil, CouncilUnfit.
    """
    council = _kept(actor, council_id)
    _must_lie_within(council, on, today=timezone.localdate(now))
    council.until_on = on
    council.save(update_fields=["until_on"])
    ended = council.members.filter(until_on__isnull=True).update(until_on=on, is_ended_with=True)
    told = events.CouncilEnded(council=council.pk, name=council.name, on=on, members=ended)
    record(told, actor=actor, at=now)
    return council


@command
def settle_decision(*, decision_id: int, result: str, actor: Actor, now: datetime) -> Resolution:
    """What was decided is done; the result is written down. Raises NoSuchDecision, SettledAlready."""
    decision = decision_for(actor, decision_id)
    if not actor.roles & OF_UNIT:
        raise NotYourDecision("请由责任单位的承办人或负责人登记办理结果")
    done = Resolution.objects.filter(pk=decision.pk, settled_on__isnull=True).update(
        settled_on=timezone.localdate(now), settled_by_id=actor.person_id, result=result
    )
    if not done:
        raise SettledAlready("这件议定事项已经登记过结果，请刷新页面查看")
    decision.refresh_from_db()
    told = events.DecisionSettled(
        gathering=decision.gathering_id, title=decision.gathering.title, what=decision.what, result=result
    )
    record(told, actor=actor, at=now)
    return decision


@command
def remind_of_decisions_due(*, actor: Actor, now: datetime) -> int:
    """Units are reminded of decisions that are due today or late. How many decisions."""
    today = timezone.localdate(now)
    of_units: dict[int, list[Resolution]] = {}
    for each in decisions_due(today=today):
        of_units.setdefault(each.unit_id, []).append(each)
    if not of_units:
        return 0
    for unit_id, decisions in of_units.items():
        people = people_of_unit(unit_id, on=today, roles=set(OF_UNIT))
        remind_of_decisions(decisions, people, now=now, once=f"decisions:{unit_id}:{today}")
    count = sum(map(len, of_units.values()))
    record(events.DecisionsReminded(units=len(of_units), count=count), actor=actor, at=now)
    return count


def _kept(actor: Actor, council_id: int) -> Council:
    """Raises NoSuchCouncil, NotYourCouncil."""
    council = council_for(actor, council_id)
    if not may_keep(actor, council):
        raise NotYourCouncil("请由牵头单位或政务公开机构办理；已终止的机制不再改动")
    return council


def _unit(actor: Actor, unit_id: int) -> Unit:
    """Raises CouncilUnfit."""
    unit = units_that_may_owe(actor).filter(pk=unit_id).first()
    if unit is None:
        raise CouncilUnfit("没有这个单位，或它已撤销、不在本级政府范围；请从列表中重新选择")
    return unit


def _must_lie_within(council: Council, on: date, *, today: date) -> None:
    if not council.from_on <= on <= today:
        raise CouncilUnfit(f"日期须在建立日期{council.from_on}和今天之间，请核对")

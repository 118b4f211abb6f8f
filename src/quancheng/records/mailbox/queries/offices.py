"""Who receives messages: the governments that one can write to, their offices, the people who are told."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Holding, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.queries import acting_unit_ids, people_in, units_for
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.workflow import OF_OFFICE, OF_UNIT


class NobodyReceives(Refusal):
    """The government has no openness office at work, so nobody would read the message."""

    code = "mailbox.nobody_receives"
    status = 409


class NoSuchUnit(Refusal):
    """No standing unit of this government."""

    code = "mailbox.no_such_unit"
    status = 422


def tenants_to_write_to(*, on: date) -> QuerySet[Tenant]:
    """The governments whose openness office is at work on the day, the highest first."""
    at_work = people_in(Unit.objects.values_list("pk", flat=True), roles=OF_OFFICE, on=on)
    seated = at_work.values_list("post__unit__tenant_id", flat=True)
    return Tenant.objects.filter(pk__in=set(seated)).order_by(F("parent_id").asc(nulls_first=True), "pk")


def office_unit(tenant_id: int, *, on: date) -> Unit:
    """The unit that receives the messages of a government. Raises NobodyReceives."""
    held = people_of_government(tenant_id, on=on).first()
    if held is None:
        raise NobodyReceives("该政府的受理机构尚未开通网上留言，请改写给其他政府或拨打12345热线")
    acting = acting_unit_ids([held.post.unit], on=on)[held.post.unit_id]
    return Unit.objects.get(pk=acting)


def people_of_government(tenant_id: int, *, on: date) -> QuerySet[Holding]:
    """Those at work in the openness office of a government."""
    units = Unit.objects.filter(tenant_id=tenant_id).values_list("pk", flat=True)
    held = people_in(units, roles=OF_OFFICE, on=on)
    return held.select_related(None).select_related("post__unit")  # no person is read for the public


def people_of_office(tenant_id: int, *, on: date) -> set[int]:
    """The same, as the people who are told something."""
    return {held.person_id for held in people_of_government(tenant_id, on=on)}


def people_of_unit(unit_id: int, *, on: date, roles: Iterable[str] = OF_UNIT) -> set[int]:
    """Those who work on messages in a unit on the day, deputies among them."""
    return {held.person_id for held in people_in([unit_id], roles=roles, on=on)}


def units_to_hand_to(actor: Actor, message: Message) -> QuerySet[Unit]:
    """To whom a message may go: the standing units of the government that it was written to."""
    standing = units_for(actor).filter(tenant_id=message.case.tenant_id, closed_on__isnull=True)
    return standing.exclude(kind=UnitKind.INTERNAL)


def unit_to_hand_to(actor: Actor, message: Message, unit_id: int) -> Unit:
    """One of these units. Raises NoSuchUnit."""
    found = units_to_hand_to(actor, message).filter(pk=unit_id).first()
    if found is None:
        raise NoSuchUnit("没有这个单位，或它已撤销、不属于本级政府；请从列表中重新选择", unit=unit_id)
    return found

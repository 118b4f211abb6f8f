"""Units: added, renamed, moved, merged, closed. What was before stays readable in the tables over time."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.authority import must_administer
from quancheng.kernel.orgs.handover import left_by_unit, must_be_empty
from quancheng.kernel.orgs.models import NameKind, Tenant, Unit, UnitName, UnitPlace
from quancheng.kernel.orgs.queries import (
    code_is_taken,
    known_name,
    locked_tenant,
    name_in_force,
    place_in_force,
    stands_below,
    tenant_for,
    unit_for,
)

ONE_DAY = timedelta(days=1)


class CodeTaken(Refusal):
    """Another unit of the government has this code."""

    code = "orgs.code_taken"


class UnitIsClosed(Refusal):
    """The unit is no more; nothing about it changes."""

    code = "orgs.unit_is_closed"


class NothingToRename(Refusal):
    """The unit bears this name already."""

    code = "orgs.nothing_to_rename"


class TooEarly(Refusal):
    """The day lies before something that it must follow."""

    code = "orgs.too_early"


class NotYet(Refusal):
    """The day lies in the future; the register tells what is."""

    code = "orgs.not_yet"


class MovesIntoItself(Refusal):
    """A unit would stand above itself."""

    code = "orgs.moves_into_itself"


class NotTheSameGovernment(Refusal):
    """Two units of different governments cannot stand in one tree."""

    code = "orgs.not_the_same_government"


@command
def add_unit(
    *,
    tenant: str,
    code: str,
    kind: str,
    name: str,
    short_name: str = "",
    under: int | None = None,
    opened_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Unit:
    """Register a unit with its names and its place in the tree.

    Raises NoSuchTenant, NotYourRegister, CodeTaken, NoSuchUnit, NotTheSameGovernment.
    """
    home = locked_tenant(tenant_for(actor, tenant))
    must_administer(actor, home)
    if code_is_taken(home, code):
        raise CodeTaken(f"单位编码“{code}”已被使用，请换一个编码", unit=code)
    above = _of_same_government(home, unit_for(actor, under)) if under is not None else None
    unit = Unit.objects.create(
        tenant=home, code=code, kind=kind, name=name, short_name=short_name, opened_on=opened_on
    )
    _bear(unit, NameKind.OFFICIAL, name, opened_on)
    if short_name:
        _bear(unit, NameKind.SHORT, short_name, opened_on)
    if above is not None:
        UnitPlace.objects.create(unit=unit, parent=above, from_on=opened_on)
    record(events.UnitAdded(unit=code, name=name), actor=actor, at=now, about=ref_of(unit))
    return unit


@command
def rename_unit(
    *, unit_id: int, name: str, short_name: str, from_on: date, actor: Actor, now: datetime
) -> Unit:
    """A unit bears another full name, and perhaps another short one, from this day on.

    Raises NoSuchUnit, NotYourRegister, UnitIsClosed, NotYet, NothingToRename, TooEarly.
    """
    unit = _open_unit(actor, unit_id)
    _must_not_be_future(from_on, now)
    old = unit.name
    if (name, short_name) == (old, unit.short_name):
        raise NothingToRename(f"单位已经使用名称“{name}”，请核对新名称", name=name)
    if name != old:
        _change_name(unit, NameKind.OFFICIAL, name, from_on)
    if short_name != unit.short_name:
        _change_name(unit, NameKind.SHORT, short_name, from_on)
    unit.name, unit.short_name = name, short_name
    unit.save(update_fields=["name", "short_name"])
    event = events.UnitRenamed(unit=unit.code, old=old, new=name, from_on=from_on)
    record(event, actor=actor, at=now, about=ref_of(unit))
    return unit


@command
def add_alias(*, unit_id: int, name: str, actor: Actor, now: datetime) -> Unit:
    """A unit is also known by another name: documents that use it find the unit from now on.

    Raises NoSuchUnit, NotYourRegister, UnitIsClosed, NothingToRename.
    """
    unit = _open_unit(actor, unit_id)
    if known_name(unit, name):
        raise NothingToRename(f"“{name}”已经是该单位的名称", name=name)
    _bear(unit, NameKind.ALIAS, name, None)
    record(events.AliasAdded(unit=unit.code, name=name), actor=actor, at=now, about=ref_of(unit))
    return unit


@command
def move_unit(*, unit_id: int, under: int, from_on: date, actor: Actor, now: datetime) -> Unit:
    """A unit stands under another one from this day on; where it stood before stays known.

    Raises NoSuchUnit, NotYourRegister, UnitIsClosed, NotYet, NotTheSameGovernment, MovesIntoItself, TooEarly.
    """
    unit = _open_unit(actor, unit_id)
    _must_not_be_future(from_on, now)
    above = _of_same_government(unit.tenant, unit_for(actor, under))
    if above.pk == unit.pk or stands_below(above, unit, on=from_on):
        raise MovesIntoItself(f"“{above}”是“{unit}”自己或其下级，不能作为上级", unit_id=unit_id)
    place = place_in_force(unit)
    if place is not None:
        _end(place, from_on, f"“{unit}”的现行隶属自{place.from_on}起，新的隶属应晚于这一天")
    UnitPlace.objects.create(unit=unit, parent=above, from_on=from_on)
    event = events.UnitMoved(unit=unit.code, under=above.code, from_on=from_on)
    record(event, actor=actor, at=now, about=ref_of(unit))
    return unit


@command
def merge_unit(*, unit_id: int, into: int, last_on: date, actor: Actor, now: datetime) -> Unit:
    """A unit goes into another one; its last day is given. Nothing may be left in its hands.

    Raises NoSuchUnit, NotYourRegister, UnitIsClosed, NotYet, NotTheSameGovernment, MovesIntoItself,
    NotHandedOver, TooEarly.
    """
    unit = _open_unit(actor, unit_id)
    heir = _of_same_government(unit.tenant, unit_for(actor, into))
    if heir.pk == unit.pk:
        raise MovesIntoItself("单位不能并入自己，请选择另一个单位", unit_id=unit_id)
    if heir.closed_on is not None:
        raise UnitIsClosed(f"“{heir}”已撤销，请选择仍存在的单位", unit_id=into)
    must_be_empty(f"“{unit}”", left_by_unit(unit.pk), "合并")
    unit.merged_into = heir
    _end_unit(unit, last_on, now)
    event = events.UnitMerged(unit=unit.code, into=heir.code, last_on=last_on)
    record(event, actor=actor, at=now, about=ref_of(unit))
    return unit


@command
def close_unit(*, unit_id: int, last_on: date, actor: Actor, now: datetime) -> Unit:
    """A unit is no more after this day. Nothing may be left in its hands.

    Raises NoSuchUnit, NotYourRegister, UnitIsClosed, NotYet, NotHandedOver, TooEarly.
    """
    unit = _open_unit(actor, unit_id)
    must_be_empty(f"“{unit}”", left_by_unit(unit.pk), "撤销")
    _end_unit(unit, last_on, now)
    record(events.UnitClosed(unit=unit.code, last_on=last_on), actor=actor, at=now, about=ref_of(unit))
    return unit


def ref_of(unit: Unit) -> RecordRef:
    """How the audit points at a unit."""
    return RecordRef("orgs.unit", str(unit.pk))


def _open_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, its government's register held, and the actor its administrator."""
    seen = unit_for(actor, unit_id)
    must_administer(actor, seen.tenant)
    locked_tenant(seen.tenant)
    unit = unit_for(actor, unit_id)
    if unit.closed_on is not None:
        raise UnitIsClosed(f"“{unit}”已于{unit.closed_on}撤销，不能再变更", unit_id=unit_id)
    return unit


def _of_same_government(tenant: Tenant, unit: Unit) -> Unit:
    if unit.tenant_id != tenant.pk:
        raise NotTheSameGovernment(f"“{unit}”属于其他政府，请选择{tenant}的单位", unit_id=unit.pk)
    return unit


def _must_not_be_future(day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise NotYet(f"{day}还没有到，请在当天或之后登记", day=day)


def _bear(unit: Unit, kind: NameKind, name: str, from_on: date | None) -> None:
    UnitName.objects.create(unit=unit, kind=kind, name=name, from_on=from_on)


def _change_name(unit: Unit, kind: NameKind, name: str, from_on: date) -> None:
    before = name_in_force(unit, kind)
    if before is not None:
        _end(before, from_on, f"现行名称自{before.from_on}起使用，新名称的启用日期应晚于这一天")
    if name:
        _bear(unit, kind, name, from_on)


def _end(span: UnitName | UnitPlace, next_from: date, sentence: str) -> None:
    """What was in force ends the day before the next begins."""
    if span.from_on is not None and next_from <= span.from_on:
        raise TooEarly(sentence, from_on=span.from_on)
    span.until_on = next_from - ONE_DAY
    span.save(update_fields=["until_on"])


def _end_unit(unit: Unit, last_on: date, now: datetime) -> None:
    _must_not_be_future(last_on, now)
    if unit.opened_on is not None and last_on < unit.opened_on:
        raise TooEarly(f"“{unit}”于{unit.opened_on}设立，撤销日期不能更早", opened_on=unit.opened_on)
    unit.closed_on = last_on
    unit.save(update_fields=["closed_on", "merged_into"])
    next_day = last_on + ONE_DAY
    spans: list[UnitName | UnitPlace] = [*unit.names.filter(until_on=None)]
    spans += unit.places.filter(until_on=None)
    for span in spans:
        _end(span, next_day, f"“{unit}”的名称或隶属自{span.from_on}起，撤销日期不能更早")

"""To whom a unit may send notices, and the people of these units who are told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Holding, Unit, UnitKind
from quancheng.kernel.orgs.queries import acting_unit_ids, parent_ids, people_in, units_for
from quancheng.kernel.orgs.spans import standing
from quancheng.records.groundwork.workflow.notices import OF_UNIT, SENDERS

NOT_ADDRESSED = (UnitKind.INTERNAL, UnitKind.GOVERNMENT)  # they act through another unit
BELOW = "below"


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit that may be chosen, under the heading of its kind or as the office of a government below."""

    unit: Unit
    group: str
    says: str


def is_office(actor: Actor) -> bool:
    """Whether the actor works in the openness office of a government."""
    return actor.unit_id is not None and bool(actor.roles & OFFICE_ROLES)


def may_send(actor: Actor, *, on: date) -> bool:
    """The openness office sends to all; another unit to those below it in the tree, if there are any."""
    if is_office(actor):
        return True
    return bool(actor.unit_id and actor.roles & SENDERS and _below(actor, on))


def addressees(actor: Actor, *, on: date) -> list[Addressee]:
    """Every unit to which the actor's own unit may send, by kind; districts last."""
    if not actor.unit_id or not actor.roles & SENDERS:
        return []
    chosen = _standing(actor, on)
    if not is_office(actor):
        below = _below(actor, on)
        return [_of_kind(unit) for unit in chosen if unit.pk in below]
    return [*sorted(map(_of_kind, chosen), key=_by_kind), *_offices_below(actor, on)]


def units_chosen(actor: Actor, unit_ids: Iterable[int], *, on: date) -> list[Unit]:
    """Those of the ids to which the actor may send, each once, in the order of the list."""
    wanted = set(unit_ids)
    return [one.unit for one in addressees(actor, on=on) if one.unit.pk in wanted]


def successors_for(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """To which units of the actor's own government something may be handed over."""
    return _standing(actor, on)


def people_by_unit(
    unit_ids: Collection[int], *, on: date, roles: Iterable[str] = OF_UNIT
) -> Mapping[int, set[int]]:
    """Who is told in each of these units: those who work there or in its internal units. A few queries."""
    held = list(people_in(unit_ids, roles=roles, on=on))
    acting = acting_unit_ids([one.post.unit for one in held], on=on)
    found: dict[int, set[int]] = {unit_id: set() for unit_id in unit_ids}
    for one in held:
        found.setdefault(acting[one.post.unit_id], set()).add(one.person_id)
    return found


def _standing(actor: Actor, on: date) -> QuerySet[Unit]:
    mine = units_for(actor).filter(standing(on), tenant_id=actor.tenant_id or 0)
    return mine.exclude(kind__in=NOT_ADDRESSED).exclude(pk=actor.unit_id or 0)


def _below(actor: Actor, on: date) -> set[int]:
    """The units somewhere below the actor's own, internal ones passed through."""
    mine = units_for(actor).filter(pk=actor.unit_id or 0).first()
    if mine is None:
        return set()
    children: dict[int, list[int]] = {}
    for child, parent in parent_ids(mine.tenant, on=on).items():
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    layer = [mine.pk]
    while layer:
        layer = [child for parent in layer for child in children.get(parent, ()) if child not in found]
        found.update(layer)
    addressed = _standing(actor, on).filter(pk__in=found)
    return set(addressed.values_list("pk", flat=True))


def _offices_below(actor: Actor, on: date) -> list[Addressee]:
    units = units_for(actor).exclude(tenant_id=actor.tenant_id or 0)
    held = people_in(units.values_list("pk", flat=True), roles=OFFICE_ROLES, on=on)
    seats: dict[int, Holding] = {}
    for one in held.select_related("post__unit__tenant"):
        seats.setdefault(one.post.unit.tenant_id, one)
    acting = acting_unit_ids([one.post.unit for one in seats.values()], on=on)
    offices = Unit.objects.select_related("tenant").in_bulk(
        {acting[one.post.unit_id] for one in seats.values()}
    )
    return [
        Addressee(unit, BELOW, f"{unit.tenant}（{unit}）")
        for unit in sorted(offices.values(), key=lambda unit: unit.tenant_id)
    ]


def _of_kind(unit: Unit) -> Addressee:
    return Addressee(unit, unit.kind, str(unit))


def _by_kind(one: Addressee) -> tuple[int, str]:
    return (UnitKind.values.index(one.group), one.unit.code)

"""The names that count on a day, fetched for `matching`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from quancheng.kernel.orgs.matching import Finding, Register, match, plain
from quancheng.kernel.orgs.models import NameKind, Tenant, Unit, UnitKind, UnitName
from quancheng.kernel.orgs.queries import acting_unit_ids, governments_below
from quancheng.kernel.orgs.spans import in_force, standing

Names = dict[str, set[int]]


def match_all(written: Iterable[str], *, tenant: Tenant, on: date) -> Mapping[str, Finding]:
    """What each written name means for a government on the day: the day of the document, not today."""
    register = register_on(tenant, on=on)
    return {one: match(one, register) for one in written}


def register_on(tenant: Tenant, *, on: date) -> Register:
    """Every name on the day of a unit of the government, or of a government directly below it.

    An internal unit (内设机构) is known by its name and stands for the unit in whose name it acts.
    """
    own = list(Unit.objects.filter(tenant=tenant))
    below = list(governments_below(tenant, on=on))
    acting = _acting([*own, *below], on)
    current, former = _names([*own, *below], acting, tenant, on)
    return Register(
        current={name: frozenset(units) for name, units in current.items()},
        former={name: frozenset(units) for name, units in former.items() if name not in current},
        shown={unit.pk: str(unit) for unit in [*own, *below]},
        departments=_of_kind(own, UnitKind.DEPARTMENT, acting),
        governments_below=tuple(unit.pk for unit in below),
        streets=_of_kind(own, UnitKind.STREET, acting),
    )


def _acting(units: list[Unit], on: date) -> Mapping[int, int]:
    """For each unit that exists on the day the one in whose name it acts; others are missing."""
    standing_ids = set(
        Unit.objects.filter(standing(on), pk__in=[u.pk for u in units]).values_list("pk", flat=True)
    )
    return acting_unit_ids([unit for unit in units if unit.pk in standing_ids], on=on)


def _of_kind(units: list[Unit], kind: UnitKind, acting: Mapping[int, int]) -> tuple[int, ...]:
    found = sorted((unit.code, unit.pk) for unit in units if unit.kind == kind and unit.pk in acting)
    return tuple(pk for _, pk in found)


def _names(units: list[Unit], acting: Mapping[int, int], tenant: Tenant, on: date) -> tuple[Names, Names]:
    by_pk = {unit.pk: unit for unit in units}
    current: Names = defaultdict(set)
    former: Names = defaultdict(set)
    alive = set(
        UnitName.objects.filter(in_force(on), unit__in=acting)
        .exclude(kind=NameKind.FORMER)
        .values_list("pk", flat=True)
    )
    for said in UnitName.objects.filter(unit__in=by_pk):
        if said.pk in alive:
            for form in _forms(said.name, tenant):
                current[form].add(acting[said.unit_id])
        else:
            former[plain(said.name)] |= _successors(by_pk[said.unit_id], acting, by_pk)
    return current, former


def _forms(name: str, tenant: Tenant) -> set[str]:
    """A name with the government's own name before it is also written without: 济南市财政局, 市财政局."""
    whole, prefix = plain(name), plain(tenant.name)
    if whole.startswith(prefix) and len(whole) > len(prefix) + 1:
        return {whole, prefix[-1] + whole.removeprefix(prefix)}
    return {whole}


def _successors(unit: Unit, acting: Mapping[int, int], by_pk: Mapping[int, Unit]) -> set[int]:
    """Who bears the duties of a unit on the day: itself, or the last one that it was merged into."""
    seen: set[int] = set()
    while unit.pk not in acting and unit.pk not in seen:
        seen.add(unit.pk)
        unit = by_pk.get(unit.merged_into_id or 0, unit)
    return {acting[unit.pk]} if unit.pk in acting else set()

"""Reading the register, for an actor or not at all.

The names of organs are public facts and stand on public pages through the records that name them. Posts and
people are read by the staff and administrators of their own government alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import (
    AdminSeat,
    Holding,
    Level,
    Person,
    Post,
    Tenant,
    Unit,
    UnitKind,
    UnitName,
    UnitPlace,
)
from quancheng.kernel.orgs.spans import in_force, standing


class NoSuchUnit(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "orgs.no_such_unit"
    status = 404


class NoSuchPost(Refusal):
    """No such post, or not one of the actor's government."""

    code = "orgs.no_such_post"
    status = 404


class NoSuchPerson(Refusal):
    """No such account, or not one of the actor's government."""

    code = "orgs.no_such_person"
    status = 404


class NoSuchHolding(Refusal):
    """No such holding, or not one of the actor's government."""

    code = "orgs.no_such_holding"
    status = 404


class NoSuchTenant(Refusal):
    """No such government, or out of sight."""

    code = "orgs.no_such_tenant"
    status = 404


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree on a day, with those below it."""

    unit: Unit
    below: tuple["Branch", ...]


def tenants_for(actor: Actor) -> QuerySet[Tenant]:
    """The actor's own government and those directly below it."""
    return Tenant.objects.filter(_own(actor, "pk") | _below(actor, "parent")).order_by("pk")


def tenant_for(actor: Actor, slug: str) -> Tenant:
    """One government that the actor may see. Raises NoSuchTenant."""
    found = tenants_for(actor).filter(slug=slug).first()
    if found is None:
        raise NoSuchTenant("没有找到该政府，请检查代号", slug=slug)
    return found


def units_for(actor: Actor) -> QuerySet[Unit]:
    """The units of the actor's own government and of those directly below it; a sibling's are not there."""
    mine = _own(actor, "tenant") | _below(actor, "tenant__parent")
    return Unit.objects.filter(mine).select_related("tenant").order_by("tenant_id", "code")


def unit_for(actor: Actor, unit_id: int) -> Unit:
    """One unit that the actor may see. Raises NoSuchUnit."""
    found = units_for(actor).filter(pk=unit_id).first()
    if found is None:
        raise NoSuchUnit("没有找到该单位，可能不属于您所在的政府", unit_id=unit_id)
    return found


def posts_for(actor: Actor) -> QuerySet[Post]:
    """The posts of the actor's own government."""
    mine = Post.objects.filter(_own(actor, "unit__tenant")).select_related("unit__tenant")
    return mine.prefetch_related("roles").order_by("unit__code", "pk")


def post_for(actor: Actor, post_id: int) -> Post:
    """One post of the actor's own government. Raises NoSuchPost."""
    found = posts_for(actor).filter(pk=post_id).first()
    if found is None:
        raise NoSuchPost("没有找到该岗位，可能不属于您所在的政府", post_id=post_id)
    return found


def people_for(actor: Actor) -> QuerySet[Person]:
    """The people of the actor's own government."""
    return Person.objects.filter(_own(actor, "tenant")).order_by("account")


def person_for(actor: Actor, account: str) -> Person:
    """One person of the actor's own government. Raises NoSuchPerson."""
    found = people_for(actor).filter(account=account).first()
    if found is None:
        raise NoSuchPerson(f"没有找到账号“{account}”，请先登记人员", account=account)
    return found


def person_of_account(account: str) -> Person | None:
    """Who signs in with this account; for consoles, where nobody has signed in yet."""
    return Person.objects.filter(account=account, is_active=True).first()


def holdings_for(actor: Actor) -> QuerySet[Holding]:
    """Who holds or held which post of the actor's own government."""
    mine = Holding.objects.filter(_own(actor, "post__unit__tenant"))
    return mine.select_related("person", "post__unit__tenant", "stands_in_for__person").order_by("pk")


def holding_for(actor: Actor, holding_id: int) -> Holding:
    """One holding in the actor's own government. Raises NoSuchHolding."""
    found = holdings_for(actor).filter(pk=holding_id).first()
    if found is None:
        raise NoSuchHolding("没有找到这条任职记录，可能不属于您所在的政府", holding_id=holding_id)
    return found


def people_in(unit_ids: Iterable[int], *, roles: Iterable[str], on: date) -> QuerySet[Holding]:
    """Who is at work on the day in these units, or in their internal units, in a post with one of the roles.

    Deputies are among them: whoever stands in gets what the holder gets.
    """
    held = Holding.objects.filter(
        in_force(on),
        standing(on, prefix="post__"),
        post__unit__in=_with_internal(unit_ids, on),
        post__roles__role__in=list(roles),
        person__is_active=True,
    )
    return held.select_related("person", "post__unit", "stands_in_for__person").order_by("pk").distinct()


def acting_unit_ids(units: Iterable[Unit], *, on: date) -> Mapping[int, int]:
    """In whose name each unit acts on the day: an internal unit in that of the first other unit above it."""
    given = list(units)
    acting = {unit.pk: unit.pk for unit in given}
    climbing = {unit.pk for unit in given if unit.kind == UnitKind.INTERNAL}
    while climbing:
        above = _parents({acting[pk] for pk in climbing}, on)
        moved = {pk: above[acting[pk]] for pk in climbing if acting[pk] in above}
        acting |= {pk: parent.pk for pk, parent in moved.items()}
        climbing = {pk for pk, parent in moved.items() if parent.kind == UnitKind.INTERNAL}
    return acting


def governments_below(tenant: Tenant, *, level: str = Level.DISTRICT, on: date) -> QuerySet[Unit]:
    """The governments directly below one, as units that can owe something."""
    found = Unit.objects.filter(
        standing(on), kind=UnitKind.GOVERNMENT, tenant__parent=tenant, tenant__level=level
    )
    return found.order_by("tenant_id", "code")


def tree(actor: Actor, *, tenant: Tenant, on: date) -> tuple[Branch, ...]:
    """The units of a government as they stood on the day, as a tree; its roots are under nothing."""
    units = list(units_for(actor).filter(standing(on), tenant=tenant))
    known = {unit.pk for unit in units}
    above = {
        place.unit_id: place.parent_id for place in UnitPlace.objects.filter(in_force(on), unit__in=known)
    }
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        parent = above.get(unit.pk)
        below.setdefault(parent if parent in known else None, []).append(unit)
    return _branches(None, below)


def parent_ids(tenant: Tenant, *, on: date) -> Mapping[int, int]:
    """For each unit of a government the unit above it on the day."""
    places = UnitPlace.objects.filter(in_force(on), unit__tenant=tenant)
    return {place.unit_id: place.parent_id for place in places}


def _branches(parent: int | None, below: Mapping[int | None, list[Unit]]) -> tuple[Branch, ...]:
    return tuple(Branch(unit, _branches(unit.pk, below)) for unit in below.get(parent, ()))


def _parents(unit_ids: Iterable[int], on: date) -> dict[int, Unit]:
    places = UnitPlace.objects.filter(in_force(on), unit__in=list(unit_ids)).select_related("parent")
    return {place.unit_id: place.parent for place in places}


def _with_internal(unit_ids: Iterable[int], on: date) -> set[int]:
    found = set(unit_ids)
    layer = found
    while layer:
        inside = UnitPlace.objects.filter(in_force(on), parent__in=layer, unit__kind=UnitKind.INTERNAL)
        layer = set(inside.values_list("unit", flat=True)) - found
        found = found | layer
    return found


def _own(actor: Actor, path: str) -> Q:
    """What belongs to the actor's own government; to the clockwork of the whole house, everything."""
    if actor.kind is Kind.CLOCKWORK and actor.tenant_id is None:
        return ~Q(pk__in=[])  # an empty Q would vanish beside another
    if actor.kind not in {Kind.OFFICIAL, Kind.CLOCKWORK} or actor.tenant_id is None:
        return Q(pk__in=[])
    return Q(**{path: actor.tenant_id})


def _below(actor: Actor, path: str) -> Q:
    """What belongs to a government directly below the actor's own."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None:
        return Q(pk__in=[])
    return Q(**{path: actor.tenant_id})


def locked_tenant(tenant: Tenant) -> Tenant:
    """The government, held until the transaction ends: who change one register come one after the other."""
    return Tenant.objects.select_for_update().get(pk=tenant.pk)


def keeps_calendar(tenant_id: int | None) -> bool:
    """Whether the government keeps the working-day calendar by which all of the house count.

    The settings name it; else it is the first that was registered with none above it. As long as there is
    none, nobody is kept out.
    """
    told = settings.CALENDAR_KEEPER
    named = Tenant.objects.filter(slug=told) if told else Tenant.objects.filter(parent__isnull=True)
    keeper = named.order_by("pk").values_list("pk", flat=True).first()
    return keeper == tenant_id if told or keeper is not None else True


def tenant_exists(slug: str) -> bool:
    """Whether a slug is taken, wherever: slugs stand in public addresses."""
    return Tenant.objects.filter(slug=slug).exists()


def first_real_tenant() -> Tenant | None:
    """The government that was registered first, those of the demonstration apart."""
    return Tenant.objects.filter(is_demo=False).order_by("pk").first()


def tenants_by_slug(slugs: Iterable[str]) -> dict[str, Tenant]:
    """Governments by slug, for the console that loads the model city."""
    return {tenant.slug: tenant for tenant in Tenant.objects.filter(slug__in=list(slugs))}


def demo_tenants() -> QuerySet[Tenant]:
    """The governments of the model city."""
    return Tenant.objects.filter(is_demo=True)


def demo_people() -> QuerySet[Person]:
    """The invented people of the model city."""
    return Person.objects.filter(is_demo=True)


def any_tenant() -> bool:
    """Whether any government is registered at all."""
    return Tenant.objects.exists()


def code_is_taken(tenant: Tenant, code: str) -> bool:
    """Whether a unit of the government has this code."""
    return Unit.objects.filter(tenant=tenant, code=code).exists()


def name_in_force(unit: Unit, kind: str) -> UnitName | None:
    """The open name of a unit of one kind."""
    return unit.names.filter(kind=kind, until_on=None).first()


def known_name(unit: Unit, name: str) -> bool:
    """Whether the unit bears this name now, of whatever kind."""
    return unit.names.filter(name=name, until_on=None).exists()


def place_in_force(unit: Unit) -> UnitPlace | None:
    """Where the unit stands now; nothing for a root."""
    return unit.places.filter(until_on=None).first()


def stands_below(unit: Unit, above: Unit, *, on: date) -> bool:
    """Whether a unit stands somewhere below another, on the day or on a later one."""
    later = UnitPlace.objects.filter(Q(until_on=None) | Q(until_on__gte=on), unit__tenant=above.tenant)
    parents: dict[int, set[int]] = {}
    for child, parent in later.values_list("unit", "parent"):
        parents.setdefault(child, set()).add(parent)
    seen: set[int] = set()
    layer = {unit.pk}
    while layer:
        layer = {parent for child in layer for parent in parents.get(child, ())} - seen
        seen |= layer
    return above.pk in seen


def open_posts_of(unit_id: int) -> QuerySet[Post]:
    """The posts of a unit that are open."""
    return Post.objects.filter(unit=unit_id, closed_on=None)


def units_below(unit_id: int) -> QuerySet[UnitPlace]:
    """The places right below a unit in which a unit stands now."""
    return UnitPlace.objects.filter(parent=unit_id, until_on=None)


def open_holdings_of(post: Post, *, on: date) -> QuerySet[Holding]:
    """Who is in a post on the day or will be later, deputies too."""
    later = Q(until_on=None) | Q(until_on__gte=on)
    return post.holdings.filter(later).select_related("person", "stands_in_for__person").order_by("pk")


def holders_between(post: Post, first: date, last: date | None) -> QuerySet[Holding]:
    """Who holds the post itself on any day of the span."""
    begins = Q(from_on__lte=last) if last else Q()
    lasts = Q(until_on=None) | Q(until_on__gte=first)
    return post.holdings.filter(begins & lasts, stands_in_for=None).select_related("person")


def title_is_taken(unit: Unit, title: str) -> bool:
    """Whether an open post of the unit has this title."""
    return unit.posts.filter(title=title, closed_on=None).exists()


def account_is_taken(account: str) -> bool:
    """Whether an account exists, in whichever government: accounts are unique in the house."""
    return Person.objects.filter(account=account).exists()


def seat_for(actor: Actor, *, tenant: Tenant, role: str) -> AdminSeat:
    """An administrator's seat of a government that the actor may see. Every government has all three."""
    return AdminSeat.objects.select_related("person").get(_own(actor, "tenant"), tenant=tenant, role=role)


def is_seated(person: Person) -> bool:
    """Whether the person is one of the three administrators anywhere."""
    return AdminSeat.objects.filter(person=person).exists()


def holdings_from(person: Person, on: date) -> QuerySet[Holding]:
    """The posts that a person holds on the day or will hold later."""
    later = Q(until_on=None) | Q(until_on__gte=on)
    return person.holdings.filter(later).select_related("post__unit").order_by("from_on", "pk")


def acting_unit(unit: Unit, *, on: date) -> Unit:
    """In whose name one unit acts on the day."""
    return Unit.objects.select_related("tenant").get(pk=acting_unit_ids([unit], on=on)[unit.pk])

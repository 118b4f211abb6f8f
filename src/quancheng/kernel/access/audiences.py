"""The one policy: for whom a record is, and who the actor is to it.

`grants` says in one place what an actor is allowed. A list asks `visible_to` for a filter, a single record
asks `may_see`; both read the same grants, so that they cannot differ.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.roles import EVERY_ADMIN, Role


class Audience(StrEnum):
    """For whom a record is. From PERSON to PUBLIC each circle holds the one before; ADMINS stands beside."""

    PERSON = "person"  # the official, or the citizen, whom it concerns
    UNIT = "unit"  # the staff of the unit that it belongs to
    OFFICE = "office"  # that unit, and the openness office (政务公开机构) of its government
    TENANT = "tenant"  # all staff of its government
    FIGURES = "figures"  # and the openness office of the government directly above
    PUBLIC = "public"  # everybody
    ADMINS = "admins"  # the three administrators (三员) of its government


@dataclass(frozen=True, slots=True)
class Whose:
    """Which fields of a model say whose its records are; an empty name: the model has none such.

    `tenant` names a foreign key to Tenant; `person` leads to an official, `citizen` holds a citizen's number.
    """

    tenant: str = "tenant"
    unit: str = "unit"
    person: str = ""
    citizen: str = ""
    audience: str = "audience"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose one record is."""

    tenant_id: int | None = None
    above_id: int | None = None  # the government directly above that tenant
    unit_id: int | None = None
    person_id: int | None = None
    citizen_id: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Records for these audiences are open, when they belong to `owner_id` in the named respect."""

    audiences: frozenset[Audience]
    respect: str = ""  # a field of Owner; empty: whosever they are
    owner_id: int | None = None


OFFICE_ROLES = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD})


def grants(actor: Actor) -> tuple[Grant, ...]:
    """What the actor may see, and in which respect. Everybody sees what is public."""
    public = Grant(frozenset({Audience.PUBLIC}))
    match actor.kind:
        case Kind.CLOCKWORK:
            return (_of_clockwork(actor),)
        case Kind.OFFICIAL:
            return (public, *_of_official(actor))
        case Kind.CITIZEN:
            return (public, Grant(frozenset({Audience.PERSON}), "citizen_id", actor.citizen_id))
        case _:
            return (public,)


def visible_to(actor: Actor, *, whose: Whose = Whose()) -> Q:
    """The filter that a query applies so that it never returns what the actor may not see."""
    allowed = Q(pk__in=[])
    for grant in grants(actor):
        allowed |= _filter(grant, whose)
    return allowed


def may_see(actor: Actor, *, audience: Audience, owner: Owner) -> bool:
    """The same policy for one record in hand."""
    return any(audience in grant.audiences and _belongs(grant, owner) for grant in grants(actor))


def _of_clockwork(actor: Actor) -> Grant:
    everything = frozenset(Audience)
    if actor.tenant_id is None:
        return Grant(everything)
    return Grant(everything, "tenant_id", actor.tenant_id)


def _of_official(actor: Actor) -> list[Grant]:
    found = [Grant(frozenset({Audience.PERSON}), "person_id", actor.person_id)]
    if actor.roles & EVERY_ADMIN:
        found.append(Grant(frozenset({Audience.ADMINS}), "tenant_id", actor.tenant_id))
    if actor.unit_id is not None:
        found.append(Grant(frozenset({Audience.UNIT, Audience.OFFICE}), "unit_id", actor.unit_id))
        found.append(Grant(frozenset({Audience.TENANT, Audience.FIGURES}), "tenant_id", actor.tenant_id))
    if actor.roles & OFFICE_ROLES:
        found.append(Grant(frozenset({Audience.OFFICE}), "tenant_id", actor.tenant_id))
        found.append(Grant(frozenset({Audience.FIGURES}), "above_id", actor.tenant_id))
    return found


def _filter(grant: Grant, whose: Whose) -> Q:
    for_them = Q(**{f"{whose.audience}__in": sorted(grant.audiences)})
    if not grant.respect:
        return for_them
    path = _path(grant.respect, whose)
    if not path or grant.owner_id is None:
        return Q(pk__in=[])  # unknown never matches unknown
    return for_them & Q(**{path: grant.owner_id})


def _path(respect: str, whose: Whose) -> str:
    above = f"{whose.tenant}__parent" if whose.tenant else ""
    return {
        "tenant_id": whose.tenant,
        "above_id": above,
        "unit_id": whose.unit,
        "person_id": whose.person,
        "citizen_id": whose.citizen,
    }[respect]


def _belongs(grant: Grant, owner: Owner) -> bool:
    if not grant.respect:
        return True
    return grant.owner_id is not None and getattr(owner, grant.respect) == grant.owner_id

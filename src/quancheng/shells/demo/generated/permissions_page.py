"""docs/permissions.md: who may see what, asked of the one policy function for each reader and audience."""

from quancheng.kernel.access.audiences import Audience, Owner, may_see
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.shells.demo.generated import markdown

SOURCE = "src/quancheng/kernel/access"
_PREFACE = """\
The record in question belongs to one unit of one government and concerns one official and one citizen. Each
column is an audience that such a record can have; the mark ● says that the reader in that line may see it.
This is the one policy that every list, page, file and export has to ask. Who may *act* is said by the step of
a workflow."""

_HERE, _SIBLING, _ABOVE = 1, 2, 3  # three governments: the record's own, its neighbour, the one above both
_ITS_UNIT, _OTHER_UNIT = 11, 12
_OFFICIAL, _CITIZEN, _SOMEBODY = 101, 102, 103
_RECORD = Owner(tenant_id=_HERE, above_id=_ABOVE, unit_id=_ITS_UNIT, person_id=_OFFICIAL, citizen_id=_CITIZEN)


def _staff(tenant: int, unit: int, role: str = Role.HANDLER) -> Actor:
    return Actor(
        kind=Kind.OFFICIAL, person_id=_SOMEBODY, unit_id=unit, tenant_id=tenant, roles=frozenset({role})
    )


def _admin(tenant: int) -> Actor:
    roles = frozenset({AdminRole.SYSTEM.value})
    return Actor(kind=Kind.OFFICIAL, person_id=_SOMEBODY, tenant_id=tenant, roles=roles)


READERS: dict[str, Actor] = {
    "the official whom it concerns, without a post": Actor(kind=Kind.OFFICIAL, person_id=_OFFICIAL),
    "staff of its unit": _staff(_HERE, _ITS_UNIT),
    "staff of another unit of its government": _staff(_HERE, _OTHER_UNIT),
    "openness office of its government": _staff(_HERE, _OTHER_UNIT, Role.OPENNESS_OFFICE),
    "administrators (三员) of its government": _admin(_HERE),
    "openness office of the government above": _staff(_ABOVE, 31, Role.OPENNESS_OFFICE),
    "other staff of the government above": _staff(_ABOVE, 31),
    "openness office of a sibling": _staff(_SIBLING, 21, Role.OPENNESS_OFFICE),
    "administrators of a sibling": _admin(_SIBLING),
    "the citizen whom it concerns": Actor.citizen(_CITIZEN),
    "another citizen": Actor.citizen(_SOMEBODY),
    "a passer-by": Actor.anonymous(),
    "the clockwork of its government": Actor.clockwork(_HERE),
    "the clockwork of a sibling": Actor.clockwork(_SIBLING),
    "the clockwork of the whole house": Actor.clockwork(),
}


def text() -> str:
    """The page as it must stand in docs/."""
    head = ("Reader", *(f"`{audience}`" for audience in Audience))
    lines = ((says, *(_mark(actor, audience) for audience in Audience)) for says, actor in READERS.items())
    return markdown.page("Who may see what", SOURCE, _PREFACE, markdown.table(head, lines))


def _mark(actor: Actor, audience: Audience) -> str:
    return "●" if may_see(actor, audience=audience, owner=_RECORD) else "–"

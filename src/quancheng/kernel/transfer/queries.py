"""What the transfer can tell: what came from the other side, and how each way stands."""

from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.transfer.models import Twin, Way


def signs_of(way: Way, kind: str) -> dict[str, str]:
    """What stands at both sides of a kind, each with the digest of what was told last."""
    return dict(way.twins.filter(kind=kind).values_list("key", "sign"))


def came_in(kind: str) -> frozenset[str]:
    """The keys of everything of a kind that came from the other side."""
    return frozenset(Twin.objects.filter(way__is_out=False, kind=kind).values_list("key", flat=True))


def was_turned_away(file: str, why: str) -> bool:
    """Whether that is what was written down last: a timer brings the same file again and again."""
    return Way.objects.filter(is_out=False, refused_file=file[:200], refused_why=why[:500]).exists()


def anew_is_wanted() -> bool:
    """Whether the desk asked for everything to be sent anew."""
    return Way.objects.filter(is_out=True, wants_anew=True).exists()


def may_see_the_way(actor: Actor) -> bool:
    """The openness office, whose messages and answers travel, and the system administrator, who runs it."""
    return bool(actor.roles & (OFFICE_ROLES | {AdminRole.SYSTEM}))

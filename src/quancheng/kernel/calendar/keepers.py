"""Whose the one calendar is: all governments of the house count by it, one of them keeps it.

Governments are known above the calendar, so it is told from there (`entitle`, in `apps.ready`).
"""

from collections.abc import Callable

from quancheng.kernel.basis.actor import Actor, Kind

KEEPERS = frozenset({"system", "openness_office", "openness_head"})  # roles of orgs, which stands above
_asked: list[Callable[[int | None], bool]] = []


def entitle(is_keeper: Callable[[int | None], bool]) -> None:
    """Tell how it is known whether a government keeps the calendar of all."""
    _asked.append(is_keeper)


def may_keep(actor: Actor) -> bool:
    """The openness office and the system administrator of the one government that keeps it; the clockwork."""
    if actor.kind is Kind.CLOCKWORK:
        return True
    return bool(actor.roles & KEEPERS) and all(is_keeper(actor.tenant_id) for is_keeper in _asked)

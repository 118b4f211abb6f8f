"""The proceedings against a request, as their module names them, and what they ordered of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.queries import Tie, ties_of
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import Redo, Request
from quancheng.records.disclosure.queries.redos import redos_of


@dataclass(frozen=True, slots=True)
class Appealed:
    """What is linked with a request, and the orders to answer anew."""

    ties: Sequence[Tie]
    redos: Sequence[Redo]


def appealed_section(actor: Actor, request: Request) -> Appealed | None:
    """As far as the reader may see it; nothing where there is nothing."""
    ties = ties_of(actor, RecordRef(REQUEST_KIND, request.number))
    redos = list(redos_of(request))
    return Appealed(ties, redos) if ties or redos else None

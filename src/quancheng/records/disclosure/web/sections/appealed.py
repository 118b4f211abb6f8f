"""The proceedings against a request or an own record, as their module names them, and what they ordered."""

from collections.abc import Sequence
from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.queries import Tie, ties_of
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.events.own_records import OWN_RECORD_KIND
from quancheng.records.disclosure.models import Redo, Request
from quancheng.records.disclosure.queries.redos import redos_of


@dataclass(frozen=True, slots=True)
class Appealed:
    """What is linked with it, and of a request the orders to answer anew."""

    ties: Sequence[Tie]
    redos: Sequence[Redo]


def appealed_section(actor: Actor, request: Request) -> Appealed | None:
    """As far as the reader may see it; nothing where there is nothing."""
    ties = ties_of(actor, RecordRef(REQUEST_KIND, request.number))
    redos = list(redos_of(request))
    return Appealed(ties, redos) if ties or redos else None


def own_appealed_section(actor: Actor, number: str) -> Appealed | None:
    """The same for an application to put an own record right, which no order opens anew by itself."""
    ties = ties_of(actor, RecordRef(OWN_RECORD_KIND, number))
    return Appealed(ties, ()) if ties else None

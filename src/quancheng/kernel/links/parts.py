"""The records inside a record, as plain facts for modules that point at it: the replies to a request.

A module says in its `apps.ready` how the parts of a kind are found; who may not see the record finds none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import Taken


@dataclass(frozen=True, slots=True)
class Part:
    """One of them: its number, its title, its day, and what its module tells of it by agreed words.

    `on` is the day on which it came to whom it is for; None while nobody knows. Words agreed for papers:
    `clause` (class of the remedy clause), `served` (the day of service, which of posted ones is that of
    posting), `way` (of service), `to` ("third": it is for a third party, not for the applicant).
    """

    number: str
    title: str
    on: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def served_on(self) -> date | None:
        """The day of service, where its module tells one beside that of receipt."""
        told = self.facts.get("served", "")
        return date.fromisoformat(told) if told else self.on


FindParts = Callable[[Actor, str], Sequence[Part]]
_finders: dict[str, FindParts] = {}


def register(code: str, find: FindParts) -> None:
    """Tell how the parts of a kind of record are found. Raises Taken."""
    if _finders.setdefault(code, find) is not find:
        raise Taken(f"the parts of kind {code!r} are told in two ways")


def parts_of(actor: Actor, ref: RecordRef) -> Sequence[Part]:
    """The parts of a record, the first first, as far as the actor may see them."""
    find = _finders.get(ref.kind)
    return find(actor, ref.ref) if find else ()

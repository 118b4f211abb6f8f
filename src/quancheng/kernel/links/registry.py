"""How each kind of record is named, opened and hidden, as its module says it; and which relations there are.

Registered in a module's `apps.ready`:

    links.register("plan.row", says="工作要点条目", find_many=queries.rows_as_linked)
    links.register_relation("evidences", says="佐证", back="由其佐证")
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, slots=True)
class Linked:
    """A record as another module may show it: what it is called, where it opens, its day, whose it is.

    A record with a government can be followed by the public, when the public may see it. `unit_id`: which
    unit has it in hand, for modules whose own records follow that.
    """

    title: str
    address: str  # for the actor who asked: of the desk or of the portal; empty when it has no page
    on: date | None = None
    tenant_id: int | None = None
    unit_id: int | None = None


Find = Callable[[Actor, str], Linked | None]
FindMany = Callable[[Actor, Sequence[str]], Mapping[str, Linked]]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record that others may point at. A record that the actor may not see is not found."""

    code: str
    says: str
    find_many: FindMany
    page: str = ""  # the path of its page as a pattern with one group, the reference; empty: none is known
    is_inner: bool = False  # for officials alone: for others its tables are not even asked


@dataclass(frozen=True, slots=True)
class Relation:
    """What one record is to another, in words for both ends: 解读 there, 被解读 back."""

    code: str
    says: str
    back: str


class Taken(TypeError):
    """Two modules claim one kind or one relation: a fault in the code, found when the house starts."""


_kinds: dict[str, RecordKind] = {}
_relations: dict[str, Relation] = {}


def register(
    code: str,
    *,
    says: str,
    find: Find | None = None,
    find_many: FindMany | None = None,
    page: str = "",
    is_inner: bool = False,
) -> RecordKind:
    """Let others point at records of a kind. `find_many` answers a whole list at once and is preferred.

    With `page`, people may name a record by the address at which it opens. Raises Taken.
    """
    if (find is None) == (find_many is None):
        raise TypeError(f"kind {code!r} needs one finder: find_many, or find")
    if code in _kinds:
        raise Taken(f"kind {code!r} is registered already")
    _kinds[code] = RecordKind(code, says, find_many or _one_by_one(find), page, is_inner)
    return _kinds[code]


def register_relation(code: str, *, says: str, back: str) -> Relation:
    """Name what one record may be to another. Raises Taken when the code has other words already."""
    relation = Relation(code, says, back)
    if _relations.setdefault(code, relation) != relation:
        raise Taken(f"relation {code!r} is registered with other words")
    return relation


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _kinds[code]


def kind_of(ref: RecordRef) -> RecordKind | None:
    """What sort of record a reference points at; None for a kind that no module of this house has."""
    return _kinds.get(ref.kind)


def kinds() -> tuple[RecordKind, ...]:
    """Every kind of record that others may point at."""
    return tuple(_kinds.values())


def relation_of(code: str) -> Relation | None:
    """The words of a relation; None for one that nobody registered."""
    return _relations.get(code)


def resolve(actor: Actor, refs: Iterable[RecordRef]) -> dict[RecordRef, Linked]:
    """What the actor may see of these records: one call to each kind's finder, however many records.

    A record that is missing, hidden, or of an unknown kind is not in the answer: the three look the same.
    """
    wanted: dict[str, dict[str, RecordRef]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, {})[ref.ref] = ref
    return dict(_found(actor, wanted))


def _found(actor: Actor, wanted: Mapping[str, Mapping[str, RecordRef]]) -> Iterator[tuple[RecordRef, Linked]]:
    is_outside = actor.kind not in {Kind.OFFICIAL, Kind.CLOCKWORK}
    for code in wanted.keys() & _kinds.keys():
        if is_outside and _kinds[code].is_inner:
            continue  # the database role of the public process may not read its tables
        asked = wanted[code]
        answer = _kinds[code].find_many(actor, tuple(asked))
        yield from ((asked[ref], linked) for ref, linked in answer.items() if ref in asked)


def _one_by_one(find: Find | None) -> FindMany:
    def find_many(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
        assert find is not None
        answers = ((ref, find(actor, ref)) for ref in refs)
        return {ref: linked for ref, linked in answers if linked is not None}

    return find_many

"""Reading links, for an actor: a link shows only when both its ends may be seen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.models import Link
from quancheng.kernel.links.registry import Linked, relation_of, resolve

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as it looks from one of its ends."""

    relation: str
    says: str  # what the other record is to this one, in words
    other: RecordRef
    linked: Linked


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of which one end leads nowhere."""

    link: Link
    missing: RecordRef


def ties_of(actor: Actor, ref: RecordRef) -> tuple[Tie, ...]:
    """Everything that is linked with one record, either way, oldest first."""
    return ties_of_all(actor, [ref])[ref]


def ties_of_all(actor: Actor, refs: Iterable[RecordRef]) -> Mapping[RecordRef, tuple[Tie, ...]]:
    """The same for a whole list: one query for the links and one for each kind of record among the ends."""
    asked = {str(ref): ref for ref in refs}
    links = list(Link.objects.filter(Q(source__in=asked) | Q(target__in=asked)))
    seen = resolve(actor, {*asked.values(), *_ends(links)})
    found: dict[RecordRef, list[Tie]] = {ref: [] for ref in asked.values()}
    for here, tie in _from_both_ends(links, seen):
        if here in found:
            found[here].append(tie)
    return {ref: tuple(ties) for ref, ties in found.items()}


def broken_links() -> Iterator[Broken]:
    """Every link with an end that leads nowhere even for the clockwork, which sees all; for `check_links`."""
    for links in _batches():
        seen = resolve(Actor.clockwork(), set(_ends(links)))
        for link in links:
            yield from (Broken(link, end) for end in (link.source_ref, link.target_ref) if end not in seen)


def _ends(links: Iterable[Link]) -> Iterator[RecordRef]:
    for link in links:
        yield link.source_ref
        yield link.target_ref


def _from_both_ends(
    links: Iterable[Link], seen: Mapping[RecordRef, Linked]
) -> Iterator[tuple[RecordRef, Tie]]:
    for link in links:
        source, target, relation = link.source_ref, link.target_ref, relation_of(link.relation)
        if relation is None or source not in seen or target not in seen:
            continue
        yield source, Tie(relation.code, relation.says, target, seen[target])
        yield target, Tie(relation.code, relation.back, source, seen[source])


def _batches() -> Iterator[list[Link]]:
    last = 0
    while links := list(Link.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield links
        last = links[-1].pk

"""What the records say about duties, as far as the actor may see the records: evidence that is proposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.obligations.measures import Found, Measure, measures
from quancheng.kernel.obligations.models import DueItem, Evidence

MOST_OFFERED = 200  # records offered for one duty, the newest; all are counted

Span = tuple[str, int, date, date]  # measure, unit, first and last day


@dataclass(frozen=True, slots=True)
class Offered:
    """A record that speaks for a duty. `is_taken`: it is evidence already."""

    ref: RecordRef
    says: str
    on: date
    linked: Linked
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a measure has found for one duty in its period, as far as the actor may see it."""

    measure: Measure
    from_on: date
    until_on: date  # not later than today: what is yet to come proves nothing
    target: int | None
    count: int
    offered: tuple[Offered, ...]

    @property
    def is_reached(self) -> bool:
        """Whether the target is met; without a target one record is enough."""
        return self.count >= (self.target or 1)

    @property
    def untaken(self) -> tuple[Offered, ...]:
        return tuple(each for each in self.offered if not each.is_taken)

    @property
    def fingerprint(self) -> str:
        """What is offered, as one word: another record, and the word is another."""
        told = repr([(str(each.ref), each.is_taken) for each in self.offered])
        return machine().digest(told.encode())[:16]

    @property
    def says(self) -> str:
        """How much was found, of how much that is wanted: 2次／3次."""
        found = f"{self.count}{self.measure.unit}"
        return f"{found}／{self.target}{self.measure.unit}" if self.target else found

    @property
    def report_note(self) -> str:
        """What a report says that rests on the records alone."""
        return f"{self.measure.says}：系统已核到{self.says}"


def proposals_for(actor: Actor, items: Iterable[DueItem], *, today: date) -> Mapping[int, Proposal]:
    """For each duty that a measure reads, what it has found. A duty that nothing reads is not there.

    One reading for each measure, unit and period, one call to links for each kind of record, and one query
    for what has been taken already, however many duties.
    """
    listed = list(items)
    spans = {item.pk: _span(item, today) for item in listed if item.obligation.measure in measures}
    targets = {item.pk: item.obligation.target for item in listed}
    found = {span: _read(span) for span in dict.fromkeys(spans.values())}
    seen = resolve(actor, {each.ref for records in found.values() for each in records})
    taken = _taken(spans)
    return {
        pk: _proposal(span, targets[pk], found[span], seen, taken.get(pk, set()))
        for pk, span in spans.items()
    }


def _span(item: DueItem, today: date) -> Span:
    """The period of the duty, with the days by which it was lengthened, until today."""
    last = max(item.until_on, item.case.due_on or item.until_on)
    return item.obligation.measure, item.case.unit_id, item.from_on, min(last, today)


def _read(span: Span) -> Sequence[Found]:
    code, unit_id, first, last = span
    if first > last:
        return ()
    once = {each.ref: each for each in measures[code].read(unit_id, first, last)}
    return sorted(once.values(), key=lambda each: (each.on, str(each.ref)), reverse=True)


def _taken(item_ids: Iterable[int]) -> Mapping[int, set[str]]:
    standing = Evidence.objects.filter(
        item__in=list(item_ids), kind=Evidence.Kind.RECORD, withdrawn_at__isnull=True
    )
    found: dict[int, set[str]] = {}
    for item_id, ref in standing.values_list("item_id", "ref"):
        found.setdefault(item_id, set()).add(ref)
    return found


def _proposal(
    span: Span,
    target: int | None,
    found: Sequence[Found],
    seen: Mapping[RecordRef, Linked],
    taken: set[str],
) -> Proposal:
    visible = [each for each in found if each.ref in seen]
    offered = tuple(
        Offered(each.ref, each.says, each.on, seen[each.ref], is_taken=str(each.ref) in taken)
        for each in visible[:MOST_OFFERED]
    )
    return Proposal(measures[span[0]], span[2], span[3], target, len(visible), offered)

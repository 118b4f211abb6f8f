"""What the records say about duties: offered as evidence, one by one or for all that is reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.proposals import Proposal, proposals_for
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.worklist import evidence_of_each
from quancheng.records.plan.workflow.duty import REPORT, State


class NoSuchRecord(Refusal):
    """Missing, hidden from the actor, or of a kind nobody knows: which of these is not told."""

    code = "plan.no_such_record"
    status = 404


@dataclass(frozen=True, slots=True)
class Reached:
    """One duty whose target the records have reached, with what they say."""

    duty: DueItem
    proposal: Proposal

    @property
    def is_returned(self) -> bool:
        """Somebody sent it back: to be looked at one by one, not in bulk."""
        return State(self.duty.case.state) is State.RETURNED


def proposal_of(actor: Actor, duty: DueItem, *, today: date) -> Proposal | None:
    """What the records say about one duty; None when nothing reads them."""
    return proposals_for(actor, [duty], today=today).get(duty.pk)


def measured_duties(actor: Actor) -> QuerySet[DueItem]:
    """What the actor's unit has still to report, and a measure reads."""
    waiting = own_duties(actor).filter(case__state__in=REPORT.out_of)
    return waiting.filter(obligation__measure__in=list(measures))


def has_measured_duties(actor: Actor) -> bool:
    """Whether anything of the unit is read from records; asks nothing while the house has no measure."""
    return bool(measures) and measured_duties(actor).exists()


def reached_duties(actor: Actor, *, today: date) -> list[Reached]:
    """What the unit may report because the records say that it is done, the most urgent first."""
    duties = list(measured_duties(actor))
    found = proposals_for(actor, duties, today=today)
    return [Reached(duty, found[duty.pk]) for duty in duties if found[duty.pk].is_reached]


def records_for(actor: Actor, refs: Iterable[RecordRef]) -> dict[RecordRef, Linked]:
    """These records, each as it is called. Raises NoSuchRecord when one is out of the actor's sight."""
    asked = list(dict.fromkeys(refs))
    seen = resolve(actor, asked)
    for ref in asked:
        if ref not in seen:
            raise NoSuchRecord(f"没有找到记录“{ref}”，可能已被移走或您无权查看；请核对页面地址", ref=str(ref))
    return {ref: seen[ref] for ref in asked}


def with_links(actor: Actor, evidence: Sequence[Evidence]) -> list[tuple[Evidence, Linked | None]]:
    """Each piece of evidence, with the record behind it where it is one that the actor may open."""
    refs = {each.pk: RecordRef.parse(each.ref) for each in evidence if each.ref}
    seen = resolve(actor, refs.values())
    return [(each, seen.get(refs[each.pk]) if each.ref else None) for each in evidence]


def evidence_with_links(
    actor: Actor, duties: Iterable[DueItem]
) -> Mapping[int, Sequence[tuple[Evidence, Linked | None]]]:
    """For each duty what speaks for it, with the records that the actor may open."""
    of_each = evidence_of_each(duties)
    linked = {each.pk: one for each, one in with_links(actor, [e for es in of_each.values() for e in es])}
    return {pk: [(each, linked[each.pk]) for each in evidence] for pk, evidence in of_each.items()}

"""What a unit has in hand, whatever module keeps it: one list, one calendar.

Each module says in its `apps.ready` which record stands behind a case of its workflow:

    agenda.register(ORDER, "plan.order", Order)
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Model, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.definition import Workflow
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.links.registry import resolve


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the records of a workflow's cases lie: their kind, their table, the field that names them."""

    kind: str
    model: type[Model]
    ref: str

    def records(self, case_ids: Collection[int]) -> Mapping[int, RecordRef]:
        """The record behind each case. One query."""
        found = self.model._default_manager.filter(case_id__in=case_ids)
        return {pk: RecordRef(self.kind, str(ref)) for pk, ref in found.values_list("case_id", self.ref)}


_behind: dict[str, Behind] = {}


@dataclass(frozen=True, slots=True)
class InHand:
    """One case of the unit as the list shows it: what it is about, where it opens, where it stands."""

    says: str
    title: str
    address: str
    state: str
    due_on: date | None


def register(workflow: Workflow, kind: str, model: type[Model], *, ref: str = "pk") -> None:
    """Tell which record stands behind a case. Raises TypeError when that is told in two ways."""
    told = Behind(kind, model, ref)
    if _behind.setdefault(workflow.code, told) != told:
        raise TypeError(f"the records behind {workflow.code!r} are told in two ways")


def untold_workflows() -> list[str]:
    """The workflows of the house whose cases no list could name."""
    return sorted(workflows.keys() - _behind.keys())


def open_cases_of(actor: Actor) -> QuerySet[Case]:
    """What is in hand in the actor's unit, the most urgent first; what has no day stands last."""
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Case.objects.none()
    found = Case.objects.filter(unit_id=actor.unit_id, ended_on__isnull=True, workflow__in=_behind)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def named(actor: Actor, cases: Collection[Case]) -> list[InHand]:
    """The cases in the same order, named by their modules; one that the actor may not see is left out.

    One query for each kind of record that is among them, however many cases.
    """
    ids: dict[str, list[int]] = {}
    for case in cases:
        ids.setdefault(case.workflow, []).append(case.pk)
    refs = {pk: ref for code, own in ids.items() for pk, ref in _behind[code].records(own).items()}
    seen = resolve(actor, refs.values())
    return [
        InHand(
            says=workflows[case.workflow].says,
            title=linked.title,
            address=linked.address,
            state=workflows[case.workflow].state_in_words(case.state),
            due_on=case.due_on,
        )
        for case in cases
        if (ref := refs.get(case.pk)) is not None and (linked := seen.get(ref)) is not None
    ]

"""What a unit has in hand, whatever module keeps it: one list, one calendar.

Each module says in its `apps.ready` which record stands behind a case of its workflow, and what it is called
when a unit would leave it behind:

    agenda.register(ORDER, "plan.order", Order, left="未办结的督办单", page="plan_desk:orders")
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework import heirs
from quancheng.kernel.casework.definition import Workflow
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.orgs.handover import InHand


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the records of a workflow's cases lie: their kind, their table, the field that names them.

    `left`: what is in a unit's hands, before the unit may go, and the page of the whole list; `given_at`: the
    page where it is handed over, when that is another one. Cases in a state of `apart` are in nobody's hands
    yet. `waits_for`: in these states a case also waits for whoever in its government has one of these roles.
    """

    kind: str
    model: type[Model]
    ref: str
    left: str
    page: str
    apart: Set[str]
    waits_for: Mapping[str, Set[str]]  # state, roles
    given_at: str = ""

    def records(self, case_ids: Collection[int]) -> QuerySet[Model, tuple[str, int, str]]:
        """The kind, the case and the name of each record behind these cases."""
        found = self.model._default_manager.filter(case_id__in=case_ids).order_by()
        told = found.annotate(said=Value(self.kind), named=Cast(self.ref, CharField()))
        rows: QuerySet[Model, tuple[str, int, str]] = told.values_list("said", "case_id", "named")
        return rows


_behind: dict[str, Behind] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the unit as the list shows it: what it is about, where it opens, where it stands."""

    says: str
    title: str
    address: str
    state: str
    due_on: date | None
    case_id: int = 0


def register(
    workflow: Workflow,
    kind: str,
    model: type[Model],
    *,
    left: str,
    page: str,
    ref: str = "pk",
    apart: Set[str] = frozenset(),
    waits_for: Mapping[str, Set[str]] | None = None,
    given_at: str = "",
) -> None:
    """Tell which record stands behind a case. Raises TypeError when that is told in two ways."""
    told = Behind(kind, model, ref, left, page, apart, waits_for or {}, given_at)
    if _behind.setdefault(workflow.code, told) != told:
        raise TypeError(f"the records behind {workflow.code!r} are told in two ways")


def untold_workflows() -> list[str]:
    """The workflows of the house whose cases no list could name."""
    return sorted(workflows.keys() - _behind.keys())


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of one kind a unit has in hand, how much of it is late, and where the whole list stands."""

    says: str
    page: str
    count: int
    late: int


def open_cases_of(actor: Actor, *, besides: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """What is in hand in the actor's unit, or waits for the actor's role, the most urgent first.

    What has no day stands last. `besides`: what lies with other units and waits for the actor all the same.
    What is in nobody's hands yet, as the draft of an order to the unit, is not there.
    """
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return Case.objects.none()
    theirs = (Q(unit_id=actor.unit_id) & ~_apart()) | _waiting_for(actor)
    if besides is not None:
        theirs |= Q(pk__in=besides)
    found = Case.objects.filter(theirs, ended_on__isnull=True, workflow__in=_behind)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def tallies_of(cases: QuerySet[Case], *, today: date) -> list[Tally]:
    """How much of each kind is among these cases, the most first. One query, however many modules."""
    late = Count("pk", filter=Q(due_on__lt=today))
    counted = cases.order_by().values_list("workflow").annotate(count=Count("pk"), late=late)
    found = (Tally(workflows[code].says, _behind[code].page, count, late) for code, count, late in counted)
    return sorted(found, key=lambda one: (-one.late, -one.count, one.says))


def refs_of(cases: Collection[Case]) -> Mapping[int, RecordRef]:
    """The record behind each case that has one. One query, however many modules."""
    ids: dict[str, list[int]] = {}
    for case in cases:
        ids.setdefault(case.workflow, []).append(case.pk)
    if not ids:
        return {}
    first, *others = (_behind[code].records(own) for code, own in ids.items())
    found = first.union(*others, all=True) if others else first
    return {case_id: RecordRef(kind, named) for kind, case_id, named in found}


def _apart() -> Q:
    told = (Q(workflow=code, state__in=one.apart) for code, one in _behind.items() if one.apart)
    return reduce(or_, told, Q(pk__in=[]))


def _waiting_for(actor: Actor) -> Q:
    """What waits for a role of the actor's in the government, whichever unit has it."""
    found = Q(pk__in=[])
    for code, told in _behind.items():
        states = [state for state, roles in told.waits_for.items() if roles & actor.roles]
        if states:
            found |= Q(workflow=code, state__in=states)
    return found & Q(tenant_id=actor.tenant_id)


def left_by_unit(unit_id: int) -> Iterator[InHand]:
    """What a unit would leave behind of all modules: one query, however many modules there are."""
    rows = Case.objects.filter(unit_id=unit_id, ended_on__isnull=True, workflow__in=_behind)
    counted: dict[tuple[str, str], int] = {}
    for code, state, count in rows.order_by().values_list("workflow", "state").annotate(Count("pk")):
        told = _behind[code]
        if state not in told.apart:
            page = told.given_at or heirs.page_of(code) or told.page
            counted[told.left, page] = counted.get((told.left, page), 0) + count
    yield from (InHand(left, count, page) for (left, page), count in counted.items())


def named(actor: Actor, cases: Collection[Case]) -> list[Line]:
    """The cases in the same order, named by their modules; one that the actor may not see is left out.

    One query for all, and one for each kind of record that is among them, however many cases.
    """
    refs = refs_of(cases)
    seen = resolve(actor, refs.values())
    return [
        Line(
            says=workflows[case.workflow].says,
            title=linked.title,
            address=linked.address,
            state=workflows[case.workflow].state_in_words(case.state),
            due_on=case.due_on,
            case_id=case.pk,
        )
        for case in cases
        if (ref := refs.get(case.pk)) is not None and (linked := seen.get(ref)) is not None
    ]

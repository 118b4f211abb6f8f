"""Which supervision orders and public commitments come under a warning today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of, reaches
from quancheng.kernel.casework.models import Case
from quancheng.records.plan.models import Commitment, Order, WarnedCase
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND
from quancheng.records.plan.queries.plans import ORDER_KIND
from quancheng.records.plan.queries.warning import thresholds_of

Found = tuple[RecordRef, str, str, Case]


@dataclass(frozen=True, slots=True)
class NearCase:
    """One order or commitment with the warning that stands over it today."""

    about: RecordRef
    says: str  # what it is, in a word
    title: str
    case_id: int
    unit_id: int
    due_on: date
    level: Level

    @property
    def word(self) -> str:
        """The level as the records keep it."""
        return self.level.name.lower()

    @property
    def once(self) -> str:
        """The warning by name: each level is told once for each last day and each unit."""
        return f"{self.about}:{self.word}:{self.due_on}:{self.unit_id}"


def cases_to_warn_of(tenant_id: int, *, today: date) -> Sequence[NearCase]:
    """What a government's units have to answer or keep soon, or should have, and were not told of before.

    The nearest stand first. What has been answered and waits for the office has no last day. Four queries.
    """
    thresholds, calendar = thresholds_of([tenant_id], on=today)[tenant_id], work_calendar()
    *_, (_, _, until) = reaches(today=today, calendar=calendar, thresholds=thresholds)
    near = [
        NearCase(about, says, title, case.pk, case.unit_id, case.due_on, level)
        for about, says, title, case in _due_before(tenant_id, until)
        if case.due_on is not None
        and (level := level_of(case.due_on, today=today, calendar=calendar, thresholds=thresholds))
        is not Level.CALM
    ]
    told = _told(near)
    fresh = [each for each in near if (each.case_id, each.unit_id, each.word, each.due_on) not in told]
    return sorted(fresh, key=lambda each: (each.due_on, str(each.about)))


def _told(near: Sequence[NearCase]) -> set[tuple[int, int, str, date]]:
    known = WarnedCase.objects.filter(case__in=[each.case_id for each in near])
    return set(known.values_list("case", "unit", "level", "due_on"))


def _due_before(tenant_id: int, until: date) -> Iterator[Found]:
    soon = {"case__ended_on__isnull": True, "case__due_on__lt": until}
    for order in Order.objects.filter(tenant=tenant_id, **soon).select_related("case"):
        yield RecordRef(ORDER_KIND, str(order.pk)), "督办单", f"{order.label} {order.subject}", order.case
    standing = Commitment.objects.filter(list__tenant=tenant_id, dropped_in__isnull=True, **soon)
    for one in standing.select_related("case"):
        yield RecordRef(COMMITMENT_KIND, one.ref), "公开承诺", one.task, one.case


def still_due(about: RecordRef) -> bool:
    """Whether an order still waits for its answer, a commitment to be kept: asked before a letter goes."""
    waiting = Case.objects.filter(ended_on__isnull=True, due_on__isnull=False)
    if about.kind == ORDER_KIND:
        return waiting.filter(order=int(about.ref)).exists()
    return Commitment.objects.filter(ref=about.ref, case__in=waiting, dropped_in__isnull=True).exists()

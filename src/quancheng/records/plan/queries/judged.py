"""What fell due for units in a span of days, and whether it was as it should be: for those who assess.

Counted are the records that one government laid upon its units, of all units in one sweep; each comes with
its reference, so that every figure leads back to it.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.obligations.measures import Judged
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.models import Commitment, Order, Task
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND, lines_of
from quancheng.records.plan.queries.plans import DUTY_KIND, ORDER_KIND, TASK_KIND
from quancheng.records.plan.rules.promises import DONE, KEPT
from quancheng.records.plan.workflow import duty as flow
from quancheng.records.plan.workflow.order import State as OrderState


def duties_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Duties that fell due: met when the unit's head had confirmed them by their last day."""
    for duty in _told(_due(tenant_id, unit_ids, first, last)):
        case = duty.case
        yield _of(duty, case.state in flow.DONE and _ended_by(case, case.last_on))


def duties_left_open(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Duties that fell due: met when they did not stand open past their last day on the last of the days."""
    for duty in _told(_due(tenant_id, unit_ids, first, last)):
        case = duty.case
        yield _of(duty, _ended_by(case, last))


def evidence_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Duties that were reported: met when the office sent none of them back and could verify them."""
    reported = CaseLine.objects.filter(step=flow.CONFIRM.code, on__range=(first, last))
    found = _of_units(tenant_id, unit_ids).filter(case__in=reported.values("case"))
    back = CaseLine.objects.filter(
        step__in=[flow.RETURN.code, flow.DOUBT.code], on__range=(first, last), case__in=found.values("case")
    )
    returned = set(back.values_list("case_id", flat=True))
    for duty in _told(found):
        yield _of(duty, duty.case_id not in returned)


def duties_signed(
    tenant_id: int, unit_ids: Collection[int], first: date, last: date, days: int
) -> Iterator[Judged]:
    """Duties that were laid upon units: met when signed for, or reported, within so many working days.

    One that is still within its days is not judged yet.
    """
    found = _of_units(tenant_id, unit_ids).filter(case__opened_on__range=(first, last))
    steps = CaseLine.objects.filter(
        step__in=[flow.SIGN.code, flow.REPORT.code], on__lte=last, case__in=found.values("case")
    )
    signed = dict(steps.order_by().values_list("case_id").annotate(first=Min("on")))
    calendar = work_calendar()
    for duty in _told(found):
        signed_on = signed.get(duty.case_id)
        took = working_days_between(calendar, after=duty.case.opened_on, until=signed_on or last)
        if signed_on or took > days:
            yield _of(duty, bool(signed_on) and took <= days, days=took)


def orders_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Supervision orders whose answer fell due: met when the first answer was sent by the last day."""
    found = Order.objects.filter(
        tenant_id=tenant_id, case__unit__in=unit_ids, issued_at__isnull=False,
        answer_on__range=(first, last),
    ).exclude(case__state=OrderState.WITHDRAWN)  # fmt: skip
    for order in found.select_related("case").annotate(answered_at=Min("answers__sent_at")).order_by("pk"):
        on = timezone.localdate(order.answered_at) if order.answered_at else None
        is_owed = on is None and order.answer_on >= last
        if not is_owed:
            ref = RecordRef(ORDER_KIND, str(order.pk))
            is_met = on is not None and on <= order.answer_on
            yield Judged(order.case.unit_id, ref, str(order), order.answer_on, is_met)


def commitments_judged(
    tenant_id: int, unit_ids: Collection[int], first: date, last: date
) -> Iterator[Judged]:
    """Public commitments whose day fell due or that were finished: met when kept, as promised or as moved."""
    fell = Q(case__last_on__range=(first, last))
    found = Commitment.objects.filter(
        fell, list__tenant_id=tenant_id, case__unit__in=unit_ids, list__published_on__isnull=False,
        dropped_in__isnull=True,
    )  # fmt: skip
    for line in lines_of(found.select_related("case").order_by("place", "pk")):
        case, outcome = line.commitment.case, line.outcome
        if outcome in DONE or (case.ended_on is None and case.last_on is not None and case.last_on < last):
            ref = RecordRef(COMMITMENT_KIND, line.commitment.ref)
            yield Judged(case.unit_id, ref, line.commitment.task, line.promise.day, outcome in KEPT)


def _ended_by(case: Case, day: date | None) -> bool:
    return case.ended_on is not None and day is not None and case.ended_on <= day


def _of_units(tenant_id: int, unit_ids: Collection[int]) -> QuerySet[DueItem]:
    mine = DueItem.objects.filter(
        case__workflow=flow.DUTY.code, case__tenant_id=tenant_id, case__unit__in=unit_ids
    )
    return mine.exclude(case__state__in=flow.NOT_OWED)


def _due(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> QuerySet[DueItem]:
    """What fell due; what is due on the very last of the days and still open has that day left."""
    due = _of_units(tenant_id, unit_ids).filter(case__last_on__range=(first, last))
    return due.exclude(case__last_on=last, case__ended_on__isnull=True)


def _told(found: QuerySet[DueItem]) -> Iterable[DueItem]:
    """With the words of their tasks, in two queries."""
    duties = list(found.select_related("case", "obligation").order_by("case__last_on", "pk"))
    refs = {RecordRef.parse(duty.obligation.about).ref for duty in duties if duty.obligation.about}
    titles = dict(Task.objects.filter(ref__in=refs).values_list("ref", "title"))
    for duty in duties:
        about = duty.obligation.about.removeprefix(f"{TASK_KIND}:")
        duty.says = f"{titles.get(about, about)}（{duty.period}）"  # type: ignore[attr-defined]
    return duties


def _of(duty: DueItem, is_met: bool, *, days: int | None = None) -> Judged:
    case = duty.case
    says = str(getattr(duty, "says", duty.period))
    ref = RecordRef(DUTY_KIND, str(duty.pk))
    return Judged(case.unit_id, ref, says, case.last_on or case.opened_on, is_met, days)

"""What is kept of those who complained, and for how long."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.kernel.retention.matters import Held
from quancheng.records.remedies.events import COMPLAINT_KIND
from quancheng.records.remedies.models import Complaint, Proceeding
from quancheng.records.remedies.queries.norms import days_on
from quancheng.records.remedies.queries.proceedings import STANDS
from quancheng.records.remedies.rules.kinds import Attacked
from quancheng.records.remedies.rules.norms import MOST_KEPT_AFTER


def _with_complainant(_now: datetime) -> QuerySet[Complaint]:
    return Complaint.objects.filter(erased_at__isnull=True)


COMPLAINANTS = Kind(
    code="remedies.complainant",
    says="投诉举报人和联系方式",
    keeps="投诉举报人和联系方式（加密）；事项、核查结论和处理情况留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_with_complainant,
    since="case__ended_on",
    from_when="投诉举报办结",
    measure=Measure.MONTHS,
    sample=Sample(24, "参照信访回访和复核的一般时限；暂定，待本级政府确定", waits=True),
    whose="tenant",
    record=COMPLAINT_KIND,
    ref="pk",
    empties={"complainant": ""},
    marks="erased_at",
)


_ABOUT = ("tenant_id", "request", "case__ended_on")
_Told = tuple[int, str, date | None]  # of which government, its number, when the matter ended


def requests_in_dispute(on: date) -> Collection[Held]:
    """The requests against which something is open, or about which a complaint is: who asked, the proofs of
    service and the papers are evidence until it is over.

    A proceeding that has ended needs them as long as another may follow it, by the norm of its government.
    """
    complained = Complaint.objects.filter(case__ended_on__isnull=True).exclude(request="").order_by()
    return _held(_attacked(Attacked.REQUEST, on).union(complained.values_list(*_ABOUT)), on)


def own_records_in_dispute(on: date) -> Collection[Held]:
    """The same of applications to put an own record right: who says what, and the letter."""
    return _held(_attacked(Attacked.OWN_RECORD, on), on)


def _attacked(kind: Attacked, on: date) -> QuerySet[Proceeding, _Told]:
    may_follow = Q(case__ended_on__isnull=True) | Q(case__ended_on__gte=on - timedelta(days=MOST_KEPT_AFTER))
    return Proceeding.objects.filter(STANDS, may_follow, of_kind=kind).order_by().values_list(*_ABOUT)


def _held(told: Iterable[_Told], on: date) -> Collection[Held]:
    found = list(told)
    ended_in = {tenant_id for tenant_id, _, ended_on in found if ended_on}
    kept = {one: timedelta(days=days_on("kept_after", tenant_id=one, on=on)) for one in ended_in}
    return {
        (tenant_id, request)
        for tenant_id, request, ended_on in found
        if ended_on is None or on <= ended_on + kept[tenant_id]
    }

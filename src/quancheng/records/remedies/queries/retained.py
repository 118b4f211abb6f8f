"""What is kept of those who complained, and for how long."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.kernel.retention.matters import Held
from quancheng.records.remedies.events import COMPLAINT_KIND
from quancheng.records.remedies.models import Complaint, Proceeding
from quancheng.records.remedies.queries.proceedings import STANDS

FOLLOWS = timedelta(days=60)  # [D] fifteen days to sue after a decision, and the way of the court's papers


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


def requests_in_dispute(on: date) -> Collection[Held]:
    """The requests against which something is open, or about which a complaint is: who asked, the proofs of
    service and the papers are evidence until it is over.

    A proceeding that has ended needs them for as long as another may follow it (`FOLLOWS`).
    """
    is_open = Q(case__ended_on__isnull=True) | Q(case__ended_on__gte=on - FOLLOWS)
    attacked = Proceeding.objects.filter(STANDS, is_open).order_by().values_list("tenant_id", "request")
    open_ones = Complaint.objects.filter(case__ended_on__isnull=True).exclude(request="")
    return set(attacked.union(open_ones.order_by().values_list("tenant_id", "request")))

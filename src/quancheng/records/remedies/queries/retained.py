"""What is kept of those who complained, and for how long."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.records.remedies.events import COMPLAINT_KIND
from quancheng.records.remedies.models import Complaint


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

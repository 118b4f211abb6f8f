"""What redactions keep of what they cover, and for how long."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.redaction.models import Box, Redaction, Span
from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample

_OVER = (Redaction.State.FINISHED, Redaction.State.DROPPED)
_SAMPLE = Sample(36, "与依申请公开申请人信息相同；暂定，待本级政府确定", waits=True)
_LAW = "《个人信息保护法》第十九条"


def _boxes(_now: datetime) -> QuerySet[Box]:
    return Box.objects.filter(erased_at__isnull=True, redaction__state__in=_OVER)


def _spans(_now: datetime) -> QuerySet[Span]:
    return Span.objects.filter(erased_at__isnull=True, redaction__state__in=_OVER)


BOXES = Kind(
    code="redaction.box",
    says="区分处理中遮盖的文字和备注",
    keeps="遮盖框下的文字（加密）和备注；遮盖的位置、依据和清除证明留下",
    fate=Fate.ERASE,
    law=_LAW,
    rows=_boxes,
    since="redaction__drafted_at",
    from_when="拟定区分处理（完成或者放弃以后）",
    measure=Measure.MONTHS,
    sample=_SAMPLE,
    whose="redaction__tenant",
    empties={"words": "", "note": ""},
    marks="erased_at",
)
SPANS = Kind(
    code="redaction.span",
    says="区分处理中遮盖文字的备注",
    keeps="文本中遮盖处的备注；遮盖的位置、依据和清除证明留下",
    fate=Fate.ERASE,
    law=_LAW,
    rows=_spans,
    since="redaction__drafted_at",
    from_when="拟定区分处理（完成或者放弃以后）",
    measure=Measure.MONTHS,
    sample=_SAMPLE,
    whose="redaction__tenant",
    empties={"note": ""},
    marks="erased_at",
)
KEPT = (BOXES, SPANS)

"""What the house keeps of pages that were given as evidence, and for how long."""

from datetime import datetime

from django.db.models import Q, QuerySet

from quancheng.kernel.obligations.models import Snapshot
from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample


def _with_a_page(_now: datetime) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(~Q(text="") | Q(page__isnull=False) | Q(picture__isnull=False))


SNAPSHOTS = Kind(
    code="obligations.snapshot",
    says="佐证网页的快照",
    keeps="网页的正文、文件和截图；网址、抓取时间、结果和SM3摘要留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_with_a_page,
    since="evidence__item__case__ended_on",
    from_when="责任事项办结",
    measure=Measure.MONTHS,
    sample=Sample(60, "覆盖督查考核和一般诉讼的回溯期；暂定，待本级政府确定", waits=True),
    whose="evidence__item__obligation__tenant",
    empties={"text": "", "title": "", "page": None, "picture": None},
    files=("page", "picture"),
)

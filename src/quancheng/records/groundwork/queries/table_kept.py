"""How long the rows of collected tables are kept: people's names may stand in them."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.records.groundwork.models import Filling

NO_ROWS = "[]"


def _with_rows(_now: datetime) -> QuerySet[Filling]:
    return Filling.objects.filter(row_count__gt=0)


TABLES = Kind(
    code="groundwork.filling",
    says="收表填报的各行",
    keeps="各单位填报的表格内容（加密）；通知、报送和审核的经过、各列合计留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_with_rows,
    since="recipient__case__ended_on",
    from_when="收表审核通过",
    measure=Measure.MONTHS,
    sample=Sample(36, "参照年度考核和巡察的一般回溯期；暂定，待本级政府确定", waits=True),
    whose="recipient__notice__tenant",
    empties={"rows": NO_ROWS, "row_count": 0},
)

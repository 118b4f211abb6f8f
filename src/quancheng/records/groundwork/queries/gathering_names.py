"""What is kept of those who came to meetings and trainings, and for how long."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.records.groundwork.models import Attendance


def _with_name(_now: datetime) -> QuerySet[Attendance]:
    return Attendance.objects.filter(erased_at__isnull=True)


ATTENDANCE = Kind(
    code="groundwork.attendance",
    says="会议和培训参加人的姓名",
    keeps="姓名（加密）；参加单位、人数和活动记录留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_with_name,
    since="at",
    from_when="登记参加",
    measure=Measure.MONTHS,
    sample=Sample(36, "参照年度考核和巡察的一般回溯期；暂定，待本级政府确定", waits=True),
    whose="gathering__tenant",
    empties={"name": "", "digest": None},
    marks="erased_at",
)

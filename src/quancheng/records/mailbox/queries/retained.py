"""What the mailbox keeps of those who wrote, and for how long."""

from datetime import datetime

from django.db.models import QuerySet

from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.records.mailbox.events import MESSAGE_KIND
from quancheng.records.mailbox.models import Message


def _with_sender(_now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(erased_at__isnull=True)


SENDERS = Kind(
    code="mailbox.sender",
    says="留言人的姓名和联系方式",
    keeps="姓名、手机或邮箱（加密）；留言、答复和办理过程留下",
    fate=Fate.ERASE,
    law="《个人信息保护法》第十九条",
    rows=_with_sender,
    since="case__ended_on",
    from_when="留言办结",
    measure=Measure.MONTHS,
    sample=Sample(24, "参照信访、热线回访和复核的一般时限；暂定，待本级政府确定", waits=True),
    whose="tenant",
    record=MESSAGE_KIND,
    ref="number",
    empties={"name": "", "contact": "", "wants_mail": False},
    marks="erased_at",
)

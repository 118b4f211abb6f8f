"""What the outbox keeps of people outside the house, and for how long."""

from datetime import date, datetime

from django.db.models import QuerySet

from quancheng.kernel.notify.models import Notice, Subscription
from quancheng.kernel.retention.kinds import Fate, Kind, Sample
from quancheng.kernel.retention.queries import term_of

TOLD = "订阅页面向公众承诺的天数；暂定"


def _ended(_now: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(ended_at__isnull=False, erased_at__isnull=True)


def _answered(_now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(to_correspondent=True).exclude(to_sealed="")


SUBSCRIBERS = Kind(
    code="notify.subscriber",
    says="订阅人的邮箱",
    keeps="已结束的订阅的邮箱地址（加密）",
    fate=Fate.ERASE,
    law="《个人信息保护法》第四十七条",
    rows=_ended,
    since="ended_at",
    from_when="订阅结束",
    sample=Sample(28, TOLD),
    whose="tenant",
    empties={"address_sealed": "", "address_digest": ""},
    marks="erased_at",
)
CORRESPONDENTS = Kind(
    code="notify.correspondent",
    says="答复邮件的收信地址",
    keeps="来信人留下的邮箱地址（加密）",
    fate=Fate.ERASE,
    law="《个人信息保护法》第四十七条",
    rows=_answered,
    since="deliveries__ended_at",
    from_when="邮件发出",
    sample=Sample(28, TOLD),
    whose="tenant",
    empties={"to_sealed": ""},
)
KEPT = (SUBSCRIBERS, CORRESPONDENTS)


def days_of_an_address(*, tenant_id: int, on: date) -> int:
    """So many days after a subscription ended its address goes: what a subscriber is told."""
    term = term_of(SUBSCRIBERS, tenant_id=tenant_id, on=on)
    assert term is not None
    return term.value

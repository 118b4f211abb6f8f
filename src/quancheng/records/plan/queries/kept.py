"""What the plan keeps, how long, and what of it goes to the archive."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils import timezone

from quancheng.kernel.archiving.holdings import Holding, Paper
from quancheng.kernel.archiving.queries import archived
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.kernel.retention.kinds import Fate, Kind, Measure, Sample
from quancheng.records.plan.models import Order, OrderAnswer
from quancheng.records.plan.queries.papers import order_letter
from quancheng.records.plan.queries.plans import ORDER_KIND

HISTORY = ("时间", "环节", "经办人", "承办单位", "说明")


def _closed(_now: datetime) -> QuerySet[Order]:
    """Issued, over, and not with the archive yet."""
    over = Order.objects.filter(issued_at__isnull=False, case__ended_on__isnull=False)
    related = over.select_related("case__unit__tenant", "tenant", "office", "drafted_by", "issued_by")
    return related.exclude(pk__in=archived(ORDER_KIND))


def _title(order: Model) -> str:
    assert isinstance(order, Order)
    return f"{order.label} {order.subject}"


ORDERS = Kind(
    code=ORDER_KIND,
    says="督办单",
    keeps="督办单正本、办理经过、历次答复和附件；移交后系统里仍可查",
    fate=Fate.ARCHIVE,
    law="《档案法》第十四条",
    rows=_closed,
    since="case__ended_on",
    from_when="督办办结",
    measure=Measure.MONTHS,
    sample=Sample(12, "参照办结次年归档的一般做法；暂定，待本级档案分类方案确定", waits=True),
    whose="tenant",
    record=ORDER_KIND,
    ref="pk",
    title_of=_title,
)


def papers_of(order: Model) -> Iterator[Paper]:
    """The order as it was sent, what happened, each answer with its files."""
    assert isinstance(order, Order)
    yield Paper(f"{order.label} 督办单.docx", as_docx(order_letter(order)))
    yield Paper("办理经过.xlsx", as_xlsx(Sheet("办理经过", HISTORY, _history(order))))
    for answer in order.answers.filter(sent_at__isnull=False).select_related("sent_by"):
        yield Paper(f"第{answer.round}次答复.txt", _words_of(answer).encode())
        for one in answer.files.select_related("file"):
            with one.file.data.open("rb") as lying:
                yield Paper(f"第{answer.round}次答复附件 {one.file.name}", lying.read())


def _history(order: Order) -> Iterator[tuple[str, str, str, str, str]]:
    for one in timeline(order.case, reader=Circle.STAFF):
        yield f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}", one.says, one.who, one.unit, one.note


def _words_of(answer: OrderAnswer) -> str:
    assert answer.sent_at is not None
    sent = f"{timezone.localtime(answer.sent_at):%Y-%m-%d %H:%M}"
    return f"{answer.text}\n\n{answer.sent_by} {sent}报送\n"


TO_THE_ARCHIVE = Holding(kind=ORDERS, papers_of=papers_of)

"""Lists of duties as tables for people, every number and column in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db.models import Count, QuerySet

from quancheng.kernel.files.tables import Sheet, Value
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.records.plan.queries.lines import ListLine, list_line
from quancheng.records.plan.queries.worklist import Urgent, urgent

CHUNK = 2_000  # duties gathered at a time, in a few queries
COLUMNS = (
    "工作要点", "序号", "部分", "责任事项", "责任单位", "分工", "期次", "完成时限", "预警", "状态",
    "办结日期", "申请延至", "目标", "系统度量", "佐证（件）",
)  # fmt: skip


def duty_sheet(duties: QuerySet[DueItem], *, title: str, today: date) -> Sheet:
    """The duties as a table, in their order. A few queries for each chunk, none for a single duty."""
    return Sheet(title, COLUMNS, _rows(duties, today))


def _rows(duties: QuerySet[DueItem], today: date) -> Iterator[tuple[Value, ...]]:
    for chunk in _chunks(duties.iterator(chunk_size=CHUNK)):
        evidence = _evidence(chunk)
        for each in urgent(chunk, today=today):
            yield _row(each, list_line(each.line, each.level), evidence)


def _chunks(duties: Iterable[DueItem]) -> Iterator[Sequence[DueItem]]:
    left = iter(duties)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _evidence(chunk: Sequence[DueItem]) -> Mapping[int, int]:
    """For each duty how many pieces of evidence stand."""
    counted = Evidence.objects.filter(item__in=[duty.pk for duty in chunk], withdrawn_at__isnull=True)
    return dict(
        counted.order_by().values("item_id").annotate(count=Count("pk")).values_list("item_id", "count")
    )


def _row(each: Urgent, line: ListLine, evidence: Mapping[int, int]) -> tuple[Value, ...]:
    duty, task = each.line.duty, line.task
    measure = measures.get(duty.obligation.measure)
    return (
        line.row.plan.title,
        line.row.no,
        line.row.section,
        task.title,
        line.unit,
        line.part,
        line.period,
        duty.case.last_on or duty.until_on,
        line.level,
        line.state,
        line.ended_on,
        line.wanted_until,
        f"{task.target}{task.target_unit}" if task.target else "",
        measure.says if measure else "",
        evidence.get(duty.pk, 0),
    )

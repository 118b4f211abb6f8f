"""Proceedings, measures and rates as tables for people."""

from collections.abc import Iterable, Iterator

from quancheng.kernel.casework.queries import workflow_of
from quancheng.kernel.files.tables import Sheet, Value
from quancheng.records.remedies.models import Measure, Proceeding
from quancheng.records.remedies.queries.overview import UnitLine
from quancheng.records.remedies.rules.kinds import Column, Kind, Procedure
from quancheng.records.remedies.rules.outcomes import BY_CODE

PROCEEDING_HEAD = (
    "编号", "类型", "承办单位", "申请编号", "答复书文号", "救济途径", "提出日期", "复议机关或者法院", "案号",
    "审理程序", "进度", "本机关期限", "结果", "作出日期", "责令履行期限", "履行日期", "年报第四部分",
)  # fmt: skip
MEASURE_HEAD = (
    "监督方式",
    "文号",
    "作出机关",
    "责任单位",
    "责任人",
    "问题来源",
    "问题",
    "要求",
    "反馈期限",
    "进度",
    "反馈",
)
UNIT_HEAD = (
    "单位", "复议审结", "复议纠正", "复议纠正率", "复议未审结", "诉讼审结", "诉讼纠正", "诉讼纠正率",
    "诉讼未审结", "未销号的监督措施",
)  # fmt: skip


def proceeding_sheet(rows: Iterable[Proceeding]) -> Sheet:
    """What the list shows, in full."""
    return Sheet("复议和诉讼", PROCEEDING_HEAD, _proceedings(rows))


def measure_sheet(rows: Iterable[Measure]) -> Sheet:
    """What the list shows, in full."""
    return Sheet("监督措施", MEASURE_HEAD, _measures(rows))


def unit_sheet(lines: Iterable[UnitLine], *, year: int) -> Sheet:
    """The rates of correction, unit by unit."""
    return Sheet(f"{year}年纠正率", UNIT_HEAD, _units(lines))


def _proceedings(rows: Iterable[Proceeding]) -> Iterator[tuple[Value, ...]]:
    for one in rows:
        code = one.appeal_outcome or one.outcome
        yield (
            one.number, Kind(one.kind).says, str(one.case.unit), one.request, one.reply, one.clause,
            one.filed_on, one.organ, one.file_number, Procedure(one.procedure).says,
            workflow_of(one.case).state_in_words(one.case.state), one.case.due_on,
            BY_CODE[code].says if code else "", one.settled_on, one.redo_by, one.complied_on,
            "登记有误，不计入" if one.taken_back_at else Column(one.column or Column.PENDING).says,
        )  # fmt: skip


def _measures(rows: Iterable[Measure]) -> Iterator[tuple[Value, ...]]:
    for one in rows:
        yield (
            one.get_verb_display(), one.number, one.issuer, str(one.case.unit), one.person,
            one.get_source_display(), one.problem, one.demand, one.case.last_on,
            workflow_of(one.case).state_in_words(one.case.state), one.feedback,
        )  # fmt: skip


def _units(lines: Iterable[UnitLine]) -> Iterator[tuple[Value, ...]]:
    for one in lines:
        yield (
            one.unit, one.review.settled, one.review.corrected, one.review.percent, one.review.pending,
            one.suit.settled, one.suit.corrected, one.suit.percent, one.suit.pending, one.measures,
        )  # fmt: skip

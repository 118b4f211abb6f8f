"""The tables that units fill in: what they still owe, and what waits for their head."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.files.tables import Fill, Sheet, Value
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.proposals import Proposal, proposals_for
from quancheng.records.plan.queries.duties import DutyLine, lines_of, open_duties
from quancheng.records.plan.queries.worklist import duties_to_confirm, evidence_of_each
from quancheng.records.plan.rules.filling import (
    ADDRESSES,
    BACK,
    CONFIRMATIONS,
    DECISION,
    NO,
    NOTE,
    REASON,
    REPORT,
    REPORTS,
    VERSION,
    YES,
)
from quancheng.records.plan.workflow.duty import REPORT as REPORTING
from quancheng.records.plan.workflow.duty import STATE_SAYS, State

GUIDE = "填表说明"
ABOUT = ("工作要点", "序号", "责任事项", "期次", "完成时限")
REPORT_COLUMNS = (REPORTS.key, VERSION, *ABOUT, "状态", "系统记录", NOTE, ADDRESSES, REPORT)
CONFIRM_COLUMNS = (CONFIRMATIONS.key, VERSION, *ABOUT, "报送的完成情况", "佐证", DECISION, REASON)
HOW_TO_REPORT = (
    f"只填写浅黄色的三列：“{NOTE}”“{ADDRESSES}”“{REPORT}”；其余各列请勿改动。不办理的行留空即可，也可以整行删去。",
    f"“{ADDRESSES}”写公开页面的完整地址，多个网址用空格或换行分开；文件佐证请在事项页面上传。",
    f"“{REPORT}”填“{YES}”的行报送给单位负责人确认；只填网址、不填“{YES}”的行只添加佐证。",
    "“系统记录”达到目标的事项可以只填“是”，系统核到的记录会一并作为佐证。",
    "工作表可以移动或改名。请勿合并单元格、增加行或填写隐藏列。",
    "上传后先逐行预览；有一行有误就全部不办理。导出之后被他人办理过的事项须重新导出。",
)
HOW_TO_CONFIRM = (
    f"只填写浅黄色的两列：“{DECISION}”填“{YES}”或“{BACK}”；填“{BACK}”的须在“{REASON}”写明理由。",
    "暂不处理的行留空即可，也可以整行删去。确认之前请打开佐证核对。",
    "工作表可以移动或改名。请勿合并单元格、增加行或填写隐藏列。",
    "上传后先逐行预览；有一行有误就全部不办理。导出之后有变化的事项须重新导出。",
)


def sheets_to_report(actor: Actor, *, today: date) -> tuple[Sheet, Sheet]:
    """What the unit may still report, to be filled in, and how. A fixed number of queries."""
    duties = list(open_duties(actor).filter(case__state__in=REPORTING.out_of))
    found = proposals_for(actor, duties, today=today)
    rows = [(*_about(line), *_asked(line, found.get(line.duty.pk))) for line in lines_of(duties)]
    fill = Fill((NOTE, ADDRESSES, REPORT), (REPORTS.key, VERSION), {REPORT: (YES, NO)})
    return Sheet(REPORTS.name, REPORT_COLUMNS, rows, fill), _guide(HOW_TO_REPORT)


def sheets_to_confirm(actor: Actor) -> tuple[Sheet, Sheet]:
    """What waits for the head of the unit, to be decided, and how. A fixed number of queries."""
    duties = list(duties_to_confirm(actor))
    evidence, notes = evidence_of_each(duties), _notes(duties)
    rows = [
        (*_about(line), notes.get(line.duty.case_id, ""), _listed(evidence[line.duty.pk]), "", "")
        for line in lines_of(duties)
    ]
    fill = Fill((DECISION, REASON), (CONFIRMATIONS.key, VERSION), {DECISION: (YES, BACK)})
    return Sheet(CONFIRMATIONS.name, CONFIRM_COLUMNS, rows, fill), _guide(HOW_TO_CONFIRM)


def _about(line: DutyLine) -> tuple[Value, ...]:
    duty, row = line.duty, line.task.row
    return (
        duty.pk, duty.case.version, row.plan.title, row.no, line.task.title, duty.period, duty.case.due_on,
    )  # fmt: skip


def _asked(line: DutyLine, proposal: Proposal | None) -> tuple[Value, ...]:
    found = f"{proposal.says}{'（已核到）' if proposal.is_reached else ''}" if proposal else ""
    return STATE_SAYS[State(line.duty.case.state)], found, "", "", ""


def _notes(duties: Sequence[DueItem]) -> Mapping[int, str]:
    """For each case what its latest report says."""
    reports = CaseLine.objects.filter(case__in=[duty.case_id for duty in duties], step=REPORTING.code)
    return dict(reports.order_by("pk").values_list("case_id", "note"))


def _listed(evidence: Sequence[Evidence]) -> str:
    return "\n".join(_named(each) for each in evidence)


def _named(each: Evidence) -> str:
    if each.address and each.address != each.says:
        return f"{each.get_kind_display()}：{each.says}（{each.address}）"
    return f"{each.get_kind_display()}：{each.says}"


def _guide(sentences: Sequence[str]) -> Sheet:
    return Sheet(GUIDE, ("序号", "说明"), _numbered(sentences))


def _numbered(sentences: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    yield from ((number, sentence) for number, sentence in enumerate(sentences, start=1))

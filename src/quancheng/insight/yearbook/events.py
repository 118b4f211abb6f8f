"""What can happen to annual reports, in words for their history."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

REPORT_KIND = "yearbook.report"
DUTY_KIND = "yearbook.duty"


@dataclass(frozen=True, kw_only=True)
class ReportEvent(AuditEvent):
    """Something that happened to one report."""

    report: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(REPORT_KIND, str(self.report))


@dataclass(frozen=True, kw_only=True)
class ReportStarted(ReportEvent):
    code = "yearbook.report.started"
    sentence = "编制{who}{year}年政府信息公开工作年度报告第{number}版"

    who: str
    year: int
    number: int


class ReportCounted(ReportEvent):
    code = "yearbook.report.counted"
    sentence = "年度报告{report}按记录重新统计"


@dataclass(frozen=True, kw_only=True)
class ReportSummed(ReportEvent):
    code = "yearbook.report.summed"
    sentence = "年度报告{report}汇总{units}个单位的报告，缺{missing}个单位"

    units: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class CellsEntered(ReportEvent):
    code = "yearbook.cells.entered"
    sentence = "年度报告{report}第{part}部分手工录入{cells}个数据（{source}）"

    part: int
    cells: int
    source: str


class TextsWritten(ReportEvent):
    code = "yearbook.texts.written"
    sentence = "修改年度报告{report}的文字部分"


class ReportSubmitted(ReportEvent):
    code = "yearbook.report.submitted"
    sentence = "年度报告{report}送审"


@dataclass(frozen=True, kw_only=True)
class ReportSentBack(ReportEvent):
    code = "yearbook.report.sent_back"
    sentence = "退回年度报告{report}：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportIssued(ReportEvent):
    code = "yearbook.report.issued"
    sentence = "签发并公布{who}{year}年政府信息公开工作年度报告第{number}版"

    who: str
    year: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ReportPublished(ReportEvent):
    code = "yearbook.report.published"
    sentence = "公布{who}{year}年政府信息公开工作年度报告第{number}版，按呈批件{approval}签发"

    who: str
    year: int
    number: int
    approval: str


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn(ReportEvent):
    code = "yearbook.report.withdrawn"
    sentence = "撤回已公布的年度报告{report}：{reason}"
    personal = frozenset({"reason"})

    reason: str


class ReportDiscarded(ReportEvent):
    code = "yearbook.report.discarded"
    sentence = "作废年度报告草稿{report}"


@dataclass(frozen=True, kw_only=True)
class FormerRecorded(ReportEvent):
    code = "yearbook.former.recorded"
    sentence = "导入{who}{year}年年度报告数据（{source}）"

    who: str
    year: int
    source: str


@dataclass(frozen=True, kw_only=True)
class InnerDaySet(AuditEvent):
    code = "yearbook.inner_day.set"
    sentence = "设定{owes}年度报告内部时限：自{from_year}年度起，次年{month}月{day}日（{source}）"

    owes: str
    from_year: int
    month: int
    day: int
    source: str


@dataclass(frozen=True, kw_only=True)
class UnitsReminded(AuditEvent):
    code = "yearbook.units.reminded"
    sentence = "提醒{units}个单位报送{year}年年度报告"

    units: int
    year: int


@dataclass(frozen=True, kw_only=True)
class DutiesKept(AuditEvent):
    code = "yearbook.duties.kept"
    sentence = "形成{year}年年度报告责任{laid}项，并按已公布的报告核对"

    year: int
    laid: int


@dataclass(frozen=True, kw_only=True)
class DutyEvent(AuditEvent):
    """The office decided something about one duty."""

    duty: int
    title: str
    reason: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(DUTY_KIND, str(self.duty))


class DutyLifted(DutyEvent):
    code = "yearbook.duty.lifted"
    sentence = "免予编报：{title}（{reason}）"
    personal = frozenset({"reason"})


class DutyRestored(DutyEvent):
    code = "yearbook.duty.restored"
    sentence = "恢复编报：{title}（{reason}）"
    personal = frozenset({"reason"})

"""What can happen in the inspection kit, in words for its history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

INSPECTION_KIND, INDICATOR_KIND, TASK_KIND = (
    "inspections.inspection",
    "inspections.indicator",
    "inspections.task",
)
DRAFT_KIND = "inspections.draft"


@dataclass(frozen=True, kw_only=True)
class SheetEvent(AuditEvent):
    draft: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(DRAFT_KIND, str(self.draft))


@dataclass(frozen=True, kw_only=True)
class SheetBrought(SheetEvent):
    code = "inspections.sheet.brought"
    sentence = "上传指标表《{title}》，读出{rows}项指标，{doubts}处疑点"

    title: str
    rows: int
    doubts: int


@dataclass(frozen=True, kw_only=True)
class SheetCorrected(SheetEvent):
    code = "inspections.sheet.corrected"
    sentence = "更正指标表草稿{draft}：{what}"

    what: str


class SheetDiscarded(SheetEvent):
    code = "inspections.sheet.discarded"
    sentence = "放弃指标表草稿{draft}"


@dataclass(frozen=True, kw_only=True)
class SheetConfirmed(SheetEvent):
    code = "inspections.sheet.confirmed"
    sentence = "确认指标表《{title}》：新增{new}项，更新{kept}项，删除{gone}项"

    inspection: int
    title: str
    new: int
    kept: int
    gone: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(INSPECTION_KIND, str(self.inspection))


@dataclass(frozen=True, kw_only=True)
class IndicatorEvent(AuditEvent):
    indicator: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(INDICATOR_KIND, str(self.indicator))


@dataclass(frozen=True, kw_only=True)
class RecordTaken(IndicatorEvent):
    code = "inspections.record.taken"
    sentence = "为指标{indicator}采用系统记录{record}"

    record: RecordRef


@dataclass(frozen=True, kw_only=True)
class RecordSetAside(IndicatorEvent):
    code = "inspections.record.set_aside"
    sentence = "指标{indicator}不采用推荐的系统记录{record}"

    record: RecordRef


@dataclass(frozen=True, kw_only=True)
class MaterialAdded(IndicatorEvent):
    code = "inspections.material.added"
    sentence = "为指标{indicator}添加佐证材料（{kind}）：{says}"
    personal = frozenset({"says"})

    kind: str
    says: str


@dataclass(frozen=True, kw_only=True)
class MaterialWithdrawn(IndicatorEvent):
    code = "inspections.material.withdrawn"
    sentence = "撤回指标{indicator}的佐证材料{material}"

    material: int


@dataclass(frozen=True, kw_only=True)
class IndicatorRated(IndicatorEvent):
    code = "inspections.indicator.rated"
    sentence = "指标{indicator}自评{points}分：{why}"
    personal = frozenset({"why"})

    points: str
    why: str


@dataclass(frozen=True, kw_only=True)
class TaskEvent(AuditEvent):
    task: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(TASK_KIND, str(self.task))


@dataclass(frozen=True, kw_only=True)
class TaskLaid(TaskEvent):
    code = "inspections.task.laid"
    sentence = "向{unit}下达迎检任务{task}，{until}前报送：{demand}"
    personal = frozenset({"demand"})

    unit: str
    until: date
    demand: str


class TaskSigned(TaskEvent):
    code = "inspections.task.signed"
    sentence = "签收迎检任务{task}"


@dataclass(frozen=True, kw_only=True)
class TaskHandedIn(TaskEvent):
    code = "inspections.task.handed_in"
    sentence = "报送迎检任务{task}的材料{count}件"

    count: int


class TaskAccepted(TaskEvent):
    code = "inspections.task.accepted"
    sentence = "验收迎检任务{task}"


@dataclass(frozen=True, kw_only=True)
class ReasonedTaskEvent(TaskEvent):
    personal = frozenset({"reason"})

    reason: str


class TaskReturned(ReasonedTaskEvent):
    code = "inspections.task.returned"
    sentence = "退回迎检任务{task}的材料：{reason}"


@dataclass(frozen=True, kw_only=True)
class TaskPassedOn(TaskEvent):
    code = "inspections.task.passed_on"
    sentence = "迎检任务{task}由{former}移交{unit}办理：{reason}"
    personal = frozenset({"reason"})

    former: str
    unit: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskProlonged(ReasonedTaskEvent):
    code = "inspections.task.prolonged"
    sentence = "迎检任务{task}改期至{until}：{reason}"

    until: date


class TaskCancelled(ReasonedTaskEvent):
    code = "inspections.task.cancelled"
    sentence = "取消迎检任务{task}：{reason}"


@dataclass(frozen=True, kw_only=True)
class UnitsReminded(AuditEvent):
    code = "inspections.units.reminded"
    sentence = "提醒{units}个单位：{tasks}项迎检任务将到期或已逾期"

    units: int
    tasks: int


@dataclass(frozen=True, kw_only=True)
class PackageHandedOut(AuditEvent):
    code = "inspections.package.handed_out"
    sentence = "导出迎检{inspection}的材料包：{files}个文件，未收入{left_out}件，清单摘要{digest}"

    inspection: int
    files: int
    left_out: int
    digest: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(INSPECTION_KIND, str(self.inspection))

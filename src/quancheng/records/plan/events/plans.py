"""What can happen to a plan, in words for its history."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class PlanDrafted(AuditEvent):
    code = "plan.draft.brought"
    sentence = "上传任务分工《{title}》，读出{rows}行，疑点{doubts}处"

    draft: int
    title: str
    rows: int
    doubts: int


@dataclass(frozen=True, kw_only=True)
class UnitsSought(AuditEvent):
    code = "plan.draft.recognised"
    sentence = "按现在的机构名册重新识别《{title}》第{edition}版的单位，{rows}项有变化"

    draft: int
    plan: str
    title: str
    edition: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class DraftCorrected(AuditEvent):
    code = "plan.draft.corrected"
    sentence = "更正草稿{draft}：{what}"

    draft: int
    what: str


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(AuditEvent):
    code = "plan.draft.discarded"
    sentence = "放弃草稿{draft}"

    draft: int


@dataclass(frozen=True, kw_only=True)
class DraftSent(AuditEvent):
    code = "plan.draft.sent"
    sentence = "把草稿{draft}送审：修订已公开的《{title}》"

    draft: int
    title: str


@dataclass(frozen=True, kw_only=True)
class DraftReturned(AuditEvent):
    code = "plan.draft.returned"
    sentence = "退回送审的草稿{draft}，理由：{reason}"
    personal = frozenset({"reason"})

    draft: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlanConfirmed(AuditEvent):
    code = "plan.edition.confirmed"
    sentence = "确认《{title}》第{edition}版：新增{added}行，修改{changed}行，删除{dropped}行"

    plan: str
    title: str
    edition: int
    added: int
    changed: int
    dropped: int


@dataclass(frozen=True, kw_only=True)
class PlanPublished(AuditEvent):
    code = "plan.published"
    sentence = "公开《{title}》"

    plan: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PlanWithdrawn(AuditEvent):
    code = "plan.withdrawn"
    sentence = "撤下《{title}》，理由：{reason}"
    personal = frozenset({"reason"})

    plan: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RowTakenApart(AuditEvent):
    code = "plan.row.taken_apart"
    sentence = "第{no}项分解为{tasks}个分项"

    row: str
    no: str
    tasks: int


@dataclass(frozen=True, kw_only=True)
class TasksIssued(AuditEvent):
    code = "plan.tasks.issued"
    sentence = "下达{tasks}个分项，形成{duties}项责任事项"

    plan: str
    tasks: int
    duties: int

"""What can happen to duties, in words for their history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class DutiesSigned(AuditEvent):
    code = "plan.duties.signed"
    sentence = "签收{count}项责任事项"

    count: int


@dataclass(frozen=True, kw_only=True)
class DutiesConfirmed(AuditEvent):
    code = "plan.duties.confirmed"
    sentence = "负责人确认{count}项责任事项已完成"

    count: int


@dataclass(frozen=True, kw_only=True)
class DutyEvent(AuditEvent):
    """Something that happened to one duty."""

    duty: int


@dataclass(frozen=True, kw_only=True)
class ReasonedDutyEvent(DutyEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


class DutySigned(DutyEvent):
    code = "plan.duty.signed"
    sentence = "签收责任事项{duty}"


class DutyReported(ReasonedDutyEvent):
    code = "plan.duty.reported"
    sentence = "报送责任事项{duty}：{reason}"


class ReportRecalled(DutyEvent):
    code = "plan.duty.recalled"
    sentence = "撤回责任事项{duty}的报送"


class DutyConfirmed(DutyEvent):
    code = "plan.duty.confirmed"
    sentence = "负责人确认责任事项{duty}已完成"


class ReportRefused(ReasonedDutyEvent):
    code = "plan.duty.refused"
    sentence = "负责人退回责任事项{duty}：{reason}"


class DutyReturned(ReasonedDutyEvent):
    code = "plan.duty.returned"
    sentence = "政务公开机构退回责任事项{duty}：{reason}"


class DutyVerified(DutyEvent):
    code = "plan.duty.verified"
    sentence = "抽查核实责任事项{duty}"


class DutyDoubted(ReasonedDutyEvent):
    code = "plan.duty.doubted"
    sentence = "责任事项{duty}标记为无法核实：{reason}"


@dataclass(frozen=True, kw_only=True)
class LaterAsked(ReasonedDutyEvent):
    code = "plan.duty.later_asked"
    sentence = "申请将责任事项{duty}延至{until}：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class DutyPostponed(ReasonedDutyEvent):
    code = "plan.duty.postponed"
    sentence = "同意责任事项{duty}延至{until}：{reason}"

    until: date


class LaterDenied(ReasonedDutyEvent):
    code = "plan.duty.later_denied"
    sentence = "不同意责任事项{duty}延期：{reason}"


@dataclass(frozen=True, kw_only=True)
class DutyReassigned(ReasonedDutyEvent):
    code = "plan.duty.reassigned"
    sentence = "责任事项{duty}改派{unit}：{reason}"

    unit: str


class DutyCancelled(ReasonedDutyEvent):
    code = "plan.duty.cancelled"
    sentence = "取消责任事项{duty}：{reason}"


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(DutyEvent):
    code = "plan.evidence.added"
    sentence = "为责任事项{duty}提供佐证（{kind}）：{says}"
    personal = frozenset({"says"})

    kind: str
    says: str
    evidence: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRedacted(DutyEvent):
    code = "plan.evidence.redacted"
    sentence = "佐证{original}区分处理（{redaction}）后的公开件列为责任事项{duty}的佐证{evidence}"

    evidence: int
    original: int
    redaction: int


@dataclass(frozen=True, kw_only=True)
class RecheckAsked(DutyEvent):
    code = "plan.evidence.recheck_asked"
    sentence = "要求重新核对责任事项{duty}的佐证{evidence}"

    evidence: int


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(DutyEvent):
    code = "plan.evidence.withdrawn"
    sentence = "撤回责任事项{duty}的佐证{evidence}"

    evidence: int

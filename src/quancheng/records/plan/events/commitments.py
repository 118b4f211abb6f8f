"""What can happen to public commitments, in words for their history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class CommitmentsBrought(AuditEvent):
    code = "plan.commitments.brought"
    sentence = "上传公开承诺《{title}》，读出{rows}项，疑点{doubts}处"

    draft: int
    title: str
    rows: int
    doubts: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsCorrected(AuditEvent):
    code = "plan.commitments.corrected"
    sentence = "更正公开承诺草稿{draft}：{what}"

    draft: int
    what: str


@dataclass(frozen=True, kw_only=True)
class CommitmentsDiscarded(AuditEvent):
    code = "plan.commitments.discarded"
    sentence = "放弃公开承诺草稿{draft}"

    draft: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsConfirmed(AuditEvent):
    code = "plan.commitments.confirmed"
    sentence = "公开承诺草稿{draft}《{title}》核对完毕，送审{rows}项"

    draft: int
    title: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsReturned(AuditEvent):
    code = "plan.commitments.returned"
    sentence = "退回公开承诺草稿{draft}：{reason}"
    personal = frozenset({"reason"})

    draft: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CommitmentsPublished(AuditEvent):
    code = "plan.commitments.published"
    sentence = "公开《{title}》第{edition}版：新增{added}项，修改{changed}项，取消{dropped}项"

    list: str
    title: str
    edition: int
    added: int
    changed: int
    dropped: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsWithdrawn(AuditEvent):
    code = "plan.commitments.withdrawn"
    sentence = "撤下《{title}》，理由：{reason}"
    personal = frozenset({"reason"})

    list: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CommitmentsRestored(AuditEvent):
    code = "plan.commitments.restored"
    sentence = "恢复公开《{title}》"

    list: str
    title: str


@dataclass(frozen=True, kw_only=True)
class CommitmentEvent(AuditEvent):
    """Something that happened to one commitment."""

    commitment: str


@dataclass(frozen=True, kw_only=True)
class ReasonedCommitmentEvent(CommitmentEvent):
    """The same, with free words: of them the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


class ProgressReported(ReasonedCommitmentEvent):
    code = "plan.commitment.reported"
    sentence = "填报公开承诺{commitment}的进展：{reason}"


class ProgressRecalled(CommitmentEvent):
    code = "plan.commitment.recalled"
    sentence = "撤回公开承诺{commitment}的填报"


class ProgressConfirmed(CommitmentEvent):
    code = "plan.commitment.confirmed"
    sentence = "负责人确认公开承诺{commitment}的进展"


@dataclass(frozen=True, kw_only=True)
class CommitmentFinished(CommitmentEvent):
    code = "plan.commitment.finished"
    sentence = "负责人确认公开承诺{commitment}已于{on}完成"

    on: date


class ProgressRefused(ReasonedCommitmentEvent):
    code = "plan.commitment.refused"
    sentence = "负责人退回公开承诺{commitment}的填报：{reason}"


@dataclass(frozen=True, kw_only=True)
class MoveAsked(ReasonedCommitmentEvent):
    code = "plan.commitment.move_asked"
    sentence = "申请把公开承诺{commitment}的时限调整至{until}：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class CommitmentMoved(ReasonedCommitmentEvent):
    code = "plan.commitment.moved"
    sentence = "公开承诺{commitment}的时限调整至{until}：{reason}"

    until: date


class MoveDenied(ReasonedCommitmentEvent):
    code = "plan.commitment.move_denied"
    sentence = "不同意调整公开承诺{commitment}的时限：{reason}"


class CommitmentReopened(ReasonedCommitmentEvent):
    code = "plan.commitment.reopened"
    sentence = "公开承诺{commitment}更正为未完成：{reason}"

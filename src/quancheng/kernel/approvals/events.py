"""What can happen to a paper before its leaders, in words for the audit."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

APPROVAL_KIND = "approvals.approval"


@dataclass(frozen=True, kw_only=True)
class ApprovalEvent(AuditEvent):
    """Something that happened to one approval."""

    approval: int
    paper: RecordRef
    mark: str  # of the words that were laid before

    def concerns(self) -> RecordRef:
        return RecordRef(APPROVAL_KIND, str(self.approval))


@dataclass(frozen=True, kw_only=True)
class PaperSubmitted(ApprovalEvent):
    """A paper was laid before its leaders."""

    code = "approvals.paper.submitted"
    sentence = "呈送{paper}（版本{mark}）：{chain}"

    chain: str


@dataclass(frozen=True, kw_only=True)
class PaperAgreed(ApprovalEvent):
    """One of those who were asked agreed; others are still to be heard."""

    code = "approvals.paper.agreed"
    sentence = "{stage}同意{paper}（版本{mark}）：{opinion}"
    personal = frozenset({"opinion"})

    stage: str
    opinion: str


@dataclass(frozen=True, kw_only=True)
class PaperGranted(ApprovalEvent):
    """The last of those who were asked agreed."""

    code = "approvals.paper.granted"
    sentence = "{stage}批准{paper}（版本{mark}）：{opinion}"
    personal = frozenset({"opinion"})

    stage: str
    opinion: str


@dataclass(frozen=True, kw_only=True)
class PaperSentBack(ApprovalEvent):
    """One of those who were asked sent the paper back."""

    code = "approvals.paper.sent_back"
    sentence = "{stage}退回{paper}（版本{mark}）：{reason}"
    personal = frozenset({"reason"})

    stage: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(ApprovalEvent):
    """The unit took its paper back."""

    code = "approvals.paper.withdrawn"
    sentence = "撤回呈批{paper}（版本{mark}）：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperPassedOn(ApprovalEvent):
    """Another post is asked in the place of one that has not decided."""

    code = "approvals.paper.passed_on"
    sentence = "呈批{paper}改送{post}：{reason}"
    personal = frozenset({"reason"})

    post: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ScanBrought(ApprovalEvent):
    """A signed paper came back as a scan."""

    code = "approvals.scan.brought"
    sentence = "交回{paper}的签批扫描件（版本{mark}），摘要{digest}"

    digest: str


@dataclass(frozen=True, kw_only=True)
class ScanConfirmed(ApprovalEvent):
    """A second person read the scan and wrote down what stands on it."""

    code = "approvals.scan.confirmed"
    sentence = "核对{paper}的签批扫描件（版本{mark}）：{outcome}"

    outcome: str


@dataclass(frozen=True, kw_only=True)
class ScanRefused(ApprovalEvent):
    """A second person did not take the scan for what it was said to be."""

    code = "approvals.scan.refused"
    sentence = "不采用{paper}的签批扫描件（版本{mark}）：{reason}"
    personal = frozenset({"reason"})

    reason: str

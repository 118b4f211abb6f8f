"""What can happen to a seal, in words for the audit."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

USE_KIND = "seals.use"
SEAL_KIND = "seals.seal"


@dataclass(frozen=True, kw_only=True)
class SealEvent(AuditEvent):
    """Something that happened to one seal."""

    seal: int
    name: str

    def concerns(self) -> RecordRef:
        return RecordRef(SEAL_KIND, str(self.seal))


@dataclass(frozen=True, kw_only=True)
class SealRegistered(SealEvent):
    """A seal was entered into the register."""

    code = "seals.seal.registered"
    sentence = "登记印章“{name}”，由{keeper}保管，{from_on}启用"

    keeper: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class SealHandedOver(SealEvent):
    """Another post keeps a seal."""

    code = "seals.seal.handed_over"
    sentence = "印章“{name}”改由{keeper}保管：{reason}"
    personal = frozenset({"reason"})

    keeper: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SealStopped(SealEvent):
    """A seal seals nothing more."""

    code = "seals.seal.stopped"
    sentence = "停用印章“{name}”：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class SealUsed(SealEvent):
    """A seal was put on a paper, or the paper was given out for the wet seal."""

    code = "seals.seal.used"
    sentence = (
        "{number}：在{paper}上使用“{name}”（{channel}，{copies}份），"
        "内容摘要{contents}，用印前{before}，用印后{after}"
    )

    number: str
    paper: RecordRef
    channel: str
    copies: int
    contents: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SealedScanBrought(SealEvent):
    """The scan of a paper that was sealed in ink was registered."""

    code = "seals.scan.brought"
    sentence = "{number}：登记{paper}的盖章件扫描件，摘要{digest}"

    number: str
    paper: RecordRef
    digest: str

"""What can happen to a redaction, in words for the audit: never a word of what was covered."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

REDACTION_KIND = "redaction.redaction"


@dataclass(frozen=True, kw_only=True)
class RedactionEvent(AuditEvent):
    """Something that happened to one redaction."""

    redaction: int

    def concerns(self) -> RecordRef:
        return RecordRef(REDACTION_KIND, str(self.redaction))


@dataclass(frozen=True, kw_only=True)
class RedactionBegun(RedactionEvent):
    """Somebody began to make the open part of a file."""

    code = "redaction.begun"
    sentence = "对{record}的文件开始区分处理，原件摘要{original}"

    record: RecordRef
    original: str


@dataclass(frozen=True, kw_only=True)
class PartsCovered(RedactionEvent):
    """Parts were covered, each with its ground."""

    code = "redaction.parts.covered"
    sentence = "遮盖{count}处，依据{article}；备注：{note}"
    personal = frozenset({"note"})

    count: int
    article: str
    note: str


@dataclass(frozen=True, kw_only=True)
class PartUncovered(RedactionEvent):
    """A part is to be seen after all."""

    code = "redaction.part.uncovered"
    sentence = "取消遮盖1处（{where}），原依据{article}"

    where: str
    article: str


@dataclass(frozen=True, kw_only=True)
class GroundChanged(RedactionEvent):
    """A part is withheld for another reason."""

    code = "redaction.ground.changed"
    sentence = "改变遮盖依据（{where}）：由{before}改为{article}"

    where: str
    before: str
    article: str


@dataclass(frozen=True, kw_only=True)
class RedactionHandedIn(RedactionEvent):
    """The draft waits for the second person."""

    code = "redaction.handed_in"
    sentence = "区分处理送复核，共遮盖{parts}处"

    parts: int


@dataclass(frozen=True, kw_only=True)
class RedactionSentBack(RedactionEvent):
    """The draft is open again."""

    code = "redaction.sent_back"
    sentence = "区分处理退回修改：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class RedactionDropped(RedactionEvent):
    """Nothing comes of the draft."""

    code = "redaction.dropped"
    sentence = "放弃区分处理"


@dataclass(frozen=True, kw_only=True)
class RedactionFinished(RedactionEvent):
    """The open part was made, and what was covered is proved to be gone from it."""

    code = "redaction.finished"
    sentence = (
        "{record}的文件区分处理完成：遮盖{parts}处，查找{words}个词语均未发现，{open_words}个另有公开之处；"
        "原件摘要{original}，公开件摘要{product}"
    )

    record: RecordRef
    parts: int
    words: int
    open_words: int
    original: str
    product: str

"""What can happen to what the public sees of duties, in words for the history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class ReleaseEvent(AuditEvent):
    """Something that happened to the release of one piece of evidence."""

    release: int
    evidence: int


@dataclass(frozen=True, kw_only=True)
class ReleaseProposed(ReleaseEvent):
    code = "plan.release.proposed"
    sentence = "提议公开佐证{evidence}，公开标题：{title}"
    personal = frozenset({"title"})

    title: str


@dataclass(frozen=True, kw_only=True)
class ReasonedReleaseEvent(ReleaseEvent):
    """The same, with free words: of them the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


class EvidenceReleased(ReasonedReleaseEvent):
    code = "plan.release.released"
    sentence = "经保密审查，公开佐证{evidence}：{reason}"


class ReleaseRefused(ReasonedReleaseEvent):
    code = "plan.release.refused"
    sentence = "不同意公开佐证{evidence}：{reason}"


class ReleaseWithdrawn(ReasonedReleaseEvent):
    code = "plan.release.withdrawn"
    sentence = "撤下已公开的佐证{evidence}：{reason}"


@dataclass(frozen=True, kw_only=True)
class MovePublished(AuditEvent):
    code = "plan.move.published"
    sentence = "公开责任事项{duty}的时限调整：由{before}调整为{after}，原因：{reason}"
    personal = frozenset({"reason"})

    duty: int
    before: date
    after: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MoveTakenBack(AuditEvent):
    code = "plan.move.taken_back"
    sentence = "撤回责任事项{duty}已公开的时限调整（调整为{after}）"

    duty: int
    after: date

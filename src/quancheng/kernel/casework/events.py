"""What the house itself does to cases, and a colleague with those of another; the rest is told by modules."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class DeadlinesRecounted(AuditEvent):
    """Stored last days differed from those that the histories give, and were set right."""

    code = "casework.deadlines.recounted"
    sentence = "重新计算了{looked_at}件在办件的届满日，改正{changed}件"

    looked_at: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class CasesTakenOver(AuditEvent):
    """Somebody took over what a colleague had in hand."""

    code = "casework.cases.taken_over"
    sentence = "接办{former}号人员手里的{count}件在办事项"
    personal = frozenset({"former"})

    former: str
    count: int

"""What the house itself does to cases; every other step is told by the module whose case it is."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class DeadlinesRecounted(AuditEvent):
    """Stored last days differed from those that the histories give, and were set right."""

    code = "casework.deadlines.recounted"
    sentence = "重新计算了{looked_at}件在办件的届满日，改正{changed}件"

    looked_at: int
    changed: int

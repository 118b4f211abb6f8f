"""What the house itself does to evidence; every other step is told by the module whose duty it is."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class SnapshotTaken(AuditEvent):
    """An address that serves as evidence was looked at, and what was seen was kept."""

    code = "obligations.snapshot.taken"
    sentence = "抓取佐证{evidence}的网页：{outcome}"

    evidence: int
    outcome: str

"""What can happen when somebody leaves a post."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class WorkTakenOver(AuditEvent):
    code = "plan.work.taken_over"
    sentence = "接办{former}号人员手里的{duties}项责任事项和{drafts}份草稿"
    personal = frozenset({"former"})

    former: str
    duties: int
    drafts: int

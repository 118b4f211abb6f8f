"""What can happen to duties because of what the records say."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.plan.events.duties import DutyEvent


@dataclass(frozen=True, kw_only=True)
class RecordsTaken(DutyEvent):
    code = "plan.evidence.records_taken"
    sentence = "为责任事项{duty}选用系统记录作佐证：{records}"

    records: tuple[RecordRef, ...]


@dataclass(frozen=True, kw_only=True)
class ProposedReported(AuditEvent):
    code = "plan.duties.proposed_reported"
    sentence = "按系统记录报送{count}项责任事项，选用{records}条记录作佐证"

    count: int
    records: int

"""What happens on the way to the archive. Who received stands in the record; the line keeps a digest."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class HandoverPrepared(AuditEvent):
    code = "archiving.handover.prepared"
    sentence = "生成{number}：{kind}{count}件，清单摘要{digest}"

    number: str
    kind: str
    count: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class HandoverReceived(AuditEvent):
    code = "archiving.handover.received"
    sentence = "{number}由{unit}于{on}接收（{by}），{kind}{count}件标记为已归档"
    personal = frozenset({"by"})

    number: str
    kind: str
    count: int
    unit: str
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HandoverWithdrawn(AuditEvent):
    code = "archiving.handover.withdrawn"
    sentence = "{number}作废：{reason}；{kind}{count}件留在系统"
    personal = frozenset({"reason"})

    number: str
    kind: str
    count: int
    reason: str

"""What can happen to duties through a table that was filled in."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class TableBrought(AuditEvent):
    """A filled-in table was brought for a preview; nothing of it was applied yet."""

    code = "plan.table.brought"
    sentence = "上传{kind}“{file}”供预览（摘要{digest}）"
    personal = frozenset({"file"})

    kind: str
    file: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReportTableApplied(AuditEvent):
    code = "plan.table.reported"
    sentence = "按办理表{table}报送{reported}项责任事项，添加佐证{evidence}件"

    table: int
    reported: int
    evidence: int


@dataclass(frozen=True, kw_only=True)
class ConfirmTableApplied(AuditEvent):
    code = "plan.table.confirmed"
    sentence = "负责人按待确认表{table}确认{confirmed}项、退回{returned}项责任事项"

    table: int
    confirmed: int
    returned: int

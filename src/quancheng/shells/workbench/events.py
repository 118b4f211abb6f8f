"""What can happen at the desk that belongs to no engine."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class RegisterBrought(AuditEvent):
    """A workbook of the register was brought for a preview; nothing of it was applied yet."""

    code = "workbench.register.brought"
    sentence = "上传机构名册文件“{file}”供预览（摘要{digest}）"

    file: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class AuditTakenOut(AuditEvent):
    """Lines of the audit left the house as a file. Whoever was looked for is kept as a digest."""

    code = "workbench.audit.taken_out"
    sentence = "导出审计记录{lines}条，条件：{sought}（文件摘要{digest}）"
    personal = frozenset({"person"})

    lines: int
    sought: str
    person: str | None
    digest: str

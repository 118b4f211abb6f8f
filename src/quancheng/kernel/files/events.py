"""What happens to files by themselves; that one came in is told by the record it came with."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class FilesErased(AuditEvent):
    code = "files.erased"
    sentence = "随到期数据清除文件{count}个；另有记录引用的留下，共核对{asked}个"

    count: int
    asked: int

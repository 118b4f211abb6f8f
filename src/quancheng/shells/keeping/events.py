"""What can happen to a house as a whole."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class Resealed(AuditEvent):
    """Values that older keys had sealed were sealed with the current key."""

    code = "keeping.resealed"
    sentence = "用现行密钥重新加密{column}，共{rows}条"

    column: str
    rows: int

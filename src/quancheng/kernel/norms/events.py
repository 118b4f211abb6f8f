"""What happens to the norms of a government."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class ValueEvent(AuditEvent):
    """Something happened to what a government set itself."""

    norm: str
    value: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class ValueEntered(ValueEvent):
    code = "norms.value.entered"
    sentence = "录入“{norm}”自{from_on}起为{value}（{source}），待签署"

    source: str
    tenant_id: int
    value_id: int


@dataclass(frozen=True, kw_only=True)
class ValueSigned(ValueEvent):
    code = "norms.value.signed"
    sentence = "签署“{norm}”自{from_on}起为{value}"

    digest: str
    value_id: int


@dataclass(frozen=True, kw_only=True)
class ValueWithdrawn(ValueEvent):
    code = "norms.value.withdrawn"
    sentence = "撤回“{norm}”自{from_on}起为{value}的录入：{reason}"
    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class ShippedSigned(ValueEvent):
    code = "norms.shipped.signed"
    sentence = "核对并签署随系统提供的“{norm}”（自{from_on}起，{value}）"

    digest: str
    row: int


@dataclass(frozen=True, kw_only=True)
class SignatureWithdrawn(ValueEvent):
    code = "norms.signature.withdrawn"
    sentence = "撤回对“{norm}”（自{from_on}起，{value}）的签署：{reason}"
    personal = frozenset({"reason"})

    digest: str
    reason: str

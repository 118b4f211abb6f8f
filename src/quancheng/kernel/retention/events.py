"""What happens to what is kept. What was erased never stands here: how many, and by which term."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class TermSet(AuditEvent):
    code = "retention.term.set"
    sentence = "{kind}自{from_on}起保存{value}{measure}：{source}"

    kind: str
    value: int
    measure: str
    from_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class HoldSet(AuditEvent):
    code = "retention.hold.set"
    sentence = "保全{kind}（{what}）：{reason}"
    personal = frozenset({"reason"})

    kind: str
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HoldLifted(AuditEvent):
    code = "retention.hold.lifted"
    sentence = "解除保全{kind}（{what}）：{reason}"
    personal = frozenset({"reason"})

    kind: str
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DataErased(AuditEvent):
    code = "retention.data.erased"
    sentence = "{kind}满{value}{measure}，清除{count}件；因保全留下{spared}件"

    kind: str
    value: int
    measure: str
    count: int
    spared: int
    files: tuple[int, ...] = ()  # kept files that these records named; they go next

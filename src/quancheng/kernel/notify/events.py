"""What can happen in the outbox, beyond single letters: those are proved by their deliveries."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class SubscriptionAsked(AuditEvent):
    """Somebody entered an address to follow something; nobody has proved that it is theirs."""

    code = "notify.subscription.asked"
    sentence = "申请订阅 {pattern}，频次 {frequency}"

    number: str
    pattern: str
    frequency: str


@dataclass(frozen=True, kw_only=True)
class SubscriptionConfirmed(AuditEvent):
    """The reader of the letter confirmed."""

    code = "notify.subscription.confirmed"
    sentence = "确认订阅 {pattern}"

    number: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class SubscriptionsEnded(AuditEvent):
    """Subscriptions ended, by their reader or by the clock."""

    code = "notify.subscription.ended"
    sentence = "结束 {count} 项订阅：{reason}"

    count: int
    numbers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class DigestsMade(AuditEvent):
    """The digests of a day were made."""

    code = "notify.digest.made"
    sentence = "生成 {on} 的汇总：{letters} 封，{notices} 条"

    on: date
    letters: int
    notices: int


@dataclass(frozen=True, kw_only=True)
class WordsSet(AuditEvent):
    """A government set its own words for a kind of notice."""

    code = "notify.template.set"
    sentence = "制定通知模板 {kind} 第{version}版，{from_on} 起用"

    kind: str
    version: int
    from_on: date


@dataclass(frozen=True, kw_only=True)
class QuietHoursSet(AuditEvent):
    """A government set its quiet hours."""

    code = "notify.quiet_hours.set"
    sentence = "设定免打扰时段 {starts}—{ends}，{from_on} 起用"

    starts: str
    ends: str
    from_on: date

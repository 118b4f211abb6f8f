"""What can happen to supervision orders and bulletins, in words for their history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class SupervisionRuleSet(AuditEvent):
    code = "plan.supervision_rule.set"
    sentence = "督办规则自{from_on}起：文号字头“{prefix}”，答复期限{answer_days}个工作日，依据：{source}"
    personal = frozenset({"source"})

    from_on: date
    prefix: str
    answer_days: int
    source: str


@dataclass(frozen=True, kw_only=True)
class OrdersDrafted(AuditEvent):
    code = "plan.orders.drafted"
    sentence = "起草督办单{orders}，送{units}"

    orders: tuple[int, ...]
    units: str


@dataclass(frozen=True, kw_only=True)
class OrderEvent(AuditEvent):
    """Something that happened to one order."""

    order: int


@dataclass(frozen=True, kw_only=True)
class ReasonedOrderEvent(OrderEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


class OrderAmended(OrderEvent):
    code = "plan.order.amended"
    sentence = "修改督办单草稿{order}"


class OrderDiscarded(ReasonedOrderEvent):
    code = "plan.order.discarded"
    sentence = "作废督办单草稿{order}：{reason}"


@dataclass(frozen=True, kw_only=True)
class OrderIssued(OrderEvent):
    code = "plan.order.issued"
    sentence = "签发督办单{label}，送{unit}，{until}前答复"

    label: str
    unit: str
    until: date


@dataclass(frozen=True, kw_only=True)
class ApprovedOrderSent(OrderEvent):
    """An order went out whose words its leaders had approved."""

    code = "plan.order.approved_sent"
    sentence = "印发已批准的督办单{label}，送{unit}，{until}前答复"

    label: str
    unit: str
    until: date


class OrderSigned(OrderEvent):
    code = "plan.order.signed"
    sentence = "签收督办单{order}"


@dataclass(frozen=True, kw_only=True)
class OrderAnswerWritten(OrderEvent):
    code = "plan.order.answer_written"
    sentence = "起草督办单{order}的第{round}次答复，附件{files}个"

    round: int
    files: int


@dataclass(frozen=True, kw_only=True)
class OrderAnswerFileRemoved(OrderEvent):
    code = "plan.order.answer_file_removed"
    sentence = "从督办单{order}的答复稿中移去附件{file}"

    file: int


@dataclass(frozen=True, kw_only=True)
class OrderAnswered(OrderEvent):
    code = "plan.order.answered"
    sentence = "报送督办单{order}的第{round}次答复"

    round: int


class OrderReturned(ReasonedOrderEvent):
    code = "plan.order.returned"
    sentence = "退回督办单{order}的答复：{reason}"


class OrderClosed(OrderEvent):
    code = "plan.order.closed"
    sentence = "督办单{order}办结"


@dataclass(frozen=True, kw_only=True)
class OrderProlonged(ReasonedOrderEvent):
    code = "plan.order.prolonged"
    sentence = "督办单{order}的答复期限延至{until}：{reason}"

    until: date


class OrderWithdrawn(ReasonedOrderEvent):
    code = "plan.order.withdrawn"
    sentence = "撤销督办单{order}：{reason}"


@dataclass(frozen=True, kw_only=True)
class BulletinEvent(AuditEvent):
    """Something that happened to one bulletin."""

    bulletin: int


@dataclass(frozen=True, kw_only=True)
class BulletinDrafted(BulletinEvent):
    code = "plan.bulletin.drafted"
    sentence = "起草《{plan}》的通报{bulletin}，数据截至{as_of}"

    plan: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class BulletinGathered(BulletinEvent):
    code = "plan.bulletin.gathered"
    sentence = "通报{bulletin}重新取数，数据截至{as_of}"

    as_of: date


class BulletinAmended(BulletinEvent):
    code = "plan.bulletin.amended"
    sentence = "修改通报草稿{bulletin}"


class BulletinDiscarded(BulletinEvent):
    code = "plan.bulletin.discarded"
    sentence = "作废通报草稿{bulletin}"


@dataclass(frozen=True, kw_only=True)
class BulletinIssued(BulletinEvent):
    code = "plan.bulletin.issued"
    sentence = "签发通报{label}，发至{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class ApprovedBulletinSent(BulletinEvent):
    """A bulletin went out whose words its leaders had approved."""

    code = "plan.bulletin.approved_sent"
    sentence = "印发已批准的通报{label}，发至{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class BulletinWithdrawn(BulletinEvent):
    code = "plan.bulletin.withdrawn"
    sentence = "撤销通报{label}，理由：{reason}"
    personal = frozenset({"reason"})

    label: str
    reason: str

"""What can happen to notices and to the tables that go with them."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

NOTICE_KIND, RECEIPT_KIND, TABLE_KIND = "groundwork.notice", "groundwork.receipt", "groundwork.table"


@dataclass(frozen=True, kw_only=True)
class NoticeEvent(AuditEvent):
    """Something that happened to one notice."""

    notice: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(NOTICE_KIND, str(self.notice))


@dataclass(frozen=True, kw_only=True)
class ReceiptEvent(AuditEvent):
    """Something that happened to a notice with one of its units."""

    receipt: int
    unit: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(RECEIPT_KIND, str(self.receipt))


@dataclass(frozen=True, kw_only=True)
class ReasonedReceiptEvent(ReceiptEvent):
    """The same, with a reason in free words: of it the line keeps a digest."""

    personal = frozenset({"reason"})

    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticeWritten(NoticeEvent):
    code = "groundwork.notice.written"
    sentence = "拟写通知{notice}：{title}，发{units}个单位"
    personal = frozenset({"title"})

    title: str
    units: int


@dataclass(frozen=True, kw_only=True)
class NoticeRewritten(NoticeEvent):
    code = "groundwork.notice.rewritten"
    sentence = "修改通知{notice}的草稿：{title}，发{units}个单位"
    personal = frozenset({"title"})

    title: str
    units: int


class NoticeDiscarded(NoticeEvent):
    code = "groundwork.notice.discarded"
    sentence = "删除通知{notice}的草稿"


@dataclass(frozen=True, kw_only=True)
class NoticeIssued(NoticeEvent):
    code = "groundwork.notice.issued"
    sentence = "签发{number}，发{units}个单位，{sign_by}前签收"

    number: str
    units: int
    sign_by: date


@dataclass(frozen=True, kw_only=True)
class NoticeWithdrawn(NoticeEvent):
    code = "groundwork.notice.withdrawn"
    sentence = "撤回{number}：{reason}"
    personal = frozenset({"reason"})

    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitsUrged(NoticeEvent):
    code = "groundwork.notice.urged"
    sentence = "就{number}催办{units}个单位"

    number: str
    units: int


@dataclass(frozen=True, kw_only=True)
class LayoutAmended(NoticeEvent):
    code = "groundwork.layout.amended"
    sentence = "调整{number}的表样，现为第{edition}版：{reason}"
    personal = frozenset({"reason"})

    number: str
    edition: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class HandedOn(NoticeEvent):
    code = "groundwork.collection.handed_on"
    sentence = "承接上级收表{above}，拟写通知{notice}向下布置"

    above: int


class NoticeSigned(ReceiptEvent):
    code = "groundwork.notice.signed"
    sentence = "{unit}签收通知（接收编号{receipt}）"


@dataclass(frozen=True, kw_only=True)
class TableSaved(ReceiptEvent):
    code = "groundwork.table.saved"
    sentence = "{unit}保存填报（接收编号{receipt}），{rows}行"

    rows: int


@dataclass(frozen=True, kw_only=True)
class TableGathered(ReceiptEvent):
    code = "groundwork.table.gathered"
    sentence = "{unit}用下级{tables}份表汇总填报（接收编号{receipt}）"

    tables: int


@dataclass(frozen=True, kw_only=True)
class TableFilled(ReceiptEvent):
    code = "groundwork.table.filled"
    sentence = "{unit}填好收表（接收编号{receipt}），{rows}行"

    rows: int


class TableConfirmed(ReceiptEvent):
    code = "groundwork.table.confirmed"
    sentence = "{unit}负责人确认收表并上报（接收编号{receipt}）"


class TableRefused(ReasonedReceiptEvent):
    code = "groundwork.table.refused"
    sentence = "{unit}负责人退回填报人（接收编号{receipt}）：{reason}"


class TableAccepted(ReceiptEvent):
    code = "groundwork.table.accepted"
    sentence = "{unit}的收表审核通过（接收编号{receipt}）"


class TableReturned(ReasonedReceiptEvent):
    code = "groundwork.table.returned"
    sentence = "退回{unit}的收表（接收编号{receipt}）：{reason}"


@dataclass(frozen=True, kw_only=True)
class LaterDayAsked(ReasonedReceiptEvent):
    code = "groundwork.table.later_asked"
    sentence = "{unit}申请收表（接收编号{receipt}）延至{until}：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class LaterDayGranted(ReasonedReceiptEvent):
    code = "groundwork.table.later_granted"
    sentence = "同意{unit}的收表（接收编号{receipt}）延至{until}：{reason}"

    until: date


class LaterDayDenied(ReasonedReceiptEvent):
    code = "groundwork.table.later_denied"
    sentence = "不同意{unit}的收表（接收编号{receipt}）延期：{reason}"


@dataclass(frozen=True, kw_only=True)
class ReceiptPassedOn(ReasonedReceiptEvent):
    code = "groundwork.receipt.passed_on"
    sentence = "通知（接收编号{receipt}）由{unit}移交{to}办理：{reason}"

    to: str

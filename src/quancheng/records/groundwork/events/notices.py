"""What can happen to notices and to the tables that go with them."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.basis.reference import RecordRef

NOTICE_KIND, ARRIVAL_KIND, TABLE_KIND = "groundwork.notice", "groundwork.arrival", "groundwork.table"


@dataclass(frozen=True, kw_only=True)
class NoticeEvent(AuditEvent):
    """Something that happened to one notice."""

    notice: int

    def concerns(self) -> RecordRef | None:
        return RecordRef(NOTICE_KIND, str(self.notice))


@dataclass(frozen=True, kw_only=True)
class ArrivalEvent(AuditEvent):
    """Something that happened to a notice with one of its units."""

    arrival: int
    unit: str

    def concerns(self) -> RecordRef | None:
        return RecordRef(ARRIVAL_KIND, str(self.arrival))


@dataclass(frozen=True, kw_only=True)
class ReasonedArrivalEvent(ArrivalEvent):
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
class ApprovedNoticeSent(NoticeEvent):
    code = "groundwork.notice.approved_sent"
    sentence = "按{slip}印发{number}，发{units}个单位，{sign_by}前签收"

    number: str
    units: int
    sign_by: date
    slip: str


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
class TablesAccepted(NoticeEvent):
    code = "groundwork.tables.accepted"
    sentence = "一次审核通过{number}的{tables}份收表，{left}份没有通过"

    number: str
    tables: int
    left: int


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


class NoticeSigned(ArrivalEvent):
    code = "groundwork.notice.signed"
    sentence = "{unit}签收通知（接收编号{arrival}）"


@dataclass(frozen=True, kw_only=True)
class TableSaved(ArrivalEvent):
    code = "groundwork.table.saved"
    sentence = "{unit}保存填报（接收编号{arrival}），{rows}行"

    rows: int


@dataclass(frozen=True, kw_only=True)
class TableGathered(ArrivalEvent):
    code = "groundwork.table.gathered"
    sentence = "{unit}用下级{tables}份表汇总填报（接收编号{arrival}）"

    tables: int


@dataclass(frozen=True, kw_only=True)
class TableFilled(ArrivalEvent):
    code = "groundwork.table.filled"
    sentence = "{unit}填好收表（接收编号{arrival}），{rows}行"

    rows: int


class TableConfirmed(ArrivalEvent):
    code = "groundwork.table.confirmed"
    sentence = "{unit}负责人确认收表并上报（接收编号{arrival}）"


class TableRefused(ReasonedArrivalEvent):
    code = "groundwork.table.refused"
    sentence = "{unit}负责人退回填报人（接收编号{arrival}）：{reason}"


class TableAccepted(ArrivalEvent):
    code = "groundwork.table.accepted"
    sentence = "{unit}的收表审核通过（接收编号{arrival}）"


class TableReturned(ReasonedArrivalEvent):
    code = "groundwork.table.returned"
    sentence = "退回{unit}的收表（接收编号{arrival}）：{reason}"


@dataclass(frozen=True, kw_only=True)
class LaterDayAsked(ReasonedArrivalEvent):
    code = "groundwork.table.later_asked"
    sentence = "{unit}申请收表（接收编号{arrival}）延至{until}：{reason}"

    until: date


@dataclass(frozen=True, kw_only=True)
class LaterDayGranted(ReasonedArrivalEvent):
    code = "groundwork.table.later_granted"
    sentence = "同意{unit}的收表（接收编号{arrival}）延至{until}：{reason}"

    until: date


class LaterDayDenied(ReasonedArrivalEvent):
    code = "groundwork.table.later_denied"
    sentence = "不同意{unit}的收表（接收编号{arrival}）延期：{reason}"


@dataclass(frozen=True, kw_only=True)
class ArrivalPassedOn(ReasonedArrivalEvent):
    code = "groundwork.arrival.passed_on"
    sentence = "通知（接收编号{arrival}）由{unit}移交{to}办理：{reason}"

    to: str

"""What happens to a request itself, from its receipt to its reply."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.casework.events import UnitHandedOn
from quancheng.records.disclosure.events.base import (
    ReasonedRequestEvent,
    RequestEvent,
)


@dataclass(frozen=True, kw_only=True)
class RequestSubmitted(RequestEvent):
    code = "disclosure.request.submitted"
    sentence = "收到政府信息公开申请{request}（{channel}），待双方确认"

    channel: str


@dataclass(frozen=True, kw_only=True)
class RequestReceived(RequestEvent):
    code = "disclosure.request.received"
    sentence = "登记政府信息公开申请{request}（{channel}），收到日期{received_on}"

    channel: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(RequestEvent):
    code = "disclosure.request.confirmed"
    sentence = "与申请人确认收到申请{request}，收到日期{received_on}"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class AgencyConfirmed(RequestEvent):
    code = "disclosure.request.agency_confirmed"
    sentence = "机关于{confirmed_on}确认收到申请{request}，等申请人再次确认"

    confirmed_on: date


@dataclass(frozen=True, kw_only=True)
class ApplicantUnreachable(RequestEvent):
    code = "disclosure.request.applicant_unreachable"
    sentence = "{tried_on}无法联系申请{request}的申请人"

    tried_on: date


@dataclass(frozen=True, kw_only=True)
class ConfirmedAgain(RequestEvent):
    code = "disclosure.request.confirmed_again"
    sentence = "申请人再次确认申请{request}，收到日期{received_on}"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptWritten(RequestEvent):
    code = "disclosure.receipt.written"
    sentence = "申请人确认以后，制作申请{request}的回执，收到日期{received_on}"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class ApplicantCompleted(RequestEvent):
    code = "disclosure.applicant.completed"
    sentence = "补记申请{request}的申请人信息：{what}"

    what: str  # which fields, never what stands in them


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(ReasonedRequestEvent):
    code = "disclosure.correction.asked"
    sentence = "告知申请{request}补正，期限{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class CorrectionNoticeServed(RequestEvent):
    code = "disclosure.correction.notice_served"
    sentence = "申请{request}的补正告知书于{served_on}送达"

    served_on: date


@dataclass(frozen=True, kw_only=True)
class CorrectionReceived(RequestEvent):
    code = "disclosure.correction.received"
    sentence = "{received_on}收到申请{request}的补正，答复期限重新计算"

    received_on: date


@dataclass(frozen=True, kw_only=True)
class RequestLapsed(RequestEvent):
    code = "disclosure.request.lapsed"
    sentence = "申请{request}补正期限已于{last_on}届满，视为放弃申请"

    last_on: date


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(ReasonedRequestEvent):
    code = "disclosure.request.withdrawn"
    sentence = "申请人撤回申请{request}：{reason}"


@dataclass(frozen=True, kw_only=True)
class AnswerExtended(ReasonedRequestEvent):
    code = "disclosure.answer.extended"
    sentence = "申请{request}延长答复期限{days}个工作日：{reason}"

    days: int


@dataclass(frozen=True, kw_only=True)
class RequestCalledIn(ReasonedRequestEvent):
    code = "disclosure.request.called_in"
    sentence = "督促办理申请{request}：{reason}"


@dataclass(frozen=True, kw_only=True)
class RequestHandedOn(ReasonedRequestEvent):
    code = "disclosure.request.handed_on"
    sentence = "因机构调整，申请{request}移交{unit}：{reason}"

    unit: str


@dataclass(frozen=True, kw_only=True)
class RequestPutInCharge(RequestEvent):
    code = "disclosure.request.put_in_charge"
    sentence = "申请{request}的主办人定为{person}"
    personal = frozenset({"person"})

    person: str


@dataclass(frozen=True, kw_only=True)
class RequestLetGo(RequestEvent):
    code = "disclosure.request.let_go"
    sentence = "申请{request}不再由{person}主办，另行确定"
    personal = frozenset({"person"})

    person: str


@dataclass(frozen=True, kw_only=True)
class EverythingHandedOn(UnitHandedOn):
    code = "disclosure.everything.handed_on"
    sentence = "因机构调整，{former}的{cases}件在办件整体移交{unit}：{reason}"
    personal = frozenset({"reason"})


@dataclass(frozen=True, kw_only=True)
class RequestOrderedAnew(RequestEvent):
    code = "disclosure.request.ordered_anew"
    sentence = "申请{request}按{order}重新办理，自{received_on}起{days}个工作日内答复"

    order: str
    received_on: date
    days: int


@dataclass(frozen=True, kw_only=True)
class OrderUndone(RequestEvent):
    code = "disclosure.request.order_undone"
    sentence = "申请{request}的责令重新答复（{order}）登记有误，恢复原来的办理情况"

    order: str


@dataclass(frozen=True, kw_only=True)
class OrderLeftStanding(RequestEvent):
    code = "disclosure.request.order_left_standing"
    sentence = "申请{request}的责令重新答复（{order}）登记有误，但没有恢复：{why}"

    order: str
    why: str


@dataclass(frozen=True, kw_only=True)
class OrderMet(RequestEvent):
    code = "disclosure.request.order_met"
    sentence = "申请{request}：{order}由按{by}进行的重新办理一并履行"

    order: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ApplicantRead(RequestEvent):
    code = "disclosure.applicant.read"
    sentence = "查看申请{request}的申请人信息"


@dataclass(frozen=True, kw_only=True)
class PartyRead(RequestEvent):
    code = "disclosure.party.read"
    sentence = "查看申请{request}第{place}份征求意见的第三方和所述理由"

    place: int


@dataclass(frozen=True, kw_only=True)
class RequestClaimed(RequestEvent):
    code = "disclosure.request.claimed"
    sentence = "申请人将申请{request}添加到自己的账号"


@dataclass(frozen=True, kw_only=True)
class ReplyUnlocked(RequestEvent):
    code = "disclosure.reply.unlocked"
    sentence = "账号填对申请人证件号码的后几位，申请{request}的答复书在账号里打开"


@dataclass(frozen=True, kw_only=True)
class ConsultationSent(RequestEvent):
    code = "disclosure.consultation.sent"
    sentence = "就申请{request}征求意见（第{place}份，{party}），{sent_on}发出"

    place: int
    party: str
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class ConsultationMoved(RequestEvent):
    code = "disclosure.consultation.moved"
    sentence = "申请{request}的征求意见（第{place}份）：{on}{what}"

    place: int
    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ItemsDivided(RequestEvent):
    code = "disclosure.items.divided"
    sentence = "申请{request}分为{count}项办理"

    count: int


@dataclass(frozen=True, kw_only=True)
class ItemDecided(RequestEvent):
    code = "disclosure.item.decided"
    sentence = "申请{request}第{place}项拟处理为{decision}，年报第{row}行"

    place: int
    decision: str
    row: int


@dataclass(frozen=True, kw_only=True)
class ReplyDrafted(RequestEvent):
    code = "disclosure.reply.drafted"
    sentence = "拟写申请{request}的答复书：{text}"
    personal = frozenset({"text"})

    text: str


@dataclass(frozen=True, kw_only=True)
class ReplyMoved(RequestEvent):
    code = "disclosure.reply.moved"
    sentence = "申请{request}的答复书{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class ReplyReturned(ReasonedRequestEvent):
    code = "disclosure.reply.returned"
    sentence = "退回申请{request}的答复书：{reason}"


@dataclass(frozen=True, kw_only=True)
class ReplyIssued(RequestEvent):
    code = "disclosure.reply.issued"
    sentence = "签发申请{request}的答复书{letter}，救济途径{remedy}类"

    letter: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class ReplyServed(RequestEvent):
    code = "disclosure.reply.served"
    sentence = "申请{request}的答复书于{served_on}送达（{way}）"

    served_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class PeopleReminded(AuditEvent):
    code = "disclosure.people.reminded"
    sentence = (
        "提醒：{unconfirmed}件申请没有确认收到，{due}件到期或逾期，{fees}份收费通知书没有登记送达，"
        "{endings}件没有签发不再处理告知书，{unserved}份补正告知书没有登记送达，{over}件补正期限届满"
    )

    unconfirmed: int
    due: int
    fees: int = 0
    endings: int = 0
    unserved: int = 0
    over: int = 0


@dataclass(frozen=True, kw_only=True)
class SourcesErased(AuditEvent):
    code = "disclosure.sources.erased"
    sentence = "清除{count}件申请的来源摘要"

    count: int


@dataclass(frozen=True, kw_only=True)
class AnswerDelayed(ReasonedRequestEvent):
    code = "disclosure.answer.delayed"
    sentence = "申请{request}延迟至{until}前答复：{reason}"

    until: date

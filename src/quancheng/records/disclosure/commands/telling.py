"""Telling people about requests, inside the transaction of a command. Neither names nor contents go out."""

from collections.abc import Iterable
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import Request

SINCE = date(2020, 1, 1)

_kind = Kinds(prefix="disclosure.", since=SINCE, facts=frozenset({"number"}))

ARRIVED = _kind(
    "arrived",
    "收到依申请公开申请",
    "请确认收到：申请{number}",
    "网上收到一件政府信息公开申请，请在下一个工作日结束前与申请人确认收到。",
)
UNCONFIRMED = _kind(
    "unconfirmed",
    "申请超过期限未确认",
    "{count}件申请还没有确认收到",
    "最早的一件是{number}。没有确认就没有收到日期，请尽快与申请人确认。",
    "count",
)
CONFIRMED_AGAIN = _kind(
    "confirmed_again", "申请人已再次确认", "请办理：申请{number}已由双方确认收到",
    "申请人在网上再次确认了申请，当天是收到申请之日，答复期限从次日起计算。",
)  # fmt: skip
CORRECTED = _kind(
    "corrected",
    "申请人已补正",
    "请办理：申请{number}已补正",
    "申请人在网上作了补正，答复期限从收到补正之日起重新计算。",
)
DRAFTED = _kind("drafted", "答复书待审核", "待审核：申请{number}的答复书", "一份答复书已拟好，请审核。")
TO_CLEAR = _kind(
    "to_clear", "答复书待保密审查", "待保密审查：申请{number}的答复书", "一份答复书已审核，请作保密审查。"
)
TO_ISSUE = _kind(
    "to_issue", "答复书待签发", "待签发：申请{number}的答复书", "一份答复书已通过审核和保密审查，请签发。"
)
RETURNED = _kind(
    "returned", "答复书退回修改", "请修改：申请{number}的答复书", "答复书被退回。理由：{reason}", "reason"
)
CALLED_IN = _kind(
    "called_in", "督促办理申请", "督促：申请{number}", "政务公开机构督促办理这件申请。{reason}", "reason"
)
HANDED_ON = _kind(
    "handed_on",
    "申请移交",
    "请办理：申请{number}",
    "因机构调整，一件政府信息公开申请移交到您所在的机关，期限继续计算。",
)
PAST_HANDED_ON = _kind(
    "past_handed_on", "已办结申请移交", "已移交：申请{number}",
    "因机构调整，一件已经办结的政府信息公开申请移交到您所在的机关，针对它的复议、诉讼和投诉由您所在的机关应对。",
)  # fmt: skip
IN_CHARGE = _kind(
    "in_charge", "定为主办人", "请主办：申请{number}", "这件政府信息公开申请定由您主办，请按期限办理。"
)
ORDERED_ANEW = _kind(
    "ordered_anew", "责令重新答复", "请重新答复：申请{number}",
    "{order}责令重新办理这件申请，请在{days}个工作日内重新拟定处理意见并答复。", "order", "days",
)  # fmt: skip
ORDER_UNDONE = _kind(
    "order_undone", "责令重新答复登记有误", "不再重新答复：申请{number}",
    "{order}责令重新答复登记有误，已经撤销，申请恢复原来的办理情况。", "order",
)  # fmt: skip
ORDER_STANDS = _kind(
    "order_stands", "责令重新答复没有恢复", "请核对：申请{number}的重新答复",
    "{order}的登记已经撤销，但申请在此以前已经据此重新办理，系统没有恢复原来的答复，申请继续办理。", "order",
)  # fmt: skip
DUE = _kind(
    "due",
    "申请到期",
    "{count}件申请今天到期或已逾期",
    "最急的一件是{number}。请尽快答复；期限内可由政府信息公开工作机构负责人决定延长。",
    "count",
)
FEE_PROPOSED = _kind(
    "fee_proposed", "信息处理费待决定", "待决定：申请{number}的信息处理费",
    "承办人拟对一件申请收取信息处理费，请决定是否签发收费通知书。",
)  # fmt: skip
FEE_DECIDED = _kind(
    "fee_decided", "信息处理费已决定", "申请{number}的信息处理费已决定",
    "您拟收的信息处理费已有决定；已签发收费通知书的，请送达申请人。",
)  # fmt: skip
EXPLAINED = _kind(
    "explained", "申请人已说明理由", "请办理：申请{number}已说明理由",
    "申请人在网上说明了申请的理由，请判断是否合理；答复期限照常计算。",
)  # fmt: skip
FEE_WITHDRAWN = _kind(
    "fee_withdrawn", "收费通知书已撤回", "收费通知书已撤回：申请{number}",
    "收费通知书已撤回，等待缴费的日子计入答复期限；请把告知书送达申请人，并继续办理。{reason}", "reason",
)  # fmt: skip
PAID_AFTER_ALL = _kind(
    "paid_after_all", "期限内缴费，恢复办理", "请继续办理：申请{number}已恢复办理",
    "一件因逾期未缴费办结的申请，查明申请人已在期限内缴费，恢复办理；答复期限自缴费次日起计算，请看现在的届满日。",
)  # fmt: skip
FEE_UNSERVED = _kind(
    "fee_unserved", "收费通知书没有登记送达", "{count}份收费通知书还没有登记送达",
    "最早的一份属于申请{number}。没有送达日期，20个工作日的缴费期限就没有起算；请送达申请人并登记。", "count",
)  # fmt: skip
CORRECTION_UNSERVED = _kind(
    "correction_unserved", "补正告知书没有登记送达", "{count}份补正告知书还没有登记送达",
    "最早的一份属于申请{number}。没有送达日期，补正期限就没有起算；请送达申请人并登记。", "count",
)  # fmt: skip
CORRECTION_OVER = _kind(
    "correction_over", "补正期限届满", "{count}件申请的补正期限已经届满",
    "最早的一件是{number}。已经收到补正的，照收到的日期登记；没有收到的，登记逾期不补正，或者联系申请人问明理由。",
    "count",
)  # fmt: skip
FELL_SILENT = _kind(
    "fell_silent", "征求意见期满没有回复", "请继续办理：申请{number}征求意见期满",
    "对方在期限内没有回复，系统已登记逾期未回复，{means}；答复期限继续计算，请看现在的届满日。期满以前收到的意见，"
    "请照实际收到的日期登记。", "means",
)  # fmt: skip
ENDING_MOVED = _kind(
    "ending_moved", "不再处理告知书待办", "待{next}：申请{number}的不再处理告知书",
    "一份不再处理告知书等待{next}。", "next",
)  # fmt: skip
ENDINGS_LACKING = _kind(
    "endings_lacking", "没有签发不再处理告知书", "{count}件没有答复而办结的申请还没有签发不再处理告知书",
    "最早的一件是{number}。逾期不补正、逾期未缴费或者申请人撤回的，须书面告知申请人办结；请拟写、审核、签发。",
    "count",
)  # fmt: skip
ENDING_RETURNED = _kind(
    "ending_returned", "不再处理告知书退回修改", "请修改：申请{number}的不再处理告知书",
    "不再处理告知书被退回。理由：{reason}", "reason",
)  # fmt: skip
KINDS = (
    CORRECTION_UNSERVED, CORRECTION_OVER,
    FEE_WITHDRAWN, FEE_UNSERVED, PAID_AFTER_ALL, ENDING_MOVED, ENDING_RETURNED, ENDINGS_LACKING,
    ARRIVED, UNCONFIRMED, CONFIRMED_AGAIN, CORRECTED, DRAFTED, TO_CLEAR, TO_ISSUE, RETURNED, CALLED_IN,
    HANDED_ON, PAST_HANDED_ON, IN_CHARGE, ORDERED_ANEW, ORDER_UNDONE, ORDER_STANDS, DUE, FELL_SILENT,
    FEE_PROPOSED, FEE_DECIDED, EXPLAINED,
)  # fmt: skip


def tell_people(
    request: Request, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime, **facts: str
) -> None:
    """These people are told what happened to a request; whoever did it is not."""
    tell(
        person_ids={*people} - {actor.person_id or 0},
        kind=kind,
        facts={"number": request.number, **facts},
        about=RecordRef(REQUEST_KIND, request.number),
        at=now,
        tenant_id=request.tenant_id,
        once=f"{request.number}:{request.case.version}",
    )


def remind_people(
    requests: list[Request], kind: NoticeKind, people: Iterable[int], *, now: datetime, once: str
) -> None:
    """These people are reminded of several requests in one notice, which opens the most urgent."""
    first = requests[0]
    tell(
        person_ids=set(people),
        kind=kind,
        facts={"number": first.number, "count": str(len(requests))},
        about=RecordRef(REQUEST_KIND, first.number),
        at=now,
        tenant_id=first.tenant_id,
        once=once,
    )

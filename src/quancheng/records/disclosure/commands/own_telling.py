"""Telling people about own records, assessments and refusals. Neither names nor contents go out."""

from collections.abc import Iterable
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.events.own_records import MADE_OPEN_KIND, OWN_RECORD_KIND
from quancheng.records.disclosure.models import MadeOpen, OwnRecord, Request

SINCE = date(2020, 1, 1)

_kind = Kinds(prefix="disclosure.", since=SINCE, facts=frozenset({"number"}))

OWN_ARRIVED = _kind(
    "own_record_arrived", "收到更正申请", "请核实：更正申请{number}", "收到一件更正本人信息的申请，请核实。"
)
OWN_TO_ISSUE = _kind(
    "own_record_to_issue",
    "更正告知书待签发",
    "待签发：更正申请{number}的告知书",
    "一份更正告知书已拟好，请签发。",
)
OWN_RETURNED = _kind(
    "own_record_returned",
    "更正告知书退回",
    "请重新核实：更正申请{number}",
    "告知书被退回。理由：{reason}",
    "reason",
)
OWN_HANDED_ON = _kind(
    "own_record_handed_on", "更正申请移交", "请办理：更正申请{number}",
    "因机构调整，一件更正申请移交到您所在的机关。",
)  # fmt: skip
OWN_PAST_HANDED_ON = _kind(
    "own_record_past_handed_on", "已办结更正申请移交", "已移交：更正申请{number}",
    "因机构调整，一件已经办结的更正申请移交到您所在的机关，针对它的复议、诉讼和投诉由您所在的机关应对。",
)  # fmt: skip
OWN_DUE = _kind(
    "own_record_due", "更正申请到期", "{count}件更正申请今天到期或已逾期",
    "最急的一件是{number}。办理目标由本级政府确定，请尽快办结。", "count",
)  # fmt: skip
PASSED_ALONG = _kind(
    "passed_along", "收到其他机关转来的申请", "请确认收到：申请{number}",
    "应申请人要求，其他机关告知后代为提出的申请，请在下一个工作日结束前与申请人确认收到。",
)  # fmt: skip
TO_ASSESS = _kind(
    "made_open_to_assess", "请评估转为主动公开", "请评估是否转为主动公开（第{number}号）",
    "多人申请相同信息，或者申请人建议主动公开，请评估（《条例》第四十四条）。",
)  # fmt: skip
TO_DECIDE = _kind(
    "made_open_to_decide",
    "评估意见待审定",
    "待审定：转为主动公开评估（第{number}号）",
    "评估意见已提出，请审定。",
)
TO_PUBLISH = _kind(
    "made_open_to_publish", "请公开信息", "请公开：转为主动公开评估（第{number}号）",
    "已决定转为主动公开，请在期限内公开并登记网址。",
)  # fmt: skip
SENT_BACK = _kind(
    "made_open_returned",
    "评估意见退回",
    "请重新评估（第{number}号）",
    "评估意见被退回。理由：{reason}",
    "reason",
)
WITHHELD_DUE = _kind(
    "withheld_due", "不予公开信息应当评估", "{count}项不予公开的信息到了定期评估的时间",
    "最早的一项是申请{number}。请评估现在是否可以公开（《条例》第十八条）。", "count",
)  # fmt: skip
WITHHELD_TO_DECIDE = _kind(
    "withheld_to_decide",
    "定期评估意见待审定",
    "待审定：申请{number}不予公开的定期评估",
    "评估意见已提出，请审定。",
)
KINDS = (
    OWN_ARRIVED, OWN_TO_ISSUE, OWN_RETURNED, OWN_HANDED_ON, OWN_PAST_HANDED_ON, OWN_DUE, PASSED_ALONG,
    TO_ASSESS, TO_DECIDE, TO_PUBLISH, SENT_BACK, WITHHELD_DUE, WITHHELD_TO_DECIDE,
)  # fmt: skip


def tell_of_own_record(
    own_record: OwnRecord,
    kind: NoticeKind,
    people: Iterable[int],
    *,
    actor: Actor,
    now: datetime,
    **facts: str,
) -> None:
    """These people are told what happened to a case; whoever did it is not."""
    tell(
        person_ids={*people} - {actor.person_id or 0},
        kind=kind,
        facts={"number": own_record.number, **facts},
        about=RecordRef(OWN_RECORD_KIND, own_record.number),
        at=now,
        tenant_id=own_record.tenant_id,
        once=f"{own_record.number}:{own_record.case.version}",
    )


def tell_of_made_open(
    one: MadeOpen, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime, **facts: str
) -> None:
    """The same of an assessment."""
    tell(
        person_ids={*people} - {actor.person_id or 0},
        kind=kind,
        facts={"number": str(one.pk), **facts},
        about=RecordRef(MADE_OPEN_KIND, str(one.pk)),
        at=now,
        tenant_id=one.tenant_id,
        once=f"made_open:{one.pk}:{one.case.version}",
    )


def tell_of_many(
    kind: NoticeKind, about: RecordRef, number: str, count: int, people: Iterable[int], *,
    tenant_id: int, now: datetime, once: str,
) -> None:  # fmt: skip
    """These people are reminded of several in one notice, which opens the most urgent."""
    tell(
        person_ids=set(people),
        kind=kind,
        facts={"number": number, "count": str(count)},
        about=about,
        at=now,
        tenant_id=tenant_id,
        once=once,
    )


def about_own_record(number: str) -> RecordRef:
    return RecordRef(OWN_RECORD_KIND, number)


def about_request(request: Request) -> RecordRef:
    return RecordRef(REQUEST_KIND, request.number)

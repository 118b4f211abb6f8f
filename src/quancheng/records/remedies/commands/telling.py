"""Telling people about proceedings and measures, within the transaction of a command. No free words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.records.remedies.events import COMPLAINT_KIND, MEASURE_KIND, PROCEEDING_KIND
from quancheng.records.remedies.models import Complaint, Measure, Proceeding

_kind = Kinds(prefix="remedies.", since=date(2020, 1, 1))

ENTERED = _kind(
    "entered", "登记复议、诉讼", "{unit}的{sort}：{number}",
    "针对申请{request}的{sort}已登记，编号{number}。",
    "unit", "sort", "number", "request",
)  # fmt: skip
SETTLED = _kind(
    "settled", "复议、诉讼审结", "{number}审结：{outcome}", "{unit}的{number}已审结，结果为{outcome}。",
    "unit", "number", "outcome",
)  # fmt: skip
HANDED_ON = _kind(
    "handed_on", "复议、诉讼移交", "请办理：{number}",
    "因机构调整，{number}移交到您所在的机关，期限继续计算。", "number", "unit",
)  # fmt: skip
TAKEN_BACK = _kind(
    "taken_back", "复议、诉讼撤销登记", "{number}登记有误，已撤销",
    "{unit}的{number}登记有误，政务公开机构已撤销登记，不再计入年报。", "unit", "number",
)  # fmt: skip
ISSUED = _kind(
    "issued", "监督措施", "请办理：{label}", "{issuer}发出{label}，请在{until}前反馈整改情况。",
    "label", "issuer", "until",
)  # fmt: skip
REPORTED = _kind(
    "reported", "整改反馈待核实", "待核实：{label}", "{unit}已反馈整改情况，请核实后销号，或者退回补充。",
    "label", "unit",
)  # fmt: skip
RETURNED = _kind("returned", "整改反馈退回", "请补充：{label}", "整改反馈被退回，请补充后重新反馈。", "label")
CLOSED = _kind("closed", "监督措施销号", "已销号：{label}", "整改情况已核实，{label}销号。", "label")
DUE_PROCEEDINGS = _kind(
    "due_proceedings", "复议、诉讼到期", "{count}件复议、诉讼到期或逾期",
    "最急的一件是{number}，期限{until}。请按期答复、答辩或者履行。", "count", "number", "until",
)  # fmt: skip
DUE_MEASURES = _kind(
    "due_measures", "整改到期", "{count}项整改到期或逾期",
    "最急的一项是{label}，期限{until}。请反馈整改情况。",
    "count", "label", "until",
)  # fmt: skip
DUE_COMPLAINTS = _kind(
    "due_complaints", "投诉举报到期", "{count}件投诉举报到期或逾期",
    "最急的一件是{number}，期限{until}。请核查；查证属实的，请采取监督措施，或者写明不采取的理由。",
    "count", "number", "until",
)  # fmt: skip
MEASURE_OVER = _kind(
    "measure_over", "监督措施移交", "请办理：{label}",
    "因机构调整，{label}移交到您所在的机关，期限继续计算。", "label",
)  # fmt: skip
COMPLAINT_OVER = _kind(
    "complaint_over", "投诉举报移交", "请核查：投诉举报{number}",
    "因机构调整，投诉举报{number}移交到您所在的机关，期限继续计算。", "number",
)  # fmt: skip
KINDS = (
    MEASURE_OVER,
    COMPLAINT_OVER,
    ENTERED,
    SETTLED,
    HANDED_ON,
    TAKEN_BACK,
    ISSUED,
    REPORTED,
    RETURNED,
    CLOSED,
    DUE_PROCEEDINGS,
    DUE_MEASURES,
    DUE_COMPLAINTS,
)


def tell_of_proceeding(
    proceeding: Proceeding, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime,
    once: str = "", **facts: str,
) -> int:  # fmt: skip
    """These people are told what happened in a proceeding; whoever did it is not. `once`: what names the
    cause, where it is not the step that the case took last. How many were told now.
    """
    told = {"number": proceeding.number, "unit": str(proceeding.case.unit), **facts}
    return _tell(proceeding, PROCEEDING_KIND, kind, people, told, once, actor, now)


def tell_of_complaint(
    complaint: Complaint, kind: NoticeKind, people: Iterable[int], *, once: str, actor: Actor, now: datetime
) -> int:
    """These people of the office are told of a complaint by its number: of who complains, nothing."""
    return _tell(complaint, COMPLAINT_KIND, kind, people, {"number": complaint.number}, once, actor, now)


def tell_of_measure(
    measure: Measure, kind: NoticeKind, people: Iterable[int], *, actor: Actor, now: datetime,
    once: str = "", **facts: str,
) -> int:  # fmt: skip
    """These people are told what happened to a measure; whoever did it is not. `once`: as above."""
    told = {"label": str(measure), **facts}
    return _tell(measure, MEASURE_KIND, kind, people, told, once, actor, now)


def _tell(
    one: Proceeding | Complaint | Measure, record: str, kind: NoticeKind, people: Iterable[int],
    facts: Mapping[str, str], once: str, actor: Actor, now: datetime,
) -> int:  # fmt: skip
    return tell(
        person_ids={*people} - {actor.person_id or 0},
        kind=kind,
        facts=facts,
        about=RecordRef(record, str(one.pk)),
        at=now,
        tenant_id=one.tenant_id,
        once=f"{one.pk}:{once or one.case.version}",
    )

"""What the office does about requests: conferences, demands, bulletins, figures."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent
from quancheng.records.disclosure.events.base import (
    BulletinEvent,
    ReasonedRequestEvent,
)


@dataclass(frozen=True, kw_only=True)
class JointCalled(ReasonedRequestEvent):
    code = "disclosure.joint.called"
    sentence = "就申请{request}发起{sort}，{units}参加：{reason}"

    sort: str
    units: str


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(ReasonedRequestEvent):
    code = "disclosure.joint.opinion_given"
    sentence = "{unit}就申请{request}反馈意见：{reason}"

    unit: str


@dataclass(frozen=True, kw_only=True)
class JointConcluded(ReasonedRequestEvent):
    code = "disclosure.joint.concluded"
    sentence = "申请{request}的{sort}形成结论：{reason}"

    sort: str


@dataclass(frozen=True, kw_only=True)
class JointDropped(ReasonedRequestEvent):
    code = "disclosure.joint.dropped"
    sentence = "取消申请{request}的{sort}：{reason}"

    sort: str


@dataclass(frozen=True, kw_only=True)
class DemandHanded(ReasonedRequestEvent):
    code = "disclosure.demand.handed"
    sentence = "将申请{request}中的诉求转{unit}办理，期限{until}：{reason}"

    unit: str
    until: date


@dataclass(frozen=True, kw_only=True)
class DemandMoved(ReasonedRequestEvent):
    code = "disclosure.demand.moved"
    sentence = "申请{request}的转办事项{demand}：{what}。{reason}"

    demand: int
    what: str


@dataclass(frozen=True, kw_only=True)
class OutcomesCounted(AuditEvent):
    code = "disclosure.outcomes.counted"
    sentence = "统计{count}件办结申请的用时"

    count: int


@dataclass(frozen=True, kw_only=True)
class PartiesUrged(AuditEvent):
    code = "disclosure.parties.urged"
    sentence = "提醒：{unsigned}份征求意见书没有签收凭证，{opinions}个单位的意见和{demands}件转办事项到期"

    unsigned: int
    opinions: int
    demands: int


@dataclass(frozen=True, kw_only=True)
class BulletinDrafted(BulletinEvent):
    code = "disclosure.bulletin.drafted"
    sentence = "按{span}的数据起草依申请公开通报{bulletin}"

    span: str


@dataclass(frozen=True, kw_only=True)
class BulletinChanged(BulletinEvent):
    code = "disclosure.bulletin.changed"
    sentence = "依申请公开通报{bulletin}：{what}"

    what: str


@dataclass(frozen=True, kw_only=True)
class BulletinWithdrawn(BulletinEvent):
    code = "disclosure.bulletin.withdrawn"
    sentence = "撤销依申请公开通报{label}，理由：{reason}"
    personal = frozenset({"reason"})

    label: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BulletinIssued(BulletinEvent):
    code = "disclosure.bulletin.issued"
    sentence = "印发依申请公开通报{label}，发至{units}个单位"

    label: str
    units: int


@dataclass(frozen=True, kw_only=True)
class BulletinIssuedAsItStood(BulletinEvent):
    code = "disclosure.bulletin.issued_as_it_stood"
    sentence = (
        "印发依申请公开通报{label}，发至{units}个单位；数据截至{as_of}，"
        "与印发当日有{moved}处不同，理由：{reason}"
    )
    personal = frozenset({"reason"})

    label: str
    units: int
    as_of: date
    moved: int
    reason: str

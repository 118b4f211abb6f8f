"""Searches on record, parts kept back, checks, and work that is joined."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent
from quancheng.records.disclosure.events.base import (
    ReasonedRequestEvent,
    RequestEvent,
)


@dataclass(frozen=True, kw_only=True)
class RequestsDetached(AuditEvent):
    code = "disclosure.requests.detached"
    sentence = "{count}件申请与已注销的账号脱离"

    count: int


@dataclass(frozen=True, kw_only=True)
class SearchRecorded(RequestEvent):
    code = "disclosure.search.recorded"
    sentence = "记录申请{request}第{place}项的检索：{result}"

    place: int
    result: str


@dataclass(frozen=True, kw_only=True)
class SearchWithdrawn(ReasonedRequestEvent):
    code = "disclosure.search.withdrawn"
    sentence = "撤回申请{request}的一份检索记录：{reason}"


@dataclass(frozen=True, kw_only=True)
class PartRecorded(RequestEvent):
    code = "disclosure.part.recorded"
    sentence = "记录申请{request}第{place}项的一处不公开部分，依据{ground}"

    place: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class PartRemoved(RequestEvent):
    code = "disclosure.part.removed"
    sentence = "删去申请{request}的一处不公开部分，依据{ground}"

    ground: str


@dataclass(frozen=True, kw_only=True)
class CheckAcknowledged(ReasonedRequestEvent):
    code = "disclosure.check.acknowledged"
    sentence = "申请{request}签发前检查“{check}”有发现，仍继续办理：{reason}"

    check: str


@dataclass(frozen=True, kw_only=True)
class RequestsJoined(RequestEvent):
    code = "disclosure.requests.joined"
    sentence = "申请{request}与{others}并案办理"

    others: str


@dataclass(frozen=True, kw_only=True)
class RequestParted(RequestEvent):
    code = "disclosure.request.parted"
    sentence = "申请{request}不再并案办理"


@dataclass(frozen=True, kw_only=True)
class DecisionsCopied(RequestEvent):
    code = "disclosure.decisions.copied"
    sentence = "申请{request}的处理意见用于并案的{others}"

    others: str

"""What can happen between the levels of government, in words for the history of a plan."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class PlanAboveChosen(AuditEvent):
    code = "plan.above.chosen"
    sentence = "《{title}》承接的上级要点：{above}"

    plan: str
    title: str
    above: str


@dataclass(frozen=True, kw_only=True)
class RowsTakenUp(AuditEvent):
    code = "plan.above.row_taken_up"
    sentence = "上级第{no}项由本级{rows}项承接"

    plan: str
    above: str
    no: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ProposalsTakenUp(AuditEvent):
    code = "plan.above.proposals_taken_up"
    sentence = "按建议确定{links}处承接"

    plan: str
    links: int


@dataclass(frozen=True, kw_only=True)
class RowAboveSetAside(AuditEvent):
    code = "plan.above.row_set_aside"
    sentence = "上级第{no}项标为不适用：{reason}"
    personal = frozenset({"reason"})

    plan: str
    above: str
    no: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RowAbovePutBack(AuditEvent):
    code = "plan.above.row_put_back"
    sentence = "上级第{no}项不再标为不适用"

    plan: str
    above: str
    no: str


@dataclass(frozen=True, kw_only=True)
class LikenessRuleSet(AuditEvent):
    code = "plan.likeness.rule_set"
    sentence = (
        "自{from_on}起，相近度达{proposed_from}%列为建议，达{sure_from}%预先勾选，"
        "章节标题占{heading_weighs}%；依据：{source}"
    )
    personal = frozenset({"source"})

    from_on: date
    proposed_from: int
    sure_from: int
    heading_weighs: int
    source: str

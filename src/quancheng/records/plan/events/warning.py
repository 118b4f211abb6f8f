"""What can happen when a government warns, in words for its history."""

from dataclasses import dataclass
from datetime import date

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class WarningRuleSet(AuditEvent):
    code = "plan.warning.rule_set"
    sentence = (
        "自{from_on}起，剩余{yellow}、{orange}、{red}个工作日时预警，{soon}个工作日内为即将到期，"
        "节点{milestones}；依据：{source}"
    )
    personal = frozenset({"source"})

    from_on: date
    yellow: int
    orange: int
    red: int
    soon: int
    milestones: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class DutiesWarned(AuditEvent):
    code = "plan.warning.given"
    sentence = "{on}预警：黄色{yellow}项，橙色{orange}项，红色{red}项，逾期{overdue}项，通知{notices}人次"

    on: date
    yellow: int
    orange: int
    red: int
    overdue: int
    notices: int


@dataclass(frozen=True, kw_only=True)
class CasesWarned(AuditEvent):
    code = "plan.warning.cases"
    sentence = "{on}督办单和公开承诺预警：将到期{near}项，逾期{late}项，通知{notices}人次"

    on: date
    near: int
    late: int
    notices: int


@dataclass(frozen=True, kw_only=True)
class MilestoneReported(AuditEvent):
    code = "plan.milestone.reported"
    sentence = "《{title}》{on}节点：{rows}行中完成{done}行、逾期{late}行，通知{notices}人次"

    plan: str
    title: str
    on: date
    rows: int
    done: int
    late: int
    notices: int

"""What can happen at the turn of the year, in words for the history of a plan."""

from dataclasses import dataclass

from quancheng.kernel.audit.event import AuditEvent


@dataclass(frozen=True, kw_only=True)
class DraftStarted(AuditEvent):
    code = "plan.draft.started"
    sentence = "以《{earlier}》为底稿编制《{title}》草稿，{rows}行"

    draft: int
    earlier: str
    title: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class PlanFollowed(AuditEvent):
    code = "plan.year.followed"
    sentence = "《{title}》的上年要点为《{earlier}》，{rows}行延续"

    plan: str
    title: str
    earlier: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class RowTied(AuditEvent):
    code = "plan.year.row_tied"
    sentence = "第{no}项延续上年{earlier}项"

    row: str
    no: str
    earlier: int


@dataclass(frozen=True, kw_only=True)
class TakenApartAsLastYear(AuditEvent):
    code = "plan.year.taken_apart"
    sentence = "按上年分项分解{rows}行"

    plan: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class LeftOversSettled(AuditEvent):
    code = "plan.year.left_overs_settled"
    sentence = "上年未办结的{count}项责任事项：{decision}。{reason}"
    personal = frozenset({"reason"})

    plan: str
    decision: str
    count: int
    reason: str

"""Keeping how a plan stood at a milestone, and telling the office and the heads of the units."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import Cause, tell_of_each
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import events
from quancheng.records.plan.commands.warned import SINCE, OnlyByTheClock
from quancheng.records.plan.models import MilestoneReport, MilestoneShare, Plan
from quancheng.records.plan.queries.milestone import (
    NOT_BEGUN,
    Snapshot,
    about_report,
    end_of,
    report_of,
    snapshot,
)
from quancheng.records.plan.queries.people import people_by_unit, people_of_office, units_by_id
from quancheng.records.plan.queries.plans import plan_for
from quancheng.records.plan.queries.progress import Progress, Tally, together

TOLD_WITHIN = timedelta(days=31)  # [D] an older milestone is kept, but nobody is written to about it
ROWS = frozenset({"title", "day", "rows", "done", "late", "waiting"})
_STATE = "截至{day}，共{rows}行：已完成{done}行，已逾期{late}行，未开始{waiting}行。"

FOR_OFFICE = NoticeKind(
    code="plan.milestone",
    says="节点报告",
    policy=Policy.DIGEST,
    facts=ROWS | {"duties", "duties_done", "duties_late"},
    wordings=(
        Wording(
            SINCE,
            "{day}节点：{rows}行完成{done}行，逾期{late}行",
            "《{title}》" + _STATE + "\n责任事项{duties}项，已完成{duties_done}项，已逾期{duties_late}项。",
        ),
    ),
)
FOR_HEADS = NoticeKind(
    code="plan.milestone_unit",
    says="节点报告（本单位）",
    policy=Policy.DIGEST,
    facts=ROWS | {"unit", "owed", "owed_done", "owed_late", "owed_waiting"},
    wordings=(
        Wording(
            SINCE,
            "{day}节点：本单位{owed}项完成{owed_done}项，逾期{owed_late}项",
            "《{title}》"
            + _STATE
            + "\n{unit}承担{owed}项责任事项：已完成{owed_done}项，已逾期{owed_late}项，"
            "未签收{owed_waiting}项。",
        ),
    ),
)
MILESTONE_KINDS = (FOR_OFFICE, FOR_HEADS)


class TooEarlyToReport(Refusal):
    """The milestone has not come."""

    code = "plan.milestone.too_early"


class ReportedAlready(Refusal):
    """What was kept of a milestone is never computed again."""

    code = "plan.milestone.reported_already"


@command
def report_milestone(*, plan_ref: str, on: date, actor: Actor, now: datetime) -> MilestoneReport:
    """Keep how the plan stood at the end of a milestone, or stands now while its day lasts, and tell of it.

    Raises OnlyByTheClock, NoSuchPlan, TooEarlyToReport, ReportedAlready.
    """
    if actor.kind is not Kind.CLOCKWORK or actor.tenant_id is None:
        raise OnlyByTheClock("节点报告由系统到日自动生成，不能手工生成")
    plan = plan_for(actor, plan_ref)
    if on > timezone.localdate(now):
        raise TooEarlyToReport(f"{on}还没有到", on=on)
    if report_of(plan, on=on) is not None:
        raise ReportedAlready(f"{on}的节点报告已经生成，不再重算", on=on)
    as_of = min(now, end_of(on))
    stood = snapshot(plan, on=on, before=as_of)
    report = _kept(plan, on, as_of, stood)
    notices = _tell(report, stood, now=now)
    told = events.MilestoneReported(
        plan=plan.ref,
        title=plan.title,
        on=on,
        rows=report.rows,
        done=report.rows_done,
        late=report.rows_late,
        notices=notices,
    )
    record(told, actor=actor, at=now)
    return report


def _kept(plan: Plan, on: date, as_of: datetime, stood: Snapshot) -> MilestoneReport:
    report = MilestoneReport.objects.create(
        plan=plan,
        on=on,
        as_of=as_of,
        rows=len(stood.rows),
        rows_done=stood.counted(Progress.DONE),
        rows_late=stood.counted(Progress.LATE),
        rows_waiting=stood.counted(*NOT_BEGUN),
    )
    MilestoneShare.objects.bulk_create(
        MilestoneShare(
            report=report,
            unit_id=unit_id,
            total=tally.total,
            done=tally.done,
            late=tally.late,
            waiting=tally.waiting,
            unverifiable=tally.unverifiable,
        )
        for unit_id, tally in stood.by_unit.items()
    )
    return report


def _tell(report: MilestoneReport, stood: Snapshot, *, now: datetime) -> int:
    """The office is told of the whole, each head of the unit's own share too; how many notices."""
    today, plan = timezone.localdate(now), report.plan
    if today - report.on > TOLD_WITHIN:
        return 0
    whole, about = together(stood.by_unit.values()), about_report(report)
    duties = {"duties": str(whole.total), "duties_done": str(whole.done), "duties_late": str(whole.late)}
    office = Cause(
        person_ids=frozenset(people_of_office(plan.tenant_id, on=today)),
        facts={**_rows(report), **duties},
        about=about,
        once=about.ref,
    )
    heads = people_by_unit(stood.by_unit, roles={Role.HEAD}, on=today)
    units = units_by_id(stood.by_unit)
    causes = [
        Cause(
            person_ids=heads.get(unit_id, frozenset()),
            facts={**_rows(report), **_owed(units[unit_id], tally)},
            about=about,
            once=f"{about.ref}:{unit_id}",
        )
        for unit_id, tally in stood.by_unit.items()
    ]
    told = tell_of_each([office], kind=FOR_OFFICE, at=now, tenant_id=plan.tenant_id)
    return told + tell_of_each(causes, kind=FOR_HEADS, at=now, tenant_id=plan.tenant_id)


def _rows(report: MilestoneReport) -> dict[str, str]:
    return {
        "title": report.plan.title,
        "day": f"{report.on.month}月{report.on.day}日",
        "rows": str(report.rows),
        "done": str(report.rows_done),
        "late": str(report.rows_late),
        "waiting": str(report.rows_waiting),
    }


def _owed(unit: Unit, tally: Tally) -> dict[str, str]:
    return {
        "unit": str(unit),
        "owed": str(tally.total),
        "owed_done": str(tally.done),
        "owed_late": str(tally.late),
        "owed_waiting": str(tally.waiting),
    }

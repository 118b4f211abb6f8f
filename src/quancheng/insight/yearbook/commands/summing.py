"""The report of a government: its tables are the sums of those of its units and of the governments below."""

from datetime import datetime

from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands.reports import begun, held
from quancheng.insight.yearbook.models import Member, Report
from quancheng.insight.yearbook.queries.apart import figures_apart
from quancheng.insight.yearbook.queries.reports import members_owing, sources_of, tenant_to_report
from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.figures import added
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal


class NotSummed(Refusal):
    """The report of a unit is counted, not summed."""

    code = "yearbook.not_summed"


@command
def start_summary(*, year: int, actor: Actor, now: datetime) -> Report:
    """Begin the report of the actor's government, summed from what its units have issued.

    Raises NotYourReport, YearOutside, StartedAlready.
    """
    report = begun(tenant_to_report(actor), None, year, actor=actor, now=now)
    report.save()
    _sum(report, now)
    told = events.ReportStarted(report=report.pk, who=report.who, year=year, number=report.number)
    record(told, actor=actor, at=now)
    return report


@command
def sum_again(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Sum up anew, with what was issued since.

    Raises NoSuchReport, NotYourReport, ReportIsFixed, ChangedMeanwhile, NotSummed.
    """
    report = held(report_id, version, actor)
    if report.owes is not Owes.GOVERNMENT:
        raise NotSummed("单位的报告按本单位的记录统计，不需要汇总；请用“按记录重新统计”")
    units, missing = _sum(report, now)
    record(events.ReportSummed(report=report_id, units=units, missing=missing), actor=actor, at=now)
    return report


def _sum(report: Report, now: datetime) -> tuple[int, int]:
    """Who is in it is kept with it, with what was counted of those who owe no report of their own.

    The answer is how many are in it, and how many are missing.
    """
    owing = members_owing(report.tenant, year=report.year, today=timezone.localdate(now))
    sources = sources_of(owing, year=report.year)
    report.members.all().delete()
    Member.objects.bulk_create(
        Member(report=report, unit=unit, source=sources.get(unit.pk)) for unit in owing
    )
    apart = figures_apart(report, owing)
    report.apart = apart.kept()
    report.cells = added([*(one.figures for one in sources.values()), apart]).kept()
    report.hand, report.sources, report.counted_at = [], {}, now
    report.save()
    return len(sources), len(owing) - len(sources)

"""Taking in last year's table, which was published elsewhere, so that this year's can be compared with it."""

from datetime import datetime

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands.reports import must_be_reportable
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import (
    issued_report,
    recorded_report,
    ref_for,
    tenant_to_report,
    unit_to_report,
)
from quancheng.insight.yearbook.rules.reading import Reading
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload

State = Report.State


class IssuedHere(Refusal):
    """The report of that year was issued in the house: nothing has to be taken in."""

    code = "yearbook.issued_here"


class NotReadable(Refusal):
    """Something in the file could not be read; the sentence names every place."""

    code = "yearbook.not_readable"
    status = 422


@command
def record_former(
    *, unit_id: int | None, year: int, reading: Reading, source: str, upload: Upload, data: bytes,
    actor: Actor, now: datetime,
) -> Report:  # fmt: skip
    """Keep the figures of a report that was published elsewhere; brought again, they replace the first.

    Without a unit it is the government's. Raises NotYourReport, YearOutside, IssuedHere, NotReadable,
    QuotaReached.
    """
    unit = unit_to_report(actor, unit_id) if unit_id is not None else None
    tenant = unit.tenant if unit else tenant_to_report(actor)
    must_be_reportable(year, now)
    if reading.faults:
        raise NotReadable("；".join(reading.faults[:10]))
    ref = ref_for(tenant, unit, year)
    if issued_report(ref) is not None:
        raise IssuedHere(f"{year}年的报告已在平台发布，比较时直接使用，不需要导入")
    kept = keep_file(upload, data, tenant_id=tenant.pk, actor=actor, now=now)
    report = recorded_report(ref) or Report(tenant=tenant, unit=unit, year=year, ref=ref)
    report.state, report.format, report.file = State.RECORDED, reading.format, kept
    report.cells, report.hand = reading.figures.kept(), []
    report.sources = {"": source.strip()[:300]}
    report.drafted_by_id, report.drafted_at = actor.person_id or 0, now
    report.version += 1
    report.save()
    told = events.FormerRecorded(report=report.pk, who=report.who, year=year, source=source.strip()[:100])
    record(told, actor=actor, at=now)
    return report

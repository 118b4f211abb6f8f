"""Tables that were filled in: kept for their preview, and applied as a whole, as previewed."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.filled import Filled
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.obligations.evidence import add_address, must_have_evidence, person_of
from quancheng.records.plan import events
from quancheng.records.plan.commands.following import tell_of_done_rows
from quancheng.records.plan.commands.proposals import take_proposed
from quancheng.records.plan.commands.telling import RETURNED, tell_units
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.filling import ConfirmLine, Preview, ReportLine, preview_of, table_for
from quancheng.records.plan.rules.filling import Decision
from quancheng.records.plan.workflow.duty import CONFIRM, REFUSE, REPORT

STEP_OF = {FilledTable.Kind.REPORTS: REPORT, FilledTable.Kind.CONFIRMATIONS: CONFIRM}


class NotYourTable(Refusal):
    """The actor's post neither reports nor confirms."""

    code = "plan.not_your_table"
    status = 403


class TableUnsound(Refusal):
    """Some lines cannot be applied; nothing was."""

    code = "plan.table_unsound"


class NotAsPreviewed(Refusal):
    """What would be done now is not what the preview showed."""

    code = "plan.not_as_previewed"


class AppliedAlready(Refusal):
    """The table was applied before."""

    code = "plan.applied_already"


@command
def bring_table(*, kind: str, upload: Upload, data: bytes, actor: Actor, now: datetime) -> FilledTable:
    """Keep a filled-in table for its preview. Nothing of it is applied. Raises NotYourTable."""
    must_fill(actor, kind)
    kept = keep_file(upload, data, tenant_id=actor.tenant_id or 0, actor=actor, now=now)
    table = FilledTable.objects.create(
        unit_id=actor.unit_id or 0, kind=kind, file=kept, brought_by_id=person_of(actor), brought_at=now
    )
    told = events.TableBrought(kind=table.get_kind_display(), file=kept.name, digest=kept.digest)
    record(told, actor=actor, at=now)
    return table


@command
def apply_reports(*, table_id: int, filled: Filled, seen: str, actor: Actor, now: datetime) -> Preview:
    """Add the evidence and make the reports that a table asks for, all or none, exactly as previewed.

    `seen` is the fingerprint of the preview that somebody agreed to.
    Raises NoSuchTable, AppliedAlready, NotAsPreviewed, TableUnsound, NotYourStep, MovedMeanwhile.
    """
    table, preview = _agreed(FilledTable.Kind.REPORTS, table_id, filled, seen, actor=actor, now=now)
    evidence = sum(_report(line, actor=actor, now=now) for line in preview.reports)
    reported = sum(line.wish.is_report for line in preview.reports)
    event = events.ReportTableApplied(table=table.pk, reported=reported, evidence=evidence)
    record(event, actor=actor, at=now)
    return preview


@command
def apply_confirmations(*, table_id: int, filled: Filled, seen: str, actor: Actor, now: datetime) -> Preview:
    """Confirm and send back the reports that a table decides on, all or none, exactly as previewed.

    Raises NoSuchTable, AppliedAlready, NotAsPreviewed, TableUnsound, NotYourStep, MovedMeanwhile.
    """
    table, preview = _agreed(FilledTable.Kind.CONFIRMATIONS, table_id, filled, seen, actor=actor, now=now)
    for line in preview.confirms:
        _decide(line, actor=actor, now=now)
    done = [line.duty.duty for line in preview.confirms if line.wish.decision is Decision.CONFIRM]
    tell_of_done_rows(done, now=now)
    confirmed = _count(preview.confirms, Decision.CONFIRM)
    returned = _count(preview.confirms, Decision.REFUSE)
    event = events.ConfirmTableApplied(table=table.pk, confirmed=confirmed, returned=returned)
    record(event, actor=actor, at=now)
    return preview


def must_fill(actor: Actor, kind: str) -> None:
    """Who reports fills in the report table, who confirms the other one. Raises NotYourTable."""
    if not actor.roles & STEP_OF[FilledTable.Kind(kind)].by:
        raise NotYourTable("您所在的岗位不能填报这份表格，请由承办单位的相应岗位办理")


def _agreed(
    kind: FilledTable.Kind, table_id: int, filled: Filled, seen: str, *, actor: Actor, now: datetime
) -> tuple[FilledTable, Preview]:
    table = table_for(actor, table_id)
    must_fill(actor, kind)
    if table.kind != kind:
        raise NotAsPreviewed("这不是这一步所用的表格，请重新上传")
    first = FilledTable.objects.filter(pk=table.pk, applied_at__isnull=True).update(applied_at=now)
    if not first:
        raise AppliedAlready("这份表格已经办理过，没有重复办理；要继续填报，请重新导出")
    preview = preview_of(actor, kind, filled, today=timezone.localdate(now))
    if preview.wrong:
        more = f"（另有{len(preview.wrong) - 1}处）" if len(preview.wrong) > 1 else ""
        raise TableUnsound(f"没有办理任何一行。{preview.wrong[0]}{more}", wrong=preview.wrong)
    if preview.fingerprint != seen:
        raise NotAsPreviewed("预览之后责任事项或文件已有变化，没有办理任何一行；请核对新的预览再确认")
    return table, preview


def _report(line: ReportLine, *, actor: Actor, now: datetime) -> int:
    """Add what speaks for the duty, report it if that is asked; how much evidence was added."""
    duty, wish = line.duty.duty, line.wish
    for address in line.addresses:
        add_address(duty, address, says="", actor=actor, now=now)
    taken = take_proposed(duty, line.proposal, actor=actor, now=now) if line.proposal else 0
    if wish.is_report:
        must_have_evidence(duty)
        note = wish.note or (line.proposal.report_note if line.proposal else "")
        take_step(case=duty.case, step=REPORT, actor=actor, now=now, note=note, seen_version=wish.version)
    return len(line.addresses) + taken


def _decide(line: ConfirmLine, *, actor: Actor, now: datetime) -> None:
    duty, wish = line.duty.duty, line.wish
    if wish.decision is Decision.CONFIRM:
        must_have_evidence(duty)
        take_step(case=duty.case, step=CONFIRM, actor=actor, now=now, seen_version=wish.version)
        return
    take_step(case=duty.case, step=REFUSE, actor=actor, now=now, note=wish.reason, seen_version=wish.version)
    tell_units(duty, RETURNED, actor=actor, now=now, by="单位负责人", reason=wish.reason)


def _count(lines: Sequence[ConfirmLine], decision: Decision) -> int:
    return sum(line.wish.decision is decision for line in lines)

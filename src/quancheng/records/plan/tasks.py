"""What the house does with plans by the clock, and after what happened elsewhere."""

from datetime import datetime, time

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.periodic import Job
from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.audit.schedule import Daily
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.obligations.tasks import look_at_evidence
from quancheng.kernel.redaction.events import RedactionFinished
from quancheng.records.plan import events
from quancheng.records.plan.commands.milestone import report_milestone
from quancheng.records.plan.commands.redacting import take_redacted
from quancheng.records.plan.commands.warned import warn_of_duties
from quancheng.records.plan.commands.warned_cases import warn_of_cases
from quancheng.records.plan.queries.milestone import milestones_to_report
from quancheng.records.plan.queries.redacting import is_taken_in, redacted_evidence
from quancheng.records.plan.queries.warned import governments_that_wait

WARN_AT = time(7, 30)  # [D] an hour before the digests are made, which carry what is told here


def warn(now: datetime) -> None:
    """Warn of what falls due; what stood still yesterday is made up for, because levels are read anew."""
    if not _has_begun(now):
        return
    for tenant_id in governments_that_wait():
        warn_of_duties(actor=Actor.clockwork(tenant_id), now=now)
        warn_of_cases(actor=Actor.clockwork(tenant_id), now=now)


def report(now: datetime) -> None:
    """Keep how each plan stood at the milestones that have come, those of days that stood still too."""
    if not _has_begun(now):
        return
    for plan, day in milestones_to_report(today=timezone.localdate(now)):
        report_milestone(plan_ref=plan.ref, on=day, actor=Actor.clockwork(plan.tenant_id), now=now)


def _has_begun(now: datetime) -> bool:
    """Whether today is worked and its early morning is over; a tick before that does nothing."""
    here = timezone.localtime(now)
    return here.time() >= WARN_AT and work_calendar().is_worked(here.date())


@task()
def take_in_redacted(seq: int) -> None:
    """A file of evidence was redacted: its open part becomes evidence; other modules take in their own."""
    line = entry_for_task(seq)
    redaction_id = facts_in(line).get("redaction")
    found = redacted_evidence(redaction_id) if isinstance(redaction_id, int) else None
    if found and not is_taken_in(found[0], found[2].item):
        take_redacted(redaction_id=found[0].pk, actor=Actor.clockwork(line.tenant_id), now=line.at)


JOBS = (
    Job(name="plan.warn", says="发出到期预警", schedule=Daily(WARN_AT), run=warn, stays_inside=True),
    Job(name="plan.milestone", says="生成节点报告", schedule=Daily(WARN_AT), run=report, stays_inside=True),
)
SUBSCRIPTIONS = (
    (events.EvidenceAdded, look_at_evidence),
    (events.RecheckAsked, look_at_evidence),
    (RedactionFinished, take_in_redacted),
)

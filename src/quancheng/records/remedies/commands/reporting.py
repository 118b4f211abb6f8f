"""What a unit reports on a measure, with its evidence, and how the office verifies it."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import NotYourStep, StepNotOpen
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.measures import SecondPersonNeeded
from quancheng.records.remedies.commands.telling import CLOSED, REPORTED, RETURNED, tell_of_measure
from quancheng.records.remedies.models import Measure, Proof
from quancheng.records.remedies.queries.measures import measure_for
from quancheng.records.remedies.queries.people import people_of_office, people_of_unit

REPORTING = {flow.Measuring.ISSUED}


class NothingReported(Refusal):
    """A report says what was done."""

    code = "remedies.nothing_reported"
    status = 422


@command
def report_measure(*, measure_id: int, version: int, feedback: str, actor: Actor, now: datetime) -> Measure:
    """The unit reports what it has mended.

    Raises NoSuchMeasure, NothingReported, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    if not feedback.strip():
        raise NothingReported("请写明整改情况：做了什么、什么时候做的、结果怎样")
    take_step(case=measure.case, step=flow.REPORTED, actor=actor, now=now, seen_version=version)
    measure.feedback, measure.reported_by_id, measure.reported_at = feedback.strip(), actor.person_id, now
    measure.save(update_fields=["feedback", "reported_by", "reported_at"])
    office = people_of_office(measure.tenant_id, on=timezone.localdate(now))
    tell_of_measure(measure, REPORTED, office, actor=actor, now=now, unit=str(measure.case.unit))
    record(_moved(measure, flow.REPORTED.says, feedback), actor=actor, at=now)
    return measure


@command
def add_proof_file(
    *, measure_id: int, says: str, upload: Upload, data: bytes, actor: Actor, now: datetime
) -> Proof:
    """The unit brings a file that shows it. Raises NoSuchMeasure, StepNotOpen, NotYourStep, QuotaReached."""
    measure = _to_report(actor, measure_id)
    file = keep_file(upload, data, tenant_id=measure.tenant_id, actor=actor, now=now)
    made = Proof.objects.create(
        measure=measure, says=says.strip() or file.name, file=file, added_by_id=actor.person_id or 0,
        added_at=now,
    )  # fmt: skip
    record(_added(measure, made), actor=actor, at=now)
    return made


@command
def add_proof_address(*, measure_id: int, says: str, address: str, actor: Actor, now: datetime) -> Proof:
    """The unit names a page that shows it. Raises NoSuchMeasure, StepNotOpen, NotYourStep."""
    measure = _to_report(actor, measure_id)
    made = Proof.objects.create(
        measure=measure, says=says.strip() or address, address=address, added_by_id=actor.person_id or 0,
        added_at=now,
    )  # fmt: skip
    record(_added(measure, made), actor=actor, at=now)
    return made


@command
def return_measure(*, measure_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Measure:
    """The report does not do; the unit reports again.

    Raises NoSuchMeasure, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    take_step(case=measure.case, step=flow.RETURNED, actor=actor, now=now, note=reason, seen_version=version)
    people = people_of_unit(measure.case.unit_id, on=timezone.localdate(now))
    tell_of_measure(measure, RETURNED, people, actor=actor, now=now)
    record(_moved(measure, flow.RETURNED.says, reason), actor=actor, at=now)
    return measure


@command
def close_measure(*, measure_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Measure:
    """Somebody else than who reported has verified it, and says how.

    Raises NoSuchMeasure, SecondPersonNeeded, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    take_step(case=measure.case, step=flow.CLOSED, actor=actor, now=now, note=reason, seen_version=version)
    if actor.person_id == measure.reported_by_id:
        raise SecondPersonNeeded("整改情况由您反馈，须由另一人核实")
    measure.verified_by_id, measure.verified_at = actor.person_id, now
    measure.save(update_fields=["verified_by", "verified_at"])
    people = people_of_unit(measure.case.unit_id, on=timezone.localdate(now))
    tell_of_measure(measure, CLOSED, people, actor=actor, now=now)
    record(_moved(measure, flow.CLOSED.says, reason), actor=actor, at=now)
    return measure


def _to_report(actor: Actor, measure_id: int) -> Measure:
    """A measure on which the actor's own unit still reports. Raises as `add_proof_file`."""
    measure = measure_for(actor, measure_id)
    if measure.case.unit_id != actor.unit_id or not actor.roles & flow.ENTERS:
        raise NotYourStep("佐证由责任单位提供")
    if measure.case.state not in REPORTING:
        raise StepNotOpen("现在不能增加佐证：措施不在待反馈状态")
    return measure


def _added(measure: Measure, proof: Proof) -> events.EvidenceAdded:
    return events.EvidenceAdded(measure=str(measure.pk), label=str(measure), says=proof.says)


def _moved(measure: Measure, what: str, reason: str) -> events.MeasureMoved:
    return events.MeasureMoved(measure=str(measure.pk), label=str(measure), what=what, reason=reason)

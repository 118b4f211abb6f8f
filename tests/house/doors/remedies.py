"""What was brought against the model city, and a file with which its unit reports."""

from datetime import datetime, timedelta

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.records.remedies.commands.complaints import (
    answer_complainant,
    clear_complaint,
    enter_complaint,
)
from quancheng.records.remedies.commands.measures import Demand, draft_measure, issue_measure
from quancheng.records.remedies.commands.papers import add_paper
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.commands.reporting import add_proof_file
from quancheng.records.remedies.models import Complaint
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.rules.measures import Source, Verb


def remedies(handler: Actor, office: Actor, head: Actor, request: str, now: datetime) -> dict[str, object]:
    """A reconsideration that waits for its answer, a measure with a file, two complaints, one answered."""
    today, unit_id = now.date(), handler.unit_id or 0
    filing = Filing(
        kind=Kind.REVIEW, request=request, organ="演示市人民政府", filed_on=today, accepted_on=today,
        notified_on=today,
    )  # fmt: skip
    proceeding = enter_proceeding(filing=filing, actor=handler, now=now)
    demand = Demand(
        unit_id=unit_id, source=Source.CASE, problem="演示", demand="演示", until=today + timedelta(days=20)
    )
    measure = draft_measure(verb=Verb.SUPERVISE, demand=demand, actor=office, now=now)
    issue_measure(measure_id=measure.pk, version=0, actor=head, now=now)
    upload = check_upload(b"Walk\n", name="整改.txt")
    proof = add_proof_file(
        measure_id=measure.pk, says="整改", upload=upload, data=b"Walk\n", actor=handler, now=now
    )
    paper = add_paper(
        proceeding_id=proceeding.pk, says="演示", upload=upload, data=b"Walk\n", actor=handler, now=now
    )
    complaint, answered = (_complaint(unit_id, office, now).pk for _ in range(2))
    clear_complaint(complaint_id=answered, version=0, finding="演示", followed="演示", actor=office, now=now)
    answer_complainant(complaint_id=answered, on=today, way="letter", answer="演示", actor=office, now=now)
    return {
        "proceeding": proceeding.pk, "remedy_measure": measure.pk, "remedy_proof": proof.pk,
        "complaint": complaint, "answered_complaint": answered, "remedy_paper": paper.pk,
    }  # fmt: skip


def _complaint(unit_id: int, office: Actor, now: datetime) -> Complaint:
    return enter_complaint(
        way="phone", unit_id=unit_id, came_on=now.date(), request="", complainant="演示", matter="演示",
        actor=office, now=now,
    )  # fmt: skip

"""What was brought against the model city, and a file with which its unit reports."""

from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.records.remedies.commands.reporting import add_proof_file
from quancheng.records.remedies.models import Complaint, Measure, Proceeding


def remedies(handler: Actor, now: datetime) -> dict[str, object]:
    """A reconsideration that waits for its answer, a measure with a file, a complaint."""
    measure = Measure.objects.get(case__unit_id=handler.unit_id)
    upload = check_upload(b"Walk\n", name="整改.txt")
    proof = add_proof_file(
        measure_id=measure.pk, says="整改", upload=upload, data=b"Walk\n", actor=handler, now=now
    )
    return {
        "proceeding": Proceeding.objects.get(case__state="to_answer").pk,
        "remedy_measure": measure.pk,
        "remedy_proof": proof.pk,
        "complaint": Complaint.objects.get().pk,
    }

"""The files of a proceeding: what came, what the agency handed in, how it was decided."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.records.remedies import events
from quancheng.records.remedies.models import Paper
from quancheng.records.remedies.queries.proceedings import proceeding_to_work_on


@command
def add_paper(
    *, proceeding_id: int, says: str, upload: Upload, data: bytes, actor: Actor, now: datetime
) -> Paper:
    """The unit puts a file to its proceeding. Raises NoSuchProceeding, NotYourProceeding, QuotaReached."""
    proceeding = proceeding_to_work_on(actor, proceeding_id)
    file = keep_file(upload, data, tenant_id=proceeding.tenant_id, actor=actor, now=now)
    made = Paper.objects.create(
        proceeding=proceeding, says=says.strip() or file.name, file=file, added_by_id=actor.person_id or 0,
        added_at=now,
    )  # fmt: skip
    told = events.PaperAdded(proceeding=str(proceeding_id), number=proceeding.number, says=made.says)
    record(told, actor=actor, at=now)
    return made

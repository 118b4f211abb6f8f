"""Who takes the audit out leaves a line in it."""

from datetime import datetime

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.shells.workbench import events
from quancheng.shells.workbench.audit.queries import must_audit


@command
def note_taking_out(
    *, lines: int, sought: str, person: str, digest: str, actor: Actor, now: datetime
) -> AuditEntry:
    """Lines of the audit leave the house as a file: how many, by what narrowed, and the file's digest.

    Raises NoSuchTenant, NotYourRegister.
    """
    must_audit(actor)
    event = events.AuditTakenOut(lines=lines, sought=sought, person=person or None, digest=digest)
    return record(event, actor=actor, at=now)

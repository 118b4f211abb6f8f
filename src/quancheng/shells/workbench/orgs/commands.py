"""Keeping a brought register, so that what is confirmed is the very file that was previewed."""

from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.authority import must_administer
from quancheng.shells.workbench import events
from quancheng.shells.workbench.orgs.queries import own_tenant


@command
def bring_register(*, upload: Upload, data: bytes, actor: Actor, now: datetime) -> StoredFile:
    """Keep a workbook of the register for its preview. Nothing of it is applied.

    Raises NoSuchTenant, NotYourRegister.
    """
    tenant = own_tenant(actor)
    must_administer(actor, tenant)
    kept = keep_file(upload, data, tenant_id=tenant.pk, actor=actor, now=now)
    record(events.RegisterBrought(file=kept.name, digest=kept.digest), actor=actor, at=now)
    return kept

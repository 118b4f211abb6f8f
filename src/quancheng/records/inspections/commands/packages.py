"""The package of materials leaves the house, and the house remembers by which digests."""

from datetime import datetime
from typing import IO

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.records.inspections import events
from quancheng.records.inspections.commands.sheets import keeper_of
from quancheng.records.inspections.models import Package
from quancheng.records.inspections.queries.packing import packed
from quancheng.records.inspections.queries.sheets import inspection_for


@command
def hand_out_package(*, inspection_id: int, actor: Actor, now: datetime) -> IO[bytes]:
    """Put the package together as a zip, and write down that it left.

    Raises NotYourInspection, NoSuchInspection.
    """
    keeper = keeper_of(actor)
    inspection = inspection_for(actor, inspection_id)
    made = packed(actor, inspection, now=now)
    Package.objects.create(
        inspection=inspection,
        files=len(made.digests),
        left_out=made.left_out,
        digest=made.manifest_digest,
        made_by_id=keeper.person_id,
        made_at=now,
    )
    told = events.PackageHandedOut(
        inspection=inspection.pk, files=len(made.digests), left_out=made.left_out, digest=made.manifest_digest
    )
    record(told, actor=actor, at=now)
    return made.stream

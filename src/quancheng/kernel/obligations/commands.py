"""Writing down what was seen behind an address."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.obligations import events
from quancheng.kernel.obligations.kinds import ADDRESS_CHANGED
from quancheng.kernel.obligations.models import Evidence, Snapshot
from quancheng.kernel.obligations.queries import bringers_of, live_evidence
from quancheng.kernel.obligations.snapshots import NAME, Outcome, Seen


@command
def keep_snapshot(*, evidence_id: int, seen: Seen, actor: Actor, now: datetime) -> Snapshot | None:
    """Add one look to the history of an address; None when the evidence has been withdrawn meanwhile.

    Page, picture and text are kept when they are new; a look that found the same is a line with its digest.
    Those who owe the duty are told once when a page that was there has changed or gone.
    """
    evidence = live_evidence(evidence_id)
    if evidence is None:
        return None
    kept = Snapshot.objects.create(
        evidence=evidence,
        taken_at=now,
        outcome=seen.outcome,
        why=seen.why[:300],
        status=seen.status,
        address=seen.address[:500],
        title=seen.title,
        text=seen.text if seen.outcome.is_kept else "",
        digest=seen.digest,
        size=len(seen.data),
        page=_page(evidence, seen, actor=actor, now=now),
        picture=_picture(evidence, seen, actor=actor, now=now),
    )
    if seen.outcome in {Outcome.CHANGED, Outcome.GONE}:
        _tell(evidence, seen, now=now)
    event = events.SnapshotTaken(evidence=evidence.pk, outcome=seen.outcome.says)
    record(event, actor=actor, at=now)
    return kept


def _page(evidence: Evidence, seen: Seen, *, actor: Actor, now: datetime) -> StoredFile | None:
    if seen.upload is None or not seen.outcome.is_kept:
        return None
    return keep_file(seen.upload, seen.data, tenant_id=_tenant(evidence), actor=actor, now=now)


def _picture(evidence: Evidence, seen: Seen, *, actor: Actor, now: datetime) -> StoredFile | None:
    if seen.picture is None or not seen.outcome.is_kept:
        return None
    upload = Upload(f"{NAME}.png", Kind.PICTURE, len(seen.picture), None)
    return keep_file(upload, seen.picture, tenant_id=_tenant(evidence), actor=actor, now=now)


def _tenant(evidence: Evidence) -> int:
    return evidence.item.obligation.unit.tenant_id


def _tell(evidence: Evidence, seen: Seen, *, now: datetime) -> None:
    tell(
        person_ids=bringers_of(evidence, on=timezone.localdate(now)),
        kind=ADDRESS_CHANGED,
        facts={"says": evidence.says, "address": evidence.address, "why": seen.why},
        about=RecordRef.parse(evidence.item.obligation.about),
        at=now,
        tenant_id=evidence.item.obligation.tenant_id,
        once=f"{evidence.pk}:{seen.outcome}",
    )

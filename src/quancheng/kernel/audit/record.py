"""Writing down what happened: the last thing a command does."""

import uuid
from dataclasses import fields
from datetime import datetime

from quancheng.kernel.audit.chain import NOTHING_BEFORE, hash_of
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.facts import Digest, Json, plain, written
from quancheng.kernel.audit.models import AuditEntry, AuditHead
from quancheng.kernel.audit.registry import subscribers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine

SEAL = "audit.head"


def record(event: AuditEvent, *, actor: Actor, at: datetime, about: RecordRef | None = None) -> AuditEntry:
    """Add one line to the chain, and one task for each subscriber, in the caller's transaction.

    The task table is the outbox: its row is there if and only if the line is. Writers queue at the
    head row until the commit, so a command calls this last.
    """
    head = _locked_head()
    told_of = about or event.concerns()
    entry = AuditEntry(
        seq=head.seq + 1,
        at=at,
        code=event.code,
        act_id=actor.act_id or uuid.uuid4().hex,
        actor_kind=actor.kind.value,
        person_id=actor.person_id,
        post_id=actor.post_id,
        unit_id=actor.unit_id,
        tenant_id=actor.tenant_id,
        about_kind=told_of.kind if told_of else "",
        about_ref=told_of.ref if told_of else "",
        facts=facts_of(event),
        previous=head.hash,
    )
    _append(entry, head)
    for task in subscribers_of(type(event)):
        task.enqueue(entry.seq)
    return entry


def facts_of(event: AuditEvent) -> dict[str, Json]:
    """The fields of an event as the line keeps them: personal ones as keyed digests, the others in clear."""
    told = {field.name: getattr(event, field.name) for field in fields(event)}
    return {
        name: written(_digest(event.code, name, value) if name in event.personal else value)
        for name, value in told.items()
    }


def digest_purpose(code: str, name: str) -> str:
    """The purpose under which a personal field is digested: one for each field of each kind of event."""
    return f"audit/{code}/{name}"


def _digest(code: str, name: str, value: object) -> Digest | None:
    if value is None:
        return None
    return Digest(machine().keyed_digest(plain(value), purpose=digest_purpose(code, name)))


def _locked_head() -> AuditHead:
    head = AuditHead.objects.select_for_update().filter(pk=AuditHead.ONLY).first()
    return head or AuditHead.objects.create(pk=AuditHead.ONLY, seq=0, hash=NOTHING_BEFORE)


def _append(entry: AuditEntry, head: AuditHead) -> None:
    entry.hash = hash_of(entry.as_line())
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.seal = machine().keyed_digest(head.sealed_text(), purpose=SEAL)
    head.save(force_update=True)

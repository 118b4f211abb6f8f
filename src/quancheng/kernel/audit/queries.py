"""Reading the audit, for an actor."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from quancheng.kernel.audit.facts import Digest, Fact, plain, read_all
from quancheng.kernel.audit.models import AuditEntry, AuditHead, PeriodicJob
from quancheng.kernel.audit.record import digest_purpose
from quancheng.kernel.audit.registry import event_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.crypto.port import machine

VERIFY = "audit.verify"  # the job that walks the chain every night
PATIENCE = timedelta(hours=36)  # after which a verification is missed
HIDDEN = "〔不在此显示〕"
CHANGED = "〔原文已有变动〕"


def entries_for(actor: Actor) -> QuerySet[AuditEntry]:
    """Every line the actor may see: an official those of the own government, anyone else none."""
    if actor.kind is not Kind.OFFICIAL or actor.tenant_id is None:
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(tenant_id=actor.tenant_id)


def last_seq() -> int:
    """How far the chain has come: whatever a command changed, this number has moved with it."""
    return AuditHead.objects.values_list("seq", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Verification:
    """How the last walk along the chain ended; `fault` is empty when it found the chain whole."""

    passed_at: datetime | None
    tried_at: datetime | None
    fault: str
    is_overdue: bool  # a night has gone by without it


def last_verification(*, now: datetime) -> Verification:
    """What the nightly job found last. The chain itself is not walked here."""
    job = PeriodicJob.objects.filter(name=VERIFY).first() or PeriodicJob()
    fault = job.last_fault if job.failures else ""
    if fault.isidentifier():  # an error that nobody foresaw: its name tells a reader nothing
        fault = "核对没有做完，原因已记入系统日志。"
    passed = job.last_success_at
    return Verification(passed, job.claimed_at, fault, passed is not None and now - passed > PATIENCE)


def entries_about(about: RecordRef, *, actor: Actor) -> QuerySet[AuditEntry]:
    """What has happened to one record, oldest first, as far as the actor may see it."""
    return entries_for(actor).filter(about_kind=about.kind, about_ref=about.ref).order_by("seq")


def entries_of_act(act_id: str, *, actor: Actor) -> QuerySet[AuditEntry]:
    """Every line that followed from one human act."""
    return entries_for(actor).filter(act_id=act_id).order_by("seq")


def entry_for_task(seq: int) -> AuditEntry:
    """The line that a subscriber's task was called for."""
    return AuditEntry.objects.get(pk=seq)


def facts_in(entry: AuditEntry) -> Mapping[str, Fact]:
    """What a line keeps, by the names of the event's fields; a personal field is a Digest."""
    return read_all(entry.facts)


def sentence_of(entry: AuditEntry, *, told: Mapping[str, object] | None = None) -> str:
    """The line in words. `told` are personal fields that the reader may see, taken from the record itself.

    A text that is no longer the one that was recorded is not shown as if it were.
    """
    event = event_of(entry.code)
    if event is None:
        return entry.code
    shown = {name: _shown(entry.code, name, fact, told or {}) for name, fact in facts_in(entry).items()}
    named = {name for _, name, _, _ in string.Formatter().parse(event.sentence) if name}
    return event.sentence.format(**dict.fromkeys(named - shown.keys(), HIDDEN), **shown)


def _shown(code: str, name: str, fact: Fact, told: Mapping[str, object]) -> object:
    if not isinstance(fact, Digest):
        return _in_words(fact)
    if name not in told:
        return HIDDEN
    same = machine().is_digest_of(fact.keyed, plain(told[name]), purpose=digest_purpose(code, name))
    return _in_words(told[name]) if same else CHANGED


def _in_words(value: object) -> object:
    if value is None:
        return ""
    return "、".join(str(part) for part in value) if isinstance(value, tuple) else value

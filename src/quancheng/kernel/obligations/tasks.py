"""Looking at addresses in the background: right after one was brought, and again from time to time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.commands import keep_snapshot
from quancheng.kernel.obligations.models import Evidence
from quancheng.kernel.obligations.queries import (
    kept_text,
    live_evidence,
    never_looked_at,
    to_look_at_again,
)
from quancheng.kernel.obligations.snapshots import look_at

AT_A_TIME = 20  # addresses in one round
AGAIN_AFTER = timedelta(days=7)  # [D]


@task()
def look_at_evidence(seq: int) -> str:
    """Look at the address that an audit line names in `evidence`; anything else is left alone."""
    evidence_id = facts_in(entry_for_task(seq)).get("evidence")
    evidence = live_evidence(evidence_id) if isinstance(evidence_id, int) else None
    return _look(evidence, now=timezone.now()) if evidence else ""


def look_around(now: datetime) -> int:
    """One round of the periodic job: what was never looked at, then what was looked at long ago."""
    fresh = never_looked_at(AT_A_TIME)
    old = to_look_at_again(before=now - AGAIN_AFTER, limit=AT_A_TIME - len(fresh))
    return _look_at_all([*fresh, *old])


def _look_at_all(found: Iterable[Evidence]) -> int:
    return sum(bool(_look(one, now=timezone.now())) for one in found)


def _look(evidence: Evidence, *, now: datetime) -> str:
    """The network is asked outside of any transaction; only what it answered is written in one."""
    seen = look_at(evidence.address, before=kept_text(evidence))
    kept = keep_snapshot(evidence_id=evidence.pk, seen=seen, actor=Actor.clockwork(), now=now)
    return kept.outcome if kept else ""

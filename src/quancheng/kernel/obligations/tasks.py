"""Looking at addresses in the background: right after one was brought, and again from time to time."""

import logging
import time
from datetime import datetime, timedelta

from django.db import OperationalError
from django.utils import timezone
from django_tasks import task

from quancheng.kernel.audit.queries import entry_for_task, facts_in
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.commands import keep_snapshot
from quancheng.kernel.obligations.models import Evidence
from quancheng.kernel.obligations.queries import (
    evidence_to_look_at,
    is_in_the_queue,
    kept_text,
    never_looked_at,
    to_look_at_again,
)
from quancheng.kernel.obligations.snapshots import look_at, unreadable

AT_A_TIME = 20  # addresses in one round
AGAIN_AFTER = timedelta(days=7)  # [D]
LONGEST_ROUND = 180  # seconds after which a round begins no further look: others wait for the worker [D]
AFTER_ALL_ELSE = -10  # the priority of rounds: letters and first looks go first

logger = logging.getLogger(__name__)


@task()
def look_at_evidence(seq: int) -> str:
    """Look at the address that an audit line names in `evidence`, unless that was done since the line.

    Anything else is left alone.
    """
    line = entry_for_task(seq)
    evidence_id = facts_in(line).get("evidence")
    return _look(evidence_id, since=line.at) if isinstance(evidence_id, int) else ""


@task(priority=AFTER_ALL_ELSE)
def look_at_what_is_due() -> int:
    """One round in the background."""
    return look_around(timezone.now())


def ask_for_a_round(now: datetime) -> None:
    """The periodic job: put a round into the queue when an address is due, unless one is there already.

    The network itself is never asked here, so that the other jobs of the minute do not wait for it.
    """
    if not is_in_the_queue(look_at_what_is_due.module_path) and _due(now, limit=1):
        look_at_what_is_due.enqueue()


def look_around(now: datetime) -> int:
    """One round: what was never looked at, then what was looked at long ago. How many looks were kept."""
    until = time.monotonic() + LONGEST_ROUND
    kept = 0
    for evidence in _due(now, limit=AT_A_TIME):
        if time.monotonic() >= until:
            break
        kept += bool(_look(evidence.pk, since=now - AGAIN_AFTER))
    return kept


def _due(now: datetime, *, limit: int) -> list[Evidence]:
    fresh = never_looked_at(limit)
    return [*fresh, *to_look_at_again(before=now - AGAIN_AFTER, limit=limit - len(fresh))]


def _look(evidence_id: int, *, since: datetime) -> str:
    """The network is asked outside of any transaction; only what it answered is written in one.

    A look that fails by a fault of ours is written down too, so that the next address has its turn. When the
    database itself is away or busy, the queue tries again.
    """
    evidence = evidence_to_look_at(evidence_id, since=since)
    if evidence is None:
        return ""
    now = timezone.now()
    try:
        seen = look_at(evidence.address, before=kept_text(evidence))
        kept = keep_snapshot(evidence_id=evidence.pk, seen=seen, actor=Actor.clockwork(), now=now)
    except OperationalError:
        raise
    except Exception:
        logger.exception("the look at evidence %d failed", evidence.pk)
        seen = unreadable(evidence.address)
        kept = keep_snapshot(evidence_id=evidence.pk, seen=seen, actor=Actor.clockwork(), now=now)
    return kept.outcome if kept else ""

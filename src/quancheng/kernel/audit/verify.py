"""Is the audit what was written? The whole chain, from the database and the anchors."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from quancheng.kernel.audit import guard
from quancheng.kernel.audit.anchors import Anchor, AnchorBroken, add_anchor, anchors_in
from quancheng.kernel.audit.chain import NOTHING_BEFORE, Line
from quancheng.kernel.audit.models import AuditEntry, AuditHead
from quancheng.kernel.audit.record import SEAL
from quancheng.kernel.audit.walk import Break, Fault, Held, Kept, Walk
from quancheng.kernel.crypto.port import Unreadable, machine

BATCH = 2000
COLUMNS = (
    "seq", "at", "code", "act_id", "actor_kind", "person_id", "post_id", "unit_id", "tenant_id",
    "about_kind", "about_ref", "told", "previous", "hash",
)  # fmt: skip


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name twice in one object would be read differently by different readers. Raises ValueError."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return members


READER = json.JSONDecoder(object_pairs_hook=_without_doubles)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how far it came, how many anchors it met, and the first break, if any."""

    lines: int
    anchors: int
    broken: Break | None

    @property
    def sentence(self) -> str:
        if self.broken:
            return f"审计链断裂：{self.broken.sentence}。"
        if self.lines and not self.anchors:
            return f"审计链完好，共{self.lines}行；还没有锚可以比对。"
        return f"审计链完好，共{self.lines}行，与{self.anchors}个锚一致。"


def verify_chain(*, batch: int = BATCH) -> Verdict:
    """Walk the chain from line 1 to its end, in batches; lines written meanwhile are walked too.

    Raises AnchorBroken, UnknownKey.
    """
    anchors = anchors_in(settings.AUDIT_ANCHORS)
    walk = Walk({seq: tuple(a.held() for a in group) for seq, group in groupby(anchors, lambda a: a.seq)})
    broken = walk.start() or _walked(walk, batch) or _missing_guard()
    return Verdict(walk.seq, len(anchors), broken)


def anchor_chain(*, on: date) -> Anchor:
    """Write today's anchor, unless the chain's end contradicts its seal or the last anchor.

    Raises AnchorBroken, UnknownKey.
    """
    head = AuditHead.objects.filter(pk=AuditHead.ONLY).first() or AuditHead()
    last = next(reversed(anchors_in(settings.AUDIT_ANCHORS)), None)
    if not _sealed(head) or (last is not None and not _still_stands(last)):
        raise AnchorBroken("审计链与封印或上一个锚不符，今天不写锚；请运行 ./manage.py verify_audit 查明断处")
    return add_anchor(settings.AUDIT_ANCHORS, on=on, held=Held(head.seq, head.hash))


def _walked(walk: Walk, batch: int) -> Break | None:
    while True:
        reached = walk.seq
        for kept in _lines_after(walk.seq, batch):
            if broken := walk.meet(kept):
                return broken
        head = AuditHead.objects.filter(pk=AuditHead.ONLY).first()
        if head is None or head.seq <= walk.seq or walk.seq == reached:
            break
    held = Held(head.seq, head.hash) if head else None
    return walk.end(held) or (_broken_seal(head) if head else None)


def _lines_after(seq: int, batch: int) -> Iterator[Kept]:
    reached = seq or -1  # a line numbered 0 would be one too many: it is to be met
    while kept := _kept_after(reached, batch):
        yield from kept
        reached = kept[-1].seq


def _kept_after(seq: int, batch: int) -> list[Kept]:
    """The next lines, at most `batch`; fewer where a column holds what Django itself cannot read."""
    told = Cast("facts", TextField())
    rows = AuditEntry.objects.filter(seq__gt=seq).order_by("seq").annotate(told=told)
    try:
        return [_kept(row) for row in rows.values_list(*COLUMNS)[:batch]]
    except (ValueError, TypeError):
        if batch > 1:
            return _kept_after(seq, batch // 2)
        return [Kept(rows.values_list("seq", flat=True)[0], None, "")]


def _kept(row: tuple[Any, ...]) -> Kept:
    seq, at, code, act, kind, person, post, unit, tenant, about_kind, about_ref, told, previous, hash_ = row
    try:
        facts = READER.decode(told)
    except ValueError:
        return Kept(seq, None, hash_)
    about = (about_kind, about_ref) if about_kind else None
    actor = (kind, person, post, unit, tenant)
    return Kept(seq, Line(seq, at, code, act, actor, about, facts, previous), hash_)


def _broken_seal(head: AuditHead) -> Break | None:
    if _sealed(head):
        return None
    return Break(head.seq, Fault.HEAD, f"链尾第{head.seq}行的封印不对：有人绕过本系统移动了链尾")


def _sealed(head: AuditHead) -> bool:
    if head.seq == 0:
        return head.hash == NOTHING_BEFORE
    try:
        return machine().is_digest_of(head.seal, head.sealed_text(), purpose=SEAL)
    except Unreadable:
        return False


def _still_stands(anchor: Anchor) -> bool:
    return anchor.seq == 0 or AuditEntry.objects.filter(seq=anchor.seq, hash=anchor.hash).exists()


def _missing_guard() -> Break | None:
    gone = "、".join(guard.missing(connection))
    if not gone:
        return None
    return Break(
        0, Fault.GUARD, f"各行完好，但数据库的防改触发器缺了：{gone}；请查明是谁撤下的，再运行 migrate"
    )

"""Making and undoing a link: plain functions for a module's command, which opens the transaction."""

from datetime import datetime

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.links.models import Link
from quancheng.kernel.links.registry import relation_of, resolve


class NoSuchRecord(Refusal):
    """Missing, hidden from the actor, or of a kind nobody knows: which of these is not told."""

    code = "links.no_such_record"
    status = 404


class AlreadyTied(Refusal):
    """The two records are linked in this way already."""

    code = "links.already_tied"


class NotTied(Refusal):
    """The two records are not linked in this way, or no longer."""

    code = "links.not_tied"


class TiedToItself(Refusal):
    """A record cannot be linked to itself."""

    code = "links.tied_to_itself"


def tie(
    source: RecordRef, *, to: RecordRef, relation: str, tenant_id: int, actor: Actor, now: datetime
) -> Link:
    """Link two records that the actor can both see.

    Raises TiedToItself, NoSuchRecord, AlreadyTied.
    """
    assert relation_of(relation), f"relation {relation!r} is not registered"
    if source == to:
        raise TiedToItself("不能把一条记录关联到它自己，请另选一条", ref=str(to))
    _must_both_be_seen(actor, source, to)
    link, is_new = Link.objects.get_or_create(
        source=str(source),
        target=str(to),
        relation=relation,
        defaults={"tenant_id": tenant_id, "made_at": now, "made_by_id": actor.person_id},
    )
    if not is_new:
        raise AlreadyTied("这两条记录已经关联，不必再关联一次", source=str(source), target=str(to))
    return link


def untie(source: RecordRef, *, to: RecordRef, relation: str, actor: Actor) -> None:
    """Undo a link. Who sees both ends may; that it was there stays in the audit line of the command.

    Raises NoSuchRecord, NotTied.
    """
    _must_both_be_seen(actor, source, to)
    count, _ = Link.objects.filter(source=str(source), target=str(to), relation=relation).delete()
    if not count:
        raise NotTied("这两条记录没有这项关联，可能已被取消；请刷新页面", source=str(source), target=str(to))


def _must_both_be_seen(actor: Actor, *refs: RecordRef) -> None:
    seen = resolve(actor, refs)
    for ref in refs:
        if ref not in seen:
            raise NoSuchRecord("没有找到要关联的记录，可能已被移走或您无权查看；请检查编号", ref=str(ref))

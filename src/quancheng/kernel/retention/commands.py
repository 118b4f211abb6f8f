"""Setting terms and holds, and erasing what is past its time."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.retention import events, queries
from quancheng.kernel.retention.going import files_named_by, let_go, one_after_the_other
from quancheng.kernel.retention.kinds import Kind, kind_called
from quancheng.kernel.retention.models import Hold, Term

BATCH = 1000  # rows that one transaction erases
WHOLE = "整类"


class KeptForGood(Refusal):
    """What is kept for good has no term."""

    code = "retention.kept_for_good"
    status = 422


class TooShort(Refusal):
    """The law asks for a longer term."""

    code = "retention.too_short"
    status = 422


class TooEarly(Refusal):
    """A term begins on a later day: nobody erases today by a number of today."""

    code = "retention.too_early"
    status = 422


class SetAlready(Refusal):
    """A term of this kind begins on that day already."""

    code = "retention.set_already"


class HeldAlready(Refusal):
    """The record, or the whole kind, is held already."""

    code = "retention.held_already"


class NothingToHold(Refusal):
    """There is no such record, or nothing of it is left that a hold could keep."""

    code = "retention.nothing_to_hold"
    status = 422


@command
def set_term(*, kind: str, value: int, from_on: date, source: str, actor: Actor, now: datetime) -> Term:
    """A government sets from a coming day on how long it keeps a kind of record (《个人信息保护法》第十九条).

    Raises NotYours, NoSuchKind, KeptForGood, TooShort, TooEarly, SetAlready.
    """
    keeper, kept = queries.must_set(actor), kind_called(kind)
    if kept.sample is None:
        raise KeptForGood(f"{kept.says}长期保存，不设期限")
    if kept.least and kept.is_too_short(value):
        least = f"{kept.least.value}{kept.measure.value}"
        raise TooShort(f"{kept.says}至少保存{least}（{kept.least.law}），请改长", least=kept.least.value)
    if from_on <= timezone.localdate(now):
        raise TooEarly("启用日期须晚于今天：改动当天不清除任何数据", from_on=from_on)
    if queries.is_set(kept, tenant_id=keeper.tenant_id, from_on=from_on):
        raise SetAlready(f"{kept.says}从{from_on}起已有期限，请另选日期", from_on=from_on)
    term = Term.objects.create(
        tenant_id=keeper.tenant_id, kind=kind, from_on=from_on, value=value, source=source,
        set_by_id=keeper.person_id, set_at=now,
    )  # fmt: skip
    told = events.TermSet(
        kind=kept.says, value=value, measure=kept.measure.value, from_on=from_on, source=source
    )
    record(told, actor=actor, at=now)
    return term


@command
def set_hold(*, kind: str, ref: str, reason: str, actor: Actor, now: datetime) -> Hold:
    """Hold one record, or the whole kind when no reference is given: nothing of it is erased meanwhile.

    Raises NotYours, NoSuchKind, NothingToHold, HeldAlready.
    """
    keeper, kept = queries.must_hold(actor), kind_called(kind)
    one_after_the_other(keeper.tenant_id)
    if ref and not (kept.record and queries.is_there(kept, tenant_id=keeper.tenant_id, ref=ref, now=now)):
        raise NothingToHold(f"没有找到“{ref}”，或其内容已经清除；请核对编号", ref=ref)
    if queries.is_held(kept, tenant_id=keeper.tenant_id, ref=ref):
        raise HeldAlready(f"{ref or kept.says}已在保全中，不必再设", ref=ref)
    hold = Hold.objects.create(
        tenant_id=keeper.tenant_id, kind=kind, ref=ref, about=str(RecordRef(kept.record, ref)) if ref else "",
        reason=reason, set_by_id=keeper.person_id, set_at=now,
    )  # fmt: skip
    told = events.HoldSet(kind=kept.says, what=ref or WHOLE, reason=reason)
    record(told, actor=actor, at=now, about=_about(hold))
    return hold


@command
def lift_hold(*, hold_id: int, reason: str, actor: Actor, now: datetime) -> Hold:
    """Let the term hold again for what was held. Raises NotYours, NoSuchHold."""
    hold = queries.hold_for(actor, hold_id)
    hold.lifted_by_id, hold.lifted_at, hold.lifted_reason = actor.person_id, now, reason
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
    told = events.HoldLifted(kind=kind_called(hold.kind).says, what=hold.ref or WHOLE, reason=reason)
    record(told, actor=actor, at=now, about=_about(hold))
    return hold


@command
def erase_due(*, kind: Kind, tenant_id: int | None, actor: Actor, now: datetime) -> int:
    """Erase one batch of what is past its term and not held (《个人信息保护法》第四十七条); how many.

    The audit keeps keyed digests alone, so its chain stays as it is. Done again, it finds nothing.
    """
    one_after_the_other(tenant_id)
    book = queries.book_of_terms_and_holds(on=timezone.localdate(now))
    term = queries.term_of(kind, tenant_id=tenant_id, on=timezone.localdate(now), book=book)
    if term is None or not term.erases:
        return 0
    due = queries.due_rows(kind, tenant_id=tenant_id, now=now, book=book)
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    count = len(keys)
    if not count:
        return 0
    past = queries.past_rows(kind, tenant_id=tenant_id, now=now, book=book)
    spared = past.count() - due.count()
    rows = kind.rows(now).model._base_manager.filter(pk__in=keys)
    files = files_named_by(rows, kind)
    let_go(rows, kind, now)
    told = events.DataErased(
        kind=kind.says, value=term.value, measure=kind.measure.value, count=count, spared=spared, files=files
    )
    record(told, actor=actor, at=now)
    return count


def _about(hold: Hold) -> RecordRef | None:
    return RecordRef.parse(hold.about) if hold.about else None

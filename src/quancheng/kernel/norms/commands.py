"""Entering a value of one's own, signing it, signing what is shipped, and taking either back."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reading import forget
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.norms import events, queries
from quancheng.kernel.norms.book import Holding, value_in_words
from quancheng.kernel.norms.definition import Mark, Sort, Value, canonical, checked, digest_of
from quancheng.kernel.norms.models import WHOLE, OwnValue, Signature
from quancheng.kernel.norms.registry import norm_called


class TooEarly(Refusal):
    """A value would hold from a day that is past: what was done by the old one stands."""

    code = "norms.too_early"
    status = 422


class EnteredAlready(Meanwhile):
    """A value of this norm begins on that day already."""

    code = "norms.entered_already"


class SecondPersonNeeded(Refusal):
    """Who entered a value does not sign it."""

    code = "norms.second_person_needed"
    status = 403


class SignedAlready(Meanwhile):
    """Somebody signed it meanwhile."""

    code = "norms.signed_already"


class ReadsOtherwise(Meanwhile):
    """What is signed is no longer what was read: the value was replaced since."""

    code = "norms.reads_otherwise"


class FixedSoFar(Refusal):
    """The house does as the shipped value says and cannot do otherwise yet: another would change nothing."""

    code = "norms.fixed_so_far"


class BegunAlready(Refusal):
    """A signed value holds already: it is superseded from a later day, not withdrawn."""

    code = "norms.begun_already"


@command
def enter_value(
    *, norm: str, value: object, from_on: date, source: str, mark: Mark, actor: Actor, now: datetime
) -> OwnValue:
    """Write down what a norm says for the government from a day on; it holds once a second person signed it.

    Raises NotYours, NoSuchNorm, FixedSoFar, Unfit, TooEarly, EnteredAlready.
    """
    reader, about = queries.must_enter(actor), norm_called(norm)
    if about.is_fixed:
        raise FixedSoFar(f"“{about.says}”目前只能按现行内容办理，录入不会生效；可以签署现行内容")
    fits = checked(about, value)
    if from_on < timezone.localdate(now):
        raise TooEarly(f"启用日期{from_on}早于今天，已办的不变；请填今天或以后的日期", from_on=from_on)
    if queries.is_entered(norm, tenant_id=reader.tenant_id, from_on=from_on):
        raise EnteredAlready(f"“{about.says}”自{from_on}起已有录入，请撤回那一条或另选日期", from_on=from_on)
    entered = OwnValue.objects.create(
        tenant_id=reader.tenant_id, code=norm, from_on=from_on, value=canonical(fits), source=source,
        mark=mark.value, entered_by_id=reader.person_id, entered_at=now,
    )  # fmt: skip
    forget(queries.name_of_book(reader.tenant_id))
    told = events.ValueEntered(
        norm=about.says, value=value_in_words(about, fits), from_on=from_on, source=source,
        tenant_id=reader.tenant_id, value_id=entered.pk,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return entered


@command
def sign_value(*, value_id: int, digest: str, actor: Actor, now: datetime) -> OwnValue:
    """The legal reader stands for what another person entered; from its day on it holds.

    Raises NotYours, NoSuchValue, SecondPersonNeeded, TooEarly, ReadsOtherwise, SignedAlready.
    """
    reader = queries.must_sign(actor)
    one = queries.value_of(reader, value_id)
    if one.entered_by_id == reader.person_id:
        raise SecondPersonNeeded("这个数值由您录入，须由另一位合法性审核人签署")
    if one.from_on < timezone.localdate(now):
        raise TooEarly(
            f"启用日期{one.from_on}已经过去，不能追溯签署；请撤回，另录今天以后的", from_on=one.from_on
        )
    if digest != one.digest:
        raise ReadsOtherwise("页面上的内容与现在的不同，请刷新页面，读过再签署")
    here = OwnValue.objects.filter(pk=value_id, signed_at__isnull=True, withdrawn_at__isnull=True)
    if not here.update(signed_by_id=reader.person_id, signed_at=now):
        raise SignedAlready("这个数值已经签署或者撤回，请刷新页面查看")
    one.refresh_from_db()
    forget(queries.name_of_book(reader.tenant_id))
    about = norm_called(one.code)
    told = events.ValueSigned(
        norm=about.says, value=value_in_words(about, one.read), from_on=one.from_on, digest=digest,
        value_id=value_id,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return one


@command
def withdraw_value(*, value_id: int, reason: str, actor: Actor, now: datetime) -> OwnValue:
    """Take back what was entered and does not hold yet.

    Raises NotYours, NoSuchValue, BegunAlready, SignedAlready.
    """
    reader = queries.must_enter(actor)
    one = queries.value_of(reader, value_id)
    if one.signed_at is not None and one.from_on <= timezone.localdate(now):
        raise BegunAlready("这个数值已经施行，不能撤回；请从以后的某一天起另录新的数值")
    if one.signed_at is not None and not reader.may_sign:
        raise queries.NotYours("已经签署的数值由合法性审核人撤回，请与其联系")
    here = OwnValue.objects.filter(pk=value_id, withdrawn_at__isnull=True, signed_at=one.signed_at)
    if not here.update(withdrawn_by_id=reader.person_id, withdrawn_at=now, withdrawn_reason=reason):
        raise SignedAlready("这个数值刚刚签署或者撤回，请刷新页面查看")
    one.refresh_from_db()
    forget(queries.name_of_book(reader.tenant_id))
    about = norm_called(one.code)
    told = events.ValueWithdrawn(
        norm=about.says, value=value_in_words(about, one.read), from_on=one.from_on, reason=reason
    )
    record(told, actor=actor, at=now)
    return one


@command
def sign_shipped(
    *, norm: str, digest: str, actor: Actor, now: datetime, row: int = WHOLE, note: str = ""
) -> Signature:
    """The legal reader has held a shipped value, or one row of it, against the text, and stands for it.

    Raises NotYours, NoSuchNorm, ReadsOtherwise, SignedAlready.
    """
    reader = queries.must_sign(actor)
    shipped = _shipped(actor, norm, digest, row)
    if queries.has_signature(digest, code=norm, tenant_id=reader.tenant_id):
        raise SignedAlready(f"“{shipped.norm.says}”的这一内容已经签署，请刷新页面查看")
    value = _part(shipped, row)
    signature = Signature.objects.create(
        tenant_id=reader.tenant_id, code=norm, from_on=shipped.from_on, row=row, digest=digest,
        value=canonical(value), source=shipped.source, note=note, signed_by_id=reader.person_id,
        signed_at=now,
    )  # fmt: skip
    forget(queries.name_of_book(reader.tenant_id))
    told = events.ShippedSigned(
        norm=shipped.norm.says, value=_told(shipped, row), from_on=shipped.from_on, digest=digest, row=row
    )
    record(told, actor=actor, at=now)
    return signature


@command
def withdraw_signature(*, signature_id: int, reason: str, actor: Actor, now: datetime) -> Signature:
    """The legal reader no longer stands for what is shipped.

    Raises NotYours, NoSuchSignature, SignedAlready.
    """
    reader = queries.must_sign(actor)
    one = queries.signature_of(reader, signature_id)
    here = Signature.objects.filter(pk=signature_id, withdrawn_at__isnull=True)
    if not here.update(withdrawn_by_id=reader.person_id, withdrawn_at=now, withdrawn_reason=reason):
        raise SignedAlready("这次签署刚刚已被撤回，请刷新页面查看")
    one.refresh_from_db()
    forget(queries.name_of_book(reader.tenant_id))
    about = norm_called(one.code)
    told = events.SignatureWithdrawn(
        norm=about.says, value=value_in_words(about, one.read), from_on=one.from_on, digest=one.digest,
        reason=reason,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return one


def _shipped(actor: Actor, norm: str, digest: str, row: int) -> Holding:
    """The shipped value that reads just so. Raises ReadsOtherwise."""
    for one in queries.shipped_holdings(actor, norm):
        if _has(one, row) and digest == digest_of(norm, one.from_on, _part(one, row), one.source):
            return one
    raise ReadsOtherwise("随系统提供的内容与页面上的不同（系统可能刚刚升级），请刷新页面，读过再签署")


def _has(shipped: Holding, row: int) -> bool:
    return row == WHOLE or (shipped.norm.sort is Sort.TABLE and 1 <= row <= len(shipped.table))


def _part(shipped: Holding, row: int) -> Value:
    return shipped.value if row == WHOLE else (shipped.table[row - 1],)


def _told(shipped: Holding, row: int) -> str:
    return shipped.says if row == WHOLE else f"第{row}行"

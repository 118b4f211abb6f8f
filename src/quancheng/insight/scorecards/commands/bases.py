"""Entering what letters of a kind stand on: by one person, confirmed by the head of the office."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.once import refused_twice
from quancheng.insight.scorecards.commands.results import SecondPersonNeeded
from quancheng.insight.scorecards.models import LetterBasis
from quancheng.insight.scorecards.queries.bases import basis_of_office
from quancheng.insight.scorecards.queries.sets import NotOfOffice, is_head, must_be_office
from quancheng.insight.scorecards.rules.letters import Kind, words_not_ours
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal


class BadBasis(Refusal):
    """The measure is another organ's, or it would hold from a day that is past."""

    code = "scorecards.bad_basis"
    status = 422


class BasisEnteredAlready(Meanwhile):
    """For this kind and this day there is a basis already."""

    code = "scorecards.basis_entered_already"


class BasisSettled(Refusal):
    """It was confirmed or given up already."""

    code = "scorecards.basis_settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisWording:
    """What a letter of a kind stands on from a day on, and where that was read."""

    kind: Kind
    from_on: date
    verb: str
    organ: str
    basis: str
    source: str
    mark: str
    note: str = ""


@command
def enter_basis(*, wording: BasisWording, actor: Actor, now: datetime) -> LetterBasis:
    """Write down verb, organ and basis of letters of a kind from a day on; it holds once it is confirmed.

    Raises NotOfOffice, BadBasis, BasisEnteredAlready.
    """
    must_be_office(actor)
    today = timezone.localdate(now)
    if wording.from_on < today:
        raise BadBasis(f"开始日期{wording.from_on}早于今天，已签发的函件依据不变，请填今天或以后的日期")
    for said in (wording.verb, wording.organ):
        if found := words_not_ours(wording.kind, said):
            raise BadBasis(f"“{found.words}”{found.whose}，请改写")
    said_again = BasisEnteredAlready(f"{wording.kind.says}自{wording.from_on}起的依据已经录入，请在表中核对")
    assert actor.person_id is not None  # an official of the office
    assert actor.tenant_id is not None
    fields = {name: getattr(wording, name) for name in BasisWording.__dataclass_fields__}
    with refused_twice(said_again):
        entered = LetterBasis.objects.create(
            tenant_id=actor.tenant_id, entered_by_id=actor.person_id, entered_at=now,
            **{**fields, "kind": wording.kind.value},
        )  # fmt: skip
    told = events.BasisEntered(
        kind=wording.kind.says, from_on=wording.from_on, basis=wording.basis, source=wording.source
    )
    record(told, actor=actor, at=now)
    return entered


@command
def confirm_basis(*, basis_id: int, actor: Actor, now: datetime) -> LetterBasis:
    """The head of the office confirms it; from its day on letters are worded by it.

    Raises NotOfOffice, NoSuchBasis, SecondPersonNeeded, BasisSettled.
    """
    must_be_office(actor)
    if not is_head(actor):
        raise NotOfOffice("函件依据由政务公开机构负责人确认")
    one = basis_of_office(actor, basis_id)
    if one.entered_by_id == actor.person_id:
        raise SecondPersonNeeded("这条依据由您录入，须由另一位负责人确认")
    if timezone.localdate(now) > one.from_on:
        raise BadBasis(f"开始日期{one.from_on}已经过去，不能追溯确认；请放弃这一条，另录今天以后的")
    here = LetterBasis.objects.filter(pk=basis_id, confirmed_at__isnull=True, dropped_at__isnull=True)
    if not here.update(confirmed_by_id=actor.person_id, confirmed_at=now):
        raise BasisSettled("这条依据已经确认或者放弃，请刷新页面查看")
    one.refresh_from_db()
    record(_settled(events.BasisConfirmed, one), actor=actor, at=now)
    return one


@command
def drop_basis(*, basis_id: int, actor: Actor, now: datetime) -> LetterBasis:
    """Give up what was entered and is not confirmed. Raises NotOfOffice, NoSuchBasis, BasisSettled."""
    one = basis_of_office(actor, basis_id)
    here = LetterBasis.objects.filter(pk=basis_id, confirmed_at__isnull=True, dropped_at__isnull=True)
    if not here.update(dropped_at=now):
        raise BasisSettled("已经确认的依据不能放弃；有变化的，请从以后的某一天起另录一条")
    one.refresh_from_db()
    record(_settled(events.BasisDropped, one), actor=actor, at=now)
    return one


def _settled(
    event: type[events.BasisConfirmed | events.BasisDropped], one: LetterBasis
) -> events.BasisConfirmed | events.BasisDropped:
    return event(kind=Kind(one.kind).says, from_on=one.from_on, basis=one.basis)

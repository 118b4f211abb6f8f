"""Letters about results: worded by one person, issued and numbered by a second, signed for by the unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.sets import ChangedMeanwhile, DrafterDoesNotIssue
from quancheng.insight.scorecards.commands.telling import tell_heads_of_letter, tell_units_of_letter
from quancheng.insight.scorecards.models import Addressee, Letter, Result, Talk
from quancheng.insight.scorecards.queries.letters import (
    addressees_of,
    awaits_talk,
    letter_for,
    letter_of_office,
    own_copy,
)
from quancheng.insight.scorecards.queries.results import result_of_office
from quancheng.insight.scorecards.queries.sets import NotOfOffice, must_be_office
from quancheng.insight.scorecards.queries.wording import letter_draft, letter_words
from quancheng.insight.scorecards.rules.letters import Kind, measure_on, series_of, words_not_ours
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_rewording, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.orgs.roles import Role


class NotOurWords(Refusal):
    """The words are those of an order or a sanction that another organ gives."""

    code = "scorecards.not_our_words"
    status = 422


class WrongAddressees(Refusal):
    """A letter of this kind is about one unit, or a unit is not among those scored."""

    code = "scorecards.wrong_addressees"
    status = 422


class LetterIsFixed(Refusal):
    """What was issued or given up is not changed any more."""

    code = "scorecards.letter_is_fixed"


class NoTalkDay(Refusal):
    """A notice of a talk names the day, and it lies ahead."""

    code = "scorecards.no_talk_day"
    status = 422


class NotYourLetter(Refusal):
    """The letter did not go to the actor's unit, or the actor does not sign for it."""

    code = "scorecards.not_your_letter"
    status = 403


class SignedAlready(Refusal):
    """Somebody of the unit has signed for it."""

    code = "scorecards.signed_already"


class NoTalk(Refusal):
    """Nothing to record: not the notice of a talk, not issued, recorded already, or days that cannot be."""

    code = "scorecards.no_talk"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """What a letter says."""

    subject: str
    text: str
    organ: str = ""
    talk_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What came of a talk."""

    on: date
    held_by: str
    held_with: str
    agreed: str
    follow_up_on: date


@command
def draft_letter(
    *, kind: Kind, result_id: int, unit_ids: Collection[int], wording: LetterWording, actor: Actor,
    now: datetime,
) -> Letter:  # fmt: skip
    """Word a letter about a frozen result.

    Raises NotOfOffice, NoSuchResult, WrongAddressees, NotOurWords, NoTalkDay.
    """
    result = result_of_office(actor, result_id)
    units = _addressees(kind, result, unit_ids)
    _must_be_ours(kind, wording)
    _must_name_a_day(kind, wording, timezone.localdate(now))
    assert actor.person_id is not None  # an official of the office
    assert actor.unit_id is not None
    letter = Letter.objects.create(
        tenant_id=result.tenant_id, kind=kind.value, result=result, office_id=actor.unit_id,
        subject=wording.subject, text=wording.text, organ=wording.organ, talk_on=wording.talk_on,
        drafted_by_id=actor.person_id, drafted_at=now,
    )  # fmt: skip
    Addressee.objects.bulk_create(Addressee(letter=letter, unit_id=pk) for pk in units)
    tell_heads_of_letter(letter, actor=actor, now=now)
    told = events.LetterDrafted(letter=letter.pk, kind=kind.says, units=len(units))
    record(told, actor=actor, at=now)
    return letter


@command
def amend_letter(
    *, letter_id: int, version: int, wording: LetterWording, actor: Actor, now: datetime
) -> Letter:
    """Put a draft otherwise; whose words stand in it does not issue it.

    Raises NotOfOffice, NoSuchLetter, LetterIsFixed, ChangedMeanwhile, NotOurWords, NoTalkDay.
    """
    letter = _held(letter_id, version, actor)
    _must_be_ours(Kind(letter.kind), wording)
    _must_name_a_day(Kind(letter.kind), wording, timezone.localdate(now))
    before = Version(letter.drafted_by_id, letter_words(letter))
    letter.subject, letter.text = wording.subject, wording.text
    letter.organ, letter.talk_on = wording.organ, wording.talk_on
    after = Version(actor.person_id or 0, letter_words(letter))
    if keep_rewording(letter_draft(letter_id), before=before, after=after, at=now):
        letter.drafted_by_id, letter.drafted_at = after.written_by, now
    letter.save(update_fields=["subject", "text", "organ", "talk_on", "drafted_by", "drafted_at"])
    record(events.LetterAmended(letter=letter_id), actor=actor, at=now)
    return letter


@command
def discard_letter(*, letter_id: int, version: int, actor: Actor, now: datetime) -> Letter:
    """Give a draft up; no number was given to it. Raises NotOfOffice, NoSuchLetter, LetterIsFixed."""
    letter = _held(letter_id, version, actor)
    letter.discarded_at = now
    letter.save(update_fields=["discarded_at"])
    record(events.LetterDiscarded(letter=letter_id), actor=actor, at=now)
    return letter


@command
def issue_letter(*, letter_id: int, version: int, actor: Actor, now: datetime) -> Letter:
    """The head of the office issues it under the next number, with the verb and basis that hold today.

    Raises NotOfOffice, NoSuchLetter, LetterIsFixed, DrafterDoesNotIssue, WroteItYourself, ChangedMeanwhile,
    NotOurWords, NoTalkDay.
    """
    must_be_office(actor)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotOfOffice("考核函件由政务公开机构负责人签发")
    letter = _held(letter_id, version, actor)
    if letter.drafted_by_id == actor.person_id:
        raise DrafterDoesNotIssue("这份函件由您拟稿，须由另一位负责人签发")
    must_be_decided_by_another(letter_draft(letter_id), person_id=actor.person_id or 0, what="函件")
    kind, today = Kind(letter.kind), timezone.localdate(now)
    wording = LetterWording(
        subject=letter.subject, text=letter.text, organ=letter.organ, talk_on=letter.talk_on
    )
    _must_be_ours(kind, wording)
    _must_name_a_day(kind, wording, today)
    measure = measure_on(kind, today)
    letter.verb, letter.basis, letter.year = measure.verb, measure.basis, today.year
    letter.number = next_number(series_of(kind), tenant=letter.tenant, year=today.year)
    letter.issued_by_id, letter.issued_at = actor.person_id, now
    letter.save(update_fields=["verb", "basis", "year", "number", "issued_by", "issued_at"])
    units = [each.unit_id for each in addressees_of(letter)]
    if kind is not Kind.ACCOUNTABILITY:
        tell_units_of_letter(letter, units, actor=actor, now=now)
    told = events.LetterIssued(letter=letter_id, label=letter.label, units=len(units))
    record(told, actor=actor, at=now)
    return letter


@command
def sign_letter(*, letter_id: int, actor: Actor, now: datetime) -> Addressee:
    """Somebody of the unit signs for the letter. Raises NoSuchLetter, NotYourLetter, SignedAlready."""
    letter = letter_for(actor, letter_id)
    copy = own_copy(actor, letter)
    if copy is None or letter.issued_at is None or actor.person_id is None:
        raise NotYourLetter("这份函件不是发给您所在单位的，由收件单位签收")
    here = Addressee.objects.filter(pk=copy.pk, signed_at__isnull=True)
    if not here.update(signed_by_id=actor.person_id, signed_at=now):
        raise SignedAlready("本单位已经签收这份函件")
    copy.refresh_from_db()
    told = events.LetterSigned(letter=letter_id, label=letter.label, unit=str(copy.unit))
    record(told, actor=actor, at=now)
    return copy


@command
def record_talk(*, letter_id: int, held: Held, actor: Actor, now: datetime) -> Talk:
    """Write down a talk that was held: who, when, what was agreed, when it is looked at.

    Raises NotOfOffice, NoSuchLetter, NoTalk.
    """
    letter = letter_of_office(actor, letter_id)
    if not awaits_talk(letter) or letter.issued_at is None:
        raise NoTalk("只有已签发、还没有记录的约谈通知可以记录约谈；后续情况请另行发函")
    if not timezone.localdate(letter.issued_at) <= held.on <= timezone.localdate(now):
        raise NoTalk("约谈日期须在签发之后、今天之前，请核对")
    if held.follow_up_on <= held.on:
        raise NoTalk("回访日期须晚于约谈日期，请核对")
    assert actor.person_id is not None  # an official of the office
    talk = Talk.objects.create(
        letter=letter, on=held.on, held_by=held.held_by, held_with=held.held_with, agreed=held.agreed,
        follow_up_on=held.follow_up_on, recorded_by_id=actor.person_id, recorded_at=now,
    )  # fmt: skip
    told = events.TalkRecorded(
        letter=letter_id, label=letter.label, on=held.on, follow_up_on=held.follow_up_on, agreed=held.agreed
    )
    record(told, actor=actor, at=now)
    return talk


def _addressees(kind: Kind, result: Result, unit_ids: Collection[int]) -> list[int]:
    """A circular goes to every scored unit, any other letter to one."""
    scored = list(result.scores.order_by("pk").values_list("unit_id", flat=True))
    if not kind.to_one:
        return scored
    wanted = [pk for pk in scored if pk in unit_ids]
    if len(wanted) != 1 or len(set(unit_ids)) != 1:
        raise WrongAddressees(f"{kind.says}一次发给一个单位，请从这期考核的单位中选一个")
    return wanted


def _must_be_ours(kind: Kind, wording: LetterWording) -> None:
    for said in (wording.subject, wording.text):
        if found := words_not_ours(kind, said):
            raise NotOurWords(f"“{found.words}”{found.whose}，政务公开机构不能这样写，请改写")
    if kind is Kind.ACCOUNTABILITY and not wording.organ.strip():
        raise NotOurWords("责任追究建议须写明送哪个机关：上一级行政机关、任免机关或者监察机关")


def _must_name_a_day(kind: Kind, wording: LetterWording, today: date) -> None:
    if kind is Kind.TALK and (wording.talk_on is None or wording.talk_on <= today):
        raise NoTalkDay("约谈通知须写明约谈日期，并晚于今天")


def _held(letter_id: int, version: int, actor: Actor) -> Letter:
    """The draft, with its version moved on."""
    letter = letter_of_office(actor, letter_id)
    if letter.issued_at or letter.discarded_at:
        raise LetterIsFixed(f"这份函件已{'签发' if letter.issued_at else '作废'}，不能再改")
    here = Letter.objects.filter(
        pk=letter_id, version=version, issued_at__isnull=True, discarded_at__isnull=True
    )
    if not here.update(version=F("version") + 1):
        raise ChangedMeanwhile("这份函件刚被他人修改，请核对最新内容后再操作")
    letter.refresh_from_db(fields=["version"])
    return letter

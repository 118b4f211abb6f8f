"""Letters about results: worded by one person, issued and numbered by a second, withdrawn with a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.sets import ChangedMeanwhile, DrafterDoesNotIssue
from quancheng.insight.scorecards.commands.telling import (
    tell_heads_of_letter,
    tell_units_of_letter,
    tell_units_of_withdrawal,
)
from quancheng.insight.scorecards.models import Addressee, Letter, Result
from quancheng.insight.scorecards.queries.approving import letter_approval
from quancheng.insight.scorecards.queries.bases import measure_for
from quancheng.insight.scorecards.queries.letters import addressees_of, cases_to_recall, letter_of_office
from quancheng.insight.scorecards.queries.results import days_after, result_of_office
from quancheng.insight.scorecards.queries.sets import NotOfOffice, must_be_office
from quancheng.insight.scorecards.queries.wording import letter_draft, letter_words
from quancheng.insight.scorecards.rules.letters import SIGN_DAYS, Kind, series_of, words_not_ours
from quancheng.insight.scorecards.workflow import LETTER, RECALL, SEND
from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import keep_rewording, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.casework.steps import Opening, open_cases, take_step
from quancheng.kernel.orgs.roles import Role

LONGEST_REASON = 500


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


class BadAnswerDay(Refusal):
    """The day for the answer is past, or the letter is not one that is answered."""

    code = "scorecards.bad_answer_day"
    status = 422


class NotIssued(Refusal):
    """Only a letter that was issued and stands can be withdrawn."""

    code = "scorecards.not_issued"


class TalkTookPlace(Refusal):
    """A talk that took place is not unmade; its record can be added to."""

    code = "scorecards.talk_took_place"


class BasisChanged(Refusal):
    """What a letter of the kind stands on has changed since it was worded."""

    code = "scorecards.basis_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """What a letter says."""

    subject: str
    text: str
    organ: str = ""
    talk_on: date | None = None
    answer_on: date | None = None


@command
def draft_letter(
    *, kind: Kind, result_id: int, unit_ids: Collection[int], wording: LetterWording, actor: Actor,
    now: datetime,
) -> Letter:  # fmt: skip
    """Word a letter about a frozen result.

    Raises NotOfOffice, NoSuchResult, WrongAddressees, NotOurWords, NoTalkDay, BadAnswerDay.
    """
    result = result_of_office(actor, result_id)
    units = _addressees(kind, result, unit_ids)
    today = timezone.localdate(now)
    _must_be_sound(kind, wording, today)
    measure = measure_for(result.tenant_id, kind, today)
    assert actor.person_id is not None  # an official of the office
    assert actor.unit_id is not None
    letter = Letter.objects.create(
        tenant_id=result.tenant_id, kind=kind.value, result=result, office_id=actor.unit_id,
        subject=wording.subject, text=wording.text, organ=wording.organ, talk_on=wording.talk_on,
        answer_on=wording.answer_on, verb=measure.verb, basis=measure.basis,
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

    Raises NotOfOffice, NoSuchLetter, LetterIsFixed, ChangedMeanwhile, NotOurWords, NoTalkDay, BadAnswerDay.
    """
    letter, today = _held(letter_id, version, actor), timezone.localdate(now)
    kind = Kind(letter.kind)
    _must_be_sound(kind, wording, today)
    measure = measure_for(letter.tenant_id, kind, today)
    before = Version(letter.drafted_by_id, letter_words(letter))
    said = {name: getattr(wording, name) for name in LetterWording.__dataclass_fields__}
    said |= {"verb": measure.verb, "basis": measure.basis}
    for name, value in said.items():
        setattr(letter, name, value)
    after = Version(actor.person_id or 0, letter_words(letter))
    if keep_rewording(letter_draft(letter_id), before=before, after=after, at=now):
        letter.drafted_by_id, letter.drafted_at = after.written_by, now
    letter.save(update_fields=[*said, "drafted_by", "drafted_at"])
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
    NotOurWords, NoTalkDay, BadAnswerDay.
    """
    _must_be_head(actor, "签发")
    letter = _held(letter_id, version, actor)
    if letter.drafted_by_id == actor.person_id:
        raise DrafterDoesNotIssue("这份函件由您拟稿，须由另一位负责人签发")
    must_be_decided_by_another(letter_draft(letter_id), person_id=actor.person_id or 0, what="函件")
    kind, today = Kind(letter.kind), timezone.localdate(now)
    _must_be_sound(kind, wording_of(letter), today)
    measure = measure_for(letter.tenant_id, kind, today)
    letter.verb, letter.basis = measure.verb, measure.basis
    count = _put_out(letter, actor.person_id or 0, actor=actor, now=now)
    record(events.LetterIssued(letter=letter_id, label=letter.label, units=count), actor=actor, at=now)
    return letter


@command
def send_approved_letter(*, letter_id: int, version: int, actor: Actor, now: datetime) -> Letter:
    """The office sends out a letter whose present words were approved (呈批); the last signer issues it.

    Raises NotOfOffice, NoSuchLetter, LetterIsFixed, NotApproved, DrafterDoesNotIssue, WroteItYourself,
    BasisChanged, ChangedMeanwhile, NotOurWords, NoTalkDay, BadAnswerDay.
    """
    letter = _held(letter_id, version, actor)
    kind, today = Kind(letter.kind), timezone.localdate(now)
    if letter.basis != measure_for(letter.tenant_id, kind, today).basis:
        raise BasisChanged(f"{kind.says}的依据在拟稿以后有变化，请打开“修改”保存一次，再重新呈批")
    signer = signer_of(letter_approval(letter), what="函件")
    if signer.pk == letter.drafted_by_id:
        raise DrafterDoesNotIssue(f"函件由{signer}拟稿，最后的批示也是本人作出，须由另一人签发")
    must_be_decided_by_another(letter_draft(letter_id), person_id=signer.pk, what="函件", who=str(signer))
    _must_be_sound(kind, wording_of(letter), today)
    count = _put_out(letter, signer.pk, actor=actor, now=now)
    told = events.ApprovedLetterSent(letter=letter_id, label=letter.label, units=count)
    record(told, actor=actor, at=now)
    return letter


@command
def withdraw_letter(*, letter_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Letter:
    """Declare that an issued letter no longer holds; it keeps its number, and everybody it went to is told.

    A talk that took place cannot be unmade. Raises NotOfOffice, NoSuchLetter, NotIssued, TalkTookPlace,
    ReasonMissing, ChangedMeanwhile, MovedMeanwhile.
    """
    _must_be_head(actor, "撤回")
    letter = letter_of_office(actor, letter_id)
    if not letter.stands:
        raise NotIssued("只有已签发、尚未撤回的函件可以撤回，请刷新页面核对")
    if hasattr(letter, "talk"):
        raise TalkTookPlace(f"约谈已于{letter.talk.on}进行，不能撤回；记录有误的，请在约谈记录下补正")
    if not reason.strip():
        raise ReasonMissing("请写明撤回的理由，收件单位会看到这段话")
    here = Letter.objects.filter(pk=letter_id, version=version, withdrawn_at__isnull=True)
    if not here.update(
        version=F("version") + 1, withdrawn_by=actor.person_id, withdrawn_at=now,
        withdrawn_for=reason.strip()[:LONGEST_REASON],
    ):  # fmt: skip
        raise ChangedMeanwhile("这份函件刚被他人修改，请核对最新内容后再操作")
    letter.refresh_from_db()
    for case in cases_to_recall(letter):
        take_step(case=case, step=RECALL, actor=actor, now=now, note=reason)
    if letter.kind != Kind.ACCOUNTABILITY:
        units = [each.unit_id for each in addressees_of(letter)]
        tell_units_of_withdrawal(letter, units, actor=actor, now=now)
    told = events.LetterWithdrawn(letter=letter_id, label=letter.label, reason=reason)
    record(told, actor=actor, at=now)
    return letter


def wording_of(letter: Letter) -> LetterWording:
    """What a letter says now."""
    return LetterWording(**{name: getattr(letter, name) for name in LetterWording.__dataclass_fields__})


def _put_out(letter: Letter, signer_id: int, *, actor: Actor, now: datetime) -> int:
    """It gets its number and goes to its units, each with its own case; the answer is to how many."""
    today = timezone.localdate(now)
    letter.year = today.year
    letter.number = next_number(series_of(Kind(letter.kind)), tenant=letter.tenant, year=today.year)
    letter.issued_by_id, letter.issued_at = signer_id, now
    letter.save(update_fields=["verb", "basis", "year", "number", "issued_by", "issued_at"])
    copies = list(addressees_of(letter))
    if letter.kind != Kind.ACCOUNTABILITY:  # which the unit does not see
        _open_copies(letter, copies, actor=actor, now=now)
        tell_units_of_letter(letter, [each.unit_id for each in copies], actor=actor, now=now)
    return len(copies)


def _open_copies(letter: Letter, copies: Sequence[Addressee], *, actor: Actor, now: datetime) -> None:
    days = letter.result.set.sign_days if letter.result else SIGN_DAYS
    until = days_after(timezone.localdate(now), days)
    openings = [Opening(unit=each.unit, tenant_id=letter.tenant_id, until=until) for each in copies]
    cases = open_cases(workflow=LETTER, step=SEND, openings=openings, actor=actor, now=now)
    for copy, case in zip(copies, cases, strict=True):
        copy.case = case
    Addressee.objects.bulk_update(copies, ["case"])


def _addressees(kind: Kind, result: Result, unit_ids: Collection[int]) -> list[int]:
    """A circular goes to every scored unit, any other letter to one."""
    scored = list(result.scores.order_by("pk").values_list("unit_id", flat=True))
    if not kind.to_one:
        return scored
    wanted = [pk for pk in scored if pk in unit_ids]
    if len(wanted) != 1 or len(set(unit_ids)) != 1:
        raise WrongAddressees(f"{kind.says}一次发给一个单位，请从这期考核的单位中选一个")
    return wanted


def _must_be_head(actor: Actor, act: str) -> None:
    must_be_office(actor)
    if Role.OPENNESS_HEAD not in actor.roles:
        raise NotOfOffice(f"考核函件由政务公开机构负责人{act}")


def _must_be_sound(kind: Kind, wording: LetterWording, today: date) -> None:
    """Raises NotOurWords, NoTalkDay, BadAnswerDay."""
    for said in (wording.subject, wording.text):
        if found := words_not_ours(kind, said):
            raise NotOurWords(f"“{found.words}”{found.whose}，政务公开机构不能这样写，请改写")
    if kind is Kind.ACCOUNTABILITY and not wording.organ.strip():
        raise NotOurWords("责任追究建议须写明送哪个机关：上一级行政机关、任免机关或者监察机关")
    if kind is Kind.TALK and (wording.talk_on is None or wording.talk_on <= today):
        raise NoTalkDay("约谈通知须写明约谈日期，并晚于今天")
    if wording.answer_on is not None and not kind.is_answered:
        raise BadAnswerDay(f"{kind.says}不需要单位反馈，请去掉反馈期限")
    if wording.answer_on is not None and wording.answer_on <= today:
        raise BadAnswerDay(f"反馈期限{wording.answer_on}须晚于今天，请另定日期")


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

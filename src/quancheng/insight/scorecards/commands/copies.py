"""A letter in the hands of its unit: signed for, taken over by a colleague, answered."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.telling import tell_office_of_answer
from quancheng.insight.scorecards.models import Addressee, Letter
from quancheng.insight.scorecards.queries.letters import letter_for, own_copy
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.workflow import (
    ANSWER,
    SIGN,
    SIGN_TO_ANSWER,
    SIGN_TO_TALK,
    TAKE_OVER,
    LetterState,
)
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.casework.steps import take_step

LONGEST_ANSWER = 2000


class NotYourLetter(Refusal):
    """The letter did not go to the actor's unit, or the actor does not sign for it."""

    code = "scorecards.not_your_letter"
    status = 403


class SignedAlready(Refusal):
    """Somebody of the unit has signed for it."""

    code = "scorecards.signed_already"


class LetterWithdrawnMeanwhile(Refusal):
    """The letter was withdrawn: nothing is to be done about it any more."""

    code = "scorecards.letter_withdrawn"


class NothingToAnswer(Refusal):
    """The letter asks for no answer, is not signed for yet, or was answered."""

    code = "scorecards.nothing_to_answer"


@command
def sign_letter(*, letter_id: int, actor: Actor, now: datetime) -> Addressee:
    """Somebody of the unit signs for the letter; what it asks for next falls due on the day that it names.

    Raises NoSuchLetter, NotYourLetter, SignedAlready, LetterWithdrawnMeanwhile, NotYourStep, MovedMeanwhile.
    """
    letter, copy = _own(letter_id, actor)
    here = Addressee.objects.filter(pk=copy.pk, signed_at__isnull=True)
    if not here.update(signed_by_id=actor.person_id, signed_at=now):
        raise SignedAlready("本单位已经签收这份函件")
    copy.refresh_from_db()
    if copy.case is not None and copy.case.state == LetterState.SENT:
        step, until = _signing(letter, timezone.localdate(now))
        take_step(case=copy.case, step=step, actor=actor, now=now, until=until)
    told = events.LetterSigned(letter=letter_id, label=letter.label, unit=str(copy.unit))
    record(told, actor=actor, at=now)
    return copy


@command
def take_over_letter(*, letter_id: int, actor: Actor, now: datetime) -> Addressee:
    """A colleague takes the answer in hand in place of who signed for it.

    Raises NoSuchLetter, NotYourLetter, LetterWithdrawnMeanwhile, NothingToAnswer, NotYourStep.
    """
    letter, copy = _own(letter_id, actor)
    take_step(case=_to_answer(copy), step=TAKE_OVER, actor=actor, now=now)
    told = events.LetterTakenOver(letter=letter_id, label=letter.label, unit=str(copy.unit))
    record(told, actor=actor, at=now)
    return copy


@command
def answer_letter(*, letter_id: int, text: str, actor: Actor, now: datetime) -> Addressee:
    """The unit says what it has done about a reminder.

    Raises NoSuchLetter, NotYourLetter, LetterWithdrawnMeanwhile, NothingToAnswer, ReasonMissing,
    NotYourStep, MovedMeanwhile.
    """
    letter, copy = _own(letter_id, actor)
    case = _to_answer(copy)
    if not text.strip():
        raise ReasonMissing("请写明整改情况，政务公开机构会看到")
    take_step(case=case, step=ANSWER, actor=actor, now=now)
    copy.answer, copy.answered_by_id, copy.answered_at = text.strip(), actor.person_id, now
    copy.save(update_fields=["answer", "answered_by", "answered_at"])
    tell_office_of_answer(copy, actor=actor, now=now)
    told = events.LetterAnswered(letter=letter_id, label=letter.label, unit=str(copy.unit), text=text)
    record(told, actor=actor, at=now)
    return copy


def _own(letter_id: int, actor: Actor) -> tuple[Letter, Addressee]:
    """The letter and the copy of the actor's unit, while it stands."""
    letter = letter_for(actor, letter_id)
    copy = own_copy(actor, letter)
    if copy is None or letter.issued_at is None or actor.person_id is None:
        raise NotYourLetter("这份函件不是发给您所在单位的，由收件单位签收")
    if letter.withdrawn_at is not None:
        raise LetterWithdrawnMeanwhile("这份函件已经撤回，不需要再办理", letter=letter_id)
    return letter, copy


def _signing(letter: Letter, today: date) -> tuple[Step, date | None]:
    """What comes after the signature: an answer, a talk, or nothing more."""
    if letter.answer_on is not None:
        return SIGN_TO_ANSWER, max(letter.answer_on, today)
    if letter.kind == Kind.TALK:
        return SIGN_TO_TALK, letter.talk_on
    return SIGN, None


def _to_answer(copy: Addressee) -> Case:
    if copy.case is None or copy.case.state != LetterState.TO_ANSWER:
        raise NothingToAnswer("这份函件现在没有等本单位反馈：还没有签收、不要求反馈，或者已经反馈")
    return copy.case

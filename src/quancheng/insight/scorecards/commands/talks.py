"""Talks (提醒约谈): recorded when they were held, added to where the record falls short, followed up."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.once import refused_twice
from quancheng.insight.scorecards.commands.telling import tell_unit_of_talk_note
from quancheng.insight.scorecards.models import Talk, TalkNote
from quancheng.insight.scorecards.queries.letters import awaits_talk, letter_of_office, only_case_of, talk_of
from quancheng.insight.scorecards.workflow import FOLLOW_UP, TALK, LetterState
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.casework.steps import take_step


class NoTalk(Refusal):
    """Nothing to record: not the notice of a talk, not issued, or days that cannot be."""

    code = "scorecards.no_talk"
    status = 422


class RecordedAlready(Refusal):
    """The talk has its record; what is to be said further is added to it."""

    code = "scorecards.recorded_already"


class NothingToFollowUp(Refusal):
    """The talk was followed up, or its day has not come."""

    code = "scorecards.nothing_to_follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What came of a talk."""

    on: date
    held_by: str
    held_with: str
    agreed: str
    follow_up_on: date


@command
def record_talk(*, letter_id: int, held: Held, actor: Actor, now: datetime) -> Talk:
    """Write down a talk that was held: who, when, what was agreed, when it is looked at.

    Raises NotOfOffice, NoSuchLetter, NoTalk, RecordedAlready, MovedMeanwhile.
    """
    letter = letter_of_office(actor, letter_id)
    recorded = RecordedAlready("这次约谈已经有记录，不能再记一次；有遗漏或者写错的，请在记录下补正")
    if hasattr(letter, "talk"):
        raise recorded
    if not awaits_talk(letter) or letter.issued_at is None:
        raise NoTalk("只有已签发、没有撤回的约谈通知可以记录约谈")
    if not timezone.localdate(letter.issued_at) <= held.on <= timezone.localdate(now):
        raise NoTalk("约谈日期须在签发之后、今天之前，请核对")
    if held.follow_up_on <= held.on:
        raise NoTalk("回访日期须晚于约谈日期，请核对")
    assert actor.person_id is not None  # an official of the office
    with refused_twice(recorded):
        talk = Talk.objects.create(
            letter=letter, on=held.on, held_by=held.held_by, held_with=held.held_with, agreed=held.agreed,
            follow_up_on=held.follow_up_on, recorded_by_id=actor.person_id, recorded_at=now,
        )  # fmt: skip
    if case := only_case_of(letter):
        take_step(case=case, step=TALK, actor=actor, now=now, until=held.follow_up_on)
    told = events.TalkRecorded(
        letter=letter_id, label=letter.label, on=held.on, follow_up_on=held.follow_up_on, agreed=held.agreed
    )
    record(told, actor=actor, at=now)
    return talk


@command
def add_to_talk(*, letter_id: int, text: str, actor: Actor, now: datetime) -> TalkNote:
    """Put right the record of a talk by what is added below it; what was written stays as it was.

    Raises NotOfOffice, NoSuchLetter, NoTalk, ReasonMissing.
    """
    note = _note(letter_id, TalkNote.Sort.ADDITION, text, actor=actor, now=now)
    told = events.TalkAddedTo(letter=letter_id, label=note.talk.letter.label, text=text)
    record(told, actor=actor, at=now)
    return note


@command
def follow_up_talk(*, letter_id: int, text: str, actor: Actor, now: datetime) -> TalkNote:
    """Write down whether what was agreed has been done; the matter is over.

    Raises NotOfOffice, NoSuchLetter, NoTalk, NothingToFollowUp, ReasonMissing, MovedMeanwhile.
    """
    followed_up = NothingToFollowUp("这次约谈已经回访；还有情况的，请在约谈记录下补正")
    with refused_twice(followed_up):
        note = _note(letter_id, TalkNote.Sort.FOLLOW_UP, text, actor=actor, now=now)
    case = only_case_of(note.talk.letter)
    if case is not None and case.state != LetterState.TALKED:
        raise followed_up
    if case is not None:
        take_step(case=case, step=FOLLOW_UP, actor=actor, now=now, note=text)
    told = events.TalkFollowedUp(letter=letter_id, label=note.talk.letter.label, text=text)
    record(told, actor=actor, at=now)
    return note


def _note(letter_id: int, sort: TalkNote.Sort, text: str, *, actor: Actor, now: datetime) -> TalkNote:
    talk = talk_of(letter_of_office(actor, letter_id))
    if talk is None:
        raise NoTalk("还没有约谈记录，约谈以后先记录，再补充")
    if not text.strip():
        raise ReasonMissing(f"请写明{sort.label}的内容，被约谈单位会看到")
    assert actor.person_id is not None  # an official of the office
    note = TalkNote.objects.create(
        talk=talk, sort=sort, text=text.strip(), written_by_id=actor.person_id, written_at=now
    )
    tell_unit_of_talk_note(note, actor=actor, now=now)
    return note

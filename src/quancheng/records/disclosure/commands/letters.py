"""What becomes of letters: they are served, downloaded, declared void; one overrules a third party."""

from collections.abc import Set
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.electronic import served_by_mail
from quancheng.records.disclosure.commands.lettering import BadLetterService, Secretary, latest_letter
from quancheng.records.disclosure.models import Consultation, Letter, Reply
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.consultations import consultation_for, heard_on
from quancheng.records.disclosure.queries.letters import letter_for
from quancheng.records.disclosure.rules.letters import BY_A_STEP, override
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import HEADS, OF_UNIT

REFUSED = frozenset({Opinion.REFUSES, Opinion.REFUSES_WITH_REASONS})


class ServedAlready(Refusal):
    """How the letter was served is written down."""

    code = "disclosure.served_already"


class LetterVoid(Refusal):
    """The letter holds no longer."""

    code = "disclosure.letter_void"


class LetterHolds(Refusal):
    """The letter moved the request on; it cannot be declared void by itself."""

    code = "disclosure.letter_holds"


class NobodyRefused(Refusal):
    """Only a third party that refused can be overruled (《条例》第三十二条)."""

    code = "disclosure.nobody_refused"


class NotTold(Refusal):
    """What will be disclosed, or why, is missing."""

    code = "disclosure.not_told"
    status = 422


@command
def note_letter_served(
    *, number: str, place: int, way: Reply.Way, proof: str, on: date, sent_on: date | None = None,
    actor: Actor, now: datetime,
) -> Letter:  # fmt: skip
    """A letter has reached whom it is for: by hand the day of signing counts, by post the day of posting.

    Letters from which a period runs are served by their own step; letter 24 that is served on the internet
    opens to its applicant as a reply does. By e-mail the day of arrival counts, or that of sending,
    `sent_on`, as the government's norm says. Raises NoSuchRequest, NoSuchLetter, NotYourStep, ServedAlready,
    LetterVoid, BadSending, BadLetterService, NoPaperNumber, NoRemedyTable, NoOrgan.
    """
    letter = letter_for(actor, number, place)
    _must_work_here(actor, OF_UNIT | HEADS)
    if step := BY_A_STEP.get(Sort(letter.sort)):
        raise BadLetterService(f"{Sort(letter.sort).says}的送达用“{step}”登记，期限从那一天起算，不必另记")
    if letter.served_on is not None:
        raise ServedAlready(f"{letter.number}已登记{letter.served_on}送达，不能再改")
    if letter.superseded_on is not None:
        raise LetterVoid(f"{letter.number}已于{letter.superseded_on}作废，不再送达")
    made_on = timezone.localdate(letter.made_at)
    on, said = served_by_mail(
        letter.request, way, on=on, sent_on=sent_on, made_on=made_on, today=timezone.localdate(now)
    )
    Secretary(actor, now).notes_service(letter, way=way, proof=proof, on=on)
    if letter.sort == Sort.ENDED and way == Reply.Way.BY_NETWORK:
        Secretary(actor, now).lays_ready(letter.request, letter)
    told = events.LetterServed(request=number, letter=letter.number, served_on=on, way=said)
    record(told, actor=actor, at=now)
    return letter


@command
def read_letter(*, number: str, place: int, actor: Actor, now: datetime) -> Letter:
    """Read a letter with the name of whom it is for; that it was read is written down.

    Raises NoSuchRequest, NoSuchLetter.
    """
    letter = letter_for(actor, number, place)
    record(events.LetterRead(request=number, letter=letter.number), actor=actor, at=now)
    return letter


@command
def void_letter(*, number: str, place: int, reason: str, actor: Actor, now: datetime) -> Letter:
    """The head declares a letter void; it keeps its number, and whoever checks it learns so.

    Not one that moved the request on or fixed a day: of that the step must be undone first.
    Raises NoSuchRequest, NoSuchLetter, NotYourStep, LetterVoid, LetterHolds, NotTold.
    """
    letter = letter_for(actor, number, place)
    _must_work_here(actor, HEADS)
    if letter.superseded_on is not None:
        raise LetterVoid(f"{letter.number}已于{letter.superseded_on}作废")
    if Sort(letter.sort) not in MAY_BE_VOID:
        raise LetterHolds(
            f"{Sort(letter.sort).says}是办理步骤的凭据，不能单独作废；有误的，另行书面更正并告知"
        )
    if not reason.strip():
        raise NotTold("请写明作废的理由")
    Secretary(actor, now).supersedes(letter, reason=reason.strip())
    told = events.LetterVoided(request=number, letter=letter.number, reason=reason)
    record(told, actor=actor, at=now)
    return letter


@command
def overrule_party(*, number: str, place: int, content: str, why: str, actor: Actor, now: datetime) -> Letter:
    """A third party refused, the public interest weighs more: it learns in writing what is disclosed and why.

    So 《条例》第三十二条; reconsideration or a suit is open against it. A second letter takes the place
    of the first. Raises NoSuchRequest, NoSuchConsultation, NotYourStep, NobodyRefused, NotTold,
    LetterNotReady.
    """
    asked = consultation_for(actor, number, place)
    _must_work_here(actor, HEADS)
    _must_have_refused(asked)
    if not content.strip() or not why.strip():
        raise NotTold("请写明决定公开的内容和理由，二者都须告知第三方（《条例》第三十二条）")
    lines = override(refused_on=heard_on(asked), content=content, why=why)
    if former := latest_letter(asked.request, frozenset({Sort.OVERRIDE}), asked):
        Secretary(actor, now).supersedes(former, reason="另行制作")
    letter = Secretary(actor, now).writes(
        asked.request, Sort.OVERRIDE, lines, consultation=asked, to=asked.name
    )
    told = events.PartyOverruled(request=number, place=place, letter=letter.number)
    record(told, actor=actor, at=now)
    return letter


MAY_BE_VOID = frozenset({Sort.RECEIPT, Sort.CONSULTATION_TOLD, Sort.OVERRIDE})


def _must_work_here(actor: Actor, roles: Set[str]) -> None:
    if not actor.roles & roles:
        raise NotYourStep("您所在的岗位不能办理这份文书，请由承办机关的相应岗位办理")


def _must_have_refused(asked: Consultation) -> None:
    if asked.party != Party.THIRD or asked.opinion not in REFUSED:
        raise NobodyRefused("只有第三方不同意公开的，才需要告知公开的内容和理由（《条例》第三十二条）")

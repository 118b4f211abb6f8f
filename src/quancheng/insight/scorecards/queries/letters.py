"""Reading letters: the office those of its government, a unit what was issued to it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quancheng.insight.scorecards.models import Addressee, Letter, Result, Score, Talk, TalkNote
from quancheng.insight.scorecards.queries.results import frozen_card
from quancheng.insight.scorecards.queries.sets import is_office, must_be_office
from quancheng.insight.scorecards.rules.letters import Kind as LetterKind
from quancheng.insight.scorecards.rules.letters import proposed_subject, proposed_text
from quancheng.insight.scorecards.rules.periods import parse
from quancheng.insight.scorecards.rules.scoring import NOT_APPLICABLE, plain
from quancheng.insight.scorecards.workflow import LETTER_OF_OFFICE, SIGN_TO_ANSWER, TAKE_OVER, LetterState
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import Case, CaseLine

_DRAFTS_FIRST = (F("discarded_at").asc(nulls_first=True), F("issued_at").desc(nulls_first=True))
WEAKEST = 3  # indicators that a letter names
HOLDING = [SIGN_TO_ANSWER.code, TAKE_OVER.code]  # the latest of these lines says who has the answer in hand


class NoSuchLetter(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_letter"
    status = 404


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """The letters that the actor may see. A proposal of accountability is not shown to the unit."""
    found = Letter.objects.select_related(
        "tenant", "office", "drafted_by", "issued_by", "withdrawn_by", "result__set", "talk"
    )
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    mine = Exists(Addressee.objects.filter(letter=OuterRef("pk"), unit_id=actor.unit_id))
    seen = Q(mine) & Q(issued_at__isnull=False) & ~Q(kind=LetterKind.ACCOUNTABILITY)
    if is_office(actor):
        seen |= Q(tenant_id=actor.tenant_id)
    return found.filter(seen).prefetch_related("addressees__unit").order_by(*_DRAFTS_FIRST, "-pk")


def letters_waiting(actor: Actor, what: str) -> QuerySet[Letter]:
    """Those that wait for a signature or an answer of the actor's unit, for a talk, or to be issued."""
    found = letters_for(actor).prefetch_related("addressees__case")
    if what == "void":
        return found.filter(withdrawn_at__isnull=False)
    if what == "unsigned":
        return found.filter(Exists(_copies().filter(case__state=LetterState.SENT)))
    if what == "issue":
        return found.filter(issued_at__isnull=True, discarded_at__isnull=True)
    states = {
        "sign": [LetterState.SENT], "answer": [LetterState.TO_ANSWER], "talk": list(LETTER_OF_OFFICE)
    }.get(what)  # fmt: skip
    if states is None:
        return found
    own = Q() if what == "talk" else Q(unit_id=actor.unit_id)
    return found.filter(Exists(_copies().filter(own, case__state__in=states)))


def _copies() -> QuerySet[Addressee]:
    return Addressee.objects.filter(letter=OuterRef("pk"))


def letter_for(actor: Actor, letter_id: int) -> Letter:
    """One letter. Raises NoSuchLetter."""
    found = letters_for(actor).filter(pk=letter_id).first()
    if found is None:
        raise NoSuchLetter("没有找到这份函件，请从函件列表中选择", letter=letter_id)
    return found


def letter_of_office(actor: Actor, letter_id: int) -> Letter:
    """One letter of the actor's own office. Raises NotOfOffice, NoSuchLetter."""
    must_be_office(actor)
    found = letters_for(actor).filter(pk=letter_id, tenant_id=actor.tenant_id or 0).first()
    if found is None:
        raise NoSuchLetter("没有找到本级政务公开机构的这份函件，请从函件列表中选择", letter=letter_id)
    return found


def own_copy(actor: Actor, letter: Letter) -> Addressee | None:
    """The copy that went to the actor's own unit."""
    return letter.addressees.filter(unit_id=actor.unit_id or 0).select_related("case", "unit").first()


def addressees_of(letter: Letter) -> QuerySet[Addressee]:
    """To whom it goes, and who signed for it."""
    related = letter.addressees.select_related("unit", "case", "signed_by", "answered_by")
    return related.order_by("unit__tenant_id", "unit__code")


def cases_to_recall(letter: Letter) -> QuerySet[Case]:
    """What is still in hand of a letter, unit by unit."""
    copies = letter.addressees.filter(case__isnull=False).values("case")
    return Case.objects.filter(pk__in=copies, ended_on__isnull=True).select_related("unit").order_by("pk")


def only_case_of(letter: Letter) -> Case | None:
    """Where a letter to one unit stands; None for one that was issued before units had it in hand."""
    copy = letter.addressees.select_related("case__unit").order_by("pk").first()
    return copy.case if copy else None


def answering(copy: Addressee) -> tuple[int | None, int | None]:
    """Who has the answer in hand, in which post: the latest who signed for it or took it over."""
    lines = CaseLine.objects.filter(case=copy.case_id, step__in=HOLDING).order_by("-id")
    return lines.values_list("person_id", "post_id").first() or (None, None)


def talk_of(letter: Letter) -> Talk | None:
    """What came of the talk, with what was added since."""
    return Talk.objects.filter(letter=letter).select_related("letter__tenant", "recorded_by").first()


def notes_of(talk: Talk) -> QuerySet[TalkNote]:
    """What was added to the record of a talk, in order."""
    return talk.notes.select_related("written_by").order_by("pk")


def letters_about(actor: Actor, score: Score) -> Sequence[Letter]:
    """The letters on a unit's sheet: those about the result that went to it."""
    found = letters_for(actor).filter(result=score.result_id, addressees__unit=score.unit_id)
    return list(found.filter(issued_at__isnull=False).distinct())


def subject_for(kind: LetterKind, result: Result, score: Score | None) -> str:
    """How the house proposes to call the letter."""
    period = parse(result.period)
    says = period.says if period else result.period
    return proposed_subject(kind, unit=score.unit_name if score else "", period=says)


def text_for(kind: LetterKind, result: Result, score: Score | None) -> str:
    """The words that the house proposes, from the frozen figures."""
    period = parse(result.period)
    says = period.says if period else result.period
    if score is None:
        return proposed_text(kind, unit="", period=says, total="", weak="")
    final = frozen_card(score).final
    total = NOT_APPLICABLE if final is None else f"{final}分"
    return proposed_text(kind, unit=score.unit_name, period=says, total=total, weak=_weakest(score))


def _weakest(score: Score) -> str:
    """Where most points were lost, in words."""
    basic = score.points.select_related("indicator").filter(indicator__is_bonus=False)
    lost = [(p.indicator.points - p.points, p) for p in basic if p.points is not None]
    lost = sorted(((gap, p) for gap, p in lost if gap > 0), key=lambda pair: (-pair[0], pair[1].pk))
    told = ((p.indicator.name, p.indicator.points - gap, p.indicator.points) for gap, p in lost[:WEAKEST])
    return "、".join(f"{name}（{plain(got)}/{plain(weight)}分）" for name, got, weight in told)


def awaits_talk(letter: Letter) -> bool:
    """Whether the talk of an issued notice is still to be written down."""
    return letter.kind == LetterKind.TALK and letter.stands and not hasattr(letter, "talk")


def talks_to_follow_up(on: date) -> QuerySet[Talk]:
    """The talks of which it was agreed to look on that day, of every government."""
    open_ones = Talk.objects.exclude(notes__sort=TalkNote.Sort.FOLLOW_UP).filter(follow_up_on__lte=on)
    return open_ones.select_related("letter__tenant").order_by("pk")

"""Reading letters: the office those of its government, a unit what was issued to it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from quancheng.insight.scorecards.models import Addressee, Letter, Result, Score, Talk
from quancheng.insight.scorecards.queries.results import frozen_card
from quancheng.insight.scorecards.queries.sets import is_office, must_be_office
from quancheng.insight.scorecards.rules.letters import Kind as LetterKind
from quancheng.insight.scorecards.rules.letters import proposed_text
from quancheng.insight.scorecards.rules.periods import parse
from quancheng.insight.scorecards.rules.scoring import NOT_APPLICABLE, plain
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal

WEAKEST = 3  # indicators that a letter names


class NoSuchLetter(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_letter"
    status = 404


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """The letters that the actor may see. A proposal of accountability is not shown to the unit."""
    found = Letter.objects.select_related(
        "tenant", "office", "drafted_by", "issued_by", "result__set", "talk"
    )
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    mine = Exists(Addressee.objects.filter(letter=OuterRef("pk"), unit_id=actor.unit_id))
    seen = Q(mine) & Q(issued_at__isnull=False) & ~Q(kind=LetterKind.ACCOUNTABILITY)
    if is_office(actor):
        seen |= Q(tenant_id=actor.tenant_id)
    return found.filter(seen).prefetch_related("addressees__unit").order_by("-issued_at", "-pk")


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
    return letter.addressees.filter(unit_id=actor.unit_id or 0).first()


def addressees_of(letter: Letter) -> QuerySet[Addressee]:
    """To whom it goes, and who signed for it."""
    return letter.addressees.select_related("unit", "signed_by").order_by("unit__code")


def letters_about(actor: Actor, score: Score) -> Sequence[Letter]:
    """The letters on a unit's sheet: those about the result that went to it."""
    found = letters_for(actor).filter(result=score.result_id, addressees__unit=score.unit_id)
    return list(found.filter(issued_at__isnull=False).distinct())


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
    return letter.kind == LetterKind.TALK and letter.issued_at is not None and not hasattr(letter, "talk")


def talks_to_follow_up(on: date) -> QuerySet[Talk]:
    """The talks of which it was agreed to look on that day, of every government."""
    return Talk.objects.filter(follow_up_on__lte=on).select_related("letter__tenant").order_by("pk")

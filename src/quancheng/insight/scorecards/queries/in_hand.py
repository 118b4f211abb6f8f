"""What waits for whom: lines of 我的工作; what a person or a unit would leave behind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value

from quancheng.insight.scorecards.models import Addressee, Letter
from quancheng.insight.scorecards.queries.letters import HOLDING
from quancheng.insight.scorecards.queries.sets import is_head, is_office
from quancheng.insight.scorecards.workflow import (
    APPEAL,
    LETTER,
    LETTER_OF_OFFICE,
    LETTER_OF_UNIT,
    OF_OFFICE,
    OF_UNIT,
    LetterState,
    State,
)
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.orgs.handover import Pair
from quancheng.kernel.orgs.models import Post

DRAFTS = "未签发的考核函件草稿"
ANSWERS = "已签收未反馈的考核函件"
_DRAFT = Q(issued_at__isnull=True, discarded_at__isnull=True)
_DRAFTED = "drafted"  # stands for the state of a letter that is no case yet


@dataclass(frozen=True, slots=True)
class ScoresWaiting:
    """What waits for the actor: of the unit's letters, of the office's appeals, talks and drafts."""

    to_sign: int = 0
    to_answer: int = 0
    to_decide: int = 0
    to_talk: int = 0
    to_issue: int = 0
    late: int = 0

    @property
    def some(self) -> bool:
        return bool(self.to_sign or self.to_answer or self.to_decide or self.to_talk or self.to_issue)


def scores_waiting(actor: Actor, *, today: date) -> ScoresWaiting:
    """What waits for the actor, for 我的工作. One query."""
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None or not actor.roles & (OF_UNIT | OF_OFFICE):
        return ScoresWaiting()
    mine = Q(workflow=LETTER.code, state__in=LETTER_OF_UNIT, unit_id=actor.unit_id)
    if is_office(actor):
        asked = Q(workflow=APPEAL.code, state=State.FILED) | Q(
            workflow=LETTER.code, state__in=LETTER_OF_OFFICE
        )
        mine |= asked & Q(tenant_id=actor.tenant_id)
    cases = Case.objects.filter(mine, ended_on__isnull=True).order_by()
    is_late = Count("pk", filter=Q(due_on__lt=today))
    counted = cases.values_list("state").annotate(count=Count("pk"), late=is_late)
    rows = list(counted.union(_drafts_to_issue(actor), all=True))
    counts = {state: count for state, count, _ in rows}
    return ScoresWaiting(
        to_sign=counts.get(LetterState.SENT, 0),
        to_answer=counts.get(LetterState.TO_ANSWER, 0),
        to_decide=counts.get(State.FILED, 0),
        to_talk=sum(counts.get(state, 0) for state in LETTER_OF_OFFICE),
        to_issue=counts.get(_DRAFTED, 0),
        late=sum(late for _, _, late in rows),
    )


def _drafts_to_issue(actor: Actor) -> QuerySet[Letter, tuple[str, int, int]]:
    """The drafts that wait for the head of the office, as one more line of the same count."""
    drafts = Letter.objects.filter(_DRAFT, tenant_id=actor.tenant_id or 0)
    others = drafts.exclude(drafted_by_id=actor.person_id)
    wanted = others if is_head(actor) else Letter.objects.filter(pk=0)
    named = wanted.order_by().annotate(state=Value(_DRAFTED, output_field=CharField()))
    return named.values_list("state").annotate(count=Count("pk"), late=Count("pk", filter=Q(pk=0)))


def drafts_of_unit(unit_id: int) -> QuerySet[Letter]:
    """The letters that nobody has issued: an office would leave them behind."""
    return Letter.objects.filter(_DRAFT, office_id=unit_id)


def drafts_held(person_id: int, post_id: int) -> int:
    """How many drafts of letters a person has in hand, when the post is one of an openness office."""
    return drafts_held_by_each([(person_id, post_id)]).get((person_id, post_id), 0)


def drafts_held_by_each(pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """The same for many people at once, in two queries; a colleague takes one over by saving it."""
    posts = Post.objects.filter(pk__in={post for _, post in pairs}, roles__role__in=OF_OFFICE)
    units = dict(posts.values_list("pk", "unit_id"))
    if not units:
        return {}
    held = Letter.objects.filter(_DRAFT, office__in=set(units.values())).order_by()
    counted = held.values_list("drafted_by", "office").annotate(count=Count("pk"))
    counts = {(person, unit): count for person, unit, count in counted}
    return {(person, post): counts.get((person, units.get(post, 0)), 0) for person, post in pairs}


def answers_held(person_id: int, post_id: int) -> int:
    """How many letters a person in a post signed for, or took over, and has not answered."""
    return answers_held_by_each([(person_id, post_id)]).get((person_id, post_id), 0)


def answers_held_by_each(pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """The same for many people at once, in one query."""
    latest = CaseLine.objects.filter(case=OuterRef("case_id"), step__in=HOLDING).order_by("-id")
    waiting = Addressee.objects.filter(case__state=LetterState.TO_ANSWER)
    with_hand = waiting.annotate(
        hand=Subquery(latest.values("person_id")[:1]), hand_post=Subquery(latest.values("post_id")[:1])
    )
    held = with_hand.filter(hand_post__in={post for _, post in pairs}).order_by()
    counted = held.values_list("hand", "hand_post").annotate(count=Count("pk"))
    return {(person, post): count for person, post, count in counted}


PEOPLE_HOLD = (  # word, how many one holds, how many each of several
    (DRAFTS, drafts_held, drafts_held_by_each),
    (ANSWERS, answers_held, answers_held_by_each),
)

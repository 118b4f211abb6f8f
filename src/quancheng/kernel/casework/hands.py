"""In whose hands a case is within its unit, so that nobody leaves with work that no colleague knows of.

A module says in its `apps.ready` which steps put a case into somebody's hands, and by which a colleague
takes it over:

    hands.register(TABLE, says="已签收未报送的收表", steps={SIGN, FILL}, states=IN_HAND, take_over=TAKE_OVER)
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.orgs.handover import Pair, watch_holdings

PAGE = "workbench:handover"


@dataclass(frozen=True, slots=True)
class Held:
    """One sort of case that lies in somebody's hands: the latest of the lines of `steps` says in whose."""

    workflow: str
    says: str
    steps: frozenset[str]
    states: frozenset[str]
    take_over: Step


_held: dict[str, Held] = {}


def register(
    workflow: Workflow, *, says: str, steps: Collection[Step], states: Set[str], take_over: Step
) -> None:
    """Let cases of a workflow be taken over, and name them among what a person leaves behind."""
    codes = frozenset({take_over.code, *(step.code for step in steps)})
    told = Held(workflow.code, says, codes, frozenset(states), take_over)
    if _held.setdefault(workflow.code, told) != told:
        raise TypeError(f"in whose hands a {workflow.code!r} lies is told in two ways")
    watch_holdings(says, partial(_count, told), page=PAGE, many=partial(counted, told))


def counted(held: Held, pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """How many cases of one sort each of these people has in hand in their post. One query."""
    posts = {post for _, post in pairs}
    ever = CaseLine.objects.filter(post_id__in=posts, step__in=held.steps).values("case_id")
    near = _with_hand(held, Case.objects.filter(pk__in=ever)).filter(hand_post__in=posts)
    return {(person, post): count for person, post, count in _by_hand(near) if post is not None}


def hands_in_unit(actor: Actor) -> set[Pair]:
    """Who has something in hand that the actor could take over in their unit. One query for each sort."""
    found: set[Pair] = set()
    for held in _held.values():
        if _may_take(actor, held):
            found |= {(person, post or 0) for person, post, _ in _by_hand(_in_unit(actor, held))}
    return {(person, post) for person, post in found if person is not None}


def cases_in_hand(actor: Actor, person_id: int, post_id: int) -> Sequence[tuple[Case, Step]]:
    """What a colleague has in hand that the actor could take over, each with the step that does it."""
    return [
        (case, held.take_over)
        for held in _held.values()
        if _may_take(actor, held)
        for case in _in_unit(actor, held).filter(hand=person_id, hand_post=post_id).order_by("due_on", "pk")
    ]


def _count(held: Held, person_id: int, post_id: int) -> int:
    return counted(held, [(person_id, post_id)]).get((person_id, post_id), 0)


def _may_take(actor: Actor, held: Held) -> bool:
    return actor.kind is Kind.OFFICIAL and actor.unit_id is not None and bool(actor.roles & held.take_over.by)


def _in_unit(actor: Actor, held: Held) -> QuerySet[Any]:
    return _with_hand(held, Case.objects.filter(unit_id=actor.unit_id or 0))


def _with_hand(held: Held, among: QuerySet[Case]) -> QuerySet[Any]:
    """What went on to another unit since is in no hand there yet."""
    latest = CaseLine.objects.filter(case=OuterRef("pk"), step__in=held.steps).order_by("-id")
    near: QuerySet[Any] = among.filter(
        workflow=held.workflow, state__in=held.states, ended_on__isnull=True
    ).annotate(
        hand=Subquery(latest.values("person_id")[:1]),
        hand_post=Subquery(latest.values("post_id")[:1]),
        hand_unit=Subquery(latest.values("unit_id")[:1]),
    )
    return near.filter(hand_unit=F("unit_id"))


def _by_hand(cases: QuerySet[Any]) -> QuerySet[Any]:
    counted: QuerySet[Any] = cases.order_by().values_list("hand", "hand_post").annotate(count=Count("pk"))
    return counted

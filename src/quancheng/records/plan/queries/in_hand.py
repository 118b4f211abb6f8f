"""What people have in hand: open drafts, and duties that they signed for, reported or took over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.handover import Pair
from quancheng.kernel.orgs.models import Person, Post
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.duties import duties_for
from quancheng.records.plan.queries.plans import KEEPERS, drafts_for
from quancheng.records.plan.workflow.duty import IN_HAND, OF_UNIT, REPORT, SIGN, TAKE_OVER, State

HOLDING = [SIGN.code, REPORT.code, TAKE_OVER.code]  # the latest of these lines says who has it in hand
HELD = [State.REPORTED, *IN_HAND]
_DRAFT_HAND = Coalesce("taken_over_by_id", "brought_by_id")


@dataclass(frozen=True, slots=True)
class Hand:
    """A person in a post (none: drafts alone) and how much they have in hand."""

    person: Person
    post: Post | None
    drafts: int
    duties: int
    is_own: bool


def duties_held(person_id: int, post_id: int) -> int:
    """How many duties a person in a post has in hand."""
    return duties_held_by_each([(person_id, post_id)]).get((person_id, post_id), 0)


def duties_held_by_each(pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """The same for many people at once, in one query."""
    posts = {post for _, post in pairs}
    ever = CaseLine.objects.filter(post_id__in=posts, step__in=HOLDING).values("case_id")
    near = _with_hand(DueItem.objects.filter(case_id__in=ever, case__state__in=HELD))
    counted = near.filter(hand_post__in=posts).order_by().values_list("hand", "hand_post")
    return {(person, post): count for person, post, count in counted.annotate(count=Count("pk"))}


def drafts_held(person_id: int, post_id: int) -> int:
    """How many open drafts a person has in hand, when the post is one of an openness office."""
    return drafts_held_by_each([(person_id, post_id)]).get((person_id, post_id), 0)


def drafts_held_by_each(pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """The same for many people at once, in two queries."""
    keeping = Post.objects.filter(pk__in={post for _, post in pairs}, roles__role__in=KEEPERS)
    tenants = dict(keeping.values_list("pk", "unit__tenant_id"))
    if not tenants:
        return {}
    held: QuerySet[Any] = Draft.objects.filter(state=Draft.State.OPEN, tenant__in=set(tenants.values()))
    counted = held.annotate(hand=_DRAFT_HAND).order_by().values_list("hand", "tenant_id")
    counts = {(person, tenant): count for person, tenant, count in counted.annotate(count=Count("pk"))}
    return {(person, post): counts.get((person, tenants.get(post, 0)), 0) for person, post in pairs}


def duties_of_hand(actor: Actor, person_id: int, post_id: int) -> QuerySet[DueItem]:
    """The duties of the actor's unit that a person in a post has in hand."""
    mine = duties_for(actor).filter(case__unit_id=actor.unit_id or 0)
    return _held(mine, person_id, post_id).order_by("case__due_on", "pk")


def drafts_of_hand(actor: Actor, person_id: int) -> QuerySet[Draft]:
    """The open drafts of the actor's government that a person has in hand; for its openness office alone."""
    return _drafts(drafts_for(actor), person_id)


def hands(actor: Actor) -> tuple[Hand, ...]:
    """Who has how much in hand of what the actor could take over. A fixed number of queries."""
    duties = _duties_by_hand(actor) if actor.roles & OF_UNIT else {}
    drafts = _drafts_by_hand(actor)
    mine = (actor.person_id, actor.post_id)
    people = Person.objects.in_bulk({person for person, _ in duties} | set(drafts))
    posts = Post.objects.select_related("unit").in_bulk([post for _, post in duties if post])
    found = [
        Hand(people[person], posts.get(post or 0), drafts.pop(person, 0), count, (person, post) == mine)
        for (person, post), count in duties.items()
    ]
    found += [
        Hand(people[person], None, count, 0, person == actor.person_id) for person, count in drafts.items()
    ]
    return tuple(sorted(found, key=lambda hand: (hand.is_own, hand.person.name, hand.person.pk)))


def _duties_by_hand(actor: Actor) -> dict[tuple[int, int | None], int]:
    mine = _with_hand(duties_for(actor).filter(case__unit_id=actor.unit_id or 0, case__state__in=HELD))
    counted = mine.order_by().values_list("hand", "hand_post").annotate(count=Count("pk"))
    return {(person, post): count for person, post, count in counted if person is not None}


def _drafts_by_hand(actor: Actor) -> dict[int, int]:
    held = drafts_for(actor).filter(state=Draft.State.OPEN).annotate(hand=_DRAFT_HAND)
    return dict(held.order_by().values_list("hand").annotate(count=Count("pk")))


def _drafts(among: QuerySet[Draft], person_id: int) -> QuerySet[Draft]:
    held: QuerySet[Any] = among.filter(state=Draft.State.OPEN).annotate(hand=_DRAFT_HAND)
    return held.filter(hand=person_id)


def _held(among: QuerySet[DueItem], person_id: int, post_id: int) -> QuerySet[DueItem]:
    ever = CaseLine.objects.filter(person_id=person_id, post_id=post_id, step__in=HOLDING).values("case_id")
    near = among.filter(Q(case_id__in=ever), case__state__in=HELD)
    return _with_hand(near).filter(hand=person_id, hand_post=post_id)


def _with_hand(among: QuerySet[DueItem]) -> QuerySet[Any]:
    latest = CaseLine.objects.filter(case=OuterRef("case_id"), step__in=HOLDING).order_by("-id")
    return among.annotate(
        hand=Subquery(latest.values("person_id")[:1]), hand_post=Subquery(latest.values("post_id")[:1])
    )

"""From a person who signed in to the actor who works: one person, one post at a time."""

from datetime import date

from django.db.models import F, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person
from quancheng.kernel.orgs.queries import acting_unit_ids
from quancheng.kernel.orgs.spans import in_force, standing


class NoPostToday(Refusal):
    """The person holds neither a post nor an administrator's seat on this day."""

    code = "access.no_post_today"
    status = 403


class NotYourPost(Refusal):
    """The person does not hold the post that they chose."""

    code = "access.not_your_post"
    status = 403


def posts_of(person: Person, on: date) -> QuerySet[Holding]:
    """The posts in which the person may work on the day: their own first, then those where they stand in."""
    held = Holding.objects.filter(_held(on), person=person, person__is_active=True)
    related = held.select_related("person", "post__unit__tenant", "stands_in_for__person")
    own_first = F("stands_in_for_id").asc(nulls_first=True)
    return related.order_by(own_first, "from_on", "id").prefetch_related("post__roles")


def seat_of(person: Person) -> AdminSeat | None:
    """The administrator's seat of the person, if they have one."""
    if not person.is_active:
        return None
    return AdminSeat.objects.filter(person=person).select_related("tenant").first()


def opens_desk(person: Person, on: date) -> bool:
    """Whoever holds a post or an administrator's seat today may come to the desk."""
    return posts_of(person, on).exists() or seat_of(person) is not None


def actor_for(person: Person, post_id: int | None, on: date, act_id: str = "") -> Actor:
    """The person at work in the chosen post, else in their first post, else in their administrator's seat.

    An internal unit (内设机构) acts in the name of the unit above it: that is the actor's unit.
    Raises NoPostToday, NotYourPost.
    """
    held = list(posts_of(person, on))
    if post_id is not None:
        held = [one for one in held if one.post_id == post_id]
        if not held:
            raise NotYourPost("您今天不在这个岗位上，请在右上角重新选择岗位", post_id=post_id)
    if held:
        return _in_post(held[0], on, act_id)
    return _in_seat(person, act_id)


def _held(on: date) -> Q:
    return in_force(on) & standing(on, prefix="post__") & standing(on, prefix="post__unit__")


def _in_post(held: Holding, on: date, act_id: str) -> Actor:
    unit = held.post.unit
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=held.person_id,
        post_id=held.post_id,
        unit_id=acting_unit_ids([unit], on=on)[unit.pk],
        tenant_id=unit.tenant_id,
        roles=frozenset(one.role for one in held.post.roles.all()),
        act_id=act_id,
    )


def _in_seat(person: Person, act_id: str) -> Actor:
    seat = seat_of(person)
    if seat is None:
        raise NoPostToday("您今天没有任职的岗位，不能进入工作台；请联系本单位的系统管理员")
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=person.pk,
        tenant_id=seat.tenant_id,
        roles=frozenset({seat.role}),
        act_id=act_id,
    )

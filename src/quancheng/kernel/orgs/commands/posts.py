"""Posts opened and closed; people seated in them, relieved of them, and stood in for."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.authority import must_administer, must_arrange_deputies
from quancheng.kernel.orgs.handover import left_by, must_be_empty
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole
from quancheng.kernel.orgs.queries import (
    acting_unit,
    holders_between,
    holding_for,
    is_seated,
    locked_tenant,
    open_holdings_of,
    person_for,
    post_for,
    title_is_taken,
    unit_for,
)
from quancheng.kernel.orgs.roles import Role


class TitleTaken(Refusal):
    """An open post of the unit has this title."""

    code = "orgs.title_taken"


class NoRoles(Refusal):
    """A post without a role can do nothing."""

    code = "orgs.no_roles"


class SameRoles(Refusal):
    """The post has just these roles."""

    code = "orgs.same_roles"


class Gone(Refusal):
    """The unit, the post or the person is no more."""

    code = "orgs.gone"


class PostIsHeld(Refusal):
    """Somebody else is in the post in that time."""

    code = "orgs.post_is_held"


class AdministratorsHoldNoPost(Refusal):
    """The three administrators do no business (三员分立)."""

    code = "orgs.administrators_hold_no_post"


class NotInThatTime(Refusal):
    """The days do not fit the holding."""

    code = "orgs.not_in_that_time"


class NotForThemselves(Refusal):
    """Nobody stands in for themselves, nor for a deputy."""

    code = "orgs.not_for_themselves"


@command
def open_post(
    *, unit_id: int, title: str, roles: frozenset[Role], opened_on: date, actor: Actor, now: datetime
) -> Post:
    """A unit gets a post with its roles.

    Raises NoSuchUnit, NotYourRegister, Gone, NoRoles, TitleTaken.
    """
    unit = unit_for(actor, unit_id)
    must_administer(actor, unit.tenant)
    locked_tenant(unit.tenant)
    if unit.closed_on is not None:
        raise Gone(f"“{unit}”已撤销，不能设岗", unit_id=unit_id)
    if not roles:
        raise NoRoles("请至少给岗位选择一个角色")
    if title_is_taken(unit, title):
        raise TitleTaken(f"“{unit}”已有“{title}”岗位，请换一个名称", title=title)
    post = Post.objects.create(unit=unit, title=title, opened_on=opened_on)
    PostRole.objects.bulk_create(PostRole(post=post, role=role.value) for role in sorted(roles))
    event = events.PostOpened(unit=unit.code, title=title, roles=_in_words(roles))
    record(event, actor=actor, at=now, about=_ref(post))
    return post


@command
def change_roles(*, post_id: int, roles: frozenset[Role], actor: Actor, now: datetime) -> Post:
    """A post may do other things from now on, and so may whoever is in it; the audit keeps both.

    Raises NoSuchPost, NotYourRegister, Gone, NoRoles, SameRoles.
    """
    post = _post(actor, post_id)
    if not roles:
        raise NoRoles("请至少给岗位选择一个角色")
    before = frozenset(Role(one.role) for one in post.roles.all())
    if roles == before:
        raise SameRoles(f"“{post.title}”岗位本来就是这些角色，没有改动", post_id=post_id)
    post.roles.exclude(role__in=roles).delete()
    PostRole.objects.bulk_create(PostRole(post=post, role=role.value) for role in sorted(roles - before))
    event = events.RolesChanged(
        unit=post.unit.code, title=post.title, old=_in_words(before), new=_in_words(roles)
    )
    record(event, actor=actor, at=now, about=_ref(post))
    return post


@command
def close_post(*, post_id: int, last_on: date, actor: Actor, now: datetime) -> Post:
    """A post is no more after this day. Nobody may be in it any longer.

    Raises NoSuchPost, NotYourRegister, Gone, PostIsHeld, NotInThatTime.
    """
    post = _post(actor, post_id)
    held = open_holdings_of(post, on=last_on + date.resolution).first()
    if held is not None:
        raise PostIsHeld(f"{held}还在“{post.title}”岗位上，请先办理离岗", post_id=post_id)
    if post.opened_on is not None and last_on < post.opened_on:
        raise NotInThatTime(f"岗位自{post.opened_on}设立，撤岗日期不能更早", opened_on=post.opened_on)
    post.closed_on = last_on
    post.save(update_fields=["closed_on"])
    event = events.PostClosed(unit=post.unit.code, title=post.title, last_on=last_on)
    record(event, actor=actor, at=now, about=_ref(post))
    return post


@command
def seat_person(*, account: str, post_id: int, from_on: date, actor: Actor, now: datetime) -> Holding:
    """A person takes up a post.

    Raises NoSuchPost, NoSuchPerson, NotYourRegister, Gone, PostIsHeld, AdministratorsHoldNoPost.
    """
    post = _post(actor, post_id)
    person = _person_for_post(actor, account)
    _must_stand(post, from_on)
    before = holders_between(post, from_on, None).first()
    if before is not None:
        remedy = f"至{before.until_on}，请选其后的日期" if before.until_on else "，请先为其办理离岗"
        raise PostIsHeld(f"“{post.title}”由{before}担任{remedy}", post_id=post_id)
    held = Holding.objects.create(person=person, post=post, from_on=from_on)
    event = events.PersonSeated(account=account, unit=post.unit.code, post=post.title, from_on=from_on)
    record(event, actor=actor, at=now, about=_ref(post))
    return held


@command
def seat_deputy(
    *, holding_id: int, account: str, from_on: date, until_on: date, actor: Actor, now: datetime
) -> Holding:
    """A person stands in for the holder of a post (AB岗), from the first day to the last, with its roles.

    Raises NoSuchHolding, NoSuchPerson, NotYourRegister, Gone, NotForThemselves, NotInThatTime, PostIsHeld,
    AdministratorsHoldNoPost.
    """
    held = holding_for(actor, holding_id)
    must_arrange_deputies(actor, acting_unit(held.post.unit, on=from_on))
    locked_tenant(held.post.unit.tenant)
    person = _person_for_post(actor, account)
    _must_fit(held, person, from_on, until_on)
    for other in open_holdings_of(held.post, on=from_on).filter(stands_in_for=held, from_on__lte=until_on):
        raise PostIsHeld(
            f"{other}已安排在{other.from_on}至{other.until_on}代理，请错开日期", holding=other.pk
        )
    deputy = Holding.objects.create(
        person=person, post=held.post, from_on=from_on, until_on=until_on, stands_in_for=held
    )
    event = events.DeputySeated(
        account=account,
        holder=held.person.account,
        unit=held.post.unit.code,
        post=held.post.title,
        from_on=from_on,
        until_on=until_on,
    )
    record(event, actor=actor, at=now, about=_ref(held.post))
    return deputy


@command
def relieve_person(*, holding_id: int, last_on: date, actor: Actor, now: datetime) -> Holding:
    """A person leaves a post after this day, and so do those who stand in for them.

    Who may arrange a deputy may end the deputyship too. Nothing may be left in their hands.
    Raises NoSuchHolding, NotYourRegister, NotInThatTime, PostIsHeld, NotHandedOver.
    """
    held = holding_for(actor, holding_id)
    _must_relieve(actor, held, last_on)
    locked_tenant(held.post.unit.tenant)
    if last_on < held.from_on or (held.until_on is not None and held.until_on < last_on):
        until = held.until_on or "今"
        raise NotInThatTime(f"{held}自{held.from_on}至{until}在岗，请核对离岗日期", holding=held.pk)
    left = left_by(person_id=held.person_id, post_id=held.post_id)
    must_be_empty(held.person.name, left, "办理离岗")
    _end_deputies(held, last_on)
    held.until_on = last_on
    held.save(update_fields=["until_on"])
    event = events.PersonRelieved(
        account=held.person.account, unit=held.post.unit.code, post=held.post.title, last_on=last_on
    )
    record(event, actor=actor, at=now, about=_ref(held.post))
    return held


@command
def call_off_deputy(*, holding_id: int, actor: Actor, now: datetime) -> Post:
    """A deputyship that has not begun is called off. Nobody acted in it; the audit keeps that it was planned.

    Raises NoSuchHolding, NotYourRegister, NotInThatTime.
    """
    deputy, today = holding_for(actor, holding_id), timezone.localdate(now)
    _must_relieve(actor, deputy, today)
    locked_tenant(deputy.post.unit.tenant)
    if deputy.stands_in_for is None or deputy.from_on <= today:
        raise NotInThatTime(f"{deputy}已经到岗，不能取消；请办理结束", holding=holding_id)
    event = events.DeputyCalledOff(
        account=deputy.person.account,
        holder=deputy.stands_in_for.person.account,
        unit=deputy.post.unit.code,
        post=deputy.post.title,
        from_on=deputy.from_on,
    )
    deputy.delete()
    record(event, actor=actor, at=now, about=_ref(deputy.post))
    return deputy.post


def _must_relieve(actor: Actor, held: Holding, on: date) -> None:
    if held.stands_in_for_id is not None:
        must_arrange_deputies(actor, acting_unit(held.post.unit, on=on))
    else:
        must_administer(actor, held.post.unit.tenant)


def _post(actor: Actor, post_id: int) -> Post:
    post = post_for(actor, post_id)
    must_administer(actor, post.unit.tenant)
    locked_tenant(post.unit.tenant)
    if post.closed_on is not None:
        raise Gone(f"“{post.title}”岗位已于{post.closed_on}撤销", post_id=post_id)
    return post


def _person_for_post(actor: Actor, account: str) -> Person:
    person = person_for(actor, account)
    if not person.is_active:
        raise Gone(f"账号“{account}”已停用，请先恢复使用", account=account)
    if is_seated(person):
        raise AdministratorsHoldNoPost(
            f"{person.name}是系统、安全或审计管理员，不能担任业务岗位，请另选人员", account=account
        )
    return person


def _must_stand(post: Post, from_on: date) -> None:
    if post.opened_on is not None and from_on < post.opened_on:
        raise NotInThatTime(f"岗位自{post.opened_on}设立，到岗日期不能更早", opened_on=post.opened_on)


def _must_fit(held: Holding, person: Person, from_on: date, until_on: date) -> None:
    if held.stands_in_for_id is not None or person.pk == held.person_id:
        raise NotForThemselves("代理人不能是本人，也不能再代理代理人，请另选人员", holding=held.pk)
    if until_on < from_on:
        raise NotInThatTime("代理末日不能早于代理首日，请核对日期", holding=held.pk)
    if from_on < held.from_on or (held.until_on and held.until_on < until_on):
        until = held.until_on or "今"
        raise NotInThatTime(
            f"代理期间应在{held.person.name}的任职期间（{held.from_on}至{until}）之内，请核对日期",
            holding=held.pk,
        )


def _end_deputies(held: Holding, last_on: date) -> None:
    for deputy in open_holdings_of(held.post, on=last_on + date.resolution).filter(stands_in_for=held):
        if deputy.from_on > last_on:
            raise PostIsHeld(
                f"{deputy}的代理从{deputy.from_on}才开始，请先在单位页面取消代理", holding=deputy.pk
            )
        deputy.until_on = last_on
        deputy.save(update_fields=["until_on"])


def _in_words(roles: frozenset[Role]) -> tuple[str, ...]:
    return tuple(role.says for role in sorted(roles))


def _ref(post: Post) -> RecordRef:
    return RecordRef("orgs.post", str(post.pk))

"""People: registered, given a password, out of use; and the three administrators (三员)."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs import events
from quancheng.kernel.orgs.accounts import LONGEST, is_account
from quancheng.kernel.orgs.authority import must_administer
from quancheng.kernel.orgs.models import AdminSeat, Person
from quancheng.kernel.orgs.queries import (
    account_is_taken,
    holdings_from,
    is_seated,
    locked_tenant,
    person_for,
    seat_for,
    tenant_for,
)
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.orgs.seats import give_password


class AccountTaken(Refusal):
    """Somebody in the house has this account."""

    code = "orgs.account_taken"


class OddAccount(Refusal):
    """The account could not be typed, or not stand in an address."""

    code = "orgs.odd_account"


class SamePassword(Refusal):
    """The new password is the old one."""

    code = "orgs.same_password"
    status = 422


class NothingNew(Refusal):
    """The register holds just this."""

    code = "orgs.nothing_new"


class NotRetired(Refusal):
    """The account is in use already."""

    code = "orgs.not_retired"


class StillInPost(Refusal):
    """The person still holds a post or an administrator's seat."""

    code = "orgs.still_in_post"


class NeverOnePerson(Refusal):
    """The three administrators are never one person, and none of them does business."""

    code = "orgs.never_one_person"


class SeatIsEmpty(Refusal):
    """Nobody sits there."""

    code = "orgs.seat_is_empty"


@command
def add_person(
    *, tenant: str, account: str, name: str, email: str = "", actor: Actor, now: datetime
) -> Person:
    """Register a person. They can sign in once a password is issued, and work once they hold a post.

    Raises NoSuchTenant, NotYourRegister, OddAccount, AccountTaken.
    """
    home = tenant_for(actor, tenant)
    must_administer(actor, home)
    if not is_account(account):
        raise OddAccount(
            f"账号须以文字或数字开头，只用文字、数字和 . @ + - _，不超过{LONGEST}字，请改正", account=account
        )
    if account_is_taken(account):
        raise AccountTaken(f"账号“{account}”已被使用，请换一个账号", account=account)
    person = Person(account=account, name=name, email=email, tenant=home)
    person.set_unusable_password()
    person.save(force_insert=True)
    event = events.PersonAdded(account=account, name=name)
    record(event, actor=actor, at=now, about=_ref(person))
    return person


@command
def correct_person(*, account: str, name: str, email: str, actor: Actor, now: datetime) -> Person:
    """A person bears another name or is written to elsewhere. The account stays: history names it.

    Raises NoSuchPerson, NotYourRegister, NothingNew.
    """
    person = person_for(actor, account)
    if person.tenant is not None:
        must_administer(actor, person.tenant)
    told = (("姓名", person.name, name), ("电子邮箱", person.email, email))
    changed = tuple(word for word, old, new in told if old != new)
    if not changed:
        raise NothingNew("姓名和电子邮箱都没有改动", account=account)
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    event = events.PersonCorrected(account=account, changed=changed, name=name, email=email)
    record(event, actor=actor, at=now, about=_ref(person))
    return person


@command
def issue_password(*, account: str, password: str, actor: Actor, now: datetime) -> Person:
    """The security administrator gives a person a password; the person must change it before anything else.

    Raises NoSuchPerson, NotYourRegister, WeakPassword.
    """
    person = person_for(actor, account)
    if person.tenant is not None:
        must_administer(actor, person.tenant, AdminRole.SECURITY)
    give_password(person, password, must_change=True)
    record(events.PasswordIssued(account=account), actor=actor, at=now, about=_ref(person))
    return person


@command
def change_own_password(*, person: Person, password: str, actor: Actor, now: datetime) -> Person:
    """An official chooses a password that nobody else knows. That they know the old one, the form has asked.

    Raises WeakPassword, SamePassword.
    """
    if person.check_password(password):
        raise SamePassword("新密码与现在的密码相同，请另选一个", account=person.account)
    give_password(person, password, must_change=False)
    record(events.PasswordChanged(account=person.account), actor=actor, at=now, about=_ref(person))
    return person


@command
def retire_person(*, account: str, actor: Actor, now: datetime) -> Person:
    """An account goes out of use; it is never deleted, because history names it.

    Raises NoSuchPerson, NotYourRegister, StillInPost.
    """
    person = person_for(actor, account)
    if person.tenant is not None:
        must_administer(actor, person.tenant)
    held = holdings_from(person, timezone.localdate(now)).first()
    if held is not None or is_seated(person):
        place = f"“{held.post}”岗位" if held else "管理员席位"
        raise StillInPost(f"{person.name}还在{place}上，请先办理离岗", account=account)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(events.PersonRetired(account=account), actor=actor, at=now, about=_ref(person))
    return person


@command
def reinstate_person(*, account: str, actor: Actor, now: datetime) -> Person:
    """An account comes into use again, with the password that it had; posts are given anew.

    Raises NoSuchPerson, NotYourRegister, NotRetired.
    """
    person = person_for(actor, account)
    if person.tenant is not None:
        must_administer(actor, person.tenant)
    if person.is_active:
        raise NotRetired(f"{person.name}的账号没有停用，不必恢复", account=account)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(events.PersonReinstated(account=account), actor=actor, at=now, about=_ref(person))
    return person


@command
def appoint_administrator(
    *, tenant: str, role: AdminRole, account: str, actor: Actor, now: datetime
) -> AdminSeat:
    """Appoint one of the three administrators. The security administrator does so, or a console.

    Raises NoSuchTenant, NoSuchPerson, NotYourRegister, NeverOnePerson.
    """
    home = locked_tenant(tenant_for(actor, tenant))
    must_administer(actor, home, AdminRole.SECURITY)
    person, seat = person_for(actor, account), seat_for(actor, tenant=home, role=role)
    if is_seated(person) or (actor.kind is Kind.OFFICIAL and actor.person_id == person.pk):
        raise NeverOnePerson(f"{person.name}已是管理员；三员不能由一人担任，请另选人员", account=account)
    if holdings_from(person, timezone.localdate(now)).exists():
        raise NeverOnePerson(f"{person.name}还有业务岗位，管理员不办业务，请先办理离岗", account=account)
    seat.person = person
    seat.save(update_fields=["person"])
    event = events.AdministratorAppointed(tenant=tenant, role=role.says, account=account)
    record(event, actor=actor, at=now, about=RecordRef("orgs.tenant", tenant))
    return seat


@command
def vacate_seat(*, tenant: str, role: AdminRole, actor: Actor, now: datetime) -> AdminSeat:
    """An administrator's seat becomes empty, until somebody is appointed.

    Raises NoSuchTenant, NotYourRegister, SeatIsEmpty.
    """
    home = locked_tenant(tenant_for(actor, tenant))
    must_administer(actor, home, AdminRole.SECURITY)
    seat = seat_for(actor, tenant=home, role=role)
    if seat.person is None:
        raise SeatIsEmpty(f"{home}的{role.says}席位本来就空着，不必办理", tenant=tenant)
    account, seat.person = seat.person.account, None
    seat.save(update_fields=["person"])
    event = events.SeatVacated(tenant=tenant, role=role.says, account=account)
    record(event, actor=actor, at=now, about=RecordRef("orgs.tenant", tenant))
    return seat


def _ref(person: Person) -> RecordRef:
    return RecordRef("orgs.person", str(person.pk))

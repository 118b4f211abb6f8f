"""What happens at the door, written down; and what the security administrator does about it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from axes.utils import reset

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.authority import must_administer
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.queries import person_for
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench import events
from quancheng.shells.workbench.door import sessions
from quancheng.shells.workbench.door.queries import is_locked


class NotLocked(Refusal):
    """The account is not locked."""

    code = "workbench.door.not_locked"
    status = 409


class NoSecondFactor(Refusal):
    """The person has no second factor that could be reset."""

    code = "workbench.door.no_second_factor"
    status = 409


@command
def note_sign_in(*, person: Person, source: str, proof: str, now: datetime) -> None:
    """Write down that an official came in: from where, proved by what (GB/T 22239-2019 8.1.4.3)."""
    event = events.SignedIn(account=person.account, source=source, proof=proof)
    record(event, actor=_as(person), at=now)


@command
def note_sign_out(*, person: Person, why: str, now: datetime) -> None:
    """Write down that an official left, or why the sign-in ended by itself."""
    record(events.SignedOut(account=person.account, why=why), actor=_as(person), at=now)


@command
def note_lockout(*, account: str, source: str, tenant_id: int | None, now: datetime) -> None:
    """Write down that an account was locked, for its government if there is such an account."""
    actor = Actor(kind=Kind.ANONYMOUS, tenant_id=tenant_id)
    record(events.AccountLocked(account=account, source=source), actor=actor, at=now)


@command
def note_second_factor(*, event: type[events.SecondFactorEvent], person: Person, now: datetime) -> None:
    """Write down what an official did with the own second factor."""
    record(event(account=person.account), actor=_as(person), at=now)


@command
def reset_second_factor(*, account: str, actor: Actor, now: datetime) -> Person:
    """Take a lost second factor and its recovery codes away, and end every sign-in of that person.

    Raises NoSuchPerson, NotYourRegister, NoSecondFactor.
    """
    person = _in_the_care_of(actor, account)
    gone, _ = Authenticator.objects.filter(user=person).delete()
    if not gone:
        raise NoSecondFactor(f"{person.name}没有启用动态口令，不必重置", account=account)
    sessions.end_all(person)
    record(events.SecondFactorReset(account=account), actor=actor, at=now)
    return person


@command
def unlock_account(*, account: str, actor: Actor, now: datetime) -> Person:
    """Let a person try again before the time of the lock is over.

    Raises NoSuchPerson, NotYourRegister, NotLocked.
    """
    person = _in_the_care_of(actor, account)
    if not is_locked(account, now=now):
        raise NotLocked(f"{person.name}的账号没有被锁定，不必解锁", account=account)
    reset(username=account)
    record(events.AccountUnlocked(account=account), actor=actor, at=now)
    return person


def _in_the_care_of(actor: Actor, account: str) -> Person:
    """A person of the government whose security the actor keeps. Raises NoSuchPerson, NotYourRegister."""
    person = person_for(actor, account)
    if person.tenant is not None:
        must_administer(actor, person.tenant, AdminRole.SECURITY)
    return person


def _as(person: Person) -> Actor:
    """The person at the door: not in a post yet."""
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=person.tenant_id)

"""Changing one's own account (《个人信息保护法》第四十六条), and closing it."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens import events
from quancheng.kernel.citizens.models import Citizen, EndReason, Purpose
from quancheng.kernel.citizens.queries import account_at, citizen_for, digests_of
from quancheng.kernel.citizens.writing import end_sign_ins, use_code


class AddressTaken(Refusal):
    """The address, which its owner has just proved, goes with another account."""

    code = "citizens.address_taken"


@command
def change_address(*, number: UUID, digits: str, sign_in_id: int, actor: Actor, now: datetime) -> Citizen:
    """Go by another phone or e-mail address, to which the code was sent. The other sign-ins end.

    Raises NoSuchAccount, WrongCode, AddressTaken.
    """
    citizen = citizen_for(actor)
    code = use_code(number, digits, purpose=Purpose.CHANGE, citizen=citizen, now=now)
    way, other = code.address.way, account_at(code.address)
    taken = AddressTaken(f"这个{way.says}已经用于另一个账号；要换到这里，请先用它登录并注销那个账号")
    if other is not None and other.pk != citizen.pk:
        raise taken
    setattr(citizen, way.value, code.to)
    setattr(citizen, f"{way.value}_digest", digests_of(code.address)[0])
    try:
        _keep(citizen, way.value, f"{way.value}_digest")
    except IntegrityError:  # somebody registered with it at this very moment
        raise taken from None
    end_sign_ins(citizen, EndReason.CHANGED, now, but=sign_in_id)
    record(events.AddressChanged(account=citizen.pk, way=way.says), actor=actor, at=now)
    return citizen


@command
def set_name(*, name: str, actor: Actor, now: datetime) -> Citizen:
    """Be called otherwise. Raises NoSuchAccount."""
    citizen = citizen_for(actor)
    citizen.name = name
    _keep(citizen, "name")
    record(events.NameChanged(account=citizen.pk), actor=actor, at=now)
    return citizen


@command
def set_password(*, password: str, sign_in_id: int, actor: Actor, now: datetime) -> Citizen:
    """Come in by a password too. The other sign-ins end. Raises NoSuchAccount."""
    citizen = citizen_for(actor)
    citizen.password = make_password(password)
    _keep(citizen, "password")
    end_sign_ins(citizen, EndReason.CHANGED, now, but=sign_in_id)
    record(events.PasswordSet(account=citizen.pk), actor=actor, at=now)
    return citizen


@command
def take_password_away(*, actor: Actor, now: datetime) -> Citizen:
    """Come in by codes alone again. Raises NoSuchAccount."""
    citizen = citizen_for(actor)
    citizen.password = ""
    _keep(citizen, "password")
    record(events.PasswordTakenAway(account=citizen.pk), actor=actor, at=now)
    return citizen


@command
def close_account(*, number: UUID, digits: str, actor: Actor, now: datetime) -> int:
    """Everything personal of the account is erased at once (《个人信息保护法》第四十七条).

    Records of the government stay; what leads from them to the account is detached after this.
    Raises NoSuchAccount, WrongCode.
    """
    citizen = citizen_for(actor)
    use_code(number, digits, purpose=Purpose.CLOSE, citizen=citizen, now=now)
    end_sign_ins(citizen, EndReason.CLOSED, now)
    citizen.phone = citizen.email = citizen.password = citizen.name = ""
    citizen.phone_digest = citizen.email_digest = ""
    citizen.closed_at = now
    _keep(citizen, "phone", "phone_digest", "email", "email_digest", "password", "name", "closed_at")
    record(events.AccountClosed(account=citizen.pk), actor=actor, at=now)
    return citizen.pk


def _keep(citizen: Citizen, *names: str) -> None:
    with named([citizen.number]):
        citizen.save(update_fields=names)

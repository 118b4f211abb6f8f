"""Coming in and going out."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens import events
from quancheng.kernel.citizens.digits import cookie_of
from quancheng.kernel.citizens.models import Citizen, EndReason, Purpose, SignIn
from quancheng.kernel.citizens.queries import (
    TOKEN,
    NoSuchSignIn,
    account_at,
    citizen_for,
    digests_of,
    sign_ins_of,
)
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.citizens.writing import end_sign_ins, use_code
from quancheng.kernel.crypto.port import machine

BY_CODE, BY_PASSWORD = "验证码", "密码"
SECRET_BYTES = 32


class WrongPassword(Refusal):
    """Address and password do not belong together; whether the address has an account is not told."""

    code = "citizens.wrong_password"
    status = 422


class NoticeChanged(Refusal):
    """The notice reads otherwise than what was agreed to; who comes by a code agrees to it anew.

    Told to nobody but who knows the password.
    """

    code = "citizens.notice_changed"
    status = 409


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in that has just begun: the cookie is told this once, to the browser alone."""

    sign_in: SignIn
    cookie: str


@command
def sign_in_by_code(
    *, number: UUID, digits: str, notice: str, device: str, leaving: int = 0, actor: Actor, now: datetime
) -> Opened:
    """Come in by the code that was sent; whoever comes for the first time is registered by it.

    `notice` is the version of the notice on personal information to which they agree
    (《个人信息保护法》第十四条).
    Raises WrongCode.
    """
    code = use_code(number, digits, purpose=Purpose.SIGN_IN, citizen=None, now=now)
    citizen, is_new = _account_behind(code.address, notice, now)
    opened = _begun(citizen, device, leaving, now)
    told = (
        events.AccountRegistered(account=citizen.pk, notice=notice)
        if is_new
        else events.SignedIn(account=citizen.pk, by=BY_CODE)
    )
    record(told, actor=Actor.citizen(citizen.pk, act_id=actor.act_id), at=now)
    return opened


@command
def sign_in_by_password(
    *,
    address: Address,
    password: str,
    notice: str,
    device: str,
    leaving: int = 0,
    actor: Actor,
    now: datetime,
) -> Opened:
    """Come in by a password that was set before. It takes as long, and says the same, without an account.

    Nobody agrees to anything here: who has not agreed to this version of the notice comes in by a code
    (《个人信息保护法》第十四条). Raises WrongPassword, NoticeChanged.
    """
    citizen = account_at(address)
    if not _is_password_of(citizen, password) or citizen is None:
        raise WrongPassword("手机或邮箱与密码不相符；没有设过密码的，请用验证码登录")
    if citizen.notice != notice:
        raise NoticeChanged("个人信息处理告知已经更新，请改用验证码登录并同意新的告知；密码以后照样可用")
    _note_visit(citizen, now)
    opened = _begun(citizen, device, leaving, now)
    told = events.SignedIn(account=citizen.pk, by=BY_PASSWORD)
    record(told, actor=Actor.citizen(citizen.pk, act_id=actor.act_id), at=now)
    return opened


@command
def end_sign_in(*, sign_in_id: int, reason: EndReason, actor: Actor, now: datetime) -> int:
    """One of the own sign-ins ends. Raises NoSuchAccount, NoSuchSignIn."""
    citizen = citizen_for(actor)
    ended = end_sign_ins(citizen, reason, now, only=sign_in_id)
    if not ended:
        raise NoSuchSignIn("这处登录已经结束，不必再点；请刷新页面")
    record(events.SignInsEnded(account=citizen.pk, count=ended, reason=reason.label), actor=actor, at=now)
    return ended


@command
def end_other_sign_ins(*, but: int, actor: Actor, now: datetime) -> int:
    """Every sign-in of the account ends but the one at hand; how many did. Raises NoSuchAccount."""
    citizen = citizen_for(actor)
    ended = end_sign_ins(citizen, EndReason.BY_OWNER, now, but=but)
    if not ended:
        return 0
    told = events.SignInsEnded(account=citizen.pk, count=ended, reason=EndReason.BY_OWNER.label)
    record(told, actor=actor, at=now)
    return ended


def _account_behind(address: Address, notice: str, now: datetime) -> tuple[Citizen, bool]:
    """The account that goes by the address, and whether it is a new one."""
    known = account_at(address)
    if known is not None:
        if known.notice != notice:
            known.notice, known.consented_at = notice, now
        _note_visit(known, now, "notice", "consented_at")
        return known, False
    digest = digests_of(address)[0]
    new = Citizen(
        number=uuid.uuid4(), notice=notice, consented_at=now, registered_at=now, seen_at=now,
        **{address.way.value: address.text, f"{address.way.value}_digest": digest},
    )  # fmt: skip
    with named([new.number]):
        new.save(force_insert=True)
    return new, True


def _note_visit(citizen: Citizen, now: datetime, *also: str) -> None:
    """When the account was last used; and its digests by the key that seals from now on."""
    citizen.seen_at = now
    for address in citizen.addresses:
        setattr(citizen, f"{address.way.value}_digest", digests_of(address)[0])
    with named([citizen.number]):
        citizen.save(update_fields=["seen_at", *(f"{way.value}_digest" for way in Way), *also])


def _begun(citizen: Citizen, device: str, leaving: int, now: datetime) -> Opened:
    """A sign-in with a cookie of its own, whatever the browser brought along; the oldest ones give way.

    `leaving` is the account's sign-in in the same browser, which this one replaces.
    """
    cookie = cookie_of(citizen.number, secrets.token_urlsafe(SECRET_BYTES))
    digest = machine().keyed_digest(cookie, purpose=TOKEN)
    with named([citizen.number]):
        if leaving:
            end_sign_ins(citizen, EndReason.SIGNED_OUT, now, only=leaving)
        for oldest in sign_ins_of(citizen, now=now)[settings.CITIZEN_LIMITS.at_once - 1 :]:
            end_sign_ins(citizen, EndReason.GAVE_WAY, now, only=oldest.pk)
        begun = SignIn.objects.create(
            citizen=citizen, token_digest=digest, device=device, begun_at=now, seen_at=now
        )
    return Opened(begun, cookie)


def _is_password_of(citizen: Citizen | None, password: str) -> bool:
    """Checked against nobody's password where there is none: it must take as long."""
    held = citizen.password if citizen else ""
    return check_password(password, held or make_password(None))

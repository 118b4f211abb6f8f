"""Asking for a code."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import A_DAY, Refusal
from quancheng.kernel.citizens import events
from quancheng.kernel.citizens.models import Citizen, Code, Purpose
from quancheng.kernel.citizens.queries import citizen_for, codes_since, digests_of
from quancheng.kernel.citizens.sending import ways_open
from quancheng.kernel.citizens.ways import Address

ONE_DAY = timedelta(days=1)
SENT_JUST_NOW = "刚刚已向这里发过验证码，请等一分钟再获取；没有收到的，看看是否被拦截"


class WayClosed(Refusal):
    """No gateway of this house reaches such an address."""

    code = "citizens.way_closed"
    status = 422


class TooSoon(Refusal):
    """A code went to this address a moment ago."""

    code = "citizens.too_soon"
    status = 429
    wait = 60


class TooManyCodes(Refusal):
    """Enough codes went to this address for one day."""

    code = "citizens.too_many_codes"
    status = 429
    wait = A_DAY


class NotYourAddress(Refusal):
    """A code that proves who closes an account goes to an address of that account alone."""

    code = "citizens.not_your_address"
    status = 422


@command
def ask_code(*, address: Address, purpose: Purpose, actor: Actor, now: datetime) -> Code:
    """Send a code to an address; any before it is worth nothing from now on.

    It is the same whether the address has an account or not. Raises WayClosed, TooSoon, TooManyCodes,
    NoSuchAccount, NotYourAddress.
    """
    _must_be_open(address)
    whose = None if purpose is Purpose.SIGN_IN else citizen_for(actor)
    if purpose is Purpose.CLOSE and (whose is None or address not in whose.addresses):
        raise NotYourAddress("验证码只能发往账号里的手机或邮箱，请重新选择")
    _must_have_codes_left(address, now)
    code = _new_code(address, purpose, whose, now)
    told = events.CodeAsked(asked=code.number.hex, purpose=code.get_purpose_display(), way=address.way.says)
    record(told, actor=actor, at=now)
    return code


def _must_be_open(address: Address) -> None:
    open_ones = ways_open()
    if not open_ones:
        raise WayClosed("本站还没有开通验证码，暂时不能登录；留言和查询不用登录")
    if address.way not in open_ones:
        raise WayClosed(f"本站暂时只能用{'、'.join(way.says for way in open_ones)}接收验证码，请改填")


def _must_have_codes_left(address: Address, now: datetime) -> None:
    limits, asked = settings.CITIZEN_LIMITS, codes_since(address, now - ONE_DAY)
    if asked and now - asked[0] < limits.code_pause:
        raise TooSoon(SENT_JUST_NOW)
    if len(asked) >= limits.codes_a_day:
        raise TooManyCodes("今天向这里发送的验证码已达上限，请明天再试；急事请拨打12345热线")


def _new_code(address: Address, purpose: Purpose, whose: Citizen | None, now: datetime) -> Code:
    """One live code an address: the one before ends. Of two at one moment the later is too soon.

    Raises TooSoon.
    """
    digests = digests_of(address)
    live = Code.objects.filter(to_digest__in=digests, used_at__isnull=True, ended_at__isnull=True)
    try:
        with named(digests):
            live.update(ended_at=now)
            return Code.objects.create(
                purpose=purpose, way=address.way, to=address.text, to_digest=digests[0], citizen=whose,
                asked_at=now, until=now + settings.CITIZEN_LIMITS.code_lasts,
            )  # fmt: skip
    except IntegrityError:
        raise TooSoon(SENT_JUST_NOW) from None

"""What keeps machines from the citizens' door: counted tries, sealed forms, addresses that name nobody."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from quancheng.kernel.basis.refusal import A_MINUTE, AN_HOUR, Refusal
from quancheng.kernel.citizens.models import Code
from quancheng.kernel.citizens.queries import code_numbered
from quancheng.kernel.citizens.ways import Address
from quancheng.kernel.crypto.port import Unreadable, machine
from quancheng.ui import seals
from quancheng.ui.source import network_of
from quancheng.ui.tries import count_one, is_over

ASKED_OF_A_NETWORK = 20  # [D] codes an hour: a whole office may stand behind one address
TRIED_OF_A_NETWORK = 60  # [D] codes and passwords tried an hour
TOKEN = "mine.code"  # noqa: S105  # the purpose under which the address of a code's page is sealed
SOURCE = "mine.source"


class TooManyFromHere(Refusal):
    """So much was asked for or tried from one network that nobody there may for an hour."""

    code = "mine.too_many_from_here"
    status = 429
    wait = AN_HOUR


class Locked(Refusal):
    """So many wrong passwords came for one address that none is looked at for a while."""

    code = "mine.locked"
    status = 429
    wait = 15 * A_MINUTE


class CodeGone(Refusal):
    """The page of a code is cut off, or its code is used or over."""

    code = "mine.code_gone"
    status = 410


def count_asked(request: HttpRequest) -> None:
    """One more code that is asked for from this network. Raises TooManyFromHere."""
    _count(request, "asked", ASKED_OF_A_NETWORK)


def count_tried(request: HttpRequest) -> None:
    """One more code or password that is tried from this network. Raises TooManyFromHere."""
    _count(request, "tried", TRIED_OF_A_NETWORK)


def count_password(address: Address) -> None:
    """One more password that is tried for an address, whether it has an account or not. Raises Locked."""
    limits = settings.CITIZEN_LIMITS
    lasts = int(limits.locked_for.total_seconds())
    if is_over(_of_address(address), limits.wrong_passwords):
        locked = Locked(f"密码错得太多，这个号码暂停用密码登录，请{lasts // 60}分钟后再试，或改用验证码登录")
        locked.wait = lasts
        raise locked
    count_one(_of_address(address), lasts)


def forget_passwords(address: Address) -> None:
    """The right one came: what went before does not count."""
    cache.delete(_of_address(address))


def token_of(code: Code) -> str:
    """The address of the page that asks for a code: sealed, so that neither logs nor history name it."""
    return machine().encrypt(code.number.hex, purpose=TOKEN)


def number_in(token: str) -> UUID:
    """The code that a page asks for. Raises CodeGone."""
    try:
        return UUID(hex=machine().decrypt(token, purpose=TOKEN))
    except (Unreadable, ValueError):
        raise CodeGone("这个页面的地址不完整；请回到登录页重新获取验证码") from None


def live_code(token: str, *, now: datetime) -> Code:
    """The code that a page asks for, while it is worth anything. Raises CodeGone."""
    code = code_numbered(number_in(token))
    if code is None or code.used_at or code.ended_at or now >= code.until:
        raise CodeGone("验证码已经失效；请重新获取")
    return code


def must_be_sealed(request: HttpRequest, form: Form, *, now: datetime) -> bool:
    """Whether the form came back as it was handed out; if not, it says so and gets another seal."""
    try:
        seals.seal_of(str(request.POST.get("seal", "")), now=now)
    except seals.TooFast as fault:
        form.add_error(None, str(fault))
        return False
    except seals.Unsealed as fault:
        form.add_error(None, str(fault))
        form.data = {**request.POST.dict(), "seal": seals.new_seal(now)}
        return False
    return True


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that was wanted before the door came; only one of this house."""
    told = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if told and is_ours else otherwise


def _count(request: HttpRequest, what: str, most: int) -> None:
    key = f"citizens.{what}.{machine().keyed_digest(network_of(request), purpose=SOURCE)}"
    if is_over(key, most):
        raise TooManyFromHere("从您的网络尝试得太多，请一小时后再试；留言和查询不受影响")
    count_one(key, AN_HOUR)


def _of_address(address: Address) -> str:
    return f"citizens.password.{machine().keyed_digest(address.text, purpose=SOURCE)}"

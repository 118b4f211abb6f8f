"""Finding accounts, codes and sign-ins by what only their owner knows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.citizens.digits import digits_from, number_in, tidy
from quancheng.kernel.citizens.limits import is_over
from quancheng.kernel.citizens.models import Citizen, Code, Purpose, SignIn
from quancheng.kernel.citizens.ways import Address
from quancheng.kernel.crypto.port import machine

ADDRESS = "citizens.address"  # the purposes of the digests
DIGITS = "citizens.code"
TOKEN = "citizens.token"  # noqa: S105  # names a purpose
WRONG = "验证码不对或已失效，请核对最近收到的一条；不行就重新获取"


class NoSuchAccount(Refusal):
    """The account is closed, or nobody is signed in."""

    code = "citizens.no_such_account"
    status = 403


class NoSuchSignIn(Refusal):
    """The sign-in is over, or another's: which of the two is not told."""

    code = "citizens.no_such_sign_in"
    status = 404


class WrongCode(Refusal):
    """The code is wrong, for something else, used, replaced or too old: which of these is not told."""

    code = "citizens.wrong_code"
    status = 422


def digests_of(address: Address) -> tuple[str, ...]:
    """The digests under which an address may be written down, by each key held; the current first.

    A phone and an e-mail address are never spelled alike, so one purpose serves both.
    """
    return machine().keyed_digests(address.text, purpose=ADDRESS)


def account_at(address: Address) -> Citizen | None:
    """The open account that goes by this address."""
    digests = digests_of(address)
    field = f"{address.way.value}_digest__in"
    with named(digests):
        return Citizen.objects.filter(**{field: digests}, closed_at__isnull=True).first()


def citizen_for(actor: Actor) -> Citizen:
    """The account that acts. Raises NoSuchAccount."""
    found = Citizen.objects.filter(pk=actor.citizen_id or 0, closed_at__isnull=True).first()
    if found is None:
        raise NoSuchAccount("您还没有登录，或账号已注销；请重新登录")
    return found


def code_numbered(number: UUID) -> Code | None:
    """The row of a code, whatever became of it."""
    with named([number]):
        return Code.objects.filter(number=number).first()


def digits_of(code: Code) -> str:
    """The digits of a code, by the key that seals from now on; they are stored nowhere."""
    return digits_from(machine().keyed_digest(_told_by(code), purpose=DIGITS))


def code_to_use(
    number: UUID, digits: str, *, purpose: Purpose, citizen: Citizen | None, now: datetime
) -> Code:
    """The live code that these digits belong to; the same refusal for all that is wrong. Raises WrongCode."""
    found = code_numbered(number)
    if found is None or not _is_live(found, now) or not _is_for(found, purpose, citizen):
        raise WrongCode(WRONG)
    held = machine().keyed_digests(_told_by(found), purpose=DIGITS)
    matches = [constant_time_compare(digits_from(one), tidy(digits)) for one in held]
    if not any(matches):
        raise WrongCode(WRONG)
    return found


def codes_since(address: Address, since: datetime) -> Sequence[datetime]:
    """When codes to an address were asked for since then, the newest first."""
    digests = digests_of(address)
    with named(digests):
        asked = Code.objects.filter(to_digest__in=digests, asked_at__gt=since).order_by("-asked_at")
        return list(asked.values_list("asked_at", flat=True))


def sign_in_behind(cookie: str, *, now: datetime) -> SignIn | None:
    """The sign-in that a cookie opens, with its account; None when it is over or never was."""
    number = number_in(cookie)
    if number is None:
        return None
    digests = machine().keyed_digests(cookie, purpose=TOKEN)
    with named([number]):
        found = (
            SignIn.objects.select_related("citizen")
            .filter(token_digest__in=digests, citizen__number=number)
            .filter(ended_at__isnull=True, citizen__closed_at__isnull=True)
            .first()
        )
    return found if found and not _is_over(found, now) else None


def sign_ins_of(citizen: Citizen, *, now: datetime) -> tuple[SignIn, ...]:
    """Where the account is signed in now, the one used last first."""
    still = SignIn.objects.filter(citizen=citizen, ended_at__isnull=True).order_by("-seen_at", "-pk")
    return tuple(one for one in still if not _is_over(one, now))


def _told_by(code: Code) -> str:
    """A code is bound to its row, its purpose, its account and its address: no part can be put to another."""
    return f"{code.number.hex}/{code.purpose}/{code.citizen_id or 0}/{code.to}"


def _is_live(code: Code, now: datetime) -> bool:
    return code.used_at is None and code.ended_at is None and now < code.until


def _is_for(code: Code, purpose: Purpose, citizen: Citizen | None) -> bool:
    return code.purpose == purpose and code.citizen_id == (citizen.pk if citizen else None)


def _is_over(one: SignIn, now: datetime) -> bool:
    return is_over(settings.CITIZEN_LIMITS, begun=one.begun_at, seen=one.seen_at, now=now)

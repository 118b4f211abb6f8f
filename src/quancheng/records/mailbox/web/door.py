"""What keeps machines out of the public form, and nobody else: seals, sources, counted tries."""

import ipaddress
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import Unreadable, machine
from quancheng.records.mailbox.queries.senders import source_digest
from quancheng.records.mailbox.rules.codes import tidy_number
from quancheng.ui.source import address_of, source_of

TOO_FAST = timedelta(seconds=3)  # [D] nobody reads the form and writes six signs in less
TOO_OLD = timedelta(hours=12)  # [D] a form may lie over a working day; seals kept longer could be hoarded
RECEIPT_LASTS = timedelta(minutes=30)  # [D] time to print it; later nobody finds it in a shared browser
RECEIPT = "mailbox.receipt"  # the purpose under which the address of a receipt is sealed
AN_HOUR = 3600  # [D] seconds: long enough to stop a machine, short enough for who mistyped to wait
WRONG_OF_A_SOURCE = 20  # [D] wrong tries an hour: several people of one network may mistype
WRONG_OF_A_NUMBER = 10  # [D] one sender's slips; against eight signs of 32 ten tries an hour find nothing
_SIGNER = Signer(salt="mailbox.form")
_PREFIX_V6 = 64  # [D] the usual size of the network that one line is given


class TooManyTries(Refusal):
    """So many wrong codes came from here, or for this number, that nobody may try for an hour."""

    code = "mailbox.too_many_tries"
    status = 429


class ReceiptGone(Refusal):
    """The address of a receipt is cut off, or older than it lasts."""

    code = "mailbox.receipt_gone"
    status = 410


class Unsealed(Exception):  # caught by the page, which shows its words beside the form
    """The form was sent too fast, lay too long, or is not ours; the message says what to do."""


class TooFast(Unsealed):
    """Sent before anybody could have written it: the same form may be sent again."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One form as it was handed out: its number and the moment."""

    once: str
    at: datetime


def new_seal(now: datetime) -> str:
    """A seal for a form that is handed out now."""
    return _SIGNER.sign(f"{uuid.uuid4().hex}.{int(now.timestamp())}")


def seal_of(text: str, *, now: datetime) -> Seal:
    """The seal of a form that comes back. Raises Unsealed."""
    try:
        once, _, stamp = _SIGNER.unsign(text).partition(".")
    except BadSignature:
        raise Unsealed("页面不完整，请核对内容后再提交一次") from None
    seal = Seal(once, datetime.fromtimestamp(int(stamp), tz=now.tzinfo))
    if now - seal.at > TOO_OLD:
        raise Unsealed("页面打开太久了，您写的都还在，请核对后再提交一次")
    if now - seal.at < TOO_FAST:
        raise TooFast("提交得太快，像是机器填写的；您写的都还在，请再提交一次")
    return seal


def network_of(request: HttpRequest) -> str:
    """Where a request comes from. Of an IPv6 address the part that names the network: its owner changes the
    rest at will.
    """
    source = source_of(request)
    address = address_of(source)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _PREFIX_V6), strict=False))
    return source


def must_not_hammer(source: str, number: str, *, now: datetime) -> None:
    """Raises TooManyTries. The same for numbers that exist and those that do not."""
    if any(cache.get(key, 0) >= most for key, most in _tries(source, number, now)):
        raise TooManyTries("核对错误的次数太多，请一小时后再试；留言照常办理，不受影响")


def count_wrong(source: str, number: str, *, now: datetime) -> None:
    """One more wrong try, from here and for this number."""
    for key, _ in _tries(source, number, now):
        cache.add(key, 0, AN_HOUR)
        with suppress(ValueError):  # its hour ended between these two lines
            cache.incr(key)


def receipt_token(number: str, *, now: datetime) -> str:
    """The address of a receipt: sealed, so that neither logs nor the browser's history tell a number."""
    return machine().encrypt(f"{number} {int(now.timestamp())}", purpose=RECEIPT)


def number_on_receipt(token: str, *, now: datetime) -> str:
    """The number that a receipt is for. Raises ReceiptGone."""
    try:
        number, _, stamp = machine().decrypt(token, purpose=RECEIPT).partition(" ")
    except Unreadable:
        raise ReceiptGone("回执的地址不完整；请用已保存的编号和查询码查询") from None
    if now.timestamp() - int(stamp) > RECEIPT_LASTS.total_seconds():
        raise ReceiptGone("回执只显示半小时；请用已保存的编号和查询码查询")
    return number


def _tries(source: str, number: str, now: datetime) -> tuple[tuple[str, int], tuple[str, int]]:
    day = timezone.localdate(now)
    return (
        (f"mailbox.wrong.source.{source_digest(source, on=day)}", WRONG_OF_A_SOURCE),
        (f"mailbox.wrong.number.{source_digest(tidy_number(number), on=day)}", WRONG_OF_A_NUMBER),
    )

"""What keeps strangers from other people's messages: counted tries, and receipts that last half an hour."""

from datetime import datetime, timedelta

from django.utils import timezone

from quancheng.kernel.basis.refusal import AN_HOUR, Refusal
from quancheng.kernel.crypto.port import Unreadable, machine
from quancheng.kernel.text.codes import tidy_number
from quancheng.records.mailbox.queries.senders import source_digest
from quancheng.ui.tries import count_one, is_over

RECEIPT_LASTS = timedelta(minutes=30)  # [D] time to print it; later nobody finds it in a shared browser
RECEIPT = "mailbox.receipt"  # the purpose under which the address of a receipt is sealed
WRONG_OF_A_SOURCE = 20  # [D] wrong tries an hour: several people of one network may mistype
WRONG_OF_A_NUMBER = 10  # [D] one sender's slips; against eight signs of 32 ten tries an hour find nothing


class TooManyTries(Refusal):
    """So many wrong codes came from here, or for this number, that nobody may try for an hour."""

    code = "mailbox.too_many_tries"
    status = 429
    wait = AN_HOUR


class ReceiptGone(Refusal):
    """The address of a receipt is cut off, or older than it lasts."""

    code = "mailbox.receipt_gone"
    status = 410


def must_not_hammer(source: str, number: str, *, now: datetime) -> None:
    """Raises TooManyTries. The same for numbers that exist and those that do not."""
    if any(is_over(key, most) for key, most in _tries(source, number, now)):
        raise TooManyTries("核对错误的次数太多，请一小时后再试；留言照常办理，不受影响")


def count_wrong(source: str, number: str, *, now: datetime) -> None:
    """One more wrong try, from here and for this number."""
    for key, _ in _tries(source, number, now):
        count_one(key, AN_HOUR)


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

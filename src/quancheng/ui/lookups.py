"""Pages that open by a number and a query code: counted tries, and receipts that last half an hour.

What keeps strangers from other people's messages and requests. A module has one `Lookup` for its register.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from quancheng.kernel.basis.refusal import AN_HOUR, Refusal
from quancheng.kernel.crypto.port import Unreadable, machine
from quancheng.ui.tries import count_one, is_over

RECEIPT_LASTS = timedelta(minutes=30)  # [D] time to print it; later nobody finds it in a shared browser
WRONG_OF_A_SOURCE = 20  # [D] wrong tries an hour: several people of one network may mistype
SIGNS_OF_A_NUMBER = 10  # [D] four signs are soon guessed, the more so by who knows the day of birth
SIGNS_WAIT = 30 * 24 * 3600  # [D] seconds, from the first wrong ones on
WRONG_OF_A_NUMBER = 10  # [D] one sender's slips; against eight signs of 32 ten tries an hour find nothing

Wrong = type[Refusal] | tuple[type[Refusal], ...]  # which refusals say that something was guessed


class TooManyTries(Refusal):
    """So many wrong codes came from here, or for this number, that nobody may try for an hour."""

    code = "ui.too_many_tries"
    status = 429
    wait = AN_HOUR


class TooManySigns(TooManyTries):
    """So many wrong last signs of a paper were given for this number that the rest goes by the agency."""

    wait = SIGNS_WAIT


class ReceiptGone(Refusal):
    """The address of a receipt is cut off, or older than it lasts."""

    code = "ui.receipt_gone"
    status = 410


class LookupForm(forms.Form):
    """Number and code, as they stand on a receipt."""

    number = forms.CharField(
        label="编号", max_length=30, error_messages={"required": "请填写编号"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    code = forms.CharField(
        label="查询码", max_length=20, help_text="8位字母和数字，不分大小写",
        error_messages={"required": "请填写查询码"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookup:
    """The register in which one looks: its code, its word, and how a number of it is spelt."""

    code: str
    says: str
    tidy: Callable[[str], str]

    def must_not_hammer(self, source: str, number: str, *, now: datetime) -> None:
        """Raises TooManyTries. The same for numbers that exist and those that do not."""
        if any(is_over(key, most) for key, most in self._tries(source, number, now)):
            raise TooManyTries(f"核对错误的次数太多，请一小时后再试；{self.says}照常办理，不受影响")

    def count_wrong(self, source: str, number: str, *, now: datetime) -> None:
        """One more wrong try, from here and for this number."""
        for key, _ in self._tries(source, number, now):
            count_one(key, AN_HOUR)

    @contextmanager
    def tried(self, source: str, number: str, *, wrong: Wrong, now: datetime) -> Iterator[None]:
        """One try within it, that counts if it is refused as wrong. Raises TooManyTries."""
        self.must_not_hammer(source, number, now=now)
        try:
            yield
        except wrong:
            self.count_wrong(source, number, now=now)
            raise

    @contextmanager
    def signs_tried(self, source: str, number: str, *, wrong: Wrong, now: datetime) -> Iterator[None]:
        """One try of the last signs of a paper: it counts as any, and longer for the number.

        Raises TooManyTries, TooManySigns.
        """
        key = self._signs(number)
        if is_over(key, SIGNS_OF_A_NUMBER):
            raise TooManySigns("证件后4位核对错误的次数太多，30天内不能在网上打开；需要的，请向办理机关索取")
        with self.tried(source, number, wrong=wrong, now=now):
            try:
                yield
            except wrong:
                count_one(key, SIGNS_WAIT)
                raise

    def receipt_token(self, number: str, *, now: datetime) -> str:
        """The address of a receipt: sealed, so that neither logs nor the browser's history tell a number."""
        return machine().encrypt(f"{number} {int(now.timestamp())}", purpose=self._receipt)

    def number_on_receipt(self, token: str, *, now: datetime) -> str:
        """The number that a receipt is for. Raises ReceiptGone."""
        try:
            number, _, stamp = machine().decrypt(token, purpose=self._receipt).partition(" ")
        except Unreadable:
            raise ReceiptGone("回执的地址不完整；请用已保存的编号和查询码查询") from None
        if now.timestamp() - int(stamp) > RECEIPT_LASTS.total_seconds():
            raise ReceiptGone("回执只显示半小时；请用已保存的编号和查询码查询")
        return number

    @property
    def _receipt(self) -> str:
        return f"{self.code}.receipt"

    def _tries(self, source: str, number: str, now: datetime) -> tuple[tuple[str, int], tuple[str, int]]:
        return (
            (self._key("source", source, now), WRONG_OF_A_SOURCE),
            (self._key("number", self.tidy(number), now), WRONG_OF_A_NUMBER),
        )

    def _signs(self, number: str) -> str:
        purpose = f"{self.code}.wrong.signs"
        return f"{purpose}.{machine().keyed_digest(self.tidy(number), purpose=purpose)}"

    def _key(self, kind: str, told: str, now: datetime) -> str:
        """Good for one day; it leads back to nobody."""
        day = timezone.localdate(now).isoformat()
        return f"{self.code}.wrong.{kind}.{machine().keyed_digest(told, purpose=f'{self.code}.wrong/{day}')}"

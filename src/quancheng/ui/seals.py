"""What keeps machines out of the public forms, and nobody else: a seal and a field that people do not see.

No picture to decipher, no service of others: who reads with the ears passes like who reads with the eyes.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django import forms
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError

from quancheng.kernel.basis.command import WrittenAlready

Made = TypeVar("Made")
TOO_FAST = timedelta(seconds=3)  # [D] nobody reads a form and writes six signs in less
TOO_OLD = timedelta(hours=12)  # [D] a form may lie over a working day; seals kept longer could be hoarded
_SIGNER = Signer(salt="public.form")


class Unsealed(Exception):  # caught by the page, which shows its words beside the form
    """The form was sent too fast, lay too long, or is not ours; the message says what to do."""


class TooFast(Unsealed):
    """Sent before anybody could have written it: the same form may be sent again."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One form as it was handed out: its number and the moment."""

    once: str
    at: datetime


class SealedForm(forms.Form):
    """A public form that carries its seal, and a field that machines fill in."""

    website = forms.CharField(
        label="请把这一栏空着",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_website(self) -> str:
        """A field that people do not see and machines fill in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("这一栏是防止机器填写的，请清空后再提交")
        return ""


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


def unsealed(form: SealedForm, *, now: datetime) -> Seal | None:
    """The seal with which a form came back; None when it goes back with what is to be said, and all that was
    entered: the next click sends it.
    """
    try:
        return seal_of(str(form.data.get("seal", "")), now=now)
    except TooFast as fault:
        form.add_error(None, str(fault))
    except Unsealed as fault:
        form.add_error(None, str(fault))
        seal_anew(form, at=now)
    return None


def seal_anew(form: SealedForm, *, at: datetime) -> None:
    """The form goes back with all that was entered, as a new one."""
    form.data = {**dict(form.data.items()), "seal": new_seal(at)}


def written_once(write: Callable[[], Made]) -> Made:
    """What was written. Where one form came twice at one moment, the later finds what the first wrote."""
    try:
        return write()
    except (IntegrityError, WrittenAlready):
        return write()
